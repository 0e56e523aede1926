from __future__ import annotations

import pytest

from lockgate.checks.mixed_types import MixedTypes
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count
from lockgate.scan.tolerance import Tolerance


def judged(*counts: int, strict: bool = False) -> tuple[Verdict, str]:
    """Judge counts of texts, booleans, integers, numbers and dates."""
    outcome = MixedTypes("x", strict=strict).judge(tuple(Count(n) for n in counts))
    return outcome.verdict, outcome.summary


def test_the_kind_of_most_values_is_the_columns() -> None:
    assert judged(9, 0, 9, 9, 0) == (Verdict.PASS, "all 9 rows satisfy it: integer")
    assert judged(9, 0, 5, 9, 0) == (Verdict.PASS, "all 9 rows satisfy it: number")
    assert judged(9, 1, 0, 0, 8) == (Verdict.FAIL, "1 of 9 rows (11.1 %) do not look like a date: 1 boolean")
    assert judged(9, 0, 6, 6, 1)[1] == "3 of 9 rows (33.3 %) do not look like an integer: 2 text, 1 date"


def test_a_column_of_texts_may_hold_numbers_unless_it_is_strict() -> None:
    assert judged(9, 0, 2, 2, 0) == (Verdict.PASS, "all 9 rows satisfy it: text")
    assert judged(9, 0, 2, 2, 0, strict=True)[0] is Verdict.FAIL


def test_nothing_proves_nothing() -> None:
    assert judged(0, 0, 0, 0, 0)[0] is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(("rows", "verdict"), [(0, Verdict.FAIL), (1, Verdict.PASS)])
def test_some_may_be_of_another_kind(rows: int, verdict: Verdict) -> None:
    check = MixedTypes("x", tolerance=Tolerance(rows=rows))

    assert check.judge((Count(9), Count(0), Count(8), Count(8), Count(0))).verdict is verdict


def test_no_row_offends_for_none_is_of_the_wrong_kind_by_itself() -> None:
    MixedTypes("x").offending()  # has nothing to return
