"""Offending rows: what is shown, in an order that depends on nothing but the values."""

from __future__ import annotations

import random

import pytest

from lockgate.checks.column_comparison import ColumnComparison
from lockgate.checks.duplicate_rows import DuplicateRows
from lockgate.checks.mean import Mean
from lockgate.checks.uniqueness import Uniqueness
from lockgate.domain.errors import ColumnNotFoundError
from lockgate.domain.requirement import Requirement
from lockgate.scan.conversions import NotConvertible
from lockgate.scan.predicates import OutOfRange
from lockgate.scan.samples import Offence, condition_of, related_query, sample_expression, sample_of
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.suite import Suite, SuiteItem

NAMES = ("id", "a", "b", "g")
SCHEMA = Schema("t", tuple(Column(name, LogicalType.INTEGER, "BIGINT") for name in NAMES))
ITEM = SuiteItem(check=ColumnComparison("a", "<=", "B"), group_by=("G",))


def test_the_key_comes_first_and_no_column_twice() -> None:
    suite = Suite(table="t", items=(ITEM,), key=("ID", "a", "gone"))

    offence = Offence.of(ITEM, suite, (1,), SCHEMA)

    assert offence is not None
    assert offence.columns == ("id", "a", "b", "g")
    assert offence.slice == (("G", 1),)


def test_rows_are_shown_whole_where_no_column_is_named() -> None:
    item = SuiteItem(check=DuplicateRows())

    offence = Offence.of(item, Suite(table="t", items=(item,)), (), SCHEMA)

    assert offence is not None
    assert offence.columns == NAMES


def test_a_check_on_the_whole_blames_no_row() -> None:
    item = SuiteItem(check=Mean(Requirement.at_least(1), "a"))

    assert Offence.of(item, Suite(table="t", items=(item,)), (), SCHEMA) is None


def test_rows_are_put_in_order_whatever_their_types() -> None:
    rows: list[tuple[object, ...]] = [
        (10, None),
        (2, "b"),
        (2, "a"),
        (None, "z"),
        (2.5, "a"),
        ("x", "a"),
        (True, "a"),
    ]
    offence = Offence(OutOfRange("a", 1), None, (), ("id", "a"))
    shuffled = rows.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311 - test data

    assert sample_of(offence, rows) == sample_of(offence, shuffled)
    assert sample_of(offence, [{"c0": 2, "c1": "a"}]).rows == ((2, "a"),)


def test_a_predicate_has_no_query_of_its_own() -> None:
    offence = Offence(OutOfRange("a", 1), None, (), ("id", "a"))

    with pytest.raises(TypeError):
        related_query(offence, SCHEMA, frozenset(), 3)


def test_a_column_that_is_gone_cannot_be_shown() -> None:
    offence = Offence(OutOfRange("a", 1), None, (), ("gone",))

    with pytest.raises(ColumnNotFoundError):
        sample_expression(offence, SCHEMA, frozenset(), 3)


def test_rows_that_offend_because_of_others_have_no_condition_of_their_own() -> None:
    question = Uniqueness(("a",)).offending()

    with pytest.raises(TypeError):
        condition_of(Offence(question, None, (), ("a",)), SCHEMA)


@pytest.mark.parametrize(
    ("masked", "shows"),
    [
        ((), 'CAST("lockgate raw a" AS TEXT)'),
        (("a",), "CASE WHEN NOT \"lockgate raw a\" IS NULL THEN '(masked)' END"),
    ],
)
def test_what_does_not_convert_is_shown_as_the_source_has_it(masked: tuple[str, ...], shows: str) -> None:
    columns = (Column("id", LogicalType.INTEGER, "BIGINT"), Column("a", LogicalType.DATE, "DATE", is_cast=True))
    offence = Offence(NotConvertible("a", "date"), None, (), ("id", "a"))

    sql = sample_expression(offence, Schema("t", columns), frozenset(masked), 3).sql("duckdb")

    assert shows in sql
    assert 'HASH("id", "lockgate raw a")' in sql
