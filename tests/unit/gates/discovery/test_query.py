from __future__ import annotations

import pytest
from tests.fakes.weak_slices import search_spec

from lockgate.gates.discovery.base_cells import DiscoveryPlan
from lockgate.gates.discovery.query import base_query, overview
from lockgate.gates.discovery_spec import Against, Loss
from lockgate.gates.slice_plan import Cut
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "scored",
    (
        Column("id", LogicalType.INTEGER, "BIGINT"),
        Column("city", LogicalType.STRING, "VARCHAR"),
        Column("late", LogicalType.BOOLEAN, "BOOLEAN"),
        Column("p_new", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("p_old", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
    ),
)


def plan(against: Against) -> DiscoveryPlan:
    """Return a plan over one column."""
    return DiscoveryPlan(
        loss=Loss.ERROR,
        against=against,
        cuts=(Cut("city"),),
        types=(LogicalType.STRING,),
        identity=("id",),
        seed=0,
    )


def test_the_first_look_counts_rows_those_told_apart_and_values() -> None:
    found = overview(plan(Against.REST), SCHEMA, [])

    assert [one.alias for one in found.expressions] == ["c0", "c1", "c2"]
    assert "MD5" in found.expressions[1].sql("duckdb")


@pytest.mark.parametrize(("against", "reads_old"), [(Against.REST, False), (Against.BASELINE, True)])
def test_cells_are_grouped_by_half_and_columns(against: Against, reads_old: bool) -> None:  # noqa: FBT001 - a case
    found = base_query(plan(against), search_spec(), SCHEMA)

    assert [one.alias_or_name for one in found.expressions] == ["d0", "h", "n", "s", "q"]
    text = found.sql("duckdb")
    assert text.endswith("GROUP BY d0, h")
    assert ('"p_old"' in text) is reads_old
