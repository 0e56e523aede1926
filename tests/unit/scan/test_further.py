"""The one further scan: it runs only when something is open or red, and once for all."""

from __future__ import annotations

from typing import Any, cast

import pytest
from tests.fakes.tables import NOW, CountingSession, opened

from lockgate.checks import CHECKS as REGISTRY
from lockgate.scan.engine import Session
from lockgate.scan.further import MOST_RED_SLICES
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
