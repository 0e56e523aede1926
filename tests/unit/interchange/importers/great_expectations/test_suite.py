"""Suites of Great Expectations as documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.checks.columns_present import ColumnsPresent
from lockgate.domain.errors import DocumentError
from lockgate.domain.verdict import Severity
from lockgate.interchange.import_contract import import_contract

EXISTS: dict[str, Any] = {"type": "expect_column_to_exist", "kwargs": {"column": "a"}}


def imported(document: object) -> Any:  # noqa: ANN401 - an import
    return import_contract(json.dumps(document), "trips.json", "great-expectations")


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"name": "s", "expectations": [EXISTS]}, "s"),
        (
            {
                "expectation_suite_name": "old",
                "expectations": [{**EXISTS, "expectation_type": "x", "type": EXISTS["type"]}],
            },
            "old",
        ),
        ({"suite": {"name": "s", "expectations": [EXISTS]}}, "s"),
        ({"data": {"attributes": {"name": "s", "expectations": [EXISTS]}}}, "s"),
        ([EXISTS], "trips"),
        (EXISTS, "trips"),
    ],
)
def test_a_suite_is_found_where_it_is(document: object, name: str) -> None:
    contract = imported(document).contract

    assert (contract.name, contract.tables[0].items[0].check.name) == (name, "columns_present")


def test_a_table_without_rows_violates_nothing_unless_rows_are_counted() -> None:
    counted = {"type": "expect_table_row_count_to_equal", "kwargs": {"value": 3}}

    assert rules_of(imported([EXISTS]))[-1]["mustBeGreaterOrEqualTo"] == 0
    assert [rule["check"] for rule in rules_of(imported([EXISTS, counted]))] == ["columns_present", "row_count"]


def test_severity_notes_and_description_are_kept() -> None:
    found = imported(
        {
            "name": "s",
            "notes": "all trips",
            "expectations": [
                {**EXISTS, "severity": "warning", "notes": ["why", "indeed"]},
                {**EXISTS, "meta": {"notes": {"format": "markdown", "content": "because"}}},
                {**EXISTS, "description": "said"},
            ],
        }
    ).contract.tables[0]

    assert found.description == "all trips"
    assert [rule.why for rule in found.rules[:3]] == ["why indeed", "because", "said"]
    assert found.rules[0].severity is Severity.WARNING


def test_everything_else_is_reported() -> None:
    document = {
        "name": "s",
        "meta": {"great_expectations_version": "1.0", "team": "data"},
        "colour": "red",
        "expectations": [{**EXISTS, "shape": "round"}, {"type": "expect_column_to_shine", "kwargs": {}}],
    }

    found = fates(imported(document))

    assert ("meta", "not mapped") in found
    assert ("colour", "not mapped") in found
    assert ("shape", "not mapped") in found
    assert ("expect_column_to_shine()", "not mapped") in found


@pytest.mark.parametrize("meta", [{}, {"great_expectations_version": "1.2.0", "notes": "all trips"}])
def test_what_stands_in_each_suite_that_was_saved_is_no_loss(meta: dict[str, str]) -> None:
    """`--strict` refused every suite that Great Expectations had written itself."""
    found = imported({"name": "s", "meta": meta, "expectations": [EXISTS]})

    assert [fate for _, fate in fates(found)] == ["mapped"]


def test_a_row_condition_filters_and_joins_with_a_filter_of_the_check() -> None:
    condition = {"row_condition": "g == 'x'", "condition_parser": "pandas"}
    found = rules_of(
        imported(
            [
                {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "a", **condition}},
                {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "a", **condition}},
                {
                    "type": "expect_column_values_to_not_be_null",
                    "kwargs": {"column": "a", "row_condition": "a >", "condition_parser": "spark"},
                },
            ]
        )
    )

    assert found[0]["where"] == "COALESCE(\"g\" = 'x', FALSE)"
    assert found[1]["where"] == '(COALESCE("g" = \'x\', FALSE)) AND (NOT "a" IS NULL)'
    assert found[3]["check"] == "unmapped"


def test_columns_that_pandas_finds_by_their_letters_are_asked_once_for_each_severity() -> None:
    typed = {"type": "expect_column_values_to_be_of_type", "kwargs": {"column": "A", "type_": "str"}}
    filtered = {"column": "b", "row_condition": "G == 'x'", "condition_parser": "pandas"}
    on_sql = {"column": "b", "row_condition": "h = 'x'", "condition_parser": "spark"}
    of_rows = [{"type": "expect_column_values_to_be_unique", "kwargs": kwargs} for kwargs in (filtered, on_sql)]
    items = imported([typed, *of_rows, {**typed, "severity": "warning"}]).contract.tables[0].items

    asked = [(item.check, item.severity) for item in items if item.check.name == "columns_present"]

    assert asked == [
        (ColumnsPresent(("A", "G"), exact_case=True), Severity.BLOCKING),
        (ColumnsPresent(("A",), exact_case=True), Severity.WARNING),
    ]


def test_a_row_condition_of_an_expectation_that_takes_none_stays_open() -> None:
    kwargs = {"column": "a", "row_condition": "a > 1", "condition_parser": "pandas"}
    rules = rules_of(imported([{"type": "expect_column_to_exist", "kwargs": kwargs}]))

    assert (rules[0]["check"], "takes no `row_condition`" in rules[0]["because"]) == ("unmapped", True)


def test_an_expectation_of_another_data_source_stays_open() -> None:
    (rule, _) = rules_of(imported([{"type": "ExpectQueryResultsToMatchComparison", "kwargs": {}}]))

    assert (rule["check"], "only its own context knows" in rule["because"]) == ("unmapped", True)


@pytest.mark.parametrize(
    ("bound", "key", "fate"),
    [
        ("Jan 1 2013", "expectation_type", "approximated"),
        ("a", "expectation_type", "mapped"),
        ("Jan 1 2013", "type", "not mapped"),
        ("a", "type", "not mapped"),
        ("2013-01-01", "type", "mapped"),
        ("2013-01-01T06:00:00Z", "type", "mapped"),
    ],
)
def test_since_version_1_a_bound_has_a_type(bound: str, key: str, fate: str) -> None:
    expectation = {key: "expect_column_max_to_be_between", "kwargs": {"column": "t", "min_value": bound}}

    assert [fate for _, fate in fates(imported([expectation]))] == [fate]


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"a": 1}, "no expectation suite"),
        (3, "no expectation suite"),
        ({"expectations": [3]}, "must be a mapping with a `type`"),
        ({"expectations": [{"type": "x", "kwargs": 3}]}, "`kwargs` must be a mapping"),
        ({"expectations": [{**EXISTS, "severity": "dire"}]}, "no severity is named"),
    ],
)
def test_what_is_no_suite_is_told_with_its_place(document: object, text: str) -> None:
    with pytest.raises(DocumentError, match=text):
        imported(document)


PARAMETER = {"column": "a", "min_value": {"$PARAMETER": "low"}}


@pytest.mark.parametrize("key", ["suite_parameters", "evaluation_parameters"])
def test_a_parameter_is_what_the_suite_holds_for_it(key: str) -> None:
    suite = {
        "name": "t",
        "expectations": [{"type": "ExpectColumnMaxToBeBetween", "kwargs": PARAMETER}],
        key: {"low": 3},
    }

    found = import_contract(json.dumps(suite), "t.json", "great-expectations")

    rule = rules_of(found)[0]
    assert rule["mustBeGreaterOrEqualTo"] == 3
    assert [fate for _, fate in fates(found)] == ["approximated"]
    assert "holds for its parameter 'low'" in found.report.items[0].why


def test_a_parameter_without_a_value_stays_open() -> None:
    (rule, _) = rules_of(imported([{"type": "ExpectColumnMaxToBeBetween", "kwargs": PARAMETER}]))

    assert rule["check"] == "unmapped"
