from __future__ import annotations

import pytest

from lockgate.checks.columns_exact import ColumnsExact
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.check import Check
from lockgate.scan.schema import Column, LogicalType


def table(*names: str) -> SchemaState:
    return SchemaState(tuple(Column(name, LogicalType.STRING, "VARCHAR") for name in names))


def test_the_same_columns_in_another_order_pass() -> None:
    outcome = ColumnsExact(("a", "B")).judge((table("b", "a"),))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "exactly the 2 columns")


def test_no_row_is_to_blame() -> None:
    check: Check = ColumnsExact(("a", "B"))

    assert check.offending() is None


def test_missing_and_unexpected_columns_are_named() -> None:
    outcome = ColumnsExact(("a", "b")).judge((table("a", "d", "c"),))

    assert (outcome.verdict, outcome.reason, outcome.observed) == (Verdict.FAIL, "LG404", 3)
    assert outcome.summary == "missing: `b`; unexpected: `c`, `d`"


def test_two_columns_that_differ_in_case_are_two() -> None:
    outcome = ColumnsExact(("a",)).judge((table("a", "A"),))

    assert outcome.summary == "unexpected: `A`"


def test_no_column_is_refused() -> None:
    with pytest.raises(ParameterError, match="`names` must be at least one column"):
        ColumnsExact(())


def test_letter_case_matters_where_it_is_asked() -> None:
    table = SchemaState(tuple(Column(name, LogicalType.STRING, "VARCHAR") for name in ("id", "Origin")))

    assert ColumnsExact(("id", "Origin"), exact_case=True).judge((table,)).verdict is Verdict.PASS
    assert (
        ColumnsExact(("id", "ORIGIN"), exact_case=True).judge((table,)).summary
        == "missing: `ORIGIN`; unexpected: `Origin`"
    )
