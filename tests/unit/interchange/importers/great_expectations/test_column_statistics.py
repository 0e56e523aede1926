"""Expectations about one number or set of a column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.fakes.imported import suite_rules

MIDNIGHT = datetime(2013, 1, 5)  # noqa: DTZ001 - without a zone


@pytest.mark.parametrize(
    ("name", "kwargs", "rules"),
    [
        (
            "max",
            {"min_value": 1},
            [{"check": "max", "mustBeGreaterOrEqualTo": 1, "column": "c", "when_empty": "fail"}],
        ),
        (
            "mean",
            {},
            [
                {"check": "row_count", "mustBeGreaterOrEqualTo": 1, "where": 'NOT "c" IS NULL'},
                {
                    "check": "operand_type",
                    "any_of": ["number", "decimal", "boolean", "timestamp", "timestamptz"],
                    "column": "c",
                    "when_empty": "pass",
                },
            ],
        ),
        (
            "stdev",
            {},
            [{"check": "standard_deviation", "mustBeGreaterOrEqualTo": 0, "column": "c", "when_empty": "fail"}],
        ),
        (
            "sum",
            {"max_value": 5},
            [{"check": "sum", "mustBeLessOrEqualTo": 5, "column": "c", "when_empty": "pass"}],
        ),
        (
            "sum",
            {"min_value": 5},
            [{"check": "sum", "mustBeGreaterOrEqualTo": 5, "column": "c", "when_empty": "fail"}],
        ),
        (
            "sum",
            {},
            [
                {"check": "null_fraction", "mustBeBetween": [0, 1], "column": "c", "when_empty": "pass"},
                {
                    "check": "operand_type",
                    "any_of": ["number", "boolean"],
                    "if_filled": ["decimal", "text"],
                    "column": "c",
                    "when_empty": "pass",
                },
            ],
        ),
        (
            "unique_value_count",
            {"min_value": 1, "strict_min": True},
            [{"check": "distinct_count", "mustBeGreaterThan": 1, "columns": ["c"], "when_empty": "fail"}],
        ),
        (
            "proportion_of_unique_values",
            {"min_value": 0, "max_value": 0.5, "strict_max": True},
            [
                {
                    "check": "uniqueness_ratio",
                    "mustBeGreaterOrEqualTo": 0,
                    "columns": ["c"],
                    "when_empty": "pass",
                },
                {"check": "uniqueness_ratio", "mustBeLessThan": 0.5, "columns": ["c"], "when_empty": "pass"},
            ],
        ),
        (
            "proportion_of_non_null_values",
            {"min_value": 0.9, "strict_min": True},
            [{"check": "null_fraction", "mustBeLessThan": 0.1, "column": "c", "when_empty": "fail"}],
        ),
        (
            "proportion_of_non_null_values",
            {"min_value": 1 / 3, "strict_min": True},
            [{"check": "null_fraction", "mustBeLessThan": 0.666666666666, "column": "c", "when_empty": "fail"}],
        ),
        (
            "proportion_of_non_null_values",
            {"max_value": 1 / 3},
            [
                {
                    "check": "null_fraction",
                    "mustBeGreaterOrEqualTo": 0.666666666666,
                    "column": "c",
                    "when_empty": "pass",
                }
            ],
        ),
        (
            "proportion_of_non_null_values",
            {"min_value": -1, "max_value": 2},
            [{"check": "null_fraction", "mustBeBetween": [0, 1], "column": "c", "when_empty": "pass"}],
        ),
    ],
)
def test_bounds_become_requirements(name: str, kwargs: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert suite_rules(f"expect_column_{name}_to_be_between", column="c", **kwargs) == rules


@pytest.mark.parametrize(("name", "check"), [("mean", "unmapped"), ("median", "unmapped"), ("max", "max")])
def test_a_date_is_no_bound_of_a_mean_or_median(name: str, check: str) -> None:
    found, *_ = suite_rules(f"expect_column_{name}_to_be_between", column="c", min_value="2013-01-01")

    assert found["check"] == check


@pytest.mark.parametrize(
    ("name", "kwargs", "kinds"),
    [
        ("max", {"min_value": "2013-01-01"}, {"any_of": ["text", "date"]}),
        ("min", {"min_value": "2013-01-01T00:00:00"}, {"any_of": ["text", "timestamp"]}),
        ("max", {"max_value": "2013-01-01T00:00:00Z"}, {"any_of": ["text", "timestamptz"]}),
        ("mean", {"min_value": "2013-01-01T00:00:00"}, {"any_of": ["timestamp"]}),
        ("median", {"max_value": "2013-01-01T00:00:00Z"}, {"any_of": ["timestamptz"]}),
    ],
)
def test_a_bound_that_is_a_date_or_instant_is_asked_of_columns_that_pandas_compares_with_it(
    name: str, kwargs: dict[str, Any], kinds: dict[str, list[str]]
) -> None:
    _, found = suite_rules(f"expect_column_{name}_to_be_between", column="c", **kwargs)

    assert found["check"] == "operand_type"
    assert {key: found[key] for key in ("any_of", "if_filled") if key in found} == kinds


def test_quantiles_that_ask_nothing_still_ask_for_numbers() -> None:
    ranges = {"quantiles": [0.5], "value_ranges": [[None, None]]}
    some, kinds = suite_rules("expect_column_quantile_values_to_be_between", column="c", quantile_ranges=ranges)

    assert (some["check"], kinds["any_of"]) == ("row_count", ["number", "decimal", "boolean"])


@pytest.mark.parametrize("kwargs", [{"min_value": 1.5}, {"max_value": -0.5}])
def test_a_share_that_cannot_be_is_a_check_that_nothing_passes(kwargs: dict[str, Any]) -> None:
    (found,) = suite_rules("expect_column_proportion_of_unique_values_to_be_between", column="c", **kwargs)

    assert (found["check"], found["mustBeLessThan"]) == ("row_count", 0)


def test_quantiles_are_asked_one_by_one_with_the_width_that_they_are_given_there() -> None:
    ranges = {"quantiles": [0.1, 0.9], "value_ranges": [[1, None], [None, 2]]}

    low, high = suite_rules("expect_column_quantile_values_to_be_between", column="c", quantile_ranges=ranges)

    assert (low["q"], low["interpolation"]) == (0.1, "nearest")
    assert low["mustBeGreaterOrEqualTo"] == pytest.approx(1 - 1e-4 - 1e-8)
    assert high["mustBeLessOrEqualTo"] == pytest.approx(2 + 2e-4 + 1e-8)


@pytest.mark.parametrize(
    "ranges",
    [
        3,
        {"quantiles": [0.1], "value_ranges": [[1, 2], [3, 4]]},
        {"quantiles": ["a"], "value_ranges": [[1, 2]]},
        {"quantiles": [0.1], "value_ranges": [3]},
        {"quantiles": [0.1], "value_ranges": [[1]]},
        {"quantiles": [0.1], "value_ranges": [[1, 2, 3]]},
        {"quantiles": [0.1], "value_ranges": [["a", 2]]},
    ],
)
def test_quantiles_without_ranges_stay_open(ranges: object) -> None:
    (found,) = suite_rules("expect_column_quantile_values_to_be_between", column="c", quantile_ranges=ranges)

    assert found["check"] == "unmapped"


def test_no_quantile_asks_for_a_value_and_an_unknown_interpolation_stays_open() -> None:
    name = "expect_column_quantile_values_to_be_between"
    none: dict[str, list[float]] = {"quantiles": [], "value_ranges": []}

    assert suite_rules(name, column="c", quantile_ranges=none)[0]["check"] == "row_count"
    assert (
        suite_rules(name, column="c", quantile_ranges=none, allow_relative_error="x")[0]["check"] == "unmapped"
    )


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("be_in", ["a"], {"check": "distinct_set", "mode": "subset", "when_empty": "pass"}),
        ("be_in", [], {"check": "unmapped"}),
        ("contain", [], {"check": "null_fraction", "mustBeBetween": [0, 1]}),
        ("be_in", [None], {"mode": "subset", "values": ["\ufffd nothing"], "when_empty": "pass"}),
        ("be_in", ["Jan 5, 2013"], {"values": ["Jan 5, 2013", MIDNIGHT], "other_types": "exact"}),
        ("contain", ["a", None], {"mode": "superset", "values": ["a", "\ufffd nothing"], "when_empty": "fail"}),
        ("equal", [], {"check": "null_fraction", "mustBeGreaterOrEqualTo": 1}),
    ],
)
def test_sets_of_values(name: str, values: list[Any], rule: dict[str, Any]) -> None:
    (found,) = suite_rules(f"expect_column_distinct_values_to_{name}_set", column="c", value_set=values)

    assert found == {**found, **rule}


def test_the_commonest_value_stands_alone_unless_ties_are_okay() -> None:
    name = "expect_column_most_common_value_to_be_in_set"

    (alone,) = suite_rules(name, column="c", value_set=["a"])
    (tied,) = suite_rules(name, column="c", value_set=["a"], ties_okay=True)

    assert (alone.get("sole"), tied.get("ties_ok"), tied.get("sole")) == (True, True, None)
