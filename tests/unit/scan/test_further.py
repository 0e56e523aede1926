"""The one further scan: it runs only when something is open or red, and once for all."""

from __future__ import annotations

from typing import Any, cast

import pytest
from sqlglot import exp
from tests.fakes.tables import NOW, CountingSession, opened, run_on

from lockgate.adapters.engines.duckdb import DuckDBSession
from lockgate.checks import CHECKS as REGISTRY
from lockgate.checks.range import Range
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Session
from lockgate.scan.further import MOST_AT_ONCE, MOST_RED_SLICES, MOST_WITH_TRAITS
from lockgate.scan.predicates import OutOfRange
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name
TABLE = {
    "id": list(range(100)),
    "x": [float(i) for i in range(100)],
    "g": [f"g{i % 40:02}" for i in range(100)],
}


def run(*items: SuiteItem, sample_rows: int = 10) -> tuple[SuiteRun, list[str]]:
    with opened(t=TABLE) as session:
        counting = CountingSession(session)
        suite = Suite(table="t", items=items, key=("id",))
        done = run_suites([suite], cast("Session", counting), now=NOW, sample_rows=sample_rows)
    return done, counting.queries


def test_nothing_open_and_nothing_red_is_no_further_scan() -> None:
    done, queries = run(SuiteItem(check=CHECKS["range"]("x", min=0, max=99)))

    assert done.facts[0].scans == 1
    assert not [query for query in queries if "ARG_MIN" in query]


def test_all_red_checks_share_one_further_scan() -> None:
    reds = [SuiteItem(check=CHECKS["range"]("x", max=most)) for most in range(20)]

    done, queries = run(*reds, SuiteItem(check=CHECKS["range"]("id", min=5)))

    assert done.facts[0].scans == 2
    assert len([query for query in queries if "ARG_MIN" in query]) == 1
    assert all(finding.sample is not None for finding in done.findings[0])


def test_without_rows_to_fetch_only_what_is_open_is_counted() -> None:
    done, queries = run(SuiteItem(check=CHECKS["range"]("x", max=50)), sample_rows=0)

    assert done.findings[0][0].n_failed == 49
    assert not [query for query in queries if "ARG_MIN" in query]


def test_of_many_red_slices_the_first_show_their_rows() -> None:
    done, _ = run(SuiteItem(check=CHECKS["range"]("x", max=-1), group_by=("g",)))

    shown = [finding.sample is not None for finding in done.findings[0]]
    assert len(shown) == 40
    assert shown == [True] * MOST_RED_SLICES + [False] * (40 - MOST_RED_SLICES)


@pytest.mark.parametrize("check", [("uniqueness", ("g",)), ("monotone", "g")])
def test_rows_that_offend_because_of_others_are_found_by_a_query_of_their_own(check: tuple[str, Any]) -> None:
    done, _ = run(SuiteItem(check=CHECKS[check[0]](check[1])))

    (finding,) = done.findings[0]
    assert finding.verdict.name == "FAIL"
    assert finding.sample is not None
    assert len(finding.sample.rows) == min(10, finding.n_failed or 0)


class Forgetful:
    """A real session that loses its engine at each query that holds one of some words."""

    def __init__(self, session: DuckDBSession, word: str) -> None:
        self._session = session
        self._word = word

    def rows(self, query: exp.Expr, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Run the query, or fail as an engine does that runs out of memory."""
        if self._word in query.sql("duckdb"):
            raise DataError.engine("t", "out of memory")
        return self._session.rows(query, parameters)

    def __getattr__(self, name: str) -> object:
        return getattr(self._session, name)


@pytest.mark.parametrize(
    ("check", "word"),
    [(CHECKS["uniqueness"](("g",)), "LIMIT 10"), (CHECKS["range"]("x", max=50), "ARG_MIN")],
)
def test_a_finding_stands_when_its_rows_cannot_be_fetched(check: Any, word: str) -> None:  # noqa: ANN401 - any check
    suite = Suite(table="t", items=(SuiteItem(check=check),), key=("id",))

    with opened(t=TABLE) as session:
        done = run_suites([suite], cast("Session", Forgetful(session, word)), now=NOW)

    (finding,) = done.findings[0]
    assert finding.verdict.name == "FAIL"
    assert finding.n_failed
    assert finding.sample is None


@pytest.mark.parametrize(("reds", "told"), [(MOST_WITH_TRAITS, True), (MOST_WITH_TRAITS + 1, False)])
def test_only_few_red_checks_are_told_what_their_rows_have_in_common(reds: int, told: bool) -> None:  # noqa: FBT001 - the expected answer
    table = {"x": list(range(100)), "late": ["no"] * 50 + ["yes"] * 50}
    suite = Suite(
        table="t", items=tuple(SuiteItem(check=CHECKS["range"]("x", max=50 + i % 20)) for i in range(reds))
    )

    findings = run_on(suite, t=table).findings[0]

    traits = {finding.sample.traits for finding in findings if finding.sample is not None}
    assert traits == {("all late=yes",) if told else ()}


@pytest.mark.parametrize(("reds", "scans"), [(MOST_AT_ONCE, 2), (MOST_AT_ONCE + 1, 3)])
def test_rows_of_many_red_checks_are_fetched_some_at_a_time(reds: int, scans: int) -> None:
    """Two thousand columns out of range took 22 GB: memory for each filter grows with all columns that are read."""
    table = {f"c{i}": [1, 900] for i in range(reds)}
    suite = Suite(table="t", items=tuple(SuiteItem(check=CHECKS["range"](name, max=50)) for name in table))

    done = run_on(suite, t=table)

    assert [finding.sample and finding.sample.rows for finding in done.findings[0]] == [((900,),)] * reds
    assert done.answers.scans == {"t": scans}


class AsksAnother(Range):
    def offending(self) -> OutOfRange:
        return OutOfRange("g", 1, None)


def test_a_finding_stands_without_rows_where_these_cannot_be_asked_for() -> None:
    done, queries = run(SuiteItem(check=AsksAnother("x", max=50)))

    (finding,) = done.findings[0]
    assert (finding.verdict.name, finding.n_failed, finding.sample) == ("FAIL", 49, None)
    assert not [query for query in queries if "ARG_MIN" in query]
