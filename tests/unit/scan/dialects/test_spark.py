from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from lockgate.domain.errors import DataError
from lockgate.scan.dialects.spark import spark_tree
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType


def said(text: str) -> str:
    return spark_tree(parse_one(text, read="duckdb")).sql("spark")


@pytest.mark.parametrize(
    ("duckdb", "spark"),
    [
        ("isinf(x)", "ABS(x) = CAST('infinity' AS DOUBLE)"),
        ("epoch_us(x)", "UNIX_MICROS(x)"),
        ("hash(a, b)", "(XXHASH64(a, b) & 9223372036854775807)"),
        (
            "map(list(k), list(n))",
            "MAP_FROM_ARRAYS(COLLECT_LIST(NAMED_STRUCT('v', k)).v, COLLECT_LIST(NAMED_STRUCT('v', n)).v)",
        ),
        ("regexp_matches(x, '^a$')", r"x RLIKE '^a\\z'"),
        ("cast('2013-07-01' as timestamp)", "CAST('2013-07-01' AS TIMESTAMP_NTZ)"),
        ("cast('2013-07-01' as timestamptz)", "CAST('2013-07-01' AS TIMESTAMP)"),
        ("cast('01:00' as time)", "CAST('01:00' AS TIME)"),
        ("lag(x) over (order by t)", "LAG(x) OVER (ORDER BY t NULLS LAST)"),
        ("array_agg(x)", "COLLECT_LIST(NAMED_STRUCT('v', x)).v"),
        ("array_agg(x) filter (where y)", "(COLLECT_LIST(NAMED_STRUCT('v', x)) FILTER(WHERE y)).v"),
        ("sum(x) filter (where y)", "SUM(x) FILTER(WHERE y)"),
        ("try_cast(x as int)", "TRY_CAST(x AS INT)"),
        ("regexp_replace(x, '\\d$', '', 'g')", r"REGEXP_REPLACE(x, '[0-9]\\z', '')"),
        ("lower(x)", "LOWER(x)"),
        ("extract(isodow from x)", "EXTRACT(DAYOFWEEK_ISO FROM x)"),
        ("extract(dow from x)", "(EXTRACT(DOW FROM x) - 1)"),
        ("extract(second from x)", "FLOOR(EXTRACT(SECOND FROM x))"),
        ("extract(year from x)", "EXTRACT(YEAR FROM x)"),
        ("with a as materialized (select 1) select * from a", "WITH a AS (SELECT 1) SELECT * FROM a"),
    ],
)
def test_what_duckdb_says_is_said_as_spark_says_it(duckdb: str, spark: str) -> None:
    assert said(duckdb) == spark


def test_the_first_rows_are_picked_by_an_aggregate_that_keeps_no_more_of_them() -> None:
    row = exp.Anonymous(
        this="STRUCT_PACK",
        expressions=[exp.PropertyEQ(this=exp.to_identifier("c0"), expression=exp.column("a"))],
    )
    first = exp.Anonymous(
        this="ARG_MIN", expressions=[row, exp.func("HASH", exp.column("b")), exp.Literal.number(3)]
    )

    assert (
        spark_tree(first).sql("spark")
        == "MIN_BY(NAMED_STRUCT('c0', a), (XXHASH64(b) & 9223372036854775807), 3)"
    )


def test_seconds_since_1970_keep_their_fraction() -> None:
    seconds = spark_tree(exp.func("EPOCH", exp.column("x")))

    assert seconds.sql("spark") == "(CAST(UNIX_MICROS(CAST(x AS TIMESTAMP)) AS DOUBLE) / 1000000)"


def test_a_null_is_no_value_among_others() -> None:
    assert spark_tree(exp.AnyValue(this=exp.column("x"))).sql("spark") == "ANY_VALUE(x, TRUE)"


@pytest.mark.parametrize(
    ("kind", "name"), [(exp.PercentileCont, "PERCENTILE_CONT"), (exp.PercentileDisc, "PERCENTILE_DISC")]
)
def test_a_quantile_is_exact(kind: type[exp.Func], name: str) -> None:
    order = exp.Order(expressions=[exp.Ordered(this=exp.column("x"))])
    quantile = exp.WithinGroup(this=kind(this=exp.Literal.number("0.25")), expression=order)

    assert spark_tree(quantile).sql("spark") == f"{name}(0.25) WITHIN GROUP (ORDER BY x)"


def test_other_ordered_aggregates_stay() -> None:
    assert said("mode() within group (order by x)").startswith("MODE(")


def test_a_text_is_not_tried_as_another_type_and_its_bytes_are_counted() -> None:
    text = column_sql(Column("s", LogicalType.STRING, "VARCHAR"))

    assert spark_tree(exp.ByteLength(this=exp.Encode(this=text.copy()))).sql("spark") == "OCTET_LENGTH(`s`)"
    with pytest.raises(DataError, match="each engine knows other spellings"):
        spark_tree(exp.TryCast(this=text, to=exp.DataType.build("date")))


def test_an_instant_as_text_names_its_zone_and_no_other_text_does() -> None:
    at = column_sql(Column("at", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"))

    assert spark_tree(exp.cast(at, "text")).sql("spark") == "CONCAT(CAST(`at` AS STRING), '+00')"
    assert said("cast(x as text)") == "CAST(x AS STRING)"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lag(x) over ()", "rows of a table have no order of their own"),
        ("row_number() over ()", "rows of a table have no order of their own"),
        ("regexp_matches(x, '(?<=a)b')", "not part of RE2"),
        ("regexp_matches(x, y)", "the pattern must be written out"),
    ],
)
def test_what_spark_cannot_be_asked_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(DataError, match=why) as caught:
        said(text)

    assert caught.value.code == "LG240"
