from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.scan.conversions import IsFilledRaw, NotConvertible, castable_type, raw_name
from lockgate.scan.schema import Column, LogicalType, Schema

PLAIN = Schema("t", (Column("A", LogicalType.STRING, "VARCHAR"),))
CAST = Schema("t", (Column("A", LogicalType.DATE, "DATE", is_cast=True),))


def test_a_column_is_asked_as_it_was_in_the_source() -> None:
    wrong = NotConvertible("a", "date")

    assert wrong.sql(PLAIN).sql("duckdb") == 'NOT "A" IS NULL AND TRY_CAST("A" AS DATE) IS NULL'
    raw = f'"{raw_name("A")}"'
    assert wrong.sql(CAST).sql("duckdb") == f"NOT {raw} IS NULL AND TRY_CAST({raw} AS DATE) IS NULL"
    assert IsFilledRaw("a").sql(CAST).sql("duckdb") == f"NOT {raw} IS NULL"


@pytest.mark.parametrize(
    "kind", ["", "struct(a int)", "int[]", "x; drop table t", "json", "interval", "enum('a')"]
)
def test_a_type_with_parts_inside_or_unknown_is_refused(kind: str) -> None:
    with pytest.raises(ParameterError, match="a plain type"):
        castable_type(kind)


def test_a_type_that_is_none_is_told_with_its_column() -> None:
    with pytest.raises(ParameterError, match=r"`types.flag` must be a plain type.*got 'truth'"):
        castable_type("truth", of="flag")


def test_words_say_which_rows() -> None:
    assert NotConvertible("a", "date").words == "a cannot be read as date"
    assert IsFilledRaw("a").words == "a is not null in the source"
    assert NotConvertible("a", "date").columns == IsFilledRaw("a").columns == ("a",)
