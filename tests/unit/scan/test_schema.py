"""The columns of a table."""

from __future__ import annotations

import pytest

from lockgate.domain.errors import ColumnNotFoundError, DataError
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "t",
    (
        Column("Straße", LogicalType.STRING, "VARCHAR"),
        Column("x", LogicalType.NUMBER, "DOUBLE"),
        Column("X", LogicalType.INTEGER, "BIGINT"),
        Column("at", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
    ),
)


@pytest.mark.parametrize(
    ("asked", "found"), [("x", "x"), ("X", "X"), ("STRASSE", "Straße"), ("straße", "Straße"), ("AT", "at")]
)
def test_letter_case_matters_only_between_columns_that_differ_in_nothing_else(asked: str, found: str) -> None:
    assert SCHEMA.column(asked).name == found
    assert SCHEMA.has(asked)


def test_parts_of_a_table_are_no_slices() -> None:
    schema = Schema("t", (), (Column("part", LogicalType.STRING, "VARCHAR"),))

    assert [schema.is_sliced(by) for by in ((), ("part",), ("part", "g"), ("g",))] == [False, False, True, True]


def test_a_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(ColumnNotFoundError, match="did you mean `at`"):
        SCHEMA.column("att")
    assert not SCHEMA.has("att")


def test_only_numbers_are_numeric() -> None:
    assert SCHEMA.numeric("x").is_numeric
    with pytest.raises(DataError, match="must be numeric, got VARCHAR"):
        SCHEMA.numeric("straße")


def test_instants_and_zones_are_known() -> None:
    assert SCHEMA.column("at").is_instant
    assert SCHEMA.column("at").is_zoned
    assert not SCHEMA.column("x").is_instant


def test_a_hidden_column_can_be_named_and_is_none_of_the_table() -> None:
    schema = Schema("t", (), hidden=(Column("day", LogicalType.STRING, "VARCHAR"),))

    assert schema.column("day").name == "day"
    assert (schema.names, schema.has("day")) == ((), False)
