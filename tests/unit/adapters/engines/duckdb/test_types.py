from __future__ import annotations

import pytest

from lockgate.adapters.engines.duckdb.types import column_of, is_coded
from lockgate.scan.schema import LogicalType


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        ("BOOLEAN", LogicalType.BOOLEAN),
        ("UHUGEINT", LogicalType.INTEGER),
        ("DECIMAL(18,3)", LogicalType.NUMBER),
        ("REAL", LogicalType.NUMBER),
        ("UUID", LogicalType.STRING),
        ("ENUM('a', 'b')", LogicalType.STRING),
        ("DATE", LogicalType.DATE),
        ("TIMESTAMP WITH TIME ZONE", LogicalType.TIMESTAMP),
        ("TIMESTAMP_NS", LogicalType.TIMESTAMP),
        ("TIME", LogicalType.TIME),
        ("STRUCT(a INTEGER, b DOUBLE)", LogicalType.OBJECT),
        ("MAP(VARCHAR, DATE)", LogicalType.OBJECT),
        ("STRUCT(a INTEGER)[]", LogicalType.ARRAY),
        ("INTEGER[3]", LogicalType.ARRAY),
        ("BLOB", LogicalType.OTHER),
        ("INTERVAL", LogicalType.OTHER),
    ],
)
def test_a_type_of_duckdb_has_a_logical_type(physical: str, logical: LogicalType) -> None:
    column = column_of("x", physical)

    assert (column.name, column.logical, column.physical) == ("x", logical, physical)


def test_only_binary_fractions_hold_nan() -> None:
    kinds = ("DOUBLE", "FLOAT", "REAL", "DECIMAL(3,1)", "BIGINT")

    assert [column_of("x", kind).holds_nan for kind in kinds] == [True, True, True, False, False]


def test_texts_that_are_places_in_a_list_are_known() -> None:
    assert is_coded("ENUM('a')")
    assert not is_coded("VARCHAR")
