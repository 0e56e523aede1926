from __future__ import annotations

import pytest

from lockgate.contracts.library import library_items, tolerance_of
from lockgate.contracts.meta import Meta
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.tolerance import Tolerance


def asked(rule: str, column: str = "c") -> tuple[list[tuple[object, str]], list[Problem]]:
    problems: list[Problem] = []
    node = read_yaml(rule, "x.yaml")
    assert isinstance(node, Mapping)
    items = library_items(node, column, Meta(), problems)
    return [(item.check, item.where.text if item.where else "") for item in items], problems


@pytest.mark.parametrize(
    ("operator", "bounds", "is_percent", "tolerance"),
    [
        (Operator.MUST_BE, (0,), False, Tolerance()),
        (Operator.MUST_BE_LESS_THAN, (5,), False, Tolerance(rows=4)),
        (Operator.MUST_BE_LESS_THAN, (4.5,), False, Tolerance(rows=4)),
        (Operator.MUST_BE_LESS_OR_EQUAL_TO, (5.5,), False, Tolerance(rows=5)),
        (Operator.MUST_BE_BETWEEN, (0, 7), False, Tolerance(rows=7)),
        (Operator.MUST_BE_LESS_OR_EQUAL_TO, (5,), True, Tolerance(fraction=0.05)),
        (Operator.MUST_BE_LESS_OR_EQUAL_TO, (500,), True, Tolerance(fraction=1.0)),
        (Operator.MUST_BE, (3,), False, None),
        (Operator.MUST_BE_GREATER_THAN, (3,), False, None),
        (Operator.MUST_BE_BETWEEN, (1, 7), False, None),
        (Operator.MUST_BE_LESS_THAN, (0,), False, None),
        (Operator.MUST_BE_LESS_THAN, ("x",), False, None),
    ],
)
def test_an_upper_limit_is_a_tolerance(
    operator: Operator, bounds: tuple[float], is_percent: object, tolerance: Tolerance | None
) -> None:
    assert tolerance_of(Requirement(operator, bounds), is_percent=bool(is_percent)) == tolerance


@pytest.mark.parametrize("rows", [20, 1_000, 123_456_780])
def test_less_than_a_share_excludes_the_share_itself(rows: int) -> None:
    tolerance = tolerance_of(Requirement(Operator.MUST_BE_LESS_THAN, (5,)), is_percent=True)

    assert tolerance is not None
    assert not tolerance.accepts(rows // 20, rows)
    assert tolerance.accepts(rows // 20 - 1, rows)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("{metric: nullValues, mustBe: 0}", "Completeness"),
        ("{metric: nullValues, mustBeGreaterThan: 1, unit: percent}", "NullFraction"),
        ("{metric: nullValues, mustBeGreaterThan: 1}", "RowCountCheck"),
        ("{metric: duplicateValues, mustBe: 0}", "Uniqueness"),
        ("{metric: invalidValues, mustBe: 0, arguments: {validValues: [a]}}", "AllowedValues"),
        ("{metric: invalidValues, mustBe: 0, arguments: {pattern: '^a'}}", "Pattern"),
        ("{metric: missingValues, mustBe: 0, arguments: {missingValues: ['', N/A]}}", "MissingCodes"),
        ("{metric: missingValues, mustBe: 0, arguments: {missingValues: [null, N/A, -9]}}", "RowPredicate"),
        ("{metric: missingValues, mustBe: 0, arguments: {missingValues: [null]}}", "Completeness"),
        ("{metric: rowCount, mustBeBetween: [1, 9]}", "RowCountCheck"),
    ],
)
def test_each_metric_is_a_check(rule: str, says: str) -> None:
    checks, problems = asked(rule)

    assert problems == []
    assert [type(check).__name__ for check, _ in checks] == [says]


def test_a_number_of_nulls_is_a_number_of_rows() -> None:
    checks, _ = asked("{metric: nullValues, mustBe: 3}")

    assert checks[0][1] == '"c" IS NULL'


@pytest.mark.parametrize(
    ("rule", "column", "says"),
    [
        ("{metric: nullValues, mustBe: 0}", "", "`nullValues` is asked of a column"),
        ("{metric: missingValues, mustBe: 0}", "", "`missingValues` is asked of a column"),
        ("{metric: rowCount, mustBeBetween: [9, 1]}", "", "`mustBeBetween` must be lower, then upper"),
        ("{metric: duplicateValues, mustBe: 0}", "", "`arguments` must have `properties`"),
        ("{metric: invalidValues, mustBe: 0}", "c", "`arguments` must have `validValues` or `pattern`"),
        ("{metric: invalidValues, mustBe: 7}", "c", "`invalidValues` can only be asked to stay below a limit"),
    ],
)
def test_a_rule_that_asks_nothing_sure_is_refused(rule: str, column: str, says: str) -> None:
    checks, problems = asked(rule, column)

    assert checks == []
    assert problems[0].text.startswith(says)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{metric: nullValues, mustBeLessThan: 5, unit: fraction}", "LG314"),
        ("{metric: rowCount, mustBeGreaterThan: 5, unit: percent}", "LG314"),
        ("{metric: rowCount, mustBeGreaterThan: 5, arguments: {where: x}}", "LG312"),
        ("{metric: invalidValues, mustBe: 0, arguments: {validValues: [1], minLength: 3}}", "LG312"),
        ("{metric: missingValues, mustBe: 0, arguments: {missingValues: [[-9], null]}}", "LG311"),
        ("{metric: duplicateValues, mustBeLessThan: .inf}", "LG314"),
    ],
)
def test_what_nothing_reads_is_refused(rule: str, code: str) -> None:
    items, problems = asked(rule)

    assert items == []
    assert [problem.code for problem in problems] == [code]


def test_columns_that_are_unique_together_may_be_asked_under_one_of_them() -> None:
    items, problems = asked("{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, c]}}")

    assert [check.columns for check, _ in items] == [("a", "c")]  # type: ignore[attr-defined]  # a check
    assert problems == []
