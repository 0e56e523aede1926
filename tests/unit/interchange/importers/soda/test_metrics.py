"""Metrics of SodaCL."""

from __future__ import annotations

from typing import Any

import pytest

from lockgate.contracts.write import rule_document
from lockgate.interchange.importers.soda.grammar import SodaError, read_line, threshold
from lockgate.interchange.importers.soda.metrics import checks_of, freshness
from lockgate.scan.suite import SuiteItem


def rules(text: str, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any option
    line = read_line(text)
    plain = {key.replace("_", " "): value for key, value in options.items()}
    found = checks_of(line, threshold(line.condition), plain)
    return [rule_document(SuiteItem(check=check))["implementation"] for check in found]


@pytest.mark.parametrize(
    ("text", "options", "rule"),
    [
        ("row_count > 3", {}, {"check": "row_count", "mustBeGreaterThan": 3}),
        ("avg(a) < 3", {}, {"check": "mean", "column": "a"}),
        ("percentile(a, 0.9) < 3", {}, {"check": "quantile", "q": 0.9}),
        ("duplicate_count(a, b) = 0", {}, {"check": "uniqueness", "columns": ["a", "b"]}),
        ("duplicate_percent(a) = 0", {}, {"check": "uniqueness"}),
        ("missing_count(a) <= 3", {}, {"check": "completeness", "tolerance": {"rows": 3}}),
        ("missing_percent(a) <= 5", {}, {"check": "completeness", "tolerance": {"fraction": 0.05}}),
        ("invalid_count(a) = 0", {"valid_values": ["x"]}, {"check": "allowed_values"}),
        ("invalid_count(a) = 0", {"invalid_values": ["x"]}, {"check": "forbidden_values"}),
        ("invalid_count(a) < 5", {"valid_regex": "^x"}, {"check": "pattern", "tolerance": {"rows": 4}}),
        ("invalid_count(a) = 0", {"valid_format": "email"}, {"check": "semantic_format"}),
        ("invalid_count(a) = 0", {"valid_format": "integer"}, {"check": "pattern"}),
        ("invalid_count(a) = 0", {"valid_min": 1, "valid_max": 3}, {"check": "range", "min": 1, "max": 3}),
        ("invalid_count(a) = 0", {"valid_length": 3}, {"check": "length", "exact": 3}),
        ("min_length(a) >= 2", {}, {"check": "length", "min": 2}),
        ("min_length(a) > 2", {}, {"check": "length", "min": 3}),
        ("max_length(a) <= 9", {}, {"check": "length", "max": 9}),
        ("max_length(a) < 9", {}, {"check": "length", "max": 8}),
    ],
)
def test_each_becomes_a_check(text: str, options: dict[str, Any], rule: dict[str, Any]) -> None:
    (found,) = rules(text, **options)

    assert found == {**found, **rule}


def test_codes_of_missing_values_are_a_check_of_their_own() -> None:
    found = rules("missing_count(a) = 0", missing_values=["N/A", None])

    assert [rule["check"] for rule in found] == ["completeness", "missing_codes"]


def test_a_limit_on_nulls_and_codes_together_is_one_predicate() -> None:
    (found,) = rules("missing_percent(a) <= 5", missing_values=["N/A", -99, None])

    assert found == {
        "check": "row_predicate",
        "expression": """"a" IS NOT NULL AND NOT "a" IN ('N/A', -99)""",
        "tolerance": {"fraction": 0.05},
    }


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("anomaly_score = 3", {}),
        ("row_count(a) > 1", {}),
        ("avg(a, b) > 1", {}),
        ("percentile(a) > 1", {}),
        ("missing_count(a) > 1", {}),
        ("missing_count(a) = 0", {"missing_regex": "x"}),
        ("min_length(a) < 3", {}),
        ("max_length(a) <= 3.5", {}),
        ("duplicate_count(a) < 3", {}),
        ("duplicate_percent(a) < 5%", {}),
        ("invalid_count(a) = 0", {}),
        ("invalid_count(a) < 3", {"valid_min": 1, "valid_length": 3}),
        ("invalid_count(a) = 0", {"valid_format": "colour"}),
    ],
)
def test_what_cannot_be_asked_is_told(text: str, options: dict[str, Any]) -> None:
    with pytest.raises(SodaError):
        rules(text, **options)


def test_freshness_is_an_age() -> None:
    found = rule_document(SuiteItem(check=freshness(read_line("freshness(t) < 2d"))))["implementation"]

    assert (found["check"], found["max_age"]) == ("freshness", "2d")


@pytest.mark.parametrize("text", ["freshness(t) > 2d", "freshness(t) < soon", "freshness < 1d"])
def test_freshness_must_be_an_upper_limit(text: str) -> None:
    with pytest.raises(SodaError):
        freshness(read_line(text))
