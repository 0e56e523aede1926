"""How often values occur, against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import entropy
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState

TABLE = {"n": ["a", "a", "b", None, "c", "c", "c"], "x": [1.0, 1.0, math.nan, 1.0, math.nan, None, None]}


def test_values_are_grouped_without_nulls() -> None:
    found = state_of(TABLE, Frequencies(("n",)))

    shares = [2 / 6, 1 / 6, 3 / 6]
    assert (found.rows, found.values, found.singles, found.most, found.least) == (6, 3, 1, 3, 1)
    assert found.entropy == pytest.approx(-sum(p * math.log(p) for p in shares))


def test_whole_rows_are_grouped_with_nulls() -> None:
    found = state_of(TABLE, Frequencies((), counts_nulls=True))

    assert (found.rows, found.values, found.singles, found.most) == (7, 5, 3, 2)


def test_nan_is_one_value() -> None:
    assert state_of(TABLE, Frequencies(("x",))).values == 2


def test_each_slice_is_grouped_by_itself() -> None:
    found = state_of(TABLE, Frequencies(("x",)), by=("n",))

    assert {key[0]: state.rows for key, state in found.items()} == {"a": 2, "b": 1, "c": 1, None: 1}


def test_no_value_has_no_entropy() -> None:
    assert state_of({"x": [None]}, Frequencies(("x",))) == FrequenciesState(0, 0, 0, 0, 0, 0.0)


def test_one_value_has_the_entropy_0_exactly() -> None:
    assert state_of({"x": [7] * 999}, Frequencies(("x",))).entropy == 0.0


def test_the_entropy_is_that_of_scipy() -> None:
    values = np.random.default_rng(3).geometric(0.05, 5_000)

    found = state_of({"x": values}, Frequencies(("x",)))

    assert found.entropy == pytest.approx(entropy(np.unique(values, return_counts=True)[1]), rel=1e-10)


def test_only_an_empty_part_can_be_merged() -> None:
    empty, state = FrequenciesState(0, 0, 0, 0, 0, 0.0), FrequenciesState(2, 1, 0, 2, 2, 0.0)

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)


def test_all_columns_are_the_whole_table() -> None:
    assert Frequencies(()).is_table_wide
    assert not Frequencies(("x",)).is_table_wide
