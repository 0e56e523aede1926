"""Rows counted by value, by bin and by logarithmic bucket."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregates.keyed_counts import (
    MOST_VALUES,
    Histogram,
    HistogramState,
    QuantileSketch,
    SketchState,
    ValueCounts,
    ValueCountsState,
)

NAN = math.nan


def test_values_are_counted_the_most_frequent_first() -> None:
    state = state_of({"s": ["b", "a", "b", None, ""]}, ValueCounts("s"))

    assert state == ValueCountsState((("b", 2), ("", 1), ("a", 1)))


def test_values_are_counted_in_the_filter_and_in_each_slice() -> None:
    table = {"s": ["a", "a", "b", None], "g": ["u", "v", "u", "v"]}

    assert state_of(table, ValueCounts("s"), "g = 'u'") == ValueCountsState((("a", 1), ("b", 1)))
    assert state_of(table, ValueCounts("s"), by=("g",))["u",] == ValueCountsState((("a", 1), ("b", 1)))


@pytest.mark.parametrize("extra", [0, 1])
def test_more_values_than_a_list_of_categories_has_are_not_kept(extra: int) -> None:
    state = state_of({"x": list(range(MOST_VALUES + extra))}, ValueCounts("x"))

    assert state.is_complete is (extra == 0)
    assert len(state.counts) == (MOST_VALUES if extra == 0 else 0)
    assert not state.merge(ValueCountsState(())).is_complete or extra == 0


def test_a_histogram_has_a_place_below_and_above_its_edges() -> None:
    values = [-1.0, 0.0, 0.24, 0.25, 0.999, 1.0, 5.0, NAN, math.inf, -math.inf, None]

    state = state_of({"x": values}, Histogram("x", 0.0, 1.0, 4))

    assert state.edges == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert state.counts == (2, 2, 1, 0, 1, 4)


def test_a_histogram_agrees_with_numpy() -> None:
    values = np.random.default_rng(3).normal(size=10_000)

    state = state_of({"x": values}, Histogram("x", -4.0, 4.0, 32))

    inside = values[(values >= -4) & (values < 4)]
    assert state.counts[1:-1] == tuple(np.histogram(inside, bins=32, range=(-4, 4))[0].tolist())
    assert sum(state.counts) == 10_000


@pytest.mark.parametrize(("lower", "upper"), [(1.0, 1.0), (2.0, 1.0), (NAN, 1.0), (0.0, math.inf)])
def test_edges_between_which_nothing_lies_are_refused(lower: float, upper: float) -> None:
    with pytest.raises(ParameterError, match="Histogram"):
        Histogram("x", lower, upper)


def test_histograms_on_other_edges_do_not_merge() -> None:
    with pytest.raises(StateError, match="the edges differ"):
        HistogramState((0.0, 1.0), (0, 1, 0)).merge(HistogramState((0.0, 2.0), (0, 1, 0)))


@settings(max_examples=15)
@given(
    values=st.lists(st.floats(-1e15, 1e15).filter(lambda x: x == 0 or abs(x) > 1e-8), min_size=1, max_size=40),
    q=st.floats(0, 1),
)
def test_a_quantile_of_the_sketch_is_within_one_percent(values: list[float], q: float) -> None:
    state = state_of({"x": values}, QuantileSketch("x"))

    exact = float(np.quantile(values, q, method="inverted_cdf"))
    found = state.quantile(q)
    ranked = sorted(values)
    near = {ranked[max(0, min(len(ranked) - 1, math.ceil(q * len(ranked)) - 1 + step))] for step in (-1, 0, 1)}
    assert any(math.isclose(found, one, rel_tol=0.0101, abs_tol=1e-8) for one in {exact, *near})


def test_a_sketch_keeps_zero_sign_and_what_is_not_finite() -> None:
    state = state_of({"x": [0.0, -5.0, 5.0, 1e-12, NAN, math.inf, None]}, QuantileSketch("x"))

    assert (state.n, state.not_finite) == (4, 2)
    assert math.isnan(state.quantile(0.5))
    assert math.isclose(SketchState(state.buckets).quantile(0.0), -5.0, rel_tol=0.01)
    assert SketchState(state.buckets).quantile(0.5) == 0.0


def test_a_sketch_of_nothing_has_no_quantile() -> None:
    state = state_of(pa.table({"x": pa.array([None], pa.int64())}), QuantileSketch("x"))

    assert state == SketchState(())
    assert math.isnan(state.quantile(0.5))


def test_a_type_without_plain_values_is_refused() -> None:
    found = state_of(pa.table({"x": pa.array([[1]])}), ValueCounts("x"))

    assert isinstance(found, DataError)
    assert "plain values" in str(found)
