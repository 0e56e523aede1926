from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lockgate.contracts.asking import ask
from lockgate.contracts.evolution.strength import implies, item_implies
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.scan.expression import Expression
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

PAIRS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("range", {"column": "x", "min": 1, "max": 2}, {"column": "x", "min": 0}),
    ("range", {"column": "x", "min": 0, "exclusive_min": True}, {"column": "x", "min": 0}),
    ("length", {"column": "x", "exact": 3}, {"column": "x", "min": 2, "max": 3}),
    ("allowed_values", {"column": "x", "values": ("a",)}, {"column": "x", "values": ("a", "b")}),
    ("forbidden_values", {"column": "x", "values": ("a", "b")}, {"column": "x", "values": ("a",)}),
    ("missing_codes", {"column": "x", "codes": (-1, -9)}, {"column": "x", "codes": (-9,)}),
    ("columns_present", {"names": ("a", "B")}, {"names": ("b",)}),
    ("logical_type", {"column": "x", "type": LogicalType.INTEGER}, {"column": "x", "type": LogicalType.NUMBER}),
    ("freshness", {"column": "x", "max_age": timedelta(1)}, {"column": "x", "max_age": timedelta(2)}),
    ("retention", {"column": "x", "max_age": timedelta(1)}, {"column": "x", "max_age": timedelta(2)}),
    ("completeness", {"column": "x"}, {"column": "x", "tolerance": Tolerance(fraction=0.1)}),
    (
        "uniqueness",
        {"columns": ("x",), "tolerance": Tolerance(rows=1)},
        {"columns": ("x",), "tolerance": Tolerance(rows=2)},
    ),
    (
        "pattern",
        {"column": "x", "regex": "a", "tolerance": Tolerance(fraction=0.1)},
        {"column": "x", "regex": "a", "tolerance": Tolerance(fraction=0.2)},
    ),
    ("row_count", {"requirement": Requirement.between(5, 9)}, {"requirement": Requirement.at_least(1)}),
]


@pytest.mark.parametrize(("name", "strong", "weak"), PAIRS)
def test_the_stronger_check_implies_the_weaker_and_not_the_other_way(
    name: str, strong: dict[str, Any], weak: dict[str, Any]
) -> None:
    assert implies(ask(name, **strong), ask(name, **weak))
    assert not implies(ask(name, **weak), ask(name, **strong))


@pytest.mark.parametrize(("name", "strong", "weak"), PAIRS)
def test_each_check_implies_itself(name: str, strong: dict[str, Any], weak: dict[str, Any]) -> None:
    assert implies(ask(name, **strong), ask(name, **strong))
    assert implies(ask(name, **weak), ask(name, **weak))


def test_what_cannot_be_compared_implies_nothing() -> None:
    rows = ask("completeness", column="x", tolerance=Tolerance(rows=1))
    share = ask("completeness", column="x", tolerance=Tolerance(fraction=0.5))

    assert not implies(rows, share)
    assert not implies(share, rows)
    assert not implies(rows, ask("uniqueness", columns=("x",)))
    assert not implies(ask("pattern", column="x", regex="a"), ask("pattern", column="x", regex="b"))
    assert not implies(ask("range", column="x", min=0), ask("range", column="y", min=0))


def test_a_list_with_a_value_of_another_type_is_not_implied_because_it_may_not_fit_the_column() -> None:
    texts = ask("allowed_values", column="x", values=("a",))
    mixed = ask("allowed_values", column="x", values=("a", 5))

    assert not implies(texts, mixed)


def test_what_does_not_block_promises_nothing() -> None:
    blocking = SuiteItem(check=ask("completeness", column="x"))
    warning = SuiteItem(check=ask("completeness", column="x"), severity=Severity.WARNING)

    assert item_implies(blocking, warning)
    assert item_implies(warning, warning)
    assert not item_implies(warning, blocking)


def test_a_promise_about_some_rows_says_nothing_about_others() -> None:
    some = SuiteItem(check=ask("completeness", column="x"), where=Expression("y > 0"))
    every = SuiteItem(check=ask("completeness", column="x"))

    assert not item_implies(every, some)
    assert not item_implies(some, every)
    assert item_implies(some, some)


def test_a_check_that_nothing_passes_implies_none_that_nothing_fails() -> None:
    check = ask("completeness", column="x")
    strict, loose = SuiteItem(check=check), SuiteItem(check=check, when_empty="pass")

    assert item_implies(strict, loose)
    assert not item_implies(loose, strict)
    assert item_implies(SuiteItem(check=check, when_empty="fail"), strict)
