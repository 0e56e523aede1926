"""Checks that hold or fail for each row."""

from __future__ import annotations

import pytest

from lockgate.checks.range import Range
from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.predicates import NotNull
from lockgate.scan.row_check import RowCheck, judge_rows
from lockgate.scan.tolerance import Tolerance


@pytest.mark.parametrize(
    ("judged", "failed", "verdict", "reason"),
    [
        (10, 0, Verdict.PASS, Reason.HOLDS),
        (10, 1, Verdict.FAIL, Reason.ROWS_VIOLATE),
        (0, 0, Verdict.INCONCLUSIVE, Reason.NO_ROWS),
    ],
)
def test_two_counts_decide(judged: int, failed: int, verdict: Verdict, reason: str) -> None:
    outcome = judge_rows(judged, failed, required="0 to 9", tolerance=Tolerance())

    assert (outcome.verdict, outcome.reason) == (verdict, reason)


def test_a_red_line_says_how_many_of_how_many() -> None:
    outcome = judge_rows(336_776, 54_635, required="15 to 900", tolerance=Tolerance())

    assert outcome.summary.startswith("54,635 of 336,776 rows (16.2")
    assert (outcome.observed, outcome.n, outcome.n_failed, outcome.required) == (
        54_635,
        336_776,
        54_635,
        "15 to 900",
    )


def test_an_accepted_violation_is_shown_with_what_is_accepted() -> None:
    outcome = judge_rows(100, 1, required="0 to 9", tolerance=Tolerance(rows=2))

    assert outcome.verdict is Verdict.PASS
    assert outcome.summary.endswith("; accepted: at most 2 rows")


def test_rows_are_judged_where_every_column_has_a_value() -> None:
    check = Range("x", min=0, tolerance=Tolerance(rows=1))

    assert check.population() == CountIf(NotNull(("x",)))
    assert check.aggregates()[1] == CountIf(check.violation())
    assert check.offending() == check.violation()
    assert RowCheck.judge(check, (Count(5), Count(1))).verdict is Verdict.PASS
