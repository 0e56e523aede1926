from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Bracket, require_counts, shares
from lockgate.stats.drift.hellinger import HELLINGER
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV
from lockgate.stats.drift.wasserstein import WASSERSTEIN


def test_a_sample_without_rows_has_no_distance() -> None:
    assert math.isnan(HELLINGER.of([0, 0], [1, 2]))
    assert math.isnan(WASSERSTEIN.of([0], [1], bins=Bins.exact([3.0])))
    assert all(math.isnan(number) for number in _numbers(HELLINGER.bracket([1, 2], [0, 0])))


def test_categories_lose_nothing_when_counted() -> None:
    bracket = HELLINGER.bracket([1, 2], [2, 1])

    assert bracket.value == bracket.lower == bracket.upper


def test_a_distance_that_bins_can_only_lower_is_at_least_the_value() -> None:
    bracket = HELLINGER.bracket([1, 2], [2, 1], bins=Bins.between([0, 1, 2]))

    assert (bracket.lower, bracket.upper) == (bracket.value, 1.0)


def test_smoothing_adds_to_every_count_of_both() -> None:
    assert HELLINGER.of([1, 3], [3, 1], smoothing=1.0) == pytest.approx(HELLINGER.of([2, 4], [4, 2]))


def test_an_order_that_is_needed_and_missing_is_refused() -> None:
    with pytest.raises(ParameterError, match="needs an order"):
        KOLMOGOROV_SMIRNOV.of([1, 2], [2, 1])


def test_bins_of_another_number_are_refused() -> None:
    with pytest.raises(ParameterError, match="2 bins"):
        KOLMOGOROV_SMIRNOV.of([1, 2], [2, 1], bins=Bins.exact([1.0]))


@pytest.mark.parametrize("counts", [[], [-1.0], [math.nan], [[1.0, 2.0]]])
def test_what_are_no_counts_is_refused(counts: list[float]) -> None:
    with pytest.raises(ParameterError, match="`reference`"):
        HELLINGER.of(counts, [1.0])


def test_counts_of_another_length_are_refused() -> None:
    with pytest.raises(ParameterError, match="2 counts, as in the reference"):
        require_counts("here", "current", [1, 2, 3], n_bins=2)


@pytest.mark.parametrize("smoothing", [-0.5, math.inf])
def test_smoothing_outside_its_domain_is_refused(smoothing: float) -> None:
    with pytest.raises(ParameterError, match="`smoothing`"):
        HELLINGER.of([1, 2], [2, 1], smoothing=smoothing)


def test_shares_sum_to_one_or_are_unknown() -> None:
    assert shares(np.array([[1.0, 1.0], [0.0, 0.0]])).tolist()[0] == [0.5, 0.5]
    assert np.isnan(shares(np.zeros(2))).all()


def _numbers(bracket: Bracket) -> tuple[float, float, float]:
    return bracket.value, bracket.lower, bracket.upper
