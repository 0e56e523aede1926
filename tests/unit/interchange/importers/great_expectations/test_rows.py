"""Which rows an expectation is asked of."""

from __future__ import annotations

from typing import Any

import pytest

from lockgate.interchange.importers.great_expectations.comparisons import RowConditionError
from lockgate.interchange.importers.great_expectations.rows import row_condition


def text_of(condition: object, parser: str | None = None) -> str:
    found = row_condition(condition, parser)
    return found.text if found is not None else ""


def compare(operator: str, parameter: object) -> dict[str, Any]:
    return {"type": "comparison", "column": {"name": "a"}, "operator": operator, "parameter": parameter}


NULL = {"type": "nullity", "column": {"name": "a"}, "is_null": True}


@pytest.mark.parametrize(
    ("condition", "parser", "sql"),
    [
        (None, None, ""),
        ("", "pandas", ""),
        ("a > 1", "pandas", 'COALESCE("a" > 1, FALSE)'),
        ("a > 1", "spark", '"a" > 1'),
        ('s == "y" and `a b` <> 1', "spark", '"s" = \'y\' AND "a b" <> 1'),
        ("(a > 1) & ~(b == 2)", "python", 'COALESCE("a" > 1, FALSE) AND NOT (COALESCE("b" = 2, FALSE))'),
        ('col("a") > 1.5', "great_expectations", 'COALESCE("a" > 1.5, FALSE)'),
        ('col("a") == "x y"', "great_expectations__experimental__", "COALESCE(\"a\" = 'x y', FALSE)"),
        ('col("a") != 2', "great_expectations", 'COALESCE("a" <> 2, TRUE)'),
        ('col("a") > 1 and col("b") > 2', "great_expectations", 'COALESCE("a" > 1, FALSE)'),
        ("col(\"a\") <= date('2013-01-01')", "great_expectations", "COALESCE(\"a\" <= '2013-01-01', FALSE)"),
        ('col("a").notNull()', "great_expectations", 'NOT "a" IS NULL'),
        (compare(">", 3), None, 'COALESCE("a" > 3, FALSE)'),
        (compare("!=", -3), None, 'COALESCE("a" <> -3, TRUE)'),
        (compare("==", True), None, 'COALESCE("a" = TRUE, FALSE)'),
        (compare("IN", ["x"]), None, "COALESCE(\"a\" IN ('x'), FALSE)"),
        (compare("NOT_IN", []), None, "TRUE"),
        (compare("IN", [1, 1.5]), None, 'COALESCE("a" IN (1, 1.5), FALSE)'),
        (NULL, None, '"a" IS NULL'),
        ({**NULL, "is_null": False}, None, 'NOT "a" IS NULL'),
        ({"type": "and", "conditions": [NULL, NULL]}, None, '("a" IS NULL AND "a" IS NULL)'),
        (
            {"type": "or", "conditions": [NULL, compare("<", 1)]},
            None,
            '("a" IS NULL OR COALESCE("a" < 1, FALSE))',
        ),
        ({"type": "pass_through", "pass_through_filter": "a == 1"}, None, 'COALESCE("a" = 1, FALSE)'),
        ({"type": "pass_through", "pass_through_filter": "a is not null"}, None, 'NOT "a" IS NULL'),
        ('col("a").NOTNULL()', "great_expectations__experimental__", 'NOT "a" IS NULL'),
    ],
)
def test_every_language_is_read(condition: object, parser: str | None, sql: str) -> None:
    assert text_of(condition, parser) == sql


@pytest.mark.parametrize(
    ("condition", "parser"),
    [
        (3, None),
        ("a > 1", "cobol"),
        ("a >", "spark"),
        ("(select 1)", "spark"),
        ("a > 1", "great_expectations"),
        ('a > 1 and col("b") > 2', "great_expectations"),
        ({"type": "and", "conditions": [{"type": "pass_through", "pass_through_filter": "a > 1"}]}, None),
        ({"type": "pass_through", "pass_through_filter": "a >"}, None),
        ("a > 1", 3),
        ({"type": "other"}, None),
        ({"type": "nullity"}, None),
        ({"type": "and", "conditions": []}, None),
        (compare("IN", "x"), None),
        (compare("~", 1), None),
        (compare(">", None), None),
        (compare("IN", [1, "a"]), None),
        (compare("IN", [True]), None),
        ({"type": "and", "conditions": [NULL, {"type": "or", "conditions": [NULL, NULL]}]}, None),
        ({"type": "or", "conditions": [{"type": "or", "conditions": [NULL]}, NULL]}, None),
        (
            {
                "type": "or",
                "conditions": [{"type": "and", "conditions": [{"type": "or", "conditions": [NULL]}]}],
            },
            None,
        ),
        ({"type": "or", "conditions": [NULL] * 101}, None),
        ({"type": "or", "conditions": [3]}, None),
    ],
)
def test_what_cannot_be_read_is_told(condition: object, parser: str | None) -> None:
    with pytest.raises(RowConditionError):
        text_of(condition, parser)


def test_many_conditions_are_joined_without_nesting_deep() -> None:
    text = text_of({"type": "or", "conditions": [compare("==", number) for number in range(100)]})

    assert text.count(" OR ") == 99
    assert text.count('"a" = 99') == 1
