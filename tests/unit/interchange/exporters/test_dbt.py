"""Properties files of dbt."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from tests.fakes.contracts import contract_of

from lockgate.contracts.write import rule_document
from lockgate.interchange.export_contract import export_contract
from lockgate.interchange.exporters.dbt import write_dbt
from lockgate.interchange.import_contract import import_contract
from lockgate.interchange.loss import Fate

ROWS = {"check": "row_count", "mustBeGreaterThan": 0}


def model_of(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - a document
    model: dict[str, Any] = yaml.safe_load(write_dbt(contract_of([*rules, ROWS], **more))[0])["models"][0]
    return model


@pytest.mark.parametrize(
    ("rule", "test"),
    [
        ({"check": "completeness"}, "not_null"),
        ({"check": "completeness", "tolerance": {"rows": 3}}, {"not_null": {"config": {"error_if": ">3"}}}),
        (
            {"check": "completeness", "tolerance": {"rows": 3}, "severity": "warning"},
            {"not_null": {"config": {"severity": "warn", "warn_if": ">3"}}},
        ),
        ({"check": "completeness", "where": "a > 1"}, {"not_null": {"config": {"where": "a > 1"}}}),
        ({"check": "allowed_values", "values": ["x"]}, {"accepted_values": {"values": ["x"]}}),
        ({"check": "forbidden_values", "values": ["x"]}, {"dbt_utils.not_accepted_values": {"values": ["x"]}}),
        (
            {"check": "range", "min": 1, "exclusive_min": True},
            {"dbt_utils.accepted_range": {"min_value": 1, "inclusive": False}},
        ),
        (
            {"check": "null_fraction", "mustBeLessOrEqualTo": 0.1},
            {"dbt_utils.not_null_proportion": {"at_least": 0.9}},
        ),
        (
            {"check": "null_fraction", "mustBeGreaterOrEqualTo": 0.1},
            {"dbt_utils.not_null_proportion": {"at_least": 0, "at_most": 0.9}},
        ),
        (
            {"check": "null_fraction", "mustBeBetween": [0, 0.1]},
            {"dbt_utils.not_null_proportion": {"at_least": 0.9, "at_most": 1}},
        ),
        (
            {"check": "mean", "mustBeGreaterThan": 3},
            {"dbt_expectations.expect_column_mean_to_be_between": {"min_value": 3, "strictly": True}},
        ),
        (
            {"check": "pattern", "regex": "^x"},
            {"dbt_expectations.expect_column_values_to_match_regex": {"regex": "^x"}},
        ),
    ],
)
def test_checks_of_a_column(rule: dict[str, Any], test: object) -> None:
    model = model_of({**rule, "column": "a"})

    assert model["columns"] == [{"name": "a", "data_tests": [test]}]


@pytest.mark.parametrize(
    ("rule", "test"),
    [
        (
            {"check": "uniqueness", "columns": ["a", "b"]},
            {"dbt_utils.unique_combination_of_columns": {"combination_of_columns": ["a", "b"]}},
        ),
        (
            {"check": "row_predicate", "expression": "a > 1"},
            {"dbt_utils.expression_is_true": {"expression": "a > 1"}},
        ),
        (
            {"check": "columns_exact", "names": ["a"]},
            {"dbt_expectations.expect_table_columns_to_match_set": {"column_list": ["a"]}},
        ),
        (
            {"check": "column_comparison", "left": "a", "operator": ">", "right": "b"},
            {
                "dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B": {
                    "column_A": "a",
                    "column_B": "b",
                    "ignore_row_if": "either_value_is_missing",
                }
            },
        ),
    ],
)
def test_checks_of_the_model(rule: dict[str, Any], test: object) -> None:
    assert model_of(rule)["data_tests"][0] == test


@pytest.mark.parametrize(
    "rule",
    [
        {"check": "mean", "column": "a", "mustBe": 1, "group_by": ["b"]},
        {"check": "mean", "column": "a", "mustBe": 1, "severity": "info"},
        {"check": "completeness", "column": "a", "tolerance": {"fraction": 0.1}},
        {
            "check": "range",
            "column": "a",
            "min": 1,
            "max": 2,
            "exclusive_min": True,
            "tolerance": {"rows": 3},
        },
        {"check": "null_fraction", "column": "a", "mustBeLessThan": 0.1},
        {"check": "logical_type", "column": "a", "type": "integer"},
        {"check": "allowed_tuples", "columns": ["a", "b"], "tuples": [[1, 2]]},
        {"check": "unmapped", "rule": "x"},
        {"check": "referential_integrity", "columns": ["a", "b"], "to_table": "o", "to_columns": ["x", "y"]},
    ],
)
def test_what_no_test_says_is_reported(rule: dict[str, Any]) -> None:
    _, items = write_dbt(contract_of([rule, ROWS]))

    assert items[0].fate is Fate.NOT_MAPPED


def test_columns_keep_their_words_and_what_refers_elsewhere() -> None:
    properties: list[dict[str, Any]] = [
        {
            "name": "id",
            "logicalType": "integer",
            "physicalType": "bigint",
            "description": "the number",
            "primaryKey": True,
        },
        {"name": "o", "relationships": [{"to": "orders.id"}]},
    ]
    more = {"name": "orders", "properties": [{"name": "id"}]}

    model = model_of(properties=properties, more=[more])

    assert model["columns"][0] == {
        "name": "id",
        "description": "the number",
        "data_type": "bigint",
        "data_tests": ["dbt_expectations.expect_column_to_exist", "not_null", "unique"],
    }
    assert model["columns"][1]["data_tests"][-1] == {"relationships": {"to": "ref('orders')", "field": "id"}}


def test_what_goes_out_comes_back() -> None:
    rules: list[dict[str, Any]] = [
        {"check": "completeness", "column": "a", "tolerance": {"rows": 3}},
        {"check": "allowed_values", "column": "a", "values": ["x"], "where": "a <> 'q'", "severity": "warning"},
        {"check": "range", "column": "b", "min": 1, "max": 9},
        {"check": "uniqueness", "columns": ["a", "b"]},
        {"check": "row_predicate", "expression": "b > 1"},
        {"check": "row_count", "mustBeGreaterOrEqualTo": 1},
    ]
    contract = contract_of(rules)

    exported = export_contract(contract, "c.yaml", "dbt")
    again = import_contract(exported.text, "schema.yml", "dbt").contract

    before = [str(rule_document(rule)["implementation"]) for rule in contract.tables[0].rules]
    after = [str(rule_document(rule)["implementation"]) for rule in again.tables[0].rules]
    assert sorted(after) == sorted(before)


def test_a_column_that_may_be_absent_has_no_counterpart() -> None:
    maybe = {"name": "n", "required": True, "customProperties": [{"property": "optional", "value": True}]}

    _, items = write_dbt(contract_of([], [{"name": "a"}, maybe]))

    assert "a column that may be absent has no counterpart" in [item.why for item in items]


def test_ends_of_which_one_is_strict_are_two_tests_and_dates_are_quoted() -> None:
    rule = {"check": "range", "column": "a", "min": "2020-01-01", "max": "2020-02-01", "exclusive_min": True}
    contract = contract_of([rule, ROWS])

    text, items = write_dbt(contract)
    again = import_contract(text, "schema.yml", "dbt").contract.tables[0].rules
    read = [rule_document(one)["implementation"] for one in again]

    assert items[0].fate is Fate.MAPPED
    assert yaml.safe_load(text)["models"][0]["columns"][0]["data_tests"][0] == {
        "dbt_utils.accepted_range": {"min_value": "'2020-01-01'", "inclusive": False}
    }
    assert [
        (one.get("min"), one.get("max"), one.get("exclusive_min")) for one in read if one["check"] == "range"
    ] == [
        ("2020-01-01", None, True),
        (None, "2020-02-01", None),
    ]
