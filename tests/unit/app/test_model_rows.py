"""Rows of a table as models take them, read by DuckDB; Arrow's own conversion is the oracle."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.models.rows import rows_of_arrow
from lockgate.app.model_rows import read_rows
from lockgate.domain.errors import ColumnNotFoundError, ParameterError
from lockgate.scan.engine import Session, Source

TABLE = pa.table(
    {
        "n": pa.array([1, 2], pa.int32()),
        "gaps": pa.array([1, None], pa.int64()),
        "x": pa.array([0.5, None], pa.float32()),
        "is": pa.array([True, False]),
        "maybe": pa.array([True, None]),
        "text": pa.array(["a", None]),
        "at": pa.array([datetime(2013, 1, 1, 12, tzinfo=UTC), None], pa.timestamp("us", "UTC")),
        "day": pa.array([date(2013, 1, 2), None]),
    }
)


def opened(table: pa.Table) -> Session:
    return DuckDBEngine(threads=1).open({"t": Source("t", frame=table)})


def test_columns_are_as_the_port_says() -> None:
    found = read_rows(opened(TABLE), "t", (), 10)

    expected = rows_of_arrow(TABLE.to_batches()[0], ())
    assert list(found) == list(expected)
    for name, values in expected.items():
        assert found[name].dtype == values.dtype, name
        np.testing.assert_array_equal(found[name], values)


def test_some_columns_of_some_rows_are_read() -> None:
    found = read_rows(opened(TABLE), "t", ("x", "n"), 1)

    assert {name: values.tolist() for name, values in found.items()} == {"x": [0.5], "n": [1]}


def test_a_column_or_rows_that_are_not_there_are_an_error() -> None:
    with pytest.raises(ColumnNotFoundError):
        read_rows(opened(TABLE), "t", ("none",), 1)
    with pytest.raises(ParameterError, match="a table with rows"):
        read_rows(opened(TABLE.slice(0, 0)), "t", (), 1)
