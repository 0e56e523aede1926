"""Expectations about a table as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.imported import suite_rules


@pytest.mark.parametrize(
    ("name", "kwargs", "checks"),
    [
        ("expect_column_to_exist", {"column": "a"}, ["columns_present"]),
        ("expect_column_to_exist", {"column": "a", "column_index": 2}, ["column_position"]),
        ("expect_column_to_exist", {"column": "a", "column_index": "2"}, ["column_position"]),
        ("expect_column_to_exist", {"column": "a", "column_index": "x"}, ["unmapped"]),
        (
            "expect_table_columns_to_match_ordered_list",
            {"column_list": ["a", "b"]},
            ["columns_exact", "column_order"],
        ),
        ("expect_table_columns_to_match_ordered_list", {"column_list": ["a"]}, ["columns_exact"]),
        ("expect_table_columns_to_match_ordered_list", {"column_list": None}, ["row_count"]),
        ("expect_table_columns_to_match_set", {"column_set": ["a"]}, ["columns_exact"]),
        ("expect_table_columns_to_match_ordered_list", {"column_list": []}, ["column_count"]),
        (
            "expect_table_columns_to_match_ordered_list",
            {"column_list": ["a", "b", "a"]},
            ["columns_exact", "column_count"],
        ),
        ("expect_table_columns_to_match_set", {"column_set": None}, ["column_count"]),
        ("expect_table_columns_to_match_set", {"column_set": []}, ["column_count"]),
        ("expect_table_columns_to_match_set", {"column_set": [], "exact_match": False}, ["row_count"]),
        ("expect_table_columns_to_match_set", {"column_set": ["a", "a"]}, ["columns_exact"]),
        ("expect_table_columns_to_match_set", {"column_set": ["a"], "exact_match": None}, ["columns_present"]),
        ("expect_table_columns_to_match_set", {"column_set": None, "exact_match": False}, ["row_count"]),
        ("expect_table_columns_to_match_set", {"column_set": ["a"], "exact_match": False}, ["columns_present"]),
        (
            "expect_table_column_count_to_be_between",
            {"min_value": 3, "max_value": 1},
            ["column_count", "column_count"],
        ),
        ("expect_table_row_count_to_be_between", {"min_value": 3, "max_value": 1}, ["unmapped"]),
        ("expect_table_row_count_to_be_between", {}, ["row_count"]),
        ("expect_table_row_count_to_equal", {"value": 3}, ["row_count"]),
        ("expect_table_row_count_to_equal", {}, ["unmapped"]),
        ("expect_table_row_count_to_equal_other_table", {"other_table_name": "o"}, ["row_count_match"]),
    ],
)
def test_each_becomes_checks(name: str, kwargs: dict[str, Any], checks: list[str]) -> None:
    assert [rule["check"] for rule in suite_rules(name, **kwargs)] == checks
