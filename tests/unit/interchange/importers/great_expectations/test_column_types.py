"""Expectations about the type of a column, or of each of its values."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.imported import suite_rules


def test_whole_numbers_of_numpy_have_no_null() -> None:
    rules = suite_rules("expect_column_values_to_be_of_type", column="c", type_="int64")

    assert [rule["check"] for rule in rules] == ["physical_type", "completeness"]


def test_a_null_makes_objects_of_a_column_of_truth_values() -> None:
    of_column = suite_rules("expect_column_type_to_be", column="c", type_="bool")
    of_values = suite_rules("expect_column_values_to_be_of_type", column="c", type_="bool")

    assert [rule["check"] for rule in of_column] == ["physical_type", "completeness"]
    assert [rule["check"] for rule in of_values] == ["physical_type"]


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("type_to_be", {"type_": "Int64"}),
        ("type_to_be", {"type_": "date"}),
        ("type_to_be", {"type_": "string"}),
        ("type_to_be", {"type_": "nonsense"}),
    ],
)
def test_a_type_that_pandas_gives_no_column_of_a_table_stays_open(name: str, kwargs: dict[str, Any]) -> None:
    (rule,) = suite_rules(f"expect_column_{name}", column="c", **kwargs)

    assert (rule["check"], "no column of a table" in rule["because"]) == ("unmapped", True)


def test_in_a_list_the_names_of_other_backends_are_passed_over() -> None:
    (rule,) = suite_rules(
        "expect_column_values_to_be_in_type_list", column="c", type_list=["BIGINT", "float64"]
    )

    assert rule["any_of"] == ["double"]


@pytest.mark.parametrize(("type_", "when_empty"), [("float64", "fail"), ("object", "pass")])
def test_a_column_of_nulls_alone_is_one_of_objects(type_: str, when_empty: str) -> None:
    (rule,) = suite_rules("expect_column_type_to_be", column="c", type_=type_)

    assert (rule["check"], rule["when_empty"]) == ("physical_type", when_empty)


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("type_to_be", {"type_": "int8"}),
        ("type_to_be", {"type_": "str_"}),
        ("values_to_be_of_type", {"type_": "datetime"}),
        ("values_to_be_of_type", {"type_": "DatetimeTZDtype"}),
        ("values_to_be_in_type_list", {"type_list": ["object", "Timestamp", "datetime64"]}),
    ],
)
def test_a_type_that_pandas_knows_and_no_column_of_a_table_has_is_a_failure(
    name: str, kwargs: dict[str, Any]
) -> None:
    found, *_ = suite_rules(f"expect_column_{name}", column="c", **kwargs)

    is_of_column = name == "type_to_be"
    assert found["any_of"] == (["tinyint"] if kwargs.get("type_") == "int8" else ["time with time zone"])
    assert found["when_empty"] == ("fail" if is_of_column else "pass")


@pytest.mark.parametrize(
    ("name", "kwargs", "types"),
    [
        ("type_to_be", {"type_": "VARCHAR"}, ["varchar"]),
        ("values_to_be_of_type", {"type_": "LongType"}, ["bigint"]),
        ("values_to_be_of_type", {"type_": "FLOAT"}, ["double", "real"]),
        ("values_to_be_in_type_list", {"type_list": ["BIGINT", "cube", "StringType"]}, ["bigint", "varchar"]),
    ],
)
def test_names_of_databases_alone_are_asked_as_databases_ask_them(
    name: str, kwargs: dict[str, Any], types: list[str]
) -> None:
    (rule,) = suite_rules(f"expect_column_{name}", column="c", **kwargs)

    assert (rule["check"], rule.get("any_of", [rule.get("type")])) == ("physical_type", types)


@pytest.mark.parametrize("kwargs", [{"type_": "cube"}, {"type_list": ["cube", "ball"]}])
def test_names_that_nobody_knows_are_a_failure_of_numbers_and_an_error_of_objects(
    kwargs: dict[str, Any],
) -> None:
    name = "of_type" if "type_" in kwargs else "in_type_list"
    never, kinds = suite_rules(f"expect_column_values_to_be_{name}", column="c", **kwargs)

    assert (never["check"], never["mustBeLessThan"]) == ("row_count", 0)
    assert kinds["any_of"] == ["number", "timestamp", "timestamptz"]
    assert kinds["if_filled"] == ["boolean"]


def test_a_single_instant_is_what_a_column_with_a_zone_holds() -> None:
    (rule,) = suite_rules("expect_column_values_to_be_of_type", column="c", type_="Timestamp")

    assert rule["any_of"] == ["timestamp with time zone"]
