"""What Python has an operation for."""

from __future__ import annotations

import json

import pytest
from tests.fakes.imported import rules_of, suite_rules

from lockgate.checks.operand_type import OperandType
from lockgate.interchange.import_contract import import_contract
from lockgate.interchange.importers.great_expectations.operands import of_condition
from lockgate.scan.expression import Expression

BETWEEN = "expect_column_values_to_be_between"


@pytest.mark.parametrize(
    ("bound", "kind"),
    [
        ("2013-01-01", "date"),
        ("2013-01-01T00:00:00", "timestamp"),
        ("2013-01-01T00:00:00+02:00", "timestamptz"),
    ],
)
def test_a_date_is_no_instant_and_one_without_a_zone_none_with_it(bound: str, kind: str) -> None:
    _, found = suite_rules(BETWEEN, column="c", min_value=bound)

    assert (found["check"], found["any_of"], found["when_empty"]) == ("operand_type", [kind], "pass")


def test_numbers_and_bounds_of_older_suites_ask_for_no_kind() -> None:
    assert [rule["check"] for rule in suite_rules(BETWEEN, column="c", min_value=1)] == ["range"]
    older = suite_rules(BETWEEN, named_by="expectation_type", column="c", min_value="2013-01-01")
    assert [rule["check"] for rule in older] == ["range"]


def test_texts_have_an_order_and_no_difference() -> None:
    _, found = suite_rules("expect_column_values_to_be_increasing", column="c")

    assert "text" not in found["any_of"]


def test_without_bounds_the_largest_value_is_of_a_kind_that_has_one() -> None:
    *_, found = suite_rules("expect_column_max_to_be_between", column="c", min_value=None, max_value=None)

    assert (found["check"], {"text", "date", "number"} <= set(found["any_of"])) == ("operand_type", True)


def test_bins_are_of_what_has_an_order_and_a_distance() -> None:
    partition = {"bins": [0, 1, 2], "weights": [0.5, 0.5]}
    name = "expect_column_kl_divergence_to_be_less_than"

    *_, found = suite_rules(name, column="c", partition_object=partition, threshold=None)

    assert (found["check"], found["any_of"]) == ("operand_type", ["number", "decimal", "boolean"])


@pytest.mark.parametrize(
    ("condition", "kinds"),
    [
        ("a > 1", {"a": ("number", "decimal", "boolean")}),
        ("a = -1", {"a": ("number", "decimal", "boolean")}),
        ("1 < a", {"a": ("number", "decimal", "boolean")}),
        ("a = TRUE", {"a": ("number", "boolean")}),
        ("a = 'x'", {"a": ("text",)}),
        ("a IN ('2013-01-01') AND b IS NULL", {"a": ("text", "timestamp")}),
        ("a >= '2013-01-01T00:00:00Z'", {"a": ("text", "timestamptz")}),
        ("a > b", {}),
        ("a + 1 > 2", {}),
        ("a > b + 1", {}),
    ],
)
def test_a_column_is_of_the_kind_of_what_a_condition_compares_it_with(
    condition: str, kinds: dict[str, tuple[str, ...]]
) -> None:
    checks = [check for check in of_condition(Expression(condition)) if isinstance(check, OperandType)]

    assert {check.column: check.any_of for check in checks} == kinds


def test_a_suite_asks_it_once_for_all_its_conditions() -> None:
    of_s = {"type": "comparison", "column": {"name": "s"}, "parameter": "x"}
    told = [{**of_s, "operator": sign} for sign in ("==", "!=")]
    listed = [
        {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "c", "row_condition": one}}
        for one in told
    ]

    found = rules_of(
        import_contract(json.dumps({"name": "t", "expectations": listed}), "t.json", "great-expectations")
    )

    assert [(rule["column"], rule["any_of"]) for rule in found if rule["check"] == "operand_type"] == [
        ("s", ["text"])
    ]
