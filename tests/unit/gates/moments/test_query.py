from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from tests.fakes.numbers import REGRESSION_METRICS

from lockgate.domain.errors import DataError
from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.query import moment_overview, moment_query
from lockgate.gates.moments.terms import Term, in_order
from lockgate.gates.slice_plan import Cut
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "scored",
    (
        Column("price", LogicalType.INTEGER, "BIGINT"),
        Column("p_old", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("p_new", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column('ci"ty', LogicalType.STRING, "VARCHAR"),
    ),
)
NEEDS = in_order(cast("Term", term) for metric in REGRESSION_METRICS for term in metric.needs)
PLAN = MomentPlan(
    table="scored", label="price", candidate="p_new", baseline="p_old", cuts=(Cut('ci"ty'),), sets=((), (0,)),
    needs=NEEDS, slice_needs=NEEDS,
)  # fmt: skip


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres"])
def test_one_statement_answers_all_slice_sets(dialect: str) -> None:
    sql = moment_query(PLAN, SCHEMA, PLAN.sets, NEEDS, rolled=False).sql(dialect)

    assert sql.count("GROUPING SETS") == 1
    assert sql.upper().count("FROM ") == 3  # nested, each from the one below


def test_rolled_groups_twice() -> None:
    assert moment_query(PLAN, SCHEMA, PLAN.sets, NEEDS, rolled=True).sql("duckdb").count("GROUP BY") == 2


def test_only_what_is_needed_is_summed() -> None:
    sql = moment_query(PLAN, SCHEMA, [(0,)], (Term.ABSOLUTE_ERROR,), rolled=False).sql("duckdb")

    assert sql.count("SUM(") == 2 + 3  # candidate and gap, and their products
    assert "LN(" not in sql


def test_without_a_baseline_no_column_is_asked_for_it() -> None:
    plan = replace(PLAN, baseline=None)

    asked = [moment_overview(plan, SCHEMA, bins=[]), moment_query(plan, SCHEMA, [()], NEEDS, rolled=False)]

    assert not any("p_old" in query.sql("duckdb") or "p_b" in query.sql("duckdb") for query in asked)


def test_a_column_name_is_quoted() -> None:
    assert '"ci""ty"' in moment_overview(PLAN, SCHEMA, bins=[]).sql("duckdb")


def test_a_label_that_is_text_is_refused() -> None:
    with pytest.raises(DataError, match="numeric"):
        moment_overview(replace(PLAN, label='ci"ty'), SCHEMA, bins=[])
