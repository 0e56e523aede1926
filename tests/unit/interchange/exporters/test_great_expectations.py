"""Suites of Great Expectations: what was imported goes out as it came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.contracts import contract_of
from tests.fakes.imported import rules_of

from lockgate.domain.errors import ParameterError
from lockgate.interchange.export_contract import export_contract
from lockgate.interchange.exporters.great_expectations import write_suite
from lockgate.interchange.import_contract import import_contract
from lockgate.interchange.loss import Fate

ANSWERS = Path(__file__).parents[3] / "conformance" / "great_expectations.json"
DIFFERENT = (
    "expect_column_quantile_values_to_be_between",  # its bounds are widened again
    "expect_column_type_to_be",
    "expect_column_values_to_be_of_type",
    "expect_column_values_to_be_in_type_list",
    "expect_column_values_to_match_json_schema",  # that texts are JSON is asked of each of both
)


def flat(rules: list[dict[str, Any]]) -> str:
    """Return rules as text, without how columns are spelled, which an import asks once for all conditions of pandas.

    Parentheses say nothing about conditions that are joined by one word.
    """
    rules = [rule for rule in rules if "by their exact letters" not in rule.get("why", "")]
    return json.dumps(rules, sort_keys=True, default=str).replace("(", "").replace(")", "")


def once_more(rules: list[dict[str, Any]], document: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    imported = import_contract(json.dumps(document), "s.json", "great-expectations")
    exported = export_contract(imported.contract, "c.yaml", "great-expectations")
    rules += rules_of(imported)
    lost = any(item.fate is Fate.NOT_MAPPED for item in exported.report.items)
    return rules_of(import_contract(exported.text, "s.json", "great-expectations")), lost


def test_what_was_imported_is_the_same_after_export_and_import_up_to_what_is_reported() -> None:
    cases = json.loads(ANSWERS.read_text(encoding="utf-8"))["cases"]
    n_equal = 0
    for _, name, kwargs, _ in cases[::12]:
        if name in DIFFERENT:
            continue
        before: list[dict[str, Any]] = []

        after, lost = once_more(before, {"name": "s", "expectations": [{"type": name, "kwargs": kwargs}]})

        is_equal = flat(after) == flat(before)
        n_equal += is_equal
        assert is_equal or lost, (name, kwargs)
    assert n_equal > 150


@pytest.mark.parametrize(
    ("rule", "type_", "kwargs"),
    [
        (
            {"check": "completeness", "column": "a", "tolerance": {"fraction": 0.1}},
            "expect_column_values_to_not_be_null",
            {"column": "a", "mostly": 0.9},
        ),
        (
            {"check": "range", "column": "a", "min": "2013-01-01"},
            "expect_column_values_to_be_between",
            {"column": "a", "min_value": "2013-01-01"},
        ),
        (
            {"check": "median", "column": "a", "mustBe": 3},
            "expect_column_median_to_be_between",
            {"column": "a", "min_value": 3, "max_value": 3},
        ),
        (
            {"check": "quantile", "column": "a", "q": 0.9, "mustBeLessThan": 3},
            "expect_column_quantile_values_to_be_between",
            {
                "column": "a",
                "quantile_ranges": {"quantiles": [0.9], "value_ranges": [[None, 3]]},
                "allow_relative_error": "lower",
            },
        ),
        (
            {"check": "null_fraction", "column": "a", "mustBeLessOrEqualTo": 0.2},
            "expect_column_proportion_of_non_null_values_to_be_between",
            {"column": "a", "min_value": 0.8},
        ),
        (
            {"check": "null_fraction", "column": "a", "mustBeBetween": [0.1, 0.2]},
            "expect_column_proportion_of_non_null_values_to_be_between",
            {"column": "a", "min_value": 0.8, "max_value": 0.9},
        ),
        (
            {"check": "column_comparison", "left": "a", "operator": "<", "right": "b"},
            "expect_column_pair_values_a_to_be_greater_than_b",
            {"column_A": "b", "column_B": "a", "ignore_row_if": "either_value_is_missing"},
        ),
        (
            {"check": "column_comparison", "left": "a", "operator": "=", "right": "b"},
            "expect_column_pair_values_to_be_equal",
            {"column_A": "a", "column_B": "b", "ignore_row_if": "either_value_is_missing"},
        ),
        (
            {"check": "columns_equal", "columns": ["a", "b", "c"], "skip_nulls": "never"},
            "expect_multicolumn_values_to_be_equal",
            {"column_list": ["a", "b", "c"], "ignore_row_if": "never"},
        ),
        (
            {"check": "logical_type", "column": "a", "type": "integer"},
            "expect_column_values_to_be_in_type_list",
            {"column": "a", "type_list": ["int8", "int16", "int32", "int64"]},
        ),
        (
            {"check": "physical_type", "column": "a", "type": "bigint"},
            "expect_column_values_to_be_in_type_list",
            {"column": "a", "type_list": ["BIGINT"]},
        ),
        (
            {"check": "column_position", "column": "a", "position": 2},
            "expect_column_to_exist",
            {"column": "a", "column_index": 2},
        ),
        (
            {"check": "columns_sum", "columns": ["a", "b"], "mustBe": 3},
            "expect_multicolumn_sum_to_equal",
            {"column_list": ["a", "b"], "ignore_row_if": "any_value_is_missing", "sum_total": 3},
        ),
        (
            {"check": "kl_divergence", "column": "a", "edges": [1, 2], "weights": [0, 1, 0], "maximum": 1},
            "expect_column_kl_divergence_to_be_less_than",
            {
                "column": "a",
                "threshold": 1,
                "partition_object": {"bins": [1.0, 2.0], "weights": [1.0], "tail_weights": [0.0, 0.0]},
            },
        ),
        ({"check": "row_count", "mustBe": 3}, "expect_table_row_count_to_equal", {"value": 3}),
        (
            {"check": "column_count", "mustBeLessOrEqualTo": 3},
            "expect_table_column_count_to_be_between",
            {"min_value": None, "max_value": 3},
        ),
        (
            {"check": "row_predicate", "expression": "a > 1"},
            "unexpected_rows_expectation",
            {"unexpected_rows_query": "SELECT * FROM {batch} WHERE NOT (a > 1)"},
        ),
        (
            {"check": "outlier_rows", "column": "a"},
            "expect_column_values_to_not_be_outliers",
            {"column": "a", "method": "iqr", "multiplier": 1.5},
        ),
        (
            {"check": "outlier_rows", "column": "a", "method": "z", "side": "upper"},
            "expect_column_value_z_scores_to_be_less_than",
            {"column": "a", "threshold": 3.0, "double_sided": False},
        ),
        (
            {"check": "monotone", "column": "a", "tolerance": {"fraction": 0.5}},
            "expect_column_values_to_be_increasing",
            {"column": "a", "mostly": 0.5},
        ),
        (
            {"check": "uniqueness", "columns": ["a"], "tolerance": {"fraction": 0.5}},
            "expect_column_values_to_be_unique",
            {"column": "a", "mostly": 0.5},
        ),
        (
            {"check": "most_common_value", "column": "a", "values": ["x"]},
            "expect_column_most_common_value_to_be_in_set",
            {"column": "a", "value_set": ["x"], "ties_okay": False},
        ),
        (
            {"check": "like", "column": "a", "any_of": ["x%"], "forbidden": True},
            "expect_column_values_to_not_match_like_pattern_list",
            {"column": "a", "like_pattern_list": ["x%"]},
        ),
        (
            {"check": "length", "column": "a", "exact": 3},
            "expect_column_value_lengths_to_equal",
            {"column": "a", "value": 3},
        ),
        (
            {"check": "row_count_match", "to_table": "o", "mustBe": 0},
            "expect_table_row_count_to_equal_other_table",
            {"other_table_name": "o"},
        ),
        (
            {"check": "allowed_values", "column": "a", "values": ["x"], "where": "b > 1"},
            "expect_column_values_to_be_in_set",
            {
                "column": "a",
                "value_set": ["x"],
                "row_condition": {
                    "type": "comparison",
                    "column": {"name": "b"},
                    "operator": ">",
                    "parameter": 1,
                },
            },
        ),
        (
            {
                "check": "kl_divergence",
                "column": "a",
                "values": ["x"],
                "weights": [1],
                "maximum": 1,
                "unseen_weight": 0.1,
            },
            "expect_column_kl_divergence_to_be_less_than",
            {
                "column": "a",
                "threshold": 1,
                "tail_weight_holdout": 0.1,
                "partition_object": {"values": ["x"], "weights": [1.0]},
            },
        ),
    ],
)
def test_checks_of_our_own_become_expectations(
    rule: dict[str, Any], type_: str, kwargs: dict[str, Any]
) -> None:
    text, _ = write_suite(contract_of([rule]))

    first = json.loads(text)["expectations"][0]

    assert (first["type"], first["kwargs"]) == (type_, kwargs)


@pytest.mark.parametrize(
    "rule",
    [
        {"check": "completeness", "column": "a", "tolerance": {"rows": 3}},
        {"check": "mean", "column": "a", "mustNotBe": 3},
        {"check": "range", "column": "a", "min": "m"},
        {"check": "max", "column": "a", "mustBeLessThan": "m"},
        {"check": "mean", "column": "a", "mustBe": 3, "group_by": ["b"]},
        {"check": "distinct_count", "columns": ["a", "b"], "mustBe": 3},
        {"check": "monotone", "column": "a", "order_by": "b"},
        {"check": "pattern", "column": "a", "all_of": ["x", "y"], "forbidden": True},
        {"check": "length", "column": "a", "min": 1, "unit": "bytes"},
        {"check": "column_position", "column": "a", "position": 0},
        {"check": "column_count", "mustBeGreaterThan": 3},
        {"check": "logical_type", "column": "a", "type": "time"},
        {"check": "logical_type", "column": "a", "type": "string", "path": "zip"},
        {"check": "column_comparison", "left": "a", "operator": "!=", "right": "b"},
        {"check": "columns_sum", "columns": ["a", "b"], "mustBeLessThan": 3},
        {"check": "allowed_tuples", "columns": ["a", "b", "c"], "tuples": [[1, 2, 3]]},
        {"check": "outlier_rows", "column": "a", "method": "mad"},
        {"check": "outlier_rows", "column": "a", "method": "z", "side": "lower"},
        {
            "check": "kl_divergence",
            "column": "a",
            "edges": [1],
            "weights": [0.5, 0.5],
            "maximum": 1,
            "last_edge_above": True,
        },
        {"check": "row_predicate", "expression": "a > 1", "tolerance": {"rows": 1}},
        {"check": "row_predicate", "expression": "a > 1", "where": "b > 1"},
        {"check": "row_count_match", "to_table": "o", "mustBe": 1, "measure": "ratio"},
        {"check": "semantic_format", "column": "a", "format": "iban"},
        {"check": "range", "column": "a", "min": 1, "where": "lower(b) = 'x'"},
        {"check": "freshness", "column": "a", "max_age": "1d"},
        {"check": "unmapped", "rule": "x"},
    ],
)
def test_what_no_expectation_says_is_reported(rule: dict[str, Any]) -> None:
    _, items = write_suite(contract_of([rule, {"check": "row_count", "mustBeGreaterThan": 0}]))

    assert items[0].fate is Fate.NOT_MAPPED
    assert items[0].why


def test_severity_reason_and_description_go_out_and_words_are_lost() -> None:
    rule = {"check": "range", "column": "a", "min": 1, "severity": "warning", "why": "fares", "where": "b <> 1"}

    text, items = write_suite(contract_of([rule, {"type": "text", "description": "be fair"}]))

    document = json.loads(text)
    assert document["notes"] == "All trips."
    assert (document["expectations"][0]["severity"], document["expectations"][0]["notes"]) == (
        "warning",
        "fares",
    )
    assert items[0].why == "where the filter says `!=`, rows with a null are judged too"
    assert items[-1].fate is Fate.NOT_MAPPED


def test_two_tables_are_no_suite() -> None:
    more = {"name": "o", "quality": [{"metric": "rowCount", "mustBeGreaterThan": 0}]}

    with pytest.raises(ParameterError, match="LG330"):
        write_suite(contract_of([{"check": "row_count", "mustBe": 1}], more=[more]))


def test_a_column_that_may_be_absent_has_no_counterpart() -> None:
    maybe = {"name": "n", "required": True, "customProperties": [{"property": "optional", "value": True}]}

    _, items = write_suite(contract_of([], [{"name": "a"}, maybe]))

    assert "a column that may be absent has no counterpart" in [item.why for item in items]


@pytest.mark.parametrize(
    ("rule", "fate"),
    [
        ({"check": "columns_present", "names": ["a"]}, Fate.APPROXIMATED),
        ({"check": "columns_exact", "names": ["a"]}, Fate.APPROXIMATED),
        ({"check": "columns_exact", "names": ["a"], "exact_case": True}, Fate.MAPPED),
        ({"check": "column_position", "column": "a", "position": 2, "exact_case": True}, Fate.MAPPED),
    ],
)
def test_letter_case_of_names_matters_there(rule: dict[str, Any], fate: Fate) -> None:
    report = export_contract(contract_of([rule]), "c.yaml", "great-expectations").report

    assert fate in {item.fate for item in report.items if rule["check"] in item.source}


@pytest.mark.parametrize(
    ("said", "fate"),
    [
        ({"method": "z", "exclusive": True}, Fate.MAPPED),
        ({"method": "z"}, Fate.APPROXIMATED),
        ({"method": "iqr", "exclusive": True}, Fate.APPROXIMATED),
        ({"method": "iqr"}, Fate.MAPPED),
    ],
)
def test_a_value_at_the_bound_is_an_outlier_of_standard_deviations_there(
    said: dict[str, Any], fate: Fate
) -> None:
    report = export_contract(
        contract_of([{"check": "outlier_rows", "column": "a", **said}]), "c.yaml", "great-expectations"
    ).report

    assert fate in {item.fate for item in report.items if "outlier_rows" in item.source}
