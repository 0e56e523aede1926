"""Rows as models take them; Arrow and pandas are the oracles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lockgate.adapters.models.rows import count_of, frame_of, matrix_of, rows_of_arrow, taken
from lockgate.domain.errors import MissingExtraError, ModelError

NOON = datetime(2013, 1, 1, 12, tzinfo=UTC)


def batch(**columns: pa.Array) -> Any:  # noqa: ANN401 - Arrow has no types
    return pa.RecordBatch.from_pydict(columns)


@pytest.mark.parametrize(
    ("column", "kind", "expected"),
    [
        (pa.array([1, 2], pa.int8()), "int64", [1, 2]),
        (pa.array([1, None], pa.int32()), "float64", [1.0, np.nan]),
        (pa.array([1, 2], pa.uint64()), "float64", [1.0, 2.0]),
        (pa.array([0.5, None], pa.float32()), "float64", [0.5, np.nan]),
        (pa.array([Decimal("1.25"), None]), "float64", [1.25, np.nan]),
        (pa.array([True, False]), "bool", [True, False]),
        (pa.array([True, None]), "object", [True, None]),
        (pa.array(["a", None]), "object", ["a", None]),
        (pa.array(["a", None]).dictionary_encode(), "object", ["a", None]),
        (pa.array([[1], None]), "object", [[1], None]),
        (pa.array([None, None]), "object", [None, None]),
    ],
)
def test_a_column_has_the_type_that_the_port_says(column: pa.Array, kind: str, expected: list[object]) -> None:
    found = rows_of_arrow(batch(x=column), ())["x"]

    assert found.dtype == np.dtype(kind)
    np.testing.assert_array_equal(found, np.array([*expected, None], dtype=object)[:-1].astype(kind))


@pytest.mark.parametrize(
    "column",
    [
        pa.array([NOON, None], pa.timestamp("ns", "America/New_York")),
        pa.array([NOON.replace(tzinfo=None), None], pa.timestamp("s")),
    ],
)
def test_instants_are_in_utc(column: pa.Array) -> None:
    found = rows_of_arrow(batch(x=column), ())["x"]

    assert found[0] == np.datetime64("2013-01-01T12:00")
    assert np.isnat(found[1])


def test_a_date_is_its_midnight() -> None:
    assert rows_of_arrow(batch(x=pa.array([date(2013, 1, 2)])), ())["x"][0] == np.datetime64("2013-01-02")


def test_only_the_columns_that_are_asked_for_are_taken() -> None:
    assert list(rows_of_arrow(batch(a=pa.array([1]), b=pa.array([2])), ("b", "none"))) == ["b"]
    assert list(rows_of_arrow(batch(a=pa.array([1]), b=pa.array([2])), ())) == ["a", "b"]


def test_rows_are_counted() -> None:
    assert (count_of({}), count_of({"a": np.zeros(3)})) == (0, 3)


def test_features_are_taken_in_the_order_of_the_model() -> None:
    rows = {"a": np.zeros(1), "b": np.ones(1)}

    assert list(taken(rows, ("b", "a"), "m")) == ["b", "a"]
    assert taken(rows, (), "m") is rows
    with pytest.raises(ModelError, match="the table lacks 2 of its features: c, d"):
        taken(rows, ("a", "d", "c"), "m")


def test_a_frame_has_the_rows() -> None:
    frame = frame_of({"a": np.array([1, 2]), "t": np.array(["x", None], dtype=object)})

    assert frame["a"].tolist() == [1, 2]
    assert frame["t"].isna().tolist() == [False, True]


def test_without_pandas_there_is_no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)

    with pytest.raises(MissingExtraError, match="LG102"):
        frame_of({})


def test_a_matrix_is_of_numbers_with_nan_for_null() -> None:
    rows = {"a": np.array([1, 2]), "b": np.array([True, None], dtype=object)}

    np.testing.assert_array_equal(matrix_of(rows, "m"), [[1.0, 1.0], [2.0, np.nan]])
    assert matrix_of({}, "m").shape == (0, 0)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (np.array(["x"], dtype=object), "column `a` holds texts"),
        (np.array(["2013-01-01"], dtype="datetime64[us]"), "column `a` holds instants"),
    ],
)
def test_a_matrix_of_anything_else_is_refused(values: np.ndarray, says: str) -> None:
    with pytest.raises(ModelError, match="LG502") as caught:
        matrix_of({"a": values}, "m")

    assert says in caught.value.text
