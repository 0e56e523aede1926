from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.fakes.states import answers_of

from lockgate.domain.errors import DataError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.predicates import NotNull
from lockgate.scan.relations import (
    AllDiffer,
    AllEqual,
    AmongTuples,
    AnyFilled,
    Cell,
    Compare,
    FilledOutside,
    Relation,
    RelationFails,
    SumIs,
    judged_rows,
)
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.value_list import OtherTypes

PAIRS = {"a": [1, 2, None, None], "b": [1, 1, 1, None]}


@pytest.mark.parametrize(
    ("relation", "never"),
    [
        (AllEqual(("a", "b")), 3),
        (AllDiffer(("a", "b")), 2),
        (Compare("a", ">=", "b"), 2),
        (SumIs(("a", "b"), Requirement.at_most(2)), 3),
        (AmongTuples(("a", "b"), ((None, 1), (2, 1))), 2),
    ],
)
def test_a_null_never_helps(relation: Relation, never: int) -> None:
    (state,) = answers_of(PAIRS, [CountIf(RelationFails(relation, "never"))])

    assert state.n == never


@pytest.mark.parametrize("operator", list(Operator))
def test_a_sum_satisfies_what_the_requirement_says(operator: Operator) -> None:
    bounds = (3, 5) if operator in (Operator.MUST_BE_BETWEEN, Operator.MUST_NOT_BE_BETWEEN) else (3,)
    requirement = Requirement(operator, bounds)
    table = {"a": [1, 1, 1, 4, 5], "b": [1, 2, 3, 1, 5]}

    (state,) = answers_of(table, [CountIf(RelationFails(SumIs(("a", "b"), requirement)))])

    assert state.n == sum(not requirement.holds(a + b) for a, b in zip(table["a"], table["b"], strict=True))


@pytest.mark.parametrize(
    ("relation", "failing"),
    [
        (AllEqual(("n", "s"), kinds_may_differ=True), 3),
        (AllEqual(("n", "s"), nulls_equal=True, kinds_may_differ=True), 2),
        (AllEqual(("n", "b"), kinds_may_differ=True), 2),
        (AllDiffer(("n", "s"), kinds_may_differ=True), 0),
        (AllDiffer(("n", "s", "b"), kinds_may_differ=True), 2),
        (AllEqual(("at", "zoned")), 1),
        (AllEqual(("at", "zoned"), kinds_may_differ=True), 3),
        (AllDiffer(("at", "zoned"), kinds_may_differ=True), 1),
    ],
)
def test_values_of_different_kinds_are_not_the_same_but_truth_values_are_numbers(
    relation: Relation, failing: int
) -> None:
    noon = datetime(2013, 1, 1, 12)  # noqa: DTZ001 - without a zone
    table = {
        "n": [1, 5, None],
        "s": ["1", "5", None],
        "b": [True, True, None],
        "at": [noon, noon, None],
        "zoned": [noon.replace(tzinfo=UTC)] * 2 + [None],
    }

    (state,) = answers_of(table, [CountIf(RelationFails(relation, "never"))])

    assert state.n == failing


def test_truth_values_are_summands() -> None:
    relation = SumIs(("n", "b"), Requirement.at_least(2))

    (state,) = answers_of({"n": [1, 1], "b": [True, False]}, [CountIf(RelationFails(relation))])

    assert state.n == 1


def test_rows_are_judged_by_the_rule_for_nulls() -> None:
    assert judged_rows(("a", "b"), "any") == CountIf(NotNull(("a", "b")))
    assert judged_rows(("a", "b"), "all") == CountIf(AnyFilled(("a", "b")))
    assert judged_rows(("a", "b"), "never") == RowCount()


def test_a_row_with_any_value_is_judged_where_only_empty_ones_are_passed_over() -> None:
    (state,) = answers_of(PAIRS, [CountIf(AnyFilled(("a", "b")))])

    assert state.n == 3


def test_filled_columns_are_counted() -> None:
    outside, inside = answers_of(
        PAIRS,
        [CountIf(FilledOutside(("a", "b"), 1, 1)), CountIf(FilledOutside(("a", "b"), 1, 1, is_inside=True))],
    )

    assert (outside.n, inside.n) == (3, 1)


def test_columns_of_two_kinds_cannot_be_compared() -> None:
    schema = Schema(
        "t", (Column("a", LogicalType.INTEGER, "BIGINT"), Column("b", LogicalType.STRING, "VARCHAR"))
    )

    with pytest.raises(DataError, match="comparable with `a`"):
        AllEqual(("a", "b")).sql(schema)


def test_words_say_what_must_hold() -> None:
    assert AllEqual(("a", "b", "c")).words == "a = b = c"
    assert Compare("a", "<", "b").words == "a < b"
    assert RelationFails(AllDiffer(("a", "b"))).words == "(a, b differ) does not hold"
    assert AnyFilled(("a", "b")).words == "one of a, b is not null"
    assert AmongTuples(("a", "b"), ((1, 2),)).words == "(a, b) is one of 1 listed tuples"
    assert FilledOutside(("a", "b"), 1, 2).words == "not 1 to 2 of a, b are filled"
    assert RelationFails(Compare("a", "<", "b")).columns == ("a", "b")


def test_listed_values_of_other_types_equal_nothing_where_that_is_asked() -> None:
    schema = Schema("t", (Column("d", LogicalType.DATE, "DATE"), Column("n", LogicalType.INTEGER, "BIGINT")))

    def is_comparable(cells: tuple[Cell, ...], other_types: OtherTypes) -> bool:
        return "FALSE" not in AmongTuples(("d", "n"), (cells,), other_types).sql(schema).sql()

    assert is_comparable(("2013-01-01", 1), "skip")
    assert not is_comparable(("2013-01-01", 1), "strict")
    assert not is_comparable(("2013-01-01", 1), "exact")
    assert is_comparable((date(2013, 1, 1), True), "exact")
    assert not is_comparable((None, "1"), "skip")
    with pytest.raises(DataError):
        is_comparable((None, "1"), "refuse")


def test_tuples_with_true_and_with_1_are_two_questions() -> None:
    assert AmongTuples(("a", "b"), ((True, 2),)) != AmongTuples(("a", "b"), ((1, 2),))


def test_instants_with_a_zone_are_compared_with_others_unless_zones_may_not_differ() -> None:
    table = Schema(
        "t",
        (
            Column("t", LogicalType.TIMESTAMP, "TIMESTAMP"),
            Column("z", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
        ),
    )

    assert Compare("t", "<", "z").sql(table).sql("duckdb") == '"t" < "z"'
    with pytest.raises(DataError, match="column `t` must be with a zone, as `z` is"):
        Compare("t", "<", "z", zones_may_differ=False).sql(table)


def test_a_day_is_no_instant_with_a_zone() -> None:
    days = {"d": [date(2013, 1, 1)] * 2, "z": [datetime(2013, 1, 1, tzinfo=UTC)] * 2}
    by_kind = AllEqual(("d", "z"), kinds_may_differ=True)

    (state,) = answers_of(days, [CountIf(RelationFails(by_kind, "never"))])

    assert state.n == 2
