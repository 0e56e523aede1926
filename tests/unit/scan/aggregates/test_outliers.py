"""Bounds against numpy, counts by hand, slices by themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.fakes.states import answers_of
from tests.fakes.tables import opened

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.outliers import OutlierRows, Outliers, OutliersState
from lockgate.scan.predicates import table_sql

VALUES = np.random.default_rng(20130701).standard_t(3, 2_000)


def bounds_of(method: Any, factor: float) -> tuple[float, float]:  # noqa: ANN401 - one of three words
    if method == "z":
        return VALUES.mean() - factor * VALUES.std(ddof=1), VALUES.mean() + factor * VALUES.std(ddof=1)
    if method == "iqr":
        low, high = np.quantile(VALUES, [0.25, 0.75])
        return low - factor * (high - low), high + factor * (high - low)
    middle = np.median(VALUES)
    width = factor * np.median(np.abs(VALUES - middle)) / 0.6744897501960817
    return middle - width, middle + width


@pytest.mark.parametrize("method", ["z", "iqr", "mad"])
@pytest.mark.parametrize("side", ["both", "lower", "upper"])
def test_bounds_and_counts_are_numpys(method: Any, side: Any) -> None:  # noqa: ANN401 - some words
    low, high = bounds_of(method, 2.5)

    (state,) = answers_of({"x": VALUES}, [Outliers("x", method, 2.5, side)])

    below, above = int((low > VALUES).sum()), int((high < VALUES).sum())
    assert state.n == len(VALUES)
    assert state.outliers == {"both": below + above, "lower": below, "upper": above}[side]
    assert (state.lower is None, state.upper is None) == (side == "upper", side == "lower")
    assert state.lower is None or state.lower == pytest.approx(low, rel=1e-9)
    assert state.upper is None or state.upper == pytest.approx(high, rel=1e-9)


@pytest.mark.parametrize(
    ("values", "factor", "side", "inclusive", "exclusive"),
    [
        ([1.0, 2.0, 3.0], 1.0, "both", 0, 2),
        ([1.0, 2.0, 3.0], 1.0, "upper", 0, 1),
        ([1.0, 2.0, 3.0], 0.0, "lower", 1, 2),
        ([1.0, 2.0, 3.0], -1.0, "upper", 2, 3),
        ([0.5, 0.5, 0.5], 1e-300, "both", 0, 0),
    ],
)
def test_values_at_an_exclusive_bound_count_unless_all_are_equal(
    values: list[float],
    factor: float,
    side: Any,  # noqa: ANN401 - some words
    inclusive: int,
    exclusive: int,
) -> None:
    asked = [Outliers("x", "z", factor, side, is_exclusive=far) for far in (False, True)]

    *found, cells = answers_of({"x": values}, [*asked, asked[0].kept])
    kept = [one.summary_of([cells]) for one in asked]

    assert [state.outliers for state in found] == [inclusive, exclusive]
    assert [state.outliers for state in kept] == [inclusive, exclusive]


def test_each_slice_has_bounds_of_its_own() -> None:
    table = {"x": [1, 2, 3, 4, 50, 100, 100, 100, 100, 1], "g": ["a"] * 5 + [None] * 5}

    (sliced,) = answers_of(table, [Outliers("x", "mad", 3.0)], by=("g",))

    assert {key: state.outliers for key, state in sliced.items()} == {("a",): 1, (None,): 1}


def test_values_that_are_not_finite_are_told_and_take_no_part_in_the_bounds() -> None:
    table = {"x": [1.0, 2.0, 3.0, float("nan"), float("inf"), None]}

    (state,) = answers_of(table, [Outliers("x", "iqr", 1.0)])

    assert (state.n, state.not_finite, state.lower, state.upper) == (3, 2, 0.5, 3.5)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_nothing_has_no_bounds(values: list[None]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - types of empty lists

    (state,) = answers_of({"x": pa.array(values, pa.float64())}, [Outliers("x", "z", 3.0)])

    assert state == OutliersState(0, 0)


def test_bounds_of_parts_are_not_those_of_the_whole() -> None:
    some, empty = OutliersState(9, 1, 0, 1.0, 2.0), OutliersState(0, 0)

    assert some.merge(empty) == empty.merge(some) == some
    with pytest.raises(StateError, match="LG211"):
        some.merge(some)


def test_words_say_what_is_counted() -> None:
    asked = Outliers("x", "z", 3.0)

    assert asked.words == "values of x far from the others (z, 3.0)"
    assert OutlierRows(asked).columns == asked.columns == ("x",)


@pytest.mark.parametrize("values", [[1, 2, 3, 99], [1.0, 2.0, 3.0, 99.0, float("nan")]])
def test_rows_beyond_the_bounds_are_told_and_none_that_is_not_finite(values: list[float]) -> None:
    with opened(t={"x": values}) as session:
        rows = OutlierRows(Outliers("x", "mad", 3.0)).query(table_sql("t"), session.schema("t"), ())
        found = session.rows(rows)

    assert found == [(99,)]
