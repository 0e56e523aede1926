from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.gates.label_query import class_known, class_text, is_one, one_known
from lockgate.scan.schema import Column, LogicalType, Schema

TEXT = Column("y", LogicalType.STRING, "VARCHAR")
WHOLE = Column("y", LogicalType.INTEGER, "BIGINT")
NUMBER = Column("y", LogicalType.NUMBER, "DOUBLE", holds_nan=True)
FLAG = Column("y", LogicalType.BOOLEAN, "BOOLEAN")


def asked(expression: exp.Expr, values: pa.Array) -> list[object]:
    found = pa.table({"y": values})  # noqa: F841 - DuckDB finds it by name
    return [
        row[0]
        for row in duckdb.connect().execute(exp.select(expression).from_("found").sql("duckdb")).fetchall()
    ]


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        (TEXT, pa.array(["a", " b"]), ["a", " b"]),
        (WHOLE, pa.array([1, -2]), ["1", "-2"]),
        (NUMBER, pa.array([1.0, -2.0, 0.5, float("nan"), float("inf")]), ["1", "-2", None, None, None]),
        (FLAG, pa.array([True, False]), ["true", "false"]),
    ],
)
def test_a_class_is_a_text_whatever_its_type(column: Column, values: pa.Array, expected: list[object]) -> None:
    assert asked(class_text(column), values) == expected
    assert asked(class_known(column), values) == [text is not None for text in expected]


@pytest.mark.parametrize(
    ("column", "values", "known", "yes"),
    [
        (FLAG, pa.array([True, False]), [True, True], [True, False]),
        (NUMBER, pa.array([1.0, 0.0, 0.5]), [True, True, False], [True, False, False]),
    ],
)
def test_a_label_is_yes_or_no(column: Column, values: pa.Array, known: list[bool], yes: list[bool]) -> None:
    assert asked(one_known(column, Schema("t", (column,))), values) == known
    assert asked(is_one(column), values) == yes


def test_a_text_is_neither_yes_nor_no() -> None:
    with pytest.raises(DataError, match="boolean, or 0 and 1"):
        one_known(TEXT, Schema("t", (TEXT,)))
