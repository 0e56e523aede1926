from __future__ import annotations

import pytest

from lockgate.adapters.engines.postgres.types import column_of
from lockgate.scan.schema import LogicalType


@pytest.mark.parametrize(
    ("kind", "logical", "physical"),
    [
        ("bigint", LogicalType.INTEGER, "BIGINT"),
        ("numeric(10,2)", LogicalType.NUMBER, "DECIMAL(10,2)"),
        ("numeric", LogicalType.NUMBER, "DECIMAL"),
        ("real", LogicalType.NUMBER, "FLOAT"),
        ("text", LogicalType.STRING, "VARCHAR"),
        ("character varying(9)", LogicalType.STRING, "VARCHAR"),
        ("uuid", LogicalType.STRING, "UUID"),
        ("date", LogicalType.DATE, "DATE"),
        ("timestamp without time zone", LogicalType.TIMESTAMP, "TIMESTAMP"),
        ("timestamp(3) with time zone", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
        ("time without time zone", LogicalType.TIME, "TIME"),
        ("jsonb", LogicalType.OBJECT, "JSONB"),
        ("integer[]", LogicalType.ARRAY, "INTEGER[]"),
        ("inet", LogicalType.OTHER, "INET"),
    ],
)
def test_a_type_of_postgresql_has_a_logical_type_and_duckdbs_name(
    kind: str, logical: LogicalType, physical: str
) -> None:
    column = column_of("x", kind)

    assert (column.logical, column.physical) == (logical, physical)


def test_numbers_that_postgresql_calls_exact_can_be_nan_too() -> None:
    kinds = ("numeric(3,1)", "double precision", "real", "bigint")

    assert [column_of("x", kind).holds_nan for kind in kinds] == [True, True, True, False]
