from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t, ttest_rel
from statsmodels.stats.proportion import confint_proportions_2indep

from lockgate.domain.errors import ParameterError
from lockgate.stats.intervals import wilson_interval
from lockgate.stats.mover import Bounded, mover_difference, mover_ratio, mover_sum

UNKNOWN = Bounded(0.5, math.nan, math.nan)


def wilson(successes: int, trials: int, alpha: float = 0.05) -> Bounded:
    return Bounded(successes / trials, *wilson_interval(successes, trials, alpha=alpha))


@pytest.mark.parametrize(
    "counts", [(56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20), (10, 10, 0, 10), (5, 56, 0, 29)]
)
def test_of_two_proportions_it_is_newcombes_interval(counts: tuple[int, int, int, int]) -> None:
    a, m, b, n = counts

    found = mover_difference(wilson(a, m), wilson(b, n))

    assert found == pytest.approx(
        confint_proportions_2indep(a, m, b, n, method="newcomb", compare="diff"), abs=1e-9
    )


def test_newcombes_published_example() -> None:
    # Newcombe 1998, table II, method 10: 56/70 against 48/80
    assert mover_difference(wilson(56, 70), wilson(48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=2),
)
def test_a_ratio_holds_those_for_which_zero_is_a_possible_difference(
    triples: list[tuple[float, float, float]],
) -> None:
    one, other = (Bounded(value, low, high) for low, value, high in map(sorted, triples))
    lower, upper = mover_ratio(one, other)

    assert 0 <= lower <= upper
    for ratio in (lower, upper):
        if math.isfinite(ratio) and 1e-3 < ratio < 1e3 and other.lower > 1e-3:
            low, high = mover_sum((one, other), (1.0, -ratio))
            assert min(abs(low), abs(high)) == pytest.approx(0.0, abs=1e-6)


def test_a_ratio_to_nothing_has_no_upper_bound_and_nothing_to_nothing_no_bound_at_all() -> None:
    nothing = wilson(0, 20)

    assert mover_ratio(wilson(2, 20), nothing)[1] == math.inf
    assert mover_ratio(nothing, nothing) == (0.0, math.inf)
    assert mover_ratio(nothing, wilson(8, 80))[0] == 0.0


def test_what_is_unknown_stays_unknown() -> None:
    known = wilson(3, 10)

    for found in (mover_difference(known, UNKNOWN), mover_ratio(UNKNOWN, known), mover_sum((), ())):
        assert all(math.isnan(end) for end in found)


def test_a_negative_weight_turns_the_sides() -> None:
    lopsided = Bounded(0.5, 0.45, 0.7)

    assert mover_sum([lopsided], [-1.0]) == pytest.approx((-0.7, -0.45))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ParameterError, match="weights"):
        mover_sum([wilson(1, 2)], [])
    with pytest.raises(ParameterError, match="0 or more"):
        mover_ratio(Bounded(0.0, -0.1, 0.1), wilson(1, 2))


def student(values: np.ndarray, alpha: float = 0.1) -> Bounded:
    half = float(values.std(ddof=1) / np.sqrt(values.size) * t.ppf(1 - alpha / 2, values.size - 1))
    mean = float(values.mean())
    return Bounded(mean, mean - half, mean + half)


def test_of_two_correlated_means_it_is_the_paired_interval() -> None:
    draw = np.random.default_rng(1)
    shared = draw.normal(0, 3, 30)
    one, other = shared + draw.normal(2, 1, 30), -shared + draw.normal(1, 1, 30)

    found = mover_difference(student(one), student(other), float(np.corrcoef(one, other)[0, 1]))

    paired = ttest_rel(one, other).confidence_interval(0.9)
    assert found == pytest.approx((paired.low, paired.high), abs=1e-9)


def test_of_a_sum_of_correlated_means_it_is_the_interval_of_the_sum() -> None:
    draw = np.random.default_rng(2)
    values = draw.normal(0, 1, (3, 3)) @ draw.normal(1, 2, (3, 25))
    weights = [0.5, -2.0, 1.5]

    lower, upper = mover_sum([student(one) for one in values], weights, np.atleast_2d(np.corrcoef(values)))

    both = student(np.array(weights) @ values)
    assert (lower, upper) == pytest.approx((both.lower, both.upper), abs=1e-9)


@pytest.mark.parametrize("correlation", [-0.9, -0.3, 0.4, 0.95])
def test_a_correlated_ratio_holds_those_for_which_zero_is_a_possible_difference(correlation: float) -> None:
    one, other = Bounded(0.3, 0.2, 0.45), Bounded(0.5, 0.42, 0.6)
    lower, upper = mover_ratio(one, other, correlation)

    correlations = np.array([[1, correlation], [correlation, 1]])
    assert mover_sum((one, other), (1.0, -lower), correlations)[0] == pytest.approx(0.0, abs=1e-9)
    assert mover_sum((one, other), (1.0, -upper), correlations)[1] == pytest.approx(0.0, abs=1e-9)
    independent = mover_ratio(one, other)
    assert (upper - lower < independent[1] - independent[0]) is (correlation > 0)


def test_an_unknown_correlation_leaves_nothing_known() -> None:
    known = wilson(3, 10)

    for found in (mover_difference(known, known, math.nan), mover_ratio(known, known, math.nan)):
        assert all(math.isnan(end) for end in found)
    with pytest.raises(ParameterError, match="correlations"):
        mover_sum([known], [1.0], np.eye(2))
