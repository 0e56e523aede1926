from __future__ import annotations

from datetime import date

import pytest

from lockgate.checks.range import Range
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.predicates import NotNull, OutOfRange


def test_the_extremes_are_asked_for_beside_the_counts() -> None:
    aggregates = Range("x", min=0).aggregates()

    assert aggregates == (CountIf(NotNull(("x",))), CountIf(OutOfRange("x", 0)), Extremes("x"))


def test_a_red_range_tells_what_was_seen() -> None:
    outcome = Range("x", max=900).judge((Count(10), Count(2), ExtremesState(1_260, 41_700)))

    assert (outcome.verdict, outcome.seen) == (Verdict.FAIL, "seen 1260 to 41,700")
    assert outcome.summary == "2 of 10 rows (20 %) do not satisfy it"


def test_a_green_range_needs_no_more_words() -> None:
    outcome = Range("x", max=900).judge((Count(10), Count(0), ExtremesState(15, 900)))

    assert (outcome.verdict, outcome.seen) == (Verdict.PASS, "")


@pytest.mark.parametrize(
    ("check", "required"),
    [
        (Range("x", min=1, max=2), "1 to 2"),
        (Range("x", min=1), "≥ 1"),
        (Range("x", max=2, exclusive_max=True), "< 2"),
        (Range("x", min=1, max=2, exclusive_min=True), "> 1 and ≤ 2"),
        (Range("x", min=date(2013, 1, 1)), "≥ 2013-01-01"),
    ],
)
def test_the_range_is_written_for_people(check: Range, required: str) -> None:
    assert check.required == required


@pytest.mark.parametrize(("low", "high"), [(None, None), (2, 1), (float("nan"), 1), (1, "a")])
def test_bounds_between_which_nothing_lies_are_refused(low: Bound | None, high: Bound | None) -> None:
    with pytest.raises(ParameterError, match="`min` must be"):
        Range("x", min=low, max=high)
