from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from lockgate.domain.errors import ColumnNotFoundError, DataError
from lockgate.gates.classes.cells import ClassPlan
from lockgate.gates.classes.rows import class_rows
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "scored",
    (
        Column("kind", LogicalType.STRING, "VARCHAR"),
        Column("p_a", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("p_b", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("is_a", LogicalType.BOOLEAN, "BOOLEAN"),
        Column("is_b", LogicalType.INTEGER, "BIGINT"),
    ),
)
SCORED = ClassPlan(table="scored", label="kind", candidate={"a": "p_a", "b": "p_b"}, names=("a", "b"))
SEVERAL = ClassPlan(
    table="scored",
    label={"a": "is_a", "b": "is_b"},
    candidate={"a": "p_a", "b": "p_b"},
    names=("a", "b"),
    threshold=0.4,
)
ROWS = {"kind": ["a", "b", "c", "a", None], "p_a": [0.5, 0.6, 1.0, 0.7, 0.5], "p_b": [0.5, 0.4, 0.0, 0.7, 0.5],
        "is_a": [True, False, True, None, False], "is_b": [1, 0, 1, 1, 2]}  # fmt: skip


def rows(plan: ClassPlan, *names: str) -> list[tuple[object, ...]]:
    scored = pa.table(ROWS)  # noqa: F841 - DuckDB finds it by name
    found = class_rows(plan, SCHEMA, ()).sql("duckdb")
    return duckdb.connect().execute(f"SELECT {', '.join(names)} FROM ({found})").fetchall()  # noqa: S608 - our own words


def test_a_row_has_its_label_the_class_of_the_largest_and_the_labels_own_probability() -> None:
    assert rows(SCORED, "y", "k", "c_c", "v_c") == [("a", 0, "a", 0.5), ("b", 1, "a", 0.4)]


def test_of_several_labels_a_row_has_one_digit_each() -> None:
    assert rows(SEVERAL, "y", "c_c") == [("11", "11"), ("00", "11"), ("11", "10")]


def test_probabilities_are_numbers_of_columns_that_are_there() -> None:
    with pytest.raises(DataError):
        class_rows(
            ClassPlan(table="t", label="kind", candidate={"a": "kind", "b": "p_b"}, names=("a", "b")),
            SCHEMA,
            (),
        )
    with pytest.raises(ColumnNotFoundError):
        class_rows(
            ClassPlan(table="t", label="kind", candidate={"a": "p_x", "b": "p_b"}, names=("a", "b")), SCHEMA, ()
        )
