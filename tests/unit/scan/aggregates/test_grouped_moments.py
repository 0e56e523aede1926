"""Spread within and between groups, by hand and against an analysis of variance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import f_oneway
from tests.fakes.states import own_state_of, state_of

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregates.grouped_moments import GroupedMoments, GroupedMomentsState

ASKED = GroupedMoments("x", ("g",))


def test_two_groups_by_hand() -> None:
    table = {"g": ["a", "a", "b", "b", None, "b"], "x": [1.0, 3.0, 5.0, 7.0, 100.0, None]}

    # mean 4; groups at 2 and 6; squares 9 + 1 + 1 + 9; between 2 * 4 + 2 * 4
    assert state_of(table, ASKED) == GroupedMomentsState(4, 2, 20.0, 16.0)


def test_the_parts_are_those_of_an_analysis_of_variance() -> None:
    rng = np.random.default_rng(6)
    g, x = rng.integers(0, 5, 2_000), rng.normal(1e6, 1, 2_000)
    x += g * 0.2

    found = state_of({"g": g, "x": x - 1e6}, ASKED)

    ratio = (found.between / 4) / ((found.squares - found.between) / (2_000 - 5))
    assert ratio == pytest.approx(f_oneway(*(x[g == i] for i in range(5))).statistic, rel=1e-6)


def test_each_slice_is_grouped_by_itself() -> None:
    table = {"s": [1, 1, 2], "g": ["a", "b", "a"], "x": [1, 3, 9]}

    assert state_of(table, ASKED, by=("s",)) == {
        (1,): GroupedMomentsState(2, 2, 2.0, 2.0),
        (2,): GroupedMomentsState(1, 1, 0.0, 0.0),
    }


def test_an_engine_s_own_moments_tell_the_same() -> None:
    rng = np.random.default_rng(8)
    table = {"s": rng.integers(0, 2, 90), "g": rng.integers(0, 4, 90), "x": rng.normal(50, 2, 90)}

    about, own = (asked(table, ASKED, by=("s",)) for asked in (state_of, own_state_of))

    assert own.keys() == about.keys() == {(0,), (1,)}
    for key, found in own.items():
        assert (found.n, found.groups) == (about[key].n, about[key].groups)
        assert (found.squares, found.between) == pytest.approx(
            (about[key].squares, about[key].between), rel=1e-9
        )
    assert own_state_of({"g": ["a", "b"], "x": [0.1, 0.1]}, ASKED) == GroupedMomentsState(2, 2, 0.0, 0.0)


def test_no_value_and_no_spread() -> None:
    assert state_of({"g": ["a"], "x": [math.pi]}, ASKED).squares == 0
    assert state_of({"g": [None], "x": [1.0]}, ASKED) == GroupedMomentsState(0, 0, 0.0, 0.0)


def test_nan_stays_undefined_and_text_is_refused() -> None:
    assert math.isnan(state_of({"g": ["a", "b"], "x": [1.0, math.nan]}, ASKED).between)
    assert isinstance(state_of({"g": ["a"], "x": ["b"]}, ASKED), DataError)


def test_only_an_empty_part_can_be_merged() -> None:
    state, empty = GroupedMomentsState(2, 2, 2.0, 2.0), GroupedMomentsState(0, 0, 0.0, 0.0)

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)
