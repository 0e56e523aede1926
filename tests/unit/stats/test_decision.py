from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.stats.decision import (
    Decision,
    decide_at_least,
    decide_at_most,
    decide_between,
    decide_not_worse,
    interval_alpha,
)

PASS, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE
NUMBERS = st.floats(-10, 10)
BOUNDS = st.tuples(NUMBERS, NUMBERS).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [
        (0.71, 0.75, PASS),
        (0.70, 0.75, PASS),
        (0.69, 0.75, INCONCLUSIVE),
        (0.60, 0.70, INCONCLUSIVE),
        (0.60, 0.69, FAIL),
        (-math.inf, math.inf, INCONCLUSIVE),
        (0.80, math.inf, PASS),
    ],
)
def test_at_least_is_decided_by_the_bounds(lower: float, upper: float, verdict: Verdict) -> None:
    assert decide_at_least(lower, upper, 0.70) == Decision(verdict, lower, upper)


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [(0.70, 0.75, INCONCLUSIVE), (0.701, 0.75, PASS), (0.60, 0.70, FAIL)],
)
def test_more_than_does_not_accept_the_bar_itself(lower: float, upper: float, verdict: Verdict) -> None:
    assert decide_at_least(lower, upper, 0.70, is_strict=True).verdict is verdict
    assert decide_at_most(-upper, -lower, -0.70, is_strict=True).verdict is verdict


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"), [(0.0, 0.05, PASS), (0.04, 0.06, INCONCLUSIVE), (0.051, 0.06, FAIL)]
)
def test_at_most_is_decided_by_the_bounds(lower: float, upper: float, verdict: Verdict) -> None:
    assert decide_at_most(lower, upper, 0.05) == Decision(verdict, lower, upper)


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [
        (0.1, 0.2, PASS),
        (0.11, 0.19, PASS),
        (0.09, 0.19, INCONCLUSIVE),
        (0.11, 0.21, INCONCLUSIVE),
        (0.05, 0.09, FAIL),
        (0.21, 0.30, FAIL),
    ],
)
def test_between_needs_both_bounds_inside(lower: float, upper: float, verdict: Verdict) -> None:
    assert decide_between(lower, upper, 0.1, 0.2) == Decision(verdict, lower, upper)


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"), [(-0.004, 0.02, PASS), (-0.006, 0.02, INCONCLUSIVE), (-0.02, -0.006, FAIL)]
)
def test_not_worse_looks_at_the_side_that_hurts(lower: float, upper: float, verdict: Verdict) -> None:
    score = decide_not_worse(lower, upper, 0.005, is_higher_better=True)
    loss = decide_not_worse(-upper, -lower, 0.005, is_higher_better=False)

    assert score == Decision(verdict, lower, upper)
    assert loss == Decision(verdict, -upper, -lower)


@pytest.mark.parametrize("bounds", [(math.nan, math.nan), (0.9, math.nan), (math.nan, 0.1)])
def test_an_unknown_bound_is_never_a_verdict(bounds: tuple[float, float]) -> None:
    assert decide_at_least(*bounds, 0.5).verdict is INCONCLUSIVE
    assert decide_at_most(*bounds, 0.5).verdict is INCONCLUSIVE
    assert decide_between(*bounds, 0.0, 1.0).verdict is INCONCLUSIVE
    assert decide_not_worse(*bounds, 0.5, is_higher_better=True).verdict is INCONCLUSIVE
    assert decide_not_worse(*bounds, 0.5, is_higher_better=False).verdict is INCONCLUSIVE


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"`upper` must be at least the lower bound 0\.8, got 0\.7"):
        decide_at_least(0.8, 0.7, 0.5)


@pytest.mark.parametrize("bar", [math.nan, math.inf])
def test_a_bar_that_is_not_finite_is_refused(bar: float) -> None:
    with pytest.raises(ParameterError):
        decide_at_least(0.1, 0.2, bar)
    with pytest.raises(ParameterError):
        decide_at_most(0.1, 0.2, bar)
    with pytest.raises(ParameterError):
        decide_between(0.1, 0.2, 0.0, bar)
    with pytest.raises(ParameterError):
        decide_not_worse(0.1, 0.2, bar, is_higher_better=True)


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"`highest` must be at least 0\.2, got 0\.1"):
        decide_between(0.1, 0.2, 0.2, 0.1)


def test_a_negative_margin_is_refused() -> None:
    with pytest.raises(ParameterError, match="`margin`"):
        decide_not_worse(0.1, 0.2, -0.01, is_higher_better=True)


def test_the_interval_of_a_one_sided_level_has_twice_its_error() -> None:
    assert interval_alpha(0.025) == 0.05
    for alpha in (0.0, 0.5, math.nan):
        with pytest.raises(ParameterError):
            interval_alpha(alpha)


@given(BOUNDS, NUMBERS)
def test_raising_the_bar_never_helps(bounds: tuple[float, float], bar: float) -> None:
    order = [PASS, INCONCLUSIVE, FAIL]

    low, high = decide_at_least(*bounds, bar), decide_at_least(*bounds, bar + 1)

    assert order.index(low.verdict) <= order.index(high.verdict)


@given(BOUNDS, NUMBERS, st.floats(0, 5))
def test_a_wider_interval_never_decides_what_a_narrower_one_left_open(
    bounds: tuple[float, float], bar: float, extra: float
) -> None:
    narrow = decide_at_least(*bounds, bar).verdict
    wide = decide_at_least(bounds[0] - extra, bounds[1] + extra, bar).verdict

    assert wide in (narrow, INCONCLUSIVE)


@given(BOUNDS, NUMBERS)
def test_at_most_mirrors_at_least(bounds: tuple[float, float], bar: float) -> None:
    mirrored = decide_at_least(-bounds[1], -bounds[0], -bar)

    assert decide_at_most(*bounds, bar).verdict is mirrored.verdict
