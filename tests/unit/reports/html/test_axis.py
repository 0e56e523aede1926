"""Scales of plots."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.reports.html.axis import Axis, tick_text

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)


@given(st.lists(NUMBERS | st.sampled_from([math.nan, math.inf, -math.inf])), NUMBERS)
def test_every_place_is_within_the_drawing(values: list[float], value: float) -> None:
    axis = Axis.over(values, 10, 90)

    assert 10 <= axis.place(value) <= 90
    assert len(axis.ticks()) <= 8


@given(st.floats(1e-6, 1e6), st.floats(1.5, 1e9))
def test_a_logarithmic_axis_keeps_order_within_the_drawing(low: float, ratio: float) -> None:
    axis = Axis(low, low * ratio, 0, 100, is_log=True)

    assert axis.place(low) == 0
    assert axis.place(low * ratio) == 100
    assert 49.9 < axis.place(low * math.sqrt(ratio)) < 50.1


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_round_and_on_the_axis(low: float, span: float) -> None:
    axis = Axis(low, low + span, 0, 1)

    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in axis.ticks())


def test_bins_that_grow_by_a_ratio_get_a_logarithmic_axis() -> None:
    assert Axis.of_edges([1.0, 10.0, 100.0], 0, 1).is_log
    assert not Axis.of_edges([0.0, 10.0, 100.0], 0, 1).is_log
    assert not Axis.of_edges([1.0, 50.0, 100.0], 0, 1).is_log


def test_an_axis_reaches_for_bounds_that_are_near_only() -> None:
    log = Axis(10.0, 100.0, 0, 1, is_log=True)

    assert log.reaching([5.0, 1_000.0, 1e9, -1.0]) == Axis(5.0, 1_000.0, 0, 1, is_log=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.25, "−0.25"), (999.5, "999.5"), (12_345.678, "12,346"), (3e9, "3G"), (1e-7, "1e-07"), (1e15, "1e+15")],
)
def test_ticks_are_short(value: float, text: str) -> None:
    assert tick_text(value) == text


def test_numbers_too_far_apart_for_a_span_get_an_axis_all_the_same() -> None:
    assert Axis.over([-1.7e308, 1.7e308], 0, 1) == Axis(-1.0, 1.0, 0, 1)


def test_a_zero_has_no_sign() -> None:
    assert tick_text(-0.0) == "0"
