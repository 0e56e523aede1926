from __future__ import annotations

import pytest
from sqlglot import exp

from lockgate.gates.cells import CellPlan
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slice_query import cut_columns, cut_sql, grouped
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "scored",
    (
        Column("carrier", LogicalType.STRING, "VARCHAR"),
        Column("distance", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
    ),
)
PLAN = CellPlan(table="scored", label="y", candidate="p", cuts=(Cut("carrier"), Cut("distance", ())))


def test_the_first_look_counts_values_and_finds_the_inner_edges_of_bins() -> None:
    found = [one.sql("duckdb") for one in cut_columns(PLAN.cuts, SCHEMA, [(1, 3)])]

    assert len(found) == 2 + 2
    assert found[0].startswith("COUNT(DISTINCT")
    assert found[1] == "0"
    assert all("PERCENTILE_DISC" in one or "QUANTILE_DISC" in one for one in found[2:])


@pytest.mark.parametrize("cut", [Cut("carrier"), Cut("distance", (500.0,)), Cut("distance", ())])
def test_what_rows_are_cut_by_is_never_null(cut: Cut) -> None:
    assert "(null)" in cut_sql(cut, SCHEMA).sql("duckdb")


def test_each_list_of_names_is_a_grouping_of_its_own() -> None:
    query = grouped(exp.select("a", "b").from_("t"), [["a"], ["a", "b"]])

    assert query.sql("duckdb").endswith("GROUP BY GROUPING SETS ((a), (a, b))")
