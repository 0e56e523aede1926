"""Expectations about several columns."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.imported import suite_rules

PAIR = {"column_A": "a", "column_B": "b"}
LIST = {"column_list": ["a", "b"]}


@pytest.mark.parametrize(
    ("name", "kwargs", "rule"),
    [
        ("column_pair_values_to_be_equal", PAIR, {"check": "columns_equal", "skip_nulls": "all"}),
        (
            "column_pair_values_A_to_be_greater_than_B",
            {**PAIR, "or_equal": True},
            {"check": "column_comparison", "operator": ">=", "zones_may_differ": False},
        ),
        (
            "column_pair_values_to_be_in_set",
            {**PAIR, "value_pairs_set": [["x", None]], "ignore_row_if": "neither"},
            {"check": "allowed_tuples", "tuples": [["x", None]], "skip_nulls": "never"},
        ),
        (
            "column_pair_values_to_be_in_set",
            {**PAIR, "value_pairs_set": [], "ignore_row_if": "either_value_is_missing"},
            {"check": "row_predicate", "where": 'NOT "a" IS NULL AND NOT "b" IS NULL'},
        ),
        (
            "compound_columns_to_be_unique",
            LIST,
            {"check": "uniqueness", "skip_nulls": "all", "counting": "all"},
        ),
        (
            "multicolumn_values_to_be_equal",
            {**LIST, "ignore_row_if": "never"},
            {"check": "columns_equal", "nulls_equal": True},
        ),
        ("multicolumn_sum_to_equal", {**LIST, "sum_total": 3}, {"check": "columns_sum", "mustBe": 3}),
        ("select_column_values_to_be_unique_within_record", LIST, {"check": "unique_within_record"}),
    ],
)
def test_each_becomes_a_check(name: str, kwargs: dict[str, Any], rule: dict[str, Any]) -> None:
    (found,) = suite_rules(f"expect_{name}", **kwargs)

    assert found == {**found, **rule}


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("column_pair_values_to_be_equal", {**PAIR, "ignore_row_if": "sometimes"}),
        ("column_pair_values_to_be_in_set", {**PAIR, "value_pairs_set": [["x"]]}),
        ("multicolumn_sum_to_equal", LIST),
    ],
)
def test_what_cannot_be_asked_stays_open(name: str, kwargs: dict[str, Any]) -> None:
    (found,) = suite_rules(f"expect_{name}", **kwargs)

    assert found["check"] == "unmapped"


def test_pairs_of_some_rows_are_an_error_on_pandas() -> None:
    condition = {"row_condition": "a > 1", "condition_parser": "pandas"}
    (rule,) = suite_rules(
        "expect_column_pair_values_to_be_in_set",
        column_A="a",
        column_B="b",
        value_pairs_set=[[1, 2]],
        **condition,
    )

    assert rule["check"] == "unmapped"
