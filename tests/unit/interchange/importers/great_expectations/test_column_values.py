"""Expectations about each value."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.imported import suite_rules

P = {"when_empty": "pass"}
OPEN = "unmapped"


@pytest.mark.parametrize(
    ("name", "kwargs", "rule"),
    [
        (
            "to_be_between",
            {"min_value": 1, "strict_min": True},
            {"check": "range", "min": 1, "exclusive_min": True},
        ),
        (
            "to_be_between",
            {"max_value": 2, "mostly": 0.5},
            {"check": "range", "max": 2, "tolerance": {"fraction": 0.5}},
        ),
        (
            "to_be_in_set",
            {"value_set": [1, 2]},
            {"check": "allowed_values", "values": [1, 2], "other_types": "strict"},
        ),
        ("to_match_regex", {}, {"check": "null_fraction", "mustBeBetween": [0, 1]}),
        ("to_not_be_in_set", {"value_set": []}, {"check": "null_fraction", "mustBeBetween": [0, 1]}),
        ("to_be_null", {}, {"check": "null_fraction", "mustBeGreaterOrEqualTo": 1}),
        ("to_be_null", {"mostly": 0.4}, {"check": "null_fraction", "mustBeGreaterOrEqualTo": 0.4}),
        ("to_be_increasing", {"strictly": True}, {"check": "monotone", "strict": True, "share_of": "values"}),
        ("to_match_regex", {"regex": "^a"}, {"check": "pattern", "regex": "^a"}),
        ("to_match_regex", {"regex": "(?=a)"}, {"check": "python_pattern", "regex": "(?=a)"}),
        (
            "to_match_regex_list",
            {"regex_list": ["a", "b"], "match_on": "all"},
            {"check": "pattern", "all_of": ["a", "b"]},
        ),
        (
            "to_not_match_regex_list",
            {"regex_list": ["a"]},
            {"check": "pattern", "any_of": ["a"], "forbidden": True},
        ),
        ("to_match_like_pattern", {"like_pattern": "a%"}, {"check": "like", "pattern": "a%"}),
        ("to_match_like_pattern", {"like_pattern": ""}, {"check": "length", "exact": 0}),
        ("to_not_match_like_pattern", {"like_pattern": ""}, {"check": "length", "min": 1}),
        ("to_match_regex", {"regex": ""}, {"check": "pattern", "regex": "^", "as_text": True}),
        ("to_be_of_type", {"type_": "list"}, {"check": "physical_type", "any_of": ["array"]}),
        ("to_be_json_parseable", {}, {"check": "semantic_format", "format": "json"}),
        ("to_match_json_schema", {"json_schema": {}}, {"check": "semantic_format", "format": "json"}),
        ("to_match_strftime_format", {"strftime_format": "%Y"}, {"check": "datetime_format", "format": "%Y"}),
        (
            "to_not_be_outliers",
            {"method": "std", "multiplier": 2},
            {"check": "outlier_rows", "method": "z", "factor": 2},
        ),
        ("to_not_be_outliers", {}, {"check": "outlier_rows", "factor": 1.5}),
        ("to_be_of_type", {"type_": "float64"}, {"check": "physical_type", "any_of": ["double"]}),
        ("to_be_in_type_list", {"type_list": None}, {"check": "null_fraction", "mustBeBetween": [0, 1]}),
        (
            "to_be_in_type_list",
            {"type_list": ["nonsense", "str"]},
            {"check": "physical_type", "any_of": ["varchar"]},
        ),
    ],
)
def test_each_becomes_a_check(name: str, kwargs: dict[str, Any], rule: dict[str, Any]) -> None:
    found, *kinds = suite_rules(f"expect_column_values_{name}", column="c", **kwargs)

    assert found == {**found, **rule, "column": "c", **P}
    assert {kind["check"] for kind in kinds} <= {"operand_type"}


@pytest.mark.parametrize(
    ("regex", "when_sought", "when_forbidden"),
    [
        (r"^\d+", "pattern", "python_pattern"),
        (r"\s", "pattern", "python_pattern"),
        ("a$", "pattern", "python_pattern"),
        (r"\D", "python_pattern", "pattern"),
        (r"[^\d]", "python_pattern", "python_pattern"),
        ("[0-9]", "pattern", "pattern"),
        (r"[\s\S]", "pattern", "pattern"),
        ("[[:alpha:]]$", "pattern", "pattern"),
        ("(?x) a b", "python_pattern", "python_pattern"),
        (r"\u00e9", "python_pattern", "python_pattern"),
    ],
)
def test_python_is_asked_where_an_engine_would_let_more_values_pass(
    regex: str, when_sought: str, when_forbidden: str
) -> None:
    (sought,) = suite_rules("expect_column_values_to_match_regex", column="c", regex=regex)
    (forbidden,) = suite_rules("expect_column_values_to_not_match_regex", column="c", regex=regex)

    assert (sought["check"], forbidden["check"]) == (when_sought, when_forbidden)


def test_a_text_that_is_no_json_has_no_schema_whatever_is_tolerated() -> None:
    schema = {"type": "object"}

    whole, part = (
        suite_rules("expect_column_values_to_match_json_schema", column="c", json_schema=schema, mostly=share)
        for share in (1, 0.5)
    )

    assert [rule["check"] for rule in whole] == ["json_schema"]
    assert [(rule["check"], "tolerance" in rule) for rule in part] == [
        ("semantic_format", False),
        ("json_schema", True),
    ]


@pytest.mark.parametrize(
    ("kwargs", "rule"),
    [
        ({"min_value": 1, "max_value": 3, "strict_min": True, "strict_max": True}, {"min": 2, "max": 2}),
        ({"min_value": -1}, {"min": 0}),
        ({"max_value": 2.0}, {"max": 2}),
        ({"min_value": 3, "max_value": 2}, {"check": "pattern", "regex": r"[^\s\S]"}),
    ],
)
def test_lengths_are_whole_numbers(kwargs: dict[str, Any], rule: dict[str, Any]) -> None:
    (found,) = suite_rules("expect_column_value_lengths_to_be_between", column="c", **kwargs)

    assert found == {**found, **rule}


def test_a_length_that_no_text_has_is_violated_by_all() -> None:
    (exact,) = suite_rules("expect_column_value_lengths_to_equal", column="c", value=3)
    (half,) = suite_rules("expect_column_value_lengths_to_equal", column="c", value=3.5)

    assert (exact["exact"], half["check"]) == (3, "pattern")


def test_each_row_of_a_repeated_value_counts() -> None:
    (found,) = suite_rules("expect_column_values_to_be_unique", column="c")

    assert found == {"check": "uniqueness", "columns": ["c"], "counting": "all", **P}


@pytest.mark.parametrize(("sided", "side"), [(True, None), (False, "upper")])
def test_z_scores_are_outliers(sided: bool, side: str | None) -> None:  # noqa: FBT001 - the argument of the expectation
    name = "expect_column_value_z_scores_to_be_less_than"

    (found,) = suite_rules(name, column="c", threshold=3, double_sided=sided)

    assert (found["check"], found["method"], found.get("side")) == ("outlier_rows", "z", side)
    assert found["exclusive"]


@pytest.mark.parametrize(
    ("sided", "threshold", "factor"), [(True, -2, 2), (True, 0, 1e-300), (False, 0, 0), (False, -1, -1)]
)
def test_a_threshold_may_be_zero_or_less(sided: bool, threshold: float, factor: float) -> None:  # noqa: FBT001 - as above
    name = "expect_column_value_z_scores_to_be_less_than"

    (found,) = suite_rules(name, column="c", threshold=threshold, double_sided=sided)

    assert (found["check"], found["factor"]) == ("outlier_rows", factor)


@pytest.mark.parametrize(
    ("kwargs", "exclusive"),
    [
        ({"method": "std"}, {"exclusive"}),
        ({"method": "std", "multiplier": 0}, set()),
        ({"method": "iqr"}, set()),
    ],
)
def test_a_value_as_many_standard_deviations_away_is_an_outlier(
    kwargs: dict[str, Any], exclusive: set[str]
) -> None:
    (found,) = suite_rules("expect_column_values_to_not_be_outliers", column="c", **kwargs)

    assert (found["check"], found.keys() & {"exclusive"}) == ("outlier_rows", exclusive)


def test_an_empty_expression_among_several_is_in_every_text() -> None:
    (found,) = suite_rules("expect_column_values_to_match_regex_list", column="c", regex_list=["", "x"])
    (like,) = suite_rules(
        "expect_column_values_to_match_like_pattern_list", column="c", like_pattern_list=["", "x"]
    )

    assert (found["any_of"], like["any_of"]) == (["^", "x"], ["", "x"])


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("values_to_be_between", {}),
        ("values_to_be_between", {"min_value": 3, "max_value": 1}),
        ("values_to_match_like_pattern", {"like_pattern": "a", "escape": "!"}),
        ("values_to_match_regex_list", {"regex_list": ["a"], "match_on": "some"}),
        ("values_to_match_regex", {"regex": "(?=("}),
        ("value_z_scores_to_be_less_than", {}),
        ("values_to_not_be_outliers", {"method": "mad"}),
        ("value_lengths_to_be_between", {}),
        ("value_lengths_to_be_between", {"min_value": "long"}),
        ("value_lengths_to_equal", {}),
    ],
)
def test_what_great_expectations_refuses_keeps_the_gate_shut(name: str, kwargs: dict[str, Any]) -> None:
    (found,) = suite_rules(f"expect_column_{name}", column="c", **kwargs)

    assert found["check"] == OPEN


def test_an_empty_list_of_allowed_values_is_violated_by_all() -> None:
    (found,) = suite_rules("expect_column_values_to_be_in_set", column="c", value_set=[])

    assert found["values"] == ["\ufffd nothing"]
