"""Every engine, and a way to ask checks of small tables on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from tests.conformance.engines import Bench, bench_of

from lockgate.domain.finding import Finding
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.suite import Suite, SuiteItem

NOW = datetime(2013, 7, 2, 6, tzinfo=UTC)

Table = Any
"""An Arrow table, or columns by name."""


ENGINES = [
    "duckdb",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
    pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.xdist_group("spark")]),
]
"""Each engine; those that are started go to one worker each."""


@pytest.fixture(params=ENGINES)
def bench(request: pytest.FixtureRequest) -> Bench:
    """Return each engine in turn, and how tables get into it."""
    return bench_of(request.param)


@pytest.fixture
def run(bench: Bench) -> Callable[..., SuiteRun]:
    """Run items on the table `t`, with other tables beside it."""

    def ask(
        items: list[SuiteItem], table: Table, *, key: tuple[str, ...] = (), now: datetime = NOW, **others: Table
    ) -> SuiteRun:
        tables = {name: _arrow(content) for name, content in {"t": table, **others}.items()}
        session = bench.engine.open(bench.sources(tables))
        try:
            return run_suites([Suite(table="t", items=tuple(items), key=key)], session, now=now)
        finally:
            session.close()

    return ask


@pytest.fixture
def findings(run: Callable[..., SuiteRun]) -> Callable[..., tuple[Finding, ...]]:
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
        return run([item], table, key=key, **others).findings[0]

    return ask


@pytest.fixture
def finding(findings: Callable[..., tuple[Finding, ...]]) -> Callable[..., Finding]:
    """Ask one check of all rows of the table `t`."""

    def ask(check: Check, table: Table, **how: Any) -> Finding:  # noqa: ANN401 - passed on
        (only,) = findings(check, table, **how)
        return only

    return ask


def _arrow(content: Table) -> pa.Table:
    return content if isinstance(content, pa.Table) else pa.table(dict(content))
