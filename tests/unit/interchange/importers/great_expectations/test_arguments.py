"""Arguments with which Great Expectations makes no expectation."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.imported import suite_rules

from lockgate.interchange.importers.great_expectations.arguments import ARGUMENTS
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS

C = {"column": "c"}
PAIR = {"column_A": "a", "column_B": "b"}


def test_every_expectation_of_version_1_has_its_arguments() -> None:
    assert EXPECTATIONS.keys() - ARGUMENTS.keys() == {"expect_multicolumn_values_to_be_unique"}
    assert not ARGUMENTS.keys() - EXPECTATIONS.keys()


@pytest.mark.parametrize(
    ("name", "kwargs", "why"),
    [
        ("expect_column_values_to_not_be_in_set", C, "`value_set` is missing"),
        ("expect_column_values_to_not_be_in_set", {**C, "value_set": None}, "`value_set` is null"),
        ("expect_column_values_to_not_be_in_set", {**C, "value_set": [], "mostly": 1.1}, "in [0, 1]"),
        ("expect_column_values_to_not_be_null", {**C, "mostly": None}, "`mostly` is null"),
        ("expect_column_values_to_be_unique", {**C, "parse_strings_as_datetimes": True}, "it takes no `parse"),
        ("expect_table_column_count_to_be_between", {"max_value": 9, "strict_max": True}, "no `strict_max`"),
        (
            "expect_column_quantile_values_to_be_between",
            {
                **C,
                "quantile_ranges": {"quantiles": [0], "value_ranges": [[1, 2]]},
                "allow_relative_error": None,
            },
            "`allow_relative_error` is null",
        ),
        ("expect_column_pair_values_to_be_in_set", {**PAIR, "value_pairs_set": None}, "is null"),
        ("expect_column_pair_values_to_be_equal", {**PAIR, "ignore_row_if": "never"}, "`ignore_row_if`"),
        ("expect_column_value_z_scores_to_be_less_than", {**C, "threshold": 3}, "`double_sided` is missing"),
        ("expect_compound_columns_to_be_unique", {"column_list": ["a"]}, "two columns"),
        ("expect_compound_columns_to_be_unique", {"column_list": ["a", "b"], "ignore_row_if": [1]}, "got [1]"),
        ("expect_column_values_to_match_regex_list", {**C, "regex_list": ["a"], "match_on": ""}, "`match_on`"),
        ("expect_column_values_to_match_strftime_format", {**C, "strftime_format": 5}, "must be a text"),
        ("expect_table_row_count_to_equal", {"value": "5.5"}, "whole number"),
        ("expect_table_row_count_to_equal", {"value": 5, "row_condition": ""}, "`row_condition` is empty"),
        ("expect_column_mean_to_be_between", {**C, "min_value": 1, "strict_min": "x"}, "true or false"),
        ("expect_column_values_to_match_json_schema", {**C, "json_schema": True}, "must be a mapping"),
    ],
)
def test_they_stay_open(name: str, kwargs: dict[str, Any], why: str) -> None:
    (found,) = suite_rules(name, **kwargs)

    assert found["check"] == "unmapped"
    assert why in str(found)


@pytest.mark.parametrize(
    ("name", "kwargs", "check"),
    [
        ("expect_column_values_to_not_be_in_set", {**C, "value_set": None}, "null_fraction"),
        (
            "expect_column_values_to_be_unique",
            {**C, "mostly": None, "output_strftime_format": "%Y"},
            "uniqueness",
        ),
        ("expect_column_pair_values_to_be_equal", {**PAIR, "ignore_row_if": "never"}, "columns_equal"),
        ("expect_column_pair_values_to_be_in_set", {**PAIR, "value_pairs_set": None}, "columns_present"),
        ("expect_compound_columns_to_be_unique", {"column_list": ["a"]}, "uniqueness"),
        ("expect_table_row_count_to_equal", {"value": "5.5"}, "row_count"),
    ],
)
def test_older_suites_took_them(name: str, kwargs: dict[str, Any], check: str) -> None:
    (found,) = suite_rules(name, named_by="expectation_type", **kwargs)

    assert found["check"] == check


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("expect_column_value_lengths_to_equal", C),
        ("expect_column_value_z_scores_to_be_less_than", C),
        ("expect_multicolumn_sum_to_equal", {"column_list": ["a", "b"]}),
        ("expect_table_row_count_to_equal", {}),
    ],
)
def test_what_older_suites_lack_stays_open_too(name: str, kwargs: dict[str, Any]) -> None:
    (found,) = suite_rules(name, named_by="expectation_type", **kwargs)

    assert found["check"] == "unmapped"
    assert "is missing" in str(found)


@pytest.mark.parametrize(("word", "operator"), [("no", "mustBeGreaterOrEqualTo"), ("On", "mustBeGreaterThan")])
def test_a_word_may_stand_for_true_or_false(word: str, operator: str) -> None:
    (found,) = suite_rules("expect_column_mean_to_be_between", column="c", min_value=1, strict_min=word)

    assert found[operator] == 1


@pytest.mark.parametrize("parser", ["python", "sql", 3])
def test_a_parser_that_version_1_does_not_know_is_an_error(parser: object) -> None:
    (rule,) = suite_rules(
        "expect_column_values_to_be_unique", column="c", row_condition="a > 1", condition_parser=parser
    )

    assert rule["check"] == "unmapped"


@pytest.mark.parametrize("wrong", [{"severity": "high"}, {"severity": True}, {"meta": "x"}])
def test_a_severity_that_is_none_and_remarks_that_are_no_mapping_are_an_error(wrong: dict[str, Any]) -> None:
    (rule,) = suite_rules("expect_column_values_to_be_unique", column="c", **wrong)

    assert rule["check"] == "unmapped"
