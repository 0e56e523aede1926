"""Tests of dbt-utils about other tables, intervals and sequences."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.tables import run_on

from lockgate.domain.errors import LockgateError
from lockgate.domain.verdict import Verdict
from lockgate.interchange.importers.dbt.table_tests import TABLE_TESTS
from lockgate.interchange.importers.dbt.tests import UntranslatedError
from lockgate.scan.suite import Suite, SuiteItem

RANGES = {"lower_bound_column": "a", "upper_bound_column": "b"}


def items_of(name: str, column: str = "", **said: Any) -> tuple[SuiteItem, ...]:  # noqa: ANN401 - any argument
    return tuple(TABLE_TESTS[f"dbt_utils.{name}"][0](column, said))


def verdict(items: tuple[SuiteItem, ...], **tables: Any) -> Verdict:  # noqa: ANN401 - columns
    run = run_on(Suite(table="t", items=items), **tables)
    return Verdict.worst(finding.verdict for finding in run.findings[0])


@pytest.mark.parametrize(
    ("there", "expected"),
    [([1, 2, 2], Verdict.PASS), ([1, 2], Verdict.FAIL), ([1, 2, 3], Verdict.FAIL)],
)
def test_cardinalities_are_counts_of_each_value(there: list[int], expected: Verdict) -> None:
    items = items_of("cardinality_equality", "x", to="ref('o')", field="y")

    assert verdict(items, t={"x": [2, 1, 2]}, o={"y": there}) is expected


@pytest.mark.parametrize(("there", "expected"), [([1, 2, None], Verdict.PASS), ([1, 3, None], Verdict.FAIL)])
def test_equality_is_of_sets_of_rows(there: list[int | None], expected: Verdict) -> None:
    items = items_of("equality", compare_model="ref('o')", compare_columns=["x"])

    assert verdict(items, t={"x": [2, 1, 2, None], "z": [1, 1, 1, 1]}, o={"x": there}) is expected


@pytest.mark.parametrize(
    ("said", "a", "b", "expected"),
    [
        ({}, [1, 3], [3, 5], Verdict.PASS),
        ({}, [1, 2], [3, 5], Verdict.FAIL),
        ({"gaps": "not_allowed"}, [1, 4], [3, 5], Verdict.FAIL),
        ({"gaps": "required"}, [1, 3], [3, 5], Verdict.FAIL),
        ({}, [1, 3], [1, 5], Verdict.FAIL),
        ({"zero_length_range_allowed": True}, [1, 3], [1, 5], Verdict.PASS),
        ({}, [1, 3], [3, None], Verdict.FAIL),
        ({"partition_by": "g"}, [1, 2], [3, 5], Verdict.PASS),
    ],
)
def test_ranges_exclude_each_other(said: dict[str, Any], a: list[Any], b: list[Any], expected: Verdict) -> None:
    items = items_of("mutually_exclusive_ranges", **RANGES, **said)

    assert verdict(items, t={"a": a, "b": b, "g": ["x", "y"]}) is expected


def test_some_rows_refer_to_another_table() -> None:
    tables = {"t": {"x": [1, 9], "kind": ["a", "b"]}, "o": {"id": [1]}}
    said = {"to": "ref('o')", "field": "id", "to_condition": "1=1"}

    assert (
        verdict(items_of("relationships_where", "x", **said, from_condition="kind = 'a'"), **tables)
        is Verdict.PASS
    )
    assert verdict(items_of("relationships_where", "x", **said, from_condition="1=1"), **tables) is Verdict.FAIL


def test_values_follow_each_other_within_their_group() -> None:
    table = {"x": [10, 20, 10, 20], "g": ["a", "a", "b", "b"]}

    assert (
        verdict(items_of("sequential_values", "x", interval=10, group_by_columns=["g"]), t=table)
        is Verdict.PASS
    )
    assert verdict(items_of("sequential_values", "x", interval=10), t=table) is Verdict.FAIL


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("equality", {"compare_model": "o", "exclude_columns": ["a"]}),
        ("equality", {"compare_model": "o", "precision": 3}),
        ("equality", {}),
        ("relationships_where", {"to": "o", "field": "id", "to_condition": "id > 3"}),
        ("relationships_where", {"to": "o", "field": "id", "from_condition": "id in (select 1)"}),
        ("mutually_exclusive_ranges", {**RANGES, "gaps": "some"}),
        ("mutually_exclusive_ranges", {**RANGES, "partition_by": "lower(g)"}),
        ("sequential_values", {"datepart": "day"}),
        ("sequential_values", {"interval": "1"}),
        ("sequential_values", {"interval": True}),
    ],
)
def test_what_cannot_be_carried_over_is_told(name: str, said: dict[str, Any]) -> None:
    with pytest.raises((UntranslatedError, LockgateError)):
        items_of(name, "c", **said)
