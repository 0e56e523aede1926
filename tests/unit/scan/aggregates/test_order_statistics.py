"""Exact quantiles, against numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregates.order_statistics import OrderStatistics, OrderStatisticsState

QUARTILES = OrderStatistics("x", (0.25, 0.75))


def test_quartiles_by_hand() -> None:
    assert state_of({"x": [4, 1, 3, 2, None]}, QUARTILES) == OrderStatisticsState(4, 0, (1.0, 3.0))


@pytest.mark.parametrize("n", [1, 2, 7, 100, 3_001])
def test_quantiles_are_numpys_inverted_cdf(n: int) -> None:
    values = np.random.default_rng(n).normal(size=n).round(2)
    fractions = (0.25, 0.5, 0.75, 1.0)

    found = state_of({"x": values}, OrderStatistics("x", fractions))

    assert found.quantiles == tuple(np.quantile(values, fractions, method="inverted_cdf"))


def test_values_that_are_not_finite_are_counted() -> None:
    assert state_of({"x": [1.0, math.nan, math.inf]}, QUARTILES).n_not_finite == 2


def test_each_slice_has_quantiles_of_its_own() -> None:
    found = state_of({"s": [1, 1, 2], "x": [1, 5, 9]}, QUARTILES, by=("s",))

    assert {key[0]: state.quantiles for key, state in found.items()} == {1: (1.0, 5.0), 2: (9.0, 9.0)}


def test_no_value_has_no_quantile_and_text_is_refused() -> None:
    assert state_of({"x": [1, None]}, QUARTILES, "x > 5") == OrderStatisticsState(0, 0, ())
    assert isinstance(state_of({"x": ["a"]}, QUARTILES), DataError)


def test_only_an_empty_part_can_be_merged() -> None:
    state, empty = OrderStatisticsState(1, 0, (1.0,)), OrderStatisticsState(0, 0, ())

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)
