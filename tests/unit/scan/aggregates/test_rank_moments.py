"""Spearman's correlation, against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import spearmanr
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregates.rank_moments import RankMoments, RankMomentsState

ASKED = RankMoments("x", "y")


def test_equal_values_share_the_mean_of_their_ranks() -> None:
    # x ranks 1, 2.5, 2.5, 4; y ranks 1, 2, 3, 4; about 2.5
    found = state_of({"x": [1, 5, 5, 9, 7], "y": ["a", "b", "c", "d", None]}, ASKED)

    assert found == RankMomentsState(4, 0, 4.5, 5.0, 4.5)


def test_the_correlation_is_that_of_scipy() -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=3_000).round(1)
    y = (x**3 + rng.normal(size=3_000)).round(1)

    found = state_of({"x": x, "y": y}, ASKED)

    assert found.correlation == pytest.approx(spearmanr(x, y).statistic, rel=1e-9)


def test_infinities_have_a_rank_and_nan_has_none() -> None:
    ordered = state_of({"x": [-math.inf, 0.0, math.inf], "y": [1, 2, 3]}, ASKED)
    strange = state_of({"x": [1.0, math.nan, 3.0], "y": [1, 2, 3]}, ASKED)

    assert ordered.correlation == 1.0
    assert strange.n_nan == 1
    assert math.isnan(strange.correlation)


def test_a_constant_has_no_correlation() -> None:
    assert math.isnan(state_of({"x": [1, 1], "y": [1, 2]}, ASKED).correlation)


def test_each_slice_has_ranks_of_its_own() -> None:
    found = state_of({"s": [1, 1, 2, 2], "x": [1, 2, 1, 2], "y": [1, 2, 9, 3]}, ASKED, by=("s",))

    assert {key[0]: state.correlation for key, state in found.items()} == {1: 1.0, 2: -1.0}


def test_a_column_without_an_order_is_refused() -> None:
    assert isinstance(state_of({"x": [[1]], "y": [1]}, ASKED), DataError)


def test_only_an_empty_part_can_be_merged() -> None:
    state, empty = RankMomentsState(4, 0, 4.5, 5.0, 4.5), RankMomentsState(0, 0, 0.0, 0.0, 0.0)

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)
