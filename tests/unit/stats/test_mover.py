from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
