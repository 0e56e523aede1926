"""A table frozen as a reference."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.references import reference_of
from tests.fakes.tables import opened

from lockgate.domain.errors import DataError
from lockgate.drift.collect import collect
from lockgate.drift.freeze import MOST_BINS, MOST_CATEGORIES
from lockgate.drift.reference import Reference
from lockgate.drift.reference_column import Binned, Listed
from lockgate.scan.aggregates.binned_counts import BinnedCountsState, Part


def _binned(reference: Reference, name: str = "x") -> Binned:
    frozen = reference.require(name).frozen
    assert isinstance(frozen, Binned)
    return frozen


def _reasons(reference: Reference) -> dict[str, str]:
    return {one.column: one.reason for one in reference.skipped} | _filled(reference)


def _filled(reference: Reference) -> dict[str, str]:
    """Return the columns of which missing rows alone are compared, and why."""
    return {one.name: one.filled.reason for one in reference.columns if one.filled is not None}


def test_few_whole_numbers_have_a_bin_each() -> None:
    frozen = _binned(reference_of({"x": [3, 1, 1, 2, None]}))

    assert frozen.state.edges == (0.5, 1.5, 2.5, 3.5)
    assert frozen.state.counts == (2, 1, 1)
    assert (frozen.state.nulls, frozen.is_whole) == (1, True)


def test_many_numbers_are_frozen_on_bins_of_about_equal_rows() -> None:
    values = np.random.default_rng(1).normal(size=20_000)

    frozen = _binned(reference_of({"x": values}))

    assert len(frozen.state.counts) == MOST_BINS + 4  # two more at either end
    assert frozen.state.counts[0] <= 40
    assert max(frozen.state.counts) < 2 * 20_000 / MOST_BINS
    assert frozen.state.n == 20_000
    assert not frozen.is_whole
    counted, _ = np.histogram(values, bins=np.array(frozen.state.edges))
    assert np.abs(counted - frozen.state.counts).max() <= 1


def test_whole_numbers_over_a_long_span_share_bins() -> None:
    frozen = _binned(reference_of({"x": list(range(100_000))}))

    assert not frozen.is_whole
    assert len(frozen.state.counts) <= MOST_BINS + 4
    assert all(edge % 1 == 0.5 for edge in frozen.state.edges)


def test_a_far_value_does_not_press_the_others_into_one_bin() -> None:
    values = [*np.random.default_rng(2).normal(size=5_000), 1e9]

    frozen = _binned(reference_of({"x": values}))

    assert max(frozen.state.counts) < 500
    assert frozen.state.n == 5_001


def test_numbers_over_every_scale_are_looked_at_a_few_times_and_no_more() -> None:
    values = [*np.random.default_rng(2).normal(size=5_000), 1e60]

    assert _binned(reference_of({"x": values})).state.n == 5_001


@pytest.mark.parametrize("values", [[1e308, -1e308], [2**62, 2**62 + 1]])
def test_numbers_too_large_for_edges_are_left_out(values: list[float]) -> None:
    reference = reference_of({"x": values * 10, "y": [1] * 20})

    assert _reasons(reference)["x"] == "its numbers are too large to be told apart"


def test_numbers_that_differ_in_their_last_digits_share_a_bin() -> None:
    frozen = _binned(reference_of({"x": [1e9 + 1e-4 * i for i in range(100)]}))

    assert frozen.state.n == 100


def test_rows_unlike_the_first_ones_move_the_grid() -> None:
    values = [*np.linspace(0, 1, 10_000), *np.linspace(100, 200, 10_000)]

    frozen = _binned(reference_of({"x": values}))

    assert frozen.state.above + frozen.state.below <= 200
    assert frozen.state.edges[-1] > 190


def test_a_single_value_is_a_bin_of_its_own() -> None:
    frozen = _binned(reference_of({"x": [4.0] * 50}))

    assert sum(frozen.state.counts) == 50
    assert frozen.state.edges[0] <= 4.0 < frozen.state.edges[-1]


def test_what_is_not_finite_is_counted_and_lays_no_grid() -> None:
    frozen = _binned(reference_of({"x": [0.0, 1.0, math.nan, math.inf, -math.inf, None]}))

    state = frozen.state
    assert (state.nulls, state.nans, state.lowest, state.highest) == (1, 1, 1, 1)
    assert state.edges[-1] < 2


def test_numbers_that_only_come_late_are_found() -> None:
    frozen = _binned(reference_of({"x": [None] * 10_000 + [1.0, 2.0]}))

    assert frozen.state.n == 2


def test_texts_and_booleans_are_frozen_by_value() -> None:
    reference = reference_of({"s": ["b", "a", "b", None], "b": [True, False, True, True]})

    listed = reference.require("s").frozen
    assert isinstance(listed, Listed)
    assert (listed.state.listed, listed.state.nulls) == ((("a", 1), ("b", 2)), 1)
    assert reference.require("b").frozen.state.n == 4


def test_rare_values_stay_in_the_rest() -> None:
    values = [f"v{i % MOST_CATEGORIES}" for i in range(9_900)] + ["rare"]

    listed = reference_of({"s": values}).require("s").frozen

    assert isinstance(listed, Listed)
    assert len(listed.values) == MOST_CATEGORIES
    assert (listed.state.rest, listed.state.n) == (1, 9_901)


def test_instants_are_frozen_by_season() -> None:
    start = datetime(2013, 1, 1, tzinfo=UTC)
    instants = pa.array([start + timedelta(hours=i) for i in range(48)], pa.timestamp("us", "UTC"))
    days = pa.array([date(2013, 1, 7) + timedelta(days=i) for i in range(48)])

    reference = reference_of(pa.table({"t": instants, "d": days}))

    hours, weekdays = _binned(reference, "t"), _binned(reference, "d")
    assert (hours.part, hours.state.counts) == (Part.HOUR, (2,) * 24)
    assert (weekdays.part, weekdays.state.counts[:2]) == (Part.WEEKDAY, (7, 7))


def test_what_cannot_be_compared_is_left_out_with_the_reason() -> None:
    table = pa.table(
        {
            "x": [1] * 300,
            "secret": [1] * 300,
            "id": [f"row {i}" for i in range(300)],
            "code": [f"c{i % 250}" for i in range(300)],
            "list": pa.array([[1]] * 300),
            "empty": pa.array([None] * 300, pa.float64()),
            "blank": pa.array([None] * 300, pa.string()),
        }
    )

    reference = reference_of(table, frozenset({"Secret"}))

    reasons = _reasons(reference)
    assert [one.column for one in reference.skipped] == ["secret", "list"]
    assert list(_filled(reference)) == ["id", "code", "empty", "blank"]
    assert {one.name: (one.n, one.missing) for one in reference.columns} == {
        **dict.fromkeys(("x", "id", "code"), (300, 0)),
        **dict.fromkeys(("empty", "blank"), (0, 300)),
    }
    assert reasons["secret"] == "its values are masked"
    assert reasons["id"] == reasons["code"] == "nearly every row has a value of its own"
    assert "plain values" in reasons["list"]
    assert reasons["empty"] == "it holds no numbers"
    assert reasons["blank"] == "it holds no values"


def test_a_column_of_many_values_is_left_out() -> None:
    values = [f"v{i % 400}" for i in range(4_000)]

    reference = reference_of({"s": values, "x": [1] * 4_000})

    assert "less than half" in _reasons(reference)["s"]


def test_a_table_without_rows_makes_no_reference() -> None:
    with pytest.raises(DataError, match="no rows"):
        reference_of(pa.table({"x": pa.array([], pa.int64())}))


@pytest.mark.parametrize(
    "table", [pa.table({"l": pa.array([[1], [2]])}), pa.table({"x": pa.array([None, None], pa.int64())})]
)
def test_a_table_in_which_nothing_can_be_compared_makes_no_reference(table: pa.Table) -> None:
    with pytest.raises(DataError, match="LG220"):
        reference_of(table)


def test_equal_rows_have_equal_content() -> None:
    table = {"x": [1, 2, 3], "s": ["a", "b", "b"]}

    assert reference_of(table).content == reference_of(table).content
    assert reference_of(table).content != reference_of({"x": [1, 2, 4], "s": ["a", "b", "b"]}).content


def test_other_rows_are_counted_by_the_same_arithmetic() -> None:
    values = np.round(np.random.default_rng(7).normal(size=20_000), 1)  # many lie on ends of cells
    reference = reference_of({"x": values})

    with opened(t={"x": values}) as session:
        request = reference.require("x").request("t", is_summed=True)
        again = collect(session, session.schema("t"), [request])[request]

    frozen = _binned(reference).state
    assert isinstance(again, BinnedCountsState)
    assert replace(again, gaps=(), squares=()) == replace(frozen, gaps=(), squares=())
    assert again.gaps == pytest.approx(frozen.gaps, abs=1e-6)
    assert again.squares == pytest.approx(frozen.squares, abs=1e-6)


def test_a_value_that_many_rows_have_is_a_bin_of_its_own() -> None:
    generator = np.random.default_rng(3)
    values = np.where(generator.random(5_000) < 0.4, 0.0, generator.exponential(size=5_000))

    frozen = _binned(reference_of({"x": values}))

    heavy = int(np.argmax(frozen.state.counts))
    width = frozen.state.edges[heavy + 1] - frozen.state.edges[heavy]
    assert width == pytest.approx(frozen.grid.step)
    assert max(one for place, one in enumerate(frozen.state.counts) if place != heavy) < 300


def test_sums_move_with_the_edges_and_stay_those_of_the_rows() -> None:
    values = np.random.default_rng(4).lognormal(size=5_000)

    state = _binned(reference_of({"x": values})).state

    assert sum(state.gaps) == pytest.approx(float((values - state.center).sum()), rel=1e-9)
    assert sum(state.squares) == pytest.approx(float(np.square(values - state.center).sum()), rel=1e-9)
