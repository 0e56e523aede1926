"""A column stands at its place."""

from __future__ import annotations

import pytest

from lockgate.checks.column_position import ColumnPosition
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.schema import Column, LogicalType

TABLE = SchemaState(
    tuple(Column(name, LogicalType.INTEGER, "BIGINT", holds_nan=False) for name in ("year", "Month", "day"))
)


@pytest.mark.parametrize(
    ("column", "position", "verdict"),
    [
        ("year", 0, Verdict.PASS),
        ("month", 1, Verdict.PASS),
        ("day", -1, Verdict.PASS),
        ("year", 1, Verdict.FAIL),
        ("year", 3, Verdict.FAIL),
        ("year", -4, Verdict.FAIL),
    ],
)
def test_places_count_from_0_and_from_the_end(column: str, position: int, verdict: Verdict) -> None:
    assert ColumnPosition(column, position).judge((TABLE,)).verdict is verdict


def test_it_reads_no_row_and_blames_none() -> None:
    check = ColumnPosition("year", 0)

    check.offending()

    assert (check.columns, check.aggregates()) == ((), (TableSchema(),))
    assert ColumnPosition("year", 9).judge((TABLE,)).summary == "there are only 3 columns"


def test_letter_case_matters_where_it_is_asked() -> None:
    table = SchemaState((Column("Year", LogicalType.INTEGER, "BIGINT"),))

    assert ColumnPosition("Year", 0, exact_case=True).judge((table,)).verdict is Verdict.PASS
    assert ColumnPosition("year", 0, exact_case=True).judge((table,)).verdict is Verdict.FAIL
