from __future__ import annotations

import pytest

from lockgate.checks.row_count_match import RowCountMatch
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, RowCount

ZERO = Requirement(Operator.MUST_BE, (0,))


def test_both_tables_are_counted() -> None:
    assert RowCountMatch(ZERO, "other").aggregates() == (RowCount(), Elsewhere("other", RowCount()))


@pytest.mark.parametrize(("here", "verdict"), [(5, Verdict.PASS), (4, Verdict.FAIL)])
def test_the_difference_is_rows_here_minus_rows_there(here: int, verdict: Verdict) -> None:
    outcome = RowCountMatch(ZERO, "other").judge((Count(here), Count(5)))

    assert (outcome.verdict, outcome.observed) == (verdict, here - 5)


def test_the_ratio_is_rows_here_by_rows_there() -> None:
    outcome = RowCountMatch(Requirement.at_least(0.5), "other", "ratio").judge((Count(2), Count(4)))

    assert (outcome.verdict, outcome.observed) == (Verdict.PASS, 0.5)
    assert outcome.summary == "row count ratio to `other` 0.5: 2 rows here, 4 there"


def test_there_is_no_ratio_to_no_rows() -> None:
    outcome = RowCountMatch(Requirement.at_least(0.5), "other", "ratio").judge((Count(2), Count(0)))

    assert (outcome.verdict, outcome.summary) == (
        Verdict.INCONCLUSIVE,
        "`other` has no rows to compare with",
    )


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ParameterError, match="`measure`"):
        RowCountMatch(ZERO, "other", "quotient")  # type: ignore[arg-type]  # the mistake is the point
