"""Predicates of users: what is accepted, and every way around the allow-list that we could think of."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.domain.errors import ColumnNotFoundError, DataError, ExpressionError, LockgateError
from lockgate.scan.expression import ALLOWED_FUNCTIONS, Expression
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "t",
    (
        Column("A", LogicalType.INTEGER, "BIGINT"),
        Column("x", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("s", LogicalType.STRING, "VARCHAR"),
        Column("b", LogicalType.BOOLEAN, "BOOLEAN"),
        Column("d", LogicalType.DATE, "DATE"),
        Column("the select", LogicalType.INTEGER, "BIGINT"),
    ),
)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "LG301", "it is empty"),
        ("-- nothing", "LG301", "it is empty"),
        ("'; drop table t", "LG301", "must be one SQL expression"),
        ("a > 1 from t", "LG301", "must be one SQL expression"),
        ("a > 1 limit 1", "LG301", "must be one SQL expression"),
        ("a > 1, b", "LG301", "must be one SQL expression"),
        ("x = 1; drop table t", "LG302", "`;`"),
        ("drop table t", "LG302", "`drop`"),
        ("attach 'other.db'", "LG302", "`attach`"),
        ("copy t to 'out.csv'", "LG302", "`copy`"),
        ("SELECT", "LG302", "a subquery"),
        ("select a > 1", "LG302", "a subquery"),
        ("from t", "LG302", "a subquery"),
        ("a > 1 union select 1", "LG302", "a subquery"),
        ("a > (select max(a) from t)", "LG302", "a subquery"),
        ("a in (select a from t)", "LG302", "a subquery"),
        ("((select 1)) = 1", "LG302", "a subquery"),
        ("a > (values (1))", "LG302", "a subquery"),
        ("exists (select 1)", "LG302", "function `exists`"),
        ("read_csv('/etc/passwd') = 1", "LG302", "function `read_csv`"),
        ("read_text('/etc/passwd') is not null", "LG302", "function `read_text`"),
        ("getenv('HOME') = 'x'", "LG302", "function `getenv`"),
        ("current_setting('threads') = 1", "LG302", "function `current_setting`"),
        ("query('select 1') is null", "LG302", "function `query`"),
        ("b or error('x') is null", "LG302", "function `error`"),
        ("random() > 0.5", "LG302", "function `rand`"),
        ("d > now()", "LG302", "function `now`"),
        ("d > current_date", "LG302", "function `current_date`"),
        ("columns(*) > 1", "LG302", "function `columns`"),
        ("list_filter(s, q -> q > 1) is null", "LG302", "function `filter`"),
        ("list_filter(s, lambda q : q > 1) is null", "LG302", "function `filter`"),
        ("row_number() over () > 1", "LG302", "`window`"),
        ("abs(a) over () > 1", "LG302", "`window`"),
        ("sum(a) > 1", "LG302", "aggregate `sum`"),
        ("if(b, sum(a), 1) > 1", "LG302", "aggregate `sum`"),
        ("abs(distinct a) > 1", "LG302", "`distinct`"),
        ("count(*) > 1", "LG302", "aggregate `count`"),
        ("* > 1", "LG302", "`star`"),
        ("greatest(*) > 1", "LG302", "`star`"),
        ("t.* = 1", "LG302", "`t.*`"),
        ("t.a > 1", "LG302", "`t.a`"),
        ("main.t.a > 1", "LG302", "`main.t.a`"),
        ("s.f > 1", "LG302", "`s.f`"),
        ("(s).f > 1", "LG302", "`dot`"),
        ("s['f'] > 1", "LG302", "`bracket`"),
        ("main.abs(a) > 1", "LG302", "`dot`"),
        ("a > $1", "LG302", "`placeholder`"),
        ("a > ?", "LG302", "`placeholder`"),
        ("a > :x", "LG302", "`placeholder`"),
        ("#1 = 1", "LG302", "`positionalcolumn`"),
        ("a as b", "LG302", "`alias`"),
        ("a & 1 = 1", "LG302", "`bitwiseand`"),
        ("a::foo.bar = 1", "LG302", "a cast to this type"),
        ('a::"user type".x = 1', "LG302", "a cast to this type"),
        ("a::int[] is null", "LG302", "a cast to this type"),
        ("cast(a as struct(x int)) is null", "LG302", "a cast to this type"),
        ("a::enum('a', 'b') is null", "LG302", "a cast to this type"),
        ("a::regclass = 1", "LG302", "a cast to this type"),
        ("a + 1", "LG302", "`add` as the whole"),
        ("(((1)))", "LG302", "`literal` as the whole"),
        ("'true'", "LG302", "`literal` as the whole"),
        ("null", "LG302", "`null` as the whole"),
        ("length(s)", "LG302", "function `length` as the whole"),
        ("x" * 10_001, "LG302", "a text of more than 10,000 characters"),
        (" or ".join(["a = 1"] * 700), "LG302", "nesting deeper than 100"),
        ("(" * 400 + "a = 1" + ")" * 400, "LG301", "too deep"),
        ("not " * 2_000 + "b", "LG301", "too deep"),
    ],
)
def test_what_is_not_a_plain_expression_over_columns_is_refused(text: str, code: str, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression(text)

    assert (caught.value.code, says in caught.value.text) == (code, True)


@pytest.mark.parametrize(
    "text",
    [
        'extract("year from d) > 0 or (select count(*) from duckdb_settings()) > 3 or extract(year" from d) = 1',
        "extract('year from d) = 1 or ((' from d) = 1",
        'extract("yea\'r" from d) = 1',
    ],
)
def test_a_quoted_part_of_an_instant_cannot_smuggle_sql(text: str) -> None:
    with pytest.raises(ExpressionError, match="the part or unit"):
        Expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = 1 -- and nothing else",
        "a = 1 /* '; drop table t */",
        "a = 1 -- /* never closed",
        "a /* one */ = /* two */ 1",
    ],
)
def test_comments_do_not_reach_the_engine(text: str) -> None:
    assert Expression(text).sql(SCHEMA).sql("duckdb") == '"A" = 1'


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("A > 1", '"A" > 1'),
        ('"the select" > 1', '"the select" > 1'),
        ("x = 'nan' or isnan(x)", '"x" = \'nan\' OR ISNAN("x")'),
        ("s like 'a!%' escape '!'", "\"s\" LIKE 'a!%' ESCAPE '!'"),
        ("a > 1 is true", '("A" > 1) IS TRUE'),
        ("a is not distinct from 1", '"A" IS NOT DISTINCT FROM 1'),
        ("case when a > 1 then b else false end", 'CASE WHEN "A" > 1 THEN "b" ELSE FALSE END'),
        ("d - interval 1 day > date '2013-01-01'", "\"d\" - INTERVAL '1' DAY > CAST('2013-01-01' AS DATE)"),
        ("extract(year from d) = 2013", 'EXTRACT(YEAR FROM "d") = 2013'),
        ("s::decimal(10, 2) > 1", 'CAST("s" AS DECIMAL(10, 2)) > 1'),
        ("try_cast(s as hugeint) > 1", 'TRY_CAST("s" AS INT128) > 1'),
        ("s = 'it''s; fine'", "\"s\" = 'it''s; fine'"),
        ("s = '\u2028é'", "\"s\" = '\u2028é'"),
    ],
)
def test_what_users_need_is_accepted_and_columns_are_quoted_as_the_table_spells_them(
    text: str, sql: str
) -> None:
    assert Expression(text).sql(SCHEMA).sql("duckdb") == sql


def test_every_function_of_the_list_is_accepted() -> None:
    calls = {
        "extract": "extract(year from d) = 1",
        "if": "if(b, b, b)",
        "isinf": "isinf(x)",
        "isnan": "isnan(x)",
    }
    two = {"contains", "ends_with", "left", "mod", "nullif", "pow", "power", "regexp_like", "regexp_matches"}
    two |= {"right", "starts_with", "substr", "substring"}
    three = {"replace"}

    for name in ALLOWED_FUNCTIONS:
        arguments = "s, 'a', 'b'" if name in three else "s, 'a'" if name in two else "s"
        assert Expression(calls.get(name, f"{name}({arguments}) is null")).columns


def test_a_column_that_the_table_lacks_is_named() -> None:
    with pytest.raises(ColumnNotFoundError, match="`rowid`"):
        Expression("rowid > 1").sql(SCHEMA)


def test_the_table_itself_is_not_a_value() -> None:
    with pytest.raises(ColumnNotFoundError, match="`t`"):
        Expression("t is null").sql(SCHEMA)


def test_a_column_that_is_not_boolean_is_no_filter() -> None:
    with pytest.raises(DataError, match="boolean to be a filter"):
        Expression("(A)").sql(SCHEMA)


def test_the_columns_used_are_named_once_each() -> None:
    assert Expression("a > 1 or a < x or s = 'b'").columns == ("a", "s", "x")


@pytest.mark.parametrize(
    "text", ["a > 1 \ufeff", "a\uff1e1", "é > 1", "a = '\x00'", "$$x$$ = s", "e'x' = s", "a > 0x10", "a\x00b"]
)
def test_strange_characters_give_an_error_or_an_answer_but_never_a_crash(text: str) -> None:
    with opened(t={"a": [1, 2], "s": ["a", None]}) as session:
        schema = session.schema("t")

        with suppress(LockgateError):
            condition = Expression(text).sql(schema)
            session.rows(exp.select(exp.CountIf(this=condition)).from_(table_sql("t")))


WORDS = """a x s b ( ) ' " ; -- /* */ select from t extract( :: interval or and not = > 1 , read_text( cast( as int
year $1 . [ ] abs( case when then end in between is null like escape""".split()  # noqa: SIM905 - a list of forty strings would fill a page


@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_no_text_makes_more_than_one_expression_over_the_columns(words: list[str]) -> None:
    try:
        tree = Expression(" ".join(words)).sql(SCHEMA)
    except LockgateError:
        return
    again = Expression(tree.sql("duckdb")).sql(SCHEMA)

    assert again.sql("duckdb") == tree.sql("duckdb")
    assert tree.find(exp.Query, exp.Subquery, exp.Table, exp.Command) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a > (", "something is missing at character 5. The whole must be boolean: true or false for each row"),
        ("where a", "Invalid expression / Unexpected token at character 5. The whole must be boolean"),
        ("a + 1", "the whole must be boolean, true or false for each row: compare it with something"),
    ],
)
def test_a_refusal_says_what_an_expression_must_be_and_no_class_of_the_parser(text: str, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression(text)

    assert says in str(caught.value)
    assert "sqlglot" not in str(caught.value)
