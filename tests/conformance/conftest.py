"""Every engine, and a way to ask checks of small tables on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from tests.conformance.engines import Bench, LackingError, bench_of

from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.scan.check import Check
from lockgate.scan.dialects.gaps import GAPS, NO_ORDER, PATTERN, SPELLINGS
from lockgate.scan.expression import Expression
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.suite import Suite, SuiteItem

NOW = datetime(2013, 7, 2, 6, tzinfo=UTC)

Table = Any
"""An Arrow table, or columns by name."""


ENGINES = [
    "duckdb",
    pytest.param("postgres", marks=[pytest.mark.postgres]),
    pytest.param("spark", marks=[pytest.mark.spark]),
]
"""Each engine."""


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of each engine in turn."""
    return str(request.param)


@pytest.fixture
def bench(engine: str) -> Bench:
    """Return the engine, started, and how tables get into it."""
    return bench_of(engine)


@pytest.fixture
def run(bench: Bench) -> Callable[..., SuiteRun]:
    """Run items on the table `t`, with other tables beside it: as one suite, or as a suite each in one run."""

    def ask(
        items: list[SuiteItem],
        table: Table,
        *,
        key: tuple[str, ...] = (),
        now: datetime = NOW,
        each: bool = False,
        **others: Table,
    ) -> SuiteRun:
        tables = {name: _arrow(content) for name, content in {"t": table, **others}.items()}
        try:
            sources = bench.sources(tables)
        except LackingError as error:
            pytest.xfail(str(error))
        session = bench.engine.open(sources)
        try:
            parts = [(item,) for item in items] if each else [tuple(items)]
            return run_suites([Suite(table="t", items=part, key=key) for part in parts], session, now=now)
        finally:
            session.close()

    return ask


@pytest.fixture
def findings(run: Callable[..., SuiteRun], engine: str) -> Callable[..., tuple[Finding, ...]]:
    """Ask one check of the table `t`: one finding, or one for each slice."""

    def ask(
        check: Check,
        table: Table,
        *,
        where: str = "",
        group_by: tuple[str, ...] = (),
        key: tuple[str, ...] = (),
        **others: Table,
    ) -> tuple[Finding, ...]:
        item = SuiteItem(check=check, where=Expression(where) if where else None, group_by=group_by)
        found = run([item], table, key=key, **others).findings[0]
        for one in found:
            expect_gap(engine, one)
        return found

    return ask


@pytest.fixture
def finding(findings: Callable[..., tuple[Finding, ...]]) -> Callable[..., Finding]:
    """Ask one check of all rows of the table `t`."""

    def ask(check: Check, table: Table, **how: Any) -> Finding:  # noqa: ANN401 - passed on
        (only,) = findings(check, table, **how)
        return only

    return ask


_BATCHES: dict[tuple[str, str, int], Sequence[tuple[Finding, ...]]] = {}


@pytest.fixture
def batch(run: Callable[..., SuiteRun], engine: str) -> Callable[..., list[tuple[Finding, ...]]]:
    """Ask one group of items of many groups about the same table: the findings of each item of the group.

    Embedded DuckDB is asked for the group alone, once for all tests of it. An engine that takes longer is asked
    once for all groups, as users ask it.
    """

    def ask(
        name: str,
        groups: Sequence[Sequence[SuiteItem]],
        number: int,
        table: Table,
        *,
        key: tuple[str, ...] = (),
        **others: Table,
    ) -> list[tuple[Finding, ...]]:
        alone = engine == "duckdb"
        asked = groups[number : number + 1] if alone else groups
        known = (engine, name, number if alone else -1)
        if known not in _BATCHES:
            items = [item for group in asked for item in group]
            _BATCHES[known] = run(items, table, key=key, each=True, **others).findings
        start = 0 if alone else sum(map(len, groups[:number]))
        found = list(_BATCHES[known][start : start + len(groups[number])])
        for one in found:
            for finding in one:
                expect_gap(engine, finding)
        return found

    return ask


@pytest.fixture
def one_of(batch: Callable[..., list[tuple[Finding, ...]]]) -> Callable[..., Finding]:
    """Ask one of many checks of all rows of the same table."""

    def ask(name: str, checks: Sequence[Check], number: int, table: Table, **others: Table) -> Finding:
        ((found,),) = batch(name, [[SuiteItem(check=one)] for one in checks], number, table, **others)
        return found

    return ask


def expect_gap(engine: str, found: Finding) -> None:
    """Take a finding that is a declared gap of the engine for the failure that it is expected to be."""
    is_gap = found.verdict is Verdict.ERROR and found.summary.startswith((NO_ORDER, PATTERN, SPELLINGS))
    if is_gap and found.check in GAPS[engine]:
        pytest.xfail(f"{engine}, {found.check}: {found.summary}")


def expected_gap(engine: str, error: LockgateError) -> None:
    """Take a refusal for a declared reason for the failure that it is expected to be."""
    if engine != "duckdb" and error.code == "LG240" and error.text.startswith((NO_ORDER, PATTERN, SPELLINGS)):
        pytest.xfail(f"{engine}: {error.text}")


def _arrow(content: Table) -> pa.Table:
    return content if isinstance(content, pa.Table) else pa.table(dict(content))
