from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from lockgate.domain.errors import DataError
from lockgate.scan.dialects.postgres import postgres_tree
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType


def said(text: str) -> str:
    return postgres_tree(parse_one(text, read="duckdb")).sql("postgres")


@pytest.mark.parametrize(
    ("duckdb", "postgres"),
    [
        ("isnan(x)", "x = CAST('NaN' AS DOUBLE PRECISION)"),
        ("isinf(x)", "ABS(CAST(x AS DOUBLE PRECISION)) = CAST('Infinity' AS DOUBLE PRECISION)"),
        ("epoch_us(x)", "CAST(EXTRACT(EPOCH FROM x) * 1000000 AS BIGINT)"),
        ("hash(a)", "(HASHTEXTEXTENDED(CONCAT_WS(':', CAST(a AS TEXT)), 0) & 9223372036854775807)"),
        ("map(list(k), list(n))", "ROW(ARRAY_AGG(k), ARRAY_AGG(n))"),
        ("count_if(a)", "COUNT(*) FILTER(WHERE a)"),
        ("count_if(a) filter (where b)", "COUNT(*) FILTER(WHERE a AND b)"),
        ("sum(a) filter (where b)", "SUM(a) FILTER(WHERE b)"),
        ("approx_count_distinct(x)", "COUNT(DISTINCT x)"),
        ("regexp_matches(x, '^a$')", r"x ~ '^a\Z'"),
        ("x % 2", "x % 2"),
        ("round(x)", "ROUND(x)"),
        ("round(x, 2)", "ROUND(x, 2)"),
        ("try_cast(x as int)", "CASE WHEN PG_INPUT_IS_VALID(CAST(x AS TEXT), 'INT') THEN CAST(x AS INT) END"),
        ("regexp_replace(x, '\\d', '', 'g')", "REGEXP_REPLACE(x, '[0-9]', '', 'g')"),
        ("lag(x) over (order by t)", "LAG(x) OVER (ORDER BY t)"),
    ],
)
def test_what_duckdb_says_is_said_as_postgresql_says_it(duckdb: str, postgres: str) -> None:
    assert said(duckdb) == postgres


def of(physical: str) -> exp.Column:
    return column_sql(Column("x", LogicalType.OTHER, physical))


@pytest.mark.parametrize(
    ("tree", "postgres"),
    [
        (exp.LT(this=of("VARCHAR"), expression=exp.Literal.string("M")), """"x" COLLATE "C" < 'M'"""),
        (exp.LT(this=of("BIGINT"), expression=exp.Literal.number(1)), '"x" < 1'),
        (exp.Max(this=of("VARCHAR")), 'MAX("x" COLLATE "C")'),
        (exp.Max(this=of("BOOLEAN")), 'BOOL_OR("x")'),
        (exp.Min(this=of("BOOLEAN")), 'BOOL_AND("x")'),
        (exp.Sum(this=of("FLOAT")), 'SUM(CAST("x" AS DOUBLE PRECISION))'),
        (exp.Sum(this=of("DOUBLE")), 'SUM("x")'),
        (exp.func("EPOCH", of("DATE")), 'CAST(EXTRACT(EPOCH FROM "x") AS DOUBLE PRECISION)'),
        (exp.ByteLength(this=of("VARCHAR")), 'OCTET_LENGTH("x")'),
        (
            exp.Round(this=of("DOUBLE"), decimals=exp.Literal.number(2)),
            'CAST(ROUND(CAST("x" AS DECIMAL), 2) AS DOUBLE PRECISION)',
        ),
        (
            exp.TryCast(this=of("DOUBLE"), to=exp.DataType.build("int")),
            """CASE WHEN PG_INPUT_IS_VALID(CAST(ROUND("x") AS TEXT), 'INT') THEN CAST("x" AS INT) END""",
        ),
        (exp.Length(this=of("UUID")), 'LENGTH(CAST("x" AS TEXT))'),
        (
            exp.Mod(this=of("DOUBLE"), expression=exp.Literal.number(2)),
            (
                '(CAST("x" AS DOUBLE PRECISION) - CAST(2 AS DOUBLE PRECISION) '
                '* TRUNC(CAST("x" AS DOUBLE PRECISION) / CAST(2 AS DOUBLE PRECISION)))'
            ),
        ),
    ],
)  # fmt: skip
def test_types_that_postgresql_treats_in_another_way_are_led_to_the_same_answer(
    tree: exp.Expr, postgres: str
) -> None:
    assert postgres_tree(tree).sql("postgres") == postgres


def test_a_text_is_not_tried_as_another_type() -> None:
    with pytest.raises(DataError, match="each engine knows other spellings"):
        postgres_tree(exp.TryCast(this=of("VARCHAR"), to=exp.DataType.build("date")))


ROW = exp.Anonymous(
    this="STRUCT_PACK", expressions=[exp.PropertyEQ(this=exp.to_identifier("c0"), expression=exp.column("a"))]
)
FIRST = exp.Filter(
    this=exp.Anonymous(
        this="ARG_MIN", expressions=[ROW, exp.func("HASH", exp.column("b")), exp.Literal.number(3)]
    ),
    expression=exp.Where(this=exp.column("c")),
)
HASH = "(HASHTEXTEXTENDED(CONCAT_WS(':', CAST(b AS TEXT)), 0) & 9223372036854775807)"
SUBQUERY = f"ARRAY(SELECT ROW(a) FROM t WHERE c ORDER BY {HASH} LIMIT 3)"  # noqa: S608 - words of ours


def test_the_first_rows_are_a_subquery_that_keeps_no_more_than_it_returns() -> None:
    beside = exp.select(exp.Count(this=exp.Star()), FIRST.copy()).from_("t")
    alone = exp.select(FIRST.copy()).from_("t")

    assert postgres_tree(beside).sql("postgres") == f"SELECT COUNT(*), {SUBQUERY} FROM t"  # noqa: S608 - words of ours
    assert postgres_tree(alone).sql("postgres") == f"SELECT {SUBQUERY}"
    assert said("select count(*) from t") == "SELECT COUNT(*) FROM t"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lag(x) over ()", "rows of a table have no order of their own"),
        (r"regexp_matches(x, '\p{L}')", "no class of letters"),
        ("regexp_matches(x, y)", "the pattern must be written out"),
    ],
)
def test_what_postgresql_cannot_be_asked_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(DataError, match=why) as caught:
        said(text)

    assert caught.value.code == "LG240"
