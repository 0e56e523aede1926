from __future__ import annotations

import pytest

from lockgate.contracts.sql_rule import read_query
from lockgate.domain.errors import ExpressionError

TABLES = frozenset({"t", "t_v1"})


@pytest.mark.parametrize(
    ("query", "function", "column", "where"),
    [
        ("select count(*) from {object}", "count", "", None),
        ("SELECT COUNT(*) FROM ${table} WHERE ${column} IS NULL", "count", "", '"c" IS NULL'),
        ("select count(1) as n from t_v1 where a > 3", "count", "", "a > 3"),
        ("select count(a) from t", "count", "", "NOT a IS NULL"),
        ("select count(distinct a) from t", "distinct_count", "a", None),
        ("select sum(case when a < 0 then 1 else 0 end) from t where b", "count", "", "b AND a < 0"),
        ("select count(*) filter (where a = 1) from t", "count", "", "a = 1"),
        ("select count_if(a = 1) from t", "count", "", "a = 1"),
        ("select avg(t.a) from t where t.b = 1", "mean", "a", "b = 1"),
        ("select sum(a) from t", "sum", "a", None),
        ("select min(a) from t", "min", "a", None),
        ("select max({property}) from {object}", "max", "c", None),
    ],
)
def test_one_aggregate_of_the_own_table_is_read(
    query: str, function: str, column: str, where: str | None
) -> None:
    question = read_query(query, TABLES, "c")

    assert (question.function, question.column) == (function, column)
    assert (question.where.text if question.where else None) == where


@pytest.mark.parametrize(
    "query",
    [
        "drop table t",
        "select count(*) from t; drop table t",
        "delete from t",
        "insert into t values (1)",
        "copy t to 'x.csv'",
        "attach 'x.db'",
        "pragma database_list",
        "select count(*) from u",
        "select count(*) from t join u using (a)",
        "select count(*) from t, u",
        "select count(*) from (select * from t)",
        "with x as (select 1) select count(*) from t",
        "select count(*) from t where a in (select a from t)",
        "select count(*) from t union select 1",
        "select count(*) from t group by a",
        "select count(*) from t limit 1",
        "select count(*) from t tablesample 10%",
        "select count(*) from t using sample 3",
        "select distinct count(*) from t",
        "select count(*) over () from t",
        "select count(*), sum(a) from t",
        "select a from t",
        "select sum(a) / count(*) from t",
        "select sum(case when a then 2 else 0 end) from t",
        "select sum(case a when 1 then 1 else 0 end) from t",
        "select sum(a + 1) from t",
        "select count(distinct a, b) from t",
        "select count(*) from read_csv('secrets.csv')",
        "select count(*) from 'secrets.csv'",
        "select count(*) from t where getenv('HOME') = 'x'",
        "select count(*) from {nowhere}",
        "select 1",
        "select",
        "not sql at all",
        "",
    ],
)
def test_every_other_query_is_refused(query: str) -> None:
    with pytest.raises(ExpressionError):
        read_query(query, TABLES, "c")


def test_a_column_placeholder_needs_a_column() -> None:
    with pytest.raises(ExpressionError, match="placeholder"):
        read_query("select sum({property}) from {object}", TABLES, "")


def test_a_column_name_cannot_break_out_of_its_quotes() -> None:
    question = read_query("select count(*) from {object} where {property} = 1", TABLES, 'a"; drop table t; --')

    assert question.where is not None
    assert question.where.columns == ('a"; drop table t; --',)
