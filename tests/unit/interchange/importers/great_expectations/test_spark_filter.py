"""Conditions in the SQL of Spark keep the same rows here."""

from __future__ import annotations

import pytest

from lockgate.domain.errors import ExpressionError
from lockgate.interchange.importers.great_expectations.comparisons import RowConditionError
from lockgate.interchange.importers.great_expectations.rows import row_condition
from lockgate.interchange.importers.great_expectations.spark_filter import filter_sql


@pytest.mark.parametrize(
    ("condition", "sql"),
    [
        ('s == "y"', "\"s\" = 'y'"),
        ('`my col` > 1 and s != "it\'s"', "\"my col\" > 1 AND \"s\" <> 'it''s'"),
        ("s rlike '^a'", "REGEXP_MATCHES(\"s\", '^a')"),
        ("s <=> 'a'", "\"s\" IS NOT DISTINCT FROM 'a'"),
        ("isnull(s) or isNotNull(x)", '("s" IS NULL) OR (NOT "x" IS NULL)'),
        ("!(x > 1)", 'NOT ("x" > 1)'),
        ("year(t) = 2013", 'YEAR(CAST("t" AS DATE)) = 2013'),
        ("t > timestamp '2013-01-01 00:00:00'", "\"t\" > CAST('2013-01-01 00:00:00' AS TIMESTAMP)"),
        (
            "t > timestamp '2013-01-01 00:00:00+02:00'",
            "\"t\" > CAST('2013-01-01 00:00:00+02:00' AS TIMESTAMPTZ)",
        ),
        ("t > to_date('2013-01-01')", "\"t\" > TRY_CAST('2013-01-01' AS DATE)"),
        ("x in (1, 2) and not s in ('a')", '"x" IN (1, 2) AND NOT "s" IN (\'a\')'),
    ],
)
def test_texts_names_and_functions_of_spark_are_read(condition: str, sql: str) -> None:
    assert filter_sql(condition).sql("duckdb") == sql
    assert row_condition(condition, "spark") is not None


def test_what_cannot_be_parsed_is_told() -> None:
    with pytest.raises(ExpressionError, match="no condition in the SQL of Spark"):
        filter_sql("a >")


@pytest.mark.parametrize("condition", ["x > (select max(x) from t)", "array_contains(a, 1)", "a.b > 1", "1"])
def test_what_no_predicate_may_use_is_told(condition: str) -> None:
    with pytest.raises(RowConditionError):
        row_condition(condition, "spark")
