from __future__ import annotations

from dataclasses import replace

import pytest

from lockgate.domain.errors import DataError
from lockgate.gates.cell_query import joint_query, overview_query, rank_query
from lockgate.gates.cells import CellPlan, Need
from lockgate.gates.slice_plan import Cut
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "scored",
    (
        Column("late", LogicalType.INTEGER, "BIGINT"),
        Column("p_old", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("p_new", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column('car"rier', LogicalType.STRING, "VARCHAR"),
    ),
)
PLAN = CellPlan(
    table="scored", label="late", candidate="p_new", baseline="p_old", cuts=(Cut('car"rier'),), sets=((), (0,))
)
EVERYTHING = frozenset(Need)


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_one_statement_answers_all_slice_sets(dialect: str) -> None:
    sql = joint_query(PLAN, SCHEMA, PLAN.sets, EVERYTHING, rolled=False).sql(dialect)

    assert sql.count("GROUPING SETS") == 1
    assert sql.upper().count("FROM ") == 4  # nested, each from the one below


def test_rolled_sets_are_counted_from_one_grouping_of_everything() -> None:
    sql = joint_query(PLAN, SCHEMA, PLAN.sets, frozenset(), rolled=True).sql("duckdb")

    assert sql.count("GROUP BY") == 2
    assert "SUM(n)" in sql


def test_only_what_is_needed_is_summed() -> None:
    sql = joint_query(PLAN, SCHEMA, [(0,)], frozenset(), rolled=False).sql("duckdb")

    assert "SUM" not in sql
    assert "LN(" not in sql


def test_squares_of_own_losses_are_summed_where_they_are_read() -> None:
    few, many = (
        joint_query(PLAN, SCHEMA, [()], needs, rolled=False).sql("duckdb")
        for needs in (frozenset({Need.BRIER}), frozenset({Need.BRIER, Need.OWN_SQUARES}))
    )

    assert (few.count("SUM("), many.count("SUM(")) == (3, 5)


def test_rows_are_filtered_unless_every_one_can_be_used() -> None:
    some, every = (
        joint_query(PLAN, SCHEMA, [()], EVERYTHING, rolled=False, every=is_every).sql("duckdb")
        for is_every in (False, True)
    )

    assert "WHERE" in some
    assert "WHERE" not in every


def test_a_column_name_is_quoted() -> None:
    assert '"car""rier"' in overview_query(PLAN, SCHEMA, bins=[]).sql("duckdb")


def test_without_a_baseline_no_column_is_asked_for_it() -> None:
    plan = replace(PLAN, baseline=None)

    sql = rank_query(plan, SCHEMA, [()]).sql("duckdb")

    assert "f_b" not in sql
    assert "p_old" not in sql


def test_a_text_label_needs_to_know_which_value_is_positive() -> None:
    plan = replace(PLAN, label='car"rier')

    with pytest.raises(DataError, match="positive"):
        overview_query(plan, SCHEMA, bins=[])
