from __future__ import annotations

import pytest

from lockgate.checks.column_order import ColumnOrder
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.schema import Column, LogicalType

TABLE = SchemaState(tuple(Column(name, LogicalType.STRING, "VARCHAR") for name in ("a", "x", "b", "c")))


@pytest.mark.parametrize("names", [("a", "b", "c"), ("a", "c"), ("A", "X")])
def test_columns_in_order_pass_with_others_between_them(names: tuple[str, ...]) -> None:
    assert ColumnOrder(names).judge((TABLE,)).verdict is Verdict.PASS


def test_the_first_pair_out_of_order_is_named() -> None:
    outcome = ColumnOrder(("a", "c", "b")).judge((TABLE,))

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG404")
    assert outcome.summary == "`b` stands before `c`"


def test_a_missing_column_is_not_in_order() -> None:
    assert ColumnOrder(("a", "z")).judge((TABLE,)).summary == "`z` is missing"


@pytest.mark.parametrize("names", [(), ("a",), ("a", "a")])
def test_fewer_than_two_columns_have_no_order(names: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="two or more columns, each once"):
        ColumnOrder(names)


def test_no_row_offends() -> None:
    ColumnOrder(("a", "b")).offending()  # has nothing to return
