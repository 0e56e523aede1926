"""Data tests of dbt and its packages."""

from __future__ import annotations

from typing import Any

import pytest

from lockgate.contracts.write import rule_document
from lockgate.domain.errors import LockgateError
from lockgate.interchange.importers.dbt.tests import TESTS, UntranslatedError, referred
from lockgate.scan.suite import SuiteItem


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("ref('a')", "a"),
        ('{{ ref("a") }}', "a"),
        ("source('s', 't')", "t"),
        ("ref('package', 'm')", "m"),
        ("plain", "plain"),
    ],
)
def test_references_name_a_model(text: str, model: str) -> None:
    assert referred(text) == model


@pytest.mark.parametrize(
    ("name", "column", "said", "rule"),
    [
        ("unique", "c", {}, {"check": "uniqueness", "columns": ["c"]}),
        ("not_null", "c", {}, {"check": "completeness"}),
        (
            "accepted_values",
            "c",
            {"values": ["a"], "quote": True},
            {"check": "allowed_values", "values": ["a"]},
        ),
        ("relationships", "c", {"to": "ref('m')", "field": "id"}, {"to_table": "m", "to_columns": ["id"]}),
        (
            "dbt_utils.accepted_range",
            "c",
            {"min_value": 1, "inclusive": False},
            {"min": 1, "exclusive_min": True},
        ),
        ("dbt_utils.accepted_range", "c", {"max_value": 1}, {"check": "range", "max": 1}),
        ("dbt_utils.not_null_proportion", "c", {"at_least": 0.9}, {"mustBeBetween": [0, 0.1]}),
        (
            "dbt_utils.unique_combination_of_columns",
            "",
            {"combination_of_columns": ["a", "b"]},
            {"columns": ["a", "b"]},
        ),
        ("dbt_utils.expression_is_true", "", {"expression": "a > b"}, {"expression": "a > b"}),
        ("dbt_utils.expression_is_true", "c", {"expression": "> 1"}, {"expression": '"c" > 1'}),
        (
            "dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B",
            "",
            {"column_A": "a", "column_B": "b"},
            {"check": "column_comparison", "left": "a", "operator": ">", "right": "b"},
        ),
        (
            "dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B",
            "",
            {"column_A": "a", "column_B": "b", "or_equal": True},
            {"operator": ">="},
        ),
        (
            "dbt_expectations.expect_column_quantile_values_to_be_between",
            "c",
            {"quantile": 0.95, "min_value": 1},
            {"check": "quantile", "q": 0.95, "interpolation": "linear", "mustBeGreaterOrEqualTo": 1},
        ),
        (
            "dbt_expectations.expect_column_quantile_values_to_be_between",
            "c",
            {"quantile": 0.5, "max_value": 9},
            {"mustBeLessOrEqualTo": 9},
        ),
        (
            "dbt_expectations.expect_column_quantile_values_to_be_between",
            "c",
            {"quantile": 0.5, "min_value": 1, "max_value": 9},
            {"mustBeBetween": [1, 9]},
        ),
        (
            "dbt_expectations.expect_table_row_count_to_equal_other_table",
            "",
            {"compare_model": "ref('m')"},
            {"check": "row_count_match", "mustBe": 0, "to_table": "m"},
        ),
        (
            "dbt_utils.equal_rowcount",
            "",
            {"compare_model": "ref('m')"},
            {"check": "row_count_match", "mustBe": 0},
        ),
        ("dbt_utils.fewer_rows_than", "", {"compare_model": "ref('m')"}, {"mustBeLessThan": 0}),
        ("dbt_utils.at_least_one", "c", {}, {"check": "null_fraction", "mustBeLessThan": 1}),
        ("dbt_utils.not_constant", "c", {}, {"check": "distinct_count", "mustBeGreaterOrEqualTo": 2}),
        ("dbt_utils.not_empty_string", "c", {}, {"check": "pattern"}),
        ("dbt_utils.not_empty_string", "c", {"trim_whitespace": False}, {"check": "length", "min": 1}),
        (
            "dbt_utils.recency",
            "",
            {"datepart": "day", "field": "t", "interval": 1},
            {"check": "freshness", "max_age": "1d"},
        ),
    ],
)
def test_each_becomes_a_check(name: str, column: str, said: dict[str, Any], rule: dict[str, Any]) -> None:
    found = rule_document(SuiteItem(check=TESTS[name][0](column, said)))["implementation"]

    assert found == {**found, **rule}
    assert found["check"] in TESTS[name][1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unique", {}),
        ("accepted_values", {}),
        ("dbt_utils.unique_combination_of_columns", {}),
        ("dbt_utils.recency", {"datepart": "aeon", "interval": 1}),
        ("dbt_expectations.expect_column_quantile_values_to_be_between", {"quantile": 0.5}),
        ("dbt_utils.expression_is_true", {"expression": "select 1"}),
    ],
)
def test_what_cannot_be_asked_is_told(name: str, said: dict[str, Any]) -> None:
    with pytest.raises((UntranslatedError, LockgateError)):
        TESTS[name][0]("", said)
