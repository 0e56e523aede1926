from __future__ import annotations

import pytest

from lockgate.checks.outlier_rows import OutlierRowsCheck
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.outliers import OutlierRows, Outliers, OutliersState


@pytest.mark.parametrize(
    ("state", "verdict", "reason"),
    [
        (OutliersState(9, 0, 0, 1.0, 2.0), Verdict.PASS, Reason.HOLDS),
        (OutliersState(9, 1, 0, 1.0, 2.0), Verdict.FAIL, Reason.ROWS_VIOLATE),
        (OutliersState(9, 0, 1, 1.0, 2.0), Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED),
        (OutliersState(0, 0, 1), Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED),
        (OutliersState(2, 0, 0, 1.0, 2.0), Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED),
        (OutliersState(9, 0, 0, 1.0, float("inf")), Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED),
        (OutliersState(0, 0), Verdict.INCONCLUSIVE, Reason.NO_ROWS),
    ],
)
def test_far_values_are_judged_where_there_are_bounds(
    state: OutliersState, verdict: Verdict, reason: str
) -> None:
    outcome = OutlierRowsCheck("x").judge((state, Count(9)))

    assert (outcome.verdict, outcome.reason) == (verdict, reason)


def test_each_method_has_its_customary_factor() -> None:
    asked = [OutlierRowsCheck("x", method).aggregates() for method in ("z", "iqr", "mad")]

    assert asked == [
        (Outliers("x", "z", 3.0), RowCount()),
        (Outliers("x", "iqr", 1.5), RowCount()),
        (Outliers("x", "mad", 3.5), RowCount()),
    ]
    assert OutlierRowsCheck("x", "z", 2.0).offending() == OutlierRows(Outliers("x", "z", 2.0))
    assert OutlierRowsCheck("x", "z", 2.0).required == "at most 2 standard deviations from the mean"


def test_an_open_side_shows_no_bound() -> None:
    outcome = OutlierRowsCheck("x", side="lower").judge((OutliersState(9, 1, 0, -1.5, None), Count(9)))

    assert outcome.seen == "bounds -1.5 to"


def test_a_bound_may_be_exclusive_and_on_the_far_side_of_the_mean() -> None:
    check = OutlierRowsCheck("x", "z", -1.0, "upper", exclusive=True)

    assert check.aggregates()[0] == Outliers("x", "z", -1.0, "upper", is_exclusive=True)
    assert check.required == "less than -1 standard deviations from the mean"
    with pytest.raises(ParameterError, match="`factor`"):
        OutlierRowsCheck("x", "z", -1.0)
    with pytest.raises(ParameterError, match="`factor`"):
        OutlierRowsCheck("x", "iqr", -1.0, "upper")


@pytest.mark.parametrize(
    "how", [{"method": "knn"}, {"side": "left"}, {"factor": 0.0}, {"factor": float("nan")}]
)
def test_what_is_no_measure_is_refused(how: dict[str, float]) -> None:
    with pytest.raises(ParameterError):
        OutlierRowsCheck("x", **how)  # type: ignore[arg-type]  # that is the point


def test_two_values_are_judged_where_that_is_asked() -> None:
    two = (OutliersState(2, 1, 0, 1.0, 2.0), Count(2))

    assert OutlierRowsCheck("x").judge(two).verdict is Verdict.INCONCLUSIVE
    assert OutlierRowsCheck("x", min_values=2).judge(two).verdict is Verdict.FAIL
    with pytest.raises(ParameterError, match="`min_values` must be 2 or more"):
        OutlierRowsCheck("x", min_values=1)
