from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.scan.native_types import NativeType, is_known_type, native_type
from lockgate.scan.schema import LogicalType

TEXT = NativeType("TEXT")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VARCHAR", "text"), ("VARCHAR", "string"), ("varchar(32)", "character varying(32)"),
        ("VARCHAR2(32 BYTE)", "nvarchar(32)"), ("INTEGER", "int4"), ("BIGINT", "INT64"), ("BIGINT", "int8"),
        ("DOUBLE", "double precision"), ("DOUBLE", "float8"), ("DECIMAL(10,2)", "numeric(10, 2)"),
        ("TIMESTAMP", "timestamp_ntz"), ("TIMESTAMP WITH TIME ZONE", "timestamptz"), ("BOOLEAN", "bool"),
        ("TIMESTAMPTZ_NS", "timestamptz"),
        ("INTEGER[]", "array<int>"), ("STRUCT(a VARCHAR)", "struct<a: string>"), ("JSON", "jsonb"),
    ],
)  # fmt: skip
def test_types_that_differ_in_name_only_are_one(one: str, other: str) -> None:
    assert native_type(one) == native_type(other)


@pytest.mark.parametrize(
    ("found", "wanted", "answer"),
    [
        ("DECIMAL(10,2)", "decimal", True),
        ("DECIMAL(10,2)", "decimal(10,3)", False),
        ("VARCHAR", "varchar(9)", True),
        ("varchar(8)", "varchar(9)", False),
        ("BIGINT", "int", False),
        ("INTEGER[]", "bigint[]", False),
        ("INTEGER[]", "array", True),
        ("STRUCT(a INTEGER, b DATE)", "struct<A: int>", True),
        ("STRUCT(a INTEGER)", "struct<b: int>", False),
        ("STRUCT(a INTEGER)", "struct<a: string>", False),
    ],
)
def test_what_a_type_leaves_open_does_not_matter(found: str, wanted: str, answer: bool) -> None:  # noqa: FBT001 - an expected value
    assert native_type(found).is_as(native_type(wanted)) is answer


def test_lengths_and_logical_types_are_told() -> None:
    assert (
        native_type("varchar(9)").length,
        native_type("text").length,
        native_type("decimal(9,2)").length,
    ) == (
        9,
        None,
        None,
    )
    assert native_type("MAP(VARCHAR, INTEGER)").logical is LogicalType.OBJECT
    assert native_type("bytea").logical is LogicalType.OTHER


def test_a_path_leads_inside() -> None:
    kind = native_type('STRUCT("a" STRUCT(b VARCHAR[]))')

    assert kind.at("a.B[]") == TEXT
    assert kind.at("a.c") is None
    assert kind.at("a.c.d") is None
    assert kind.at("[]") is None


@pytest.mark.parametrize("text", ["", "a kind of text", "table", "varchar(", "select 1"])
def test_what_is_no_type_is_refused(text: str) -> None:
    assert not is_known_type(text)
    with pytest.raises(ParameterError, match="known engine"):
        native_type(text)
