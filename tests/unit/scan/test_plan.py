"""From checks to as few queries as can answer them."""

from __future__ import annotations

import pytest
from tests.fakes.tables import opened

from lockgate.checks.range import Range
from lockgate.checks.row_count_match import RowCountMatch
from lockgate.domain.errors import ColumnNotFoundError, DataError
from lockgate.domain.requirement import Requirement
from lockgate.scan.aggregate import Aggregate, Request
from lockgate.scan.aggregates.co_moments import CoMoments
from lockgate.scan.aggregates.column_fill import ColumnFill
from lockgate.scan.aggregates.column_pairs import ColumnPairs
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.aggregates.extremes import Extremes
from lockgate.scan.aggregates.frequencies import Frequencies
from lockgate.scan.aggregates.key_counts import KeyCounts
from lockgate.scan.aggregates.keyed_counts import ValueCounts
from lockgate.scan.aggregates.moments import Moments, Total
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.expression import Expression
from lockgate.scan.plan import Pass, TablePlan, asked_of, plan_table
from lockgate.scan.predicates import IsNull, NotNull, OneOf, OutOfRange
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.suite import Suite, SuiteItem

SCHEMA = Schema(
    "t",
    (
        Column("id", LogicalType.INTEGER, "BIGINT"),
        Column("x", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("s", LogicalType.STRING, "VARCHAR"),
        Column("unused", LogicalType.STRING, "VARCHAR"),
    ),
)


def planned(*requests: Request, few: frozenset[str] = frozenset()) -> TablePlan:
    return plan_table(SCHEMA, dict.fromkeys(requests, (0,)), few)


def of(aggregate: Aggregate, where: str = "", by: tuple[str, ...] = ()) -> Request:
    return Request("t", aggregate, Expression(where) if where else None, by)


def test_everything_that_shares_a_scan_is_one_query() -> None:
    plan = planned(of(Total("x")), of(Moments("x")), of(CountIf(NotNull(("s",)))), of(Extremes("id"), "x > 1"))

    assert len(plan.queries()) == 1
    assert plan.aggregates == 5  # four, and the number of rows that every report tells


def test_each_set_of_slices_and_each_grouping_is_a_query_of_its_own() -> None:
    plan = planned(
        of(Total("x"), by=("s",)),
        of(Moments("x"), by=("s",)),
        of(Total("x"), by=("id",)),
        of(KeyCounts(("id",))),
        of(ValueCounts("s"), by=("id",)),
    )

    assert [scan.by for scan in plan.scans] == [(), ("id",), ("s",)]
    assert plan.groupings == ("key counts of id", "value counts of s, by id")
    assert len(plan.queries()) == 5


def test_predicates_on_a_column_with_few_values_are_one_grouping() -> None:
    plan = planned(of(CountIf(OneOf("s", ("a",)))), of(CountIf(OneOf("s", ("b",)))), few=frozenset({"s"}))

    assert plan.groupings == ("values of s",)
    assert [len(step.requests) for step in plan.by_value] == [2]
    assert plan.aggregates == 3


def test_a_range_rests_on_the_ends_of_its_column() -> None:
    plan = planned(of(CountIf(OutOfRange("x", 0, 9))), of(CountIf(OutOfRange("x", 1, 9))), of(Extremes("x")))

    assert [derivation.basis for derivation in plan.derived] == [of(Extremes("x"))] * 2
    assert plan.aggregates == 2


def test_what_cannot_be_asked_is_refused_alone() -> None:
    missing, wrong, filtered = of(Total("y")), of(Total("s")), of(RowCount(), "nosuch > 1")

    plan = planned(missing, wrong, filtered, of(CountIf(OutOfRange("id", "a", None))), of(Total("x")))

    assert isinstance(plan.refused[missing], ColumnNotFoundError)
    assert isinstance(plan.refused[wrong], DataError)
    assert isinstance(plan.refused[filtered], ColumnNotFoundError)
    assert len(plan.refused) == 4
    assert [request for request, _ in plan.scans[0].parts] == [of(Total("x")), of(RowCount())]


def test_time_and_columns_cost_no_query() -> None:
    plan = planned(of(Now()), of(TableSchema()))

    assert set(plan.free) == {of(Now()), of(TableSchema())}
    assert [query.sql("duckdb") for query in plan.queries()] == ['SELECT COUNT(*) FROM "t"']


def test_only_the_columns_that_are_needed_are_read() -> None:
    plan = planned(of(Total("X"), "s = 'a'", ("id",)))

    assert plan.columns_read == ("id", "s", "x")


def test_a_filter_is_put_on_each_aggregate() -> None:
    plan = planned(of(CountIf(IsNull("x")), "id > 1"))

    assert plan.scans[0].query().sql("duckdb") == (
        'SELECT COUNT(*) FILTER(WHERE "id" > 1) - COUNT("x") FILTER(WHERE "id" > 1), COUNT(*) FROM "t"'
    )


def test_equal_questions_of_several_suites_are_asked_once() -> None:
    item = SuiteItem(check=Range("x", min=0))
    other = SuiteItem(check=RowCountMatch(Requirement.between(0, 0), "u"))

    asked = asked_of([Suite(table="t", items=(item, other)), Suite(table="t", items=(item,))])

    assert set(asked) == {"t", "u"}
    assert {numbers for request, numbers in asked["t"].items() if "OutOfRange" in repr(request)} == {(0, 2)}
    assert list(asked["u"].values()) == [(1,)]


def test_the_queries_of_a_plan_run() -> None:
    with opened(t={"id": [1], "x": [1.0], "s": ["a"], "unused": [None]}) as session:
        plan = planned(of(Total("x"), "id > 0", ("s",)), of(KeyCounts(("id",)), "id > 0", ("s",)))

        assert [session.rows(query) for query in plan.queries()] == [[(1,)], [("a", 1, 1.0)], [("a", 1, 1, 0)]]


def test_what_shares_a_scan_makes_no_pass() -> None:
    with pytest.raises(TypeError, match="Total"):
        Pass(SCHEMA, of(Total("x"))).query()


@pytest.mark.parametrize(
    "aggregate", [CoMoments(), ColumnFill(), ColumnPairs(), Frequencies((), counts_nulls=True)]
)
def test_a_question_about_the_whole_table_reads_every_column(aggregate: Aggregate) -> None:
    plan = plan_table(SCHEMA, {Request("t", aggregate): (0,)})

    assert plan.columns_read == ("id", "s", "unused", "x")
