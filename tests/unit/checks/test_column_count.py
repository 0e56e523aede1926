from __future__ import annotations

import pytest

from lockgate.checks.column_count import ColumnCount
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.schema import Column, LogicalType


@pytest.mark.parametrize(("n", "verdict"), [(1, Verdict.FAIL), (2, Verdict.PASS), (3, Verdict.FAIL)])
def test_columns_are_counted(n: int, verdict: Verdict) -> None:
    table = SchemaState(tuple(Column(f"c{i}", LogicalType.DATE, "DATE") for i in range(n)))

    outcome = ColumnCount(Requirement.between(2, 2)).judge((table,))

    assert (outcome.verdict, outcome.observed) == (verdict, n)


def test_no_row_is_read() -> None:
    check = ColumnCount(Requirement.at_least(1))

    assert (check.columns, check.aggregates(), check.offending()) == ((), (TableSchema(),), None)


def test_a_bound_is_a_number() -> None:
    with pytest.raises(ParameterError, match="a number"):
        ColumnCount(Requirement.at_least("two"))
