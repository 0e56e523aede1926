from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from lockgate.scan.dialects.shared import (
    as_float_column,
    divided,
    is_zoned_text,
    known_ends,
    whole_seconds,
)
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType


def column(physical: str) -> exp.Column:
    return column_sql(Column("x", LogicalType.OTHER, physical))


@pytest.mark.parametrize(("physical", "told"), [("TIMESTAMP WITH TIME ZONE", True), ("TIMESTAMP", False)])
def test_an_instant_as_text_is_told_from_other_casts(physical: str, told: bool) -> None:  # noqa: FBT001 - a value
    assert is_zoned_text(exp.cast(column(physical), "text")) is told
    assert not is_zoned_text(exp.cast(column(physical), "date"))
    assert not is_zoned_text(parse_one("x"))


def test_a_number_is_rounded_as_the_column_of_single_floats_it_is_compared_with() -> None:
    single = as_float_column(exp.LT(this=column("FLOAT"), expression=exp.Literal.number("0.1")))
    listed = as_float_column(exp.In(this=column("FLOAT"), expressions=[exp.Literal.number(1)]))
    double = as_float_column(exp.LT(this=column("DOUBLE"), expression=exp.Literal.number("0.1")))

    assert single.sql() == '"x" < CAST(0.1 AS FLOAT)'
    assert listed.sql() == '"x" IN (CAST(1 AS FLOAT))'
    assert double.sql() == '"x" < 0.1'


def test_a_division_is_of_doubles_and_by_zero_it_is_infinite() -> None:
    by_two, by_column = (divided(parse_one(f"a / {below}")) for below in ("2", "b"))

    assert by_two.sql() == "CAST(a AS DOUBLE) / CAST(2 AS DOUBLE)"
    assert by_column.sql() == (
        "CASE WHEN CAST(b AS DOUBLE) = 0 THEN CAST(a AS DOUBLE) * CAST('infinity' AS DOUBLE) "
        "ELSE CAST(a AS DOUBLE) / CAST(b AS DOUBLE) END"
    )


def test_the_least_of_a_null_is_null_unless_nulls_are_passed_over() -> None:
    strict = exp.Least(this=exp.Literal.number(4), expressions=[exp.column("x")])
    lenient = parse_one("least(4, x)", read="duckdb")
    constant = exp.Least(this=exp.Literal.number(4), expressions=[exp.Literal.number(5)])

    assert known_ends(strict).sql() == "CASE WHEN x IS NULL THEN NULL ELSE LEAST(4, x) END"
    assert known_ends(lenient) is lenient
    assert known_ends(constant) is constant


def test_a_second_has_no_fraction_and_other_parts_stay_as_they_are() -> None:
    for text, said in (("SECOND", "FLOOR(EXTRACT(SECOND FROM x))"), ("HOUR", "EXTRACT(HOUR FROM x)")):
        assert whole_seconds(parse_one(f"EXTRACT({text} FROM x)", read="duckdb")).sql("duckdb") == said
