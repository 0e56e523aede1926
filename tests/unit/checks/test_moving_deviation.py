from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from lockgate.checks.moving_deviation import MovingDeviation
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.periods import Periods, PeriodsState
from lockgate.scan.check import Outcome

FIRST = 15_000  # 2011-01-30


def judged(*days: tuple[int, float] | None, **how: Any) -> Outcome:  # noqa: ANN401 - parameters
    periods = PeriodsState(tuple((FIRST + i, *day) for i, day in enumerate(days) if day is not None))
    return MovingDeviation("t", "day", **{"window": 3, **how}).judge((periods, Count(99)))


def test_a_day_that_stands_out_is_red() -> None:
    # the mean of 9, 10, 11 is 10, their standard deviation 1
    outcome = judged((9, 0.0), (10, 0.0), (11, 0.0), (14, 0.0))

    assert (outcome.verdict, outcome.reason, outcome.observed, outcome.n) == (Verdict.FAIL, "LG402", 1, 44)
    assert outcome.seen == "2011-02-02: 14, 4 away"


def test_a_day_at_exactly_the_distance_passes() -> None:
    assert judged((9, 0.0), (10, 0.0), (11, 0.0), (13, 0.0)).verdict is Verdict.PASS


def test_equal_days_do_not_stand_out_and_any_other_day_then_does() -> None:
    assert judged(*[(7, 0.0)] * 9).verdict is Verdict.PASS
    assert judged(*[(7, 0.0)] * 3, (8, 0.0)).verdict is Verdict.FAIL


def test_a_day_without_rows_has_none() -> None:
    assert judged((9, 0.0), (10, 0.0), (11, 0.0), None, (10, 0.0)).seen.startswith("2011-02-02: 0, 10 away")


def test_sums_and_means_are_looked_at_instead() -> None:
    days = [(2, 18.0), (1, 10.0), (4, 44.0), None, (1, 30.0)]

    assert judged(*days, value="x", statistic="mean").seen == "2011-02-03: 30, 20 away"
    assert judged(*days[:4], (1, 10.0), value="x", statistic="sum", sigmas=0.5).seen == "2011-02-02: 0, 24 away"


def test_some_days_may_stand_out() -> None:
    outcome = judged((9, 0.0), (10, 0.0), (11, 0.0), (14, 0.0), max_outside=1)

    assert (outcome.verdict, outcome.observed) == (Verdict.PASS, 1)


def test_the_rule_is_that_of_rolling_windows_in_pandas() -> None:
    counts = [int(100 + 30 * math.sin(i * i)) for i in range(60)]
    series = pd.Series(counts, dtype=float)
    before = series.shift(1).rolling(7)

    outcome = judged(*((n, 0.0) for n in counts), window=7, sigmas=1.2)

    assert outcome.observed == int(((series - before.mean()).abs() > 1.2 * before.std()).sum())


def test_too_few_days_prove_nothing() -> None:
    assert judged(*[(7, 0.0)] * 3).summary == "3 days, too few to compare"
    assert judged().reason == "LG403"


def test_what_is_not_finite_proves_nothing() -> None:
    assert judged(*[(7, math.nan)] * 4, value="x", statistic="sum").reason == "LG406"


def test_too_many_periods_are_an_error() -> None:
    many = PeriodsState((), is_complete=False)

    assert MovingDeviation("t", "hour").judge((many, Count(9))).verdict is Verdict.ERROR


def test_the_periods_are_asked_for() -> None:
    check = MovingDeviation("t", "week", "x", "sum")

    assert check.aggregates() == (Periods("t", "week", "x"), RowCount())
    assert (check.columns, MovingDeviation("t", "week").columns) == (("t", "x"), ("t",))
    assert check.required == "sum of x within 3 standard deviations of the 28 weeks before"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("statistic", {"statistic": "median"}),
        ("value", {"statistic": "sum"}),
        ("window", {"window": 2}),
        ("sigmas", {"sigmas": 0.0}),
        ("max_outside", {"max_outside": -1}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        MovingDeviation(**{"column": "t", "every": "day", **wrong})


def test_no_row_is_to_blame() -> None:
    assert MovingDeviation("t", "day").offending() is None  # type: ignore[func-returns-value]  # that is the point
