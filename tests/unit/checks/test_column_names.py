from __future__ import annotations

import pytest

from lockgate.checks.column_names import ColumnNames
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.schema import Column, LogicalType


def table(*names: str) -> SchemaState:
    return SchemaState(tuple(Column(name, LogicalType.DATE, "DATE") for name in names))


@pytest.mark.parametrize(
    ("forbidden", "names", "reason", "summary"),
    [
        (False, ("a", "b_c"), Reason.HOLDS, "all 2 names, as required"),
        (False, ("a", "B", "C"), Reason.COLUMNS_DIFFER, "2 of 3 names do not: `B`, `C`"),
        (True, ("A", "b"), Reason.COLUMNS_DIFFER, "1 of 2 names does: `b`"),
        (True, ("A",), Reason.HOLDS, "all 1 names, as required"),
    ],
)
def test_names_match(forbidden: bool, names: tuple[str, ...], reason: str, summary: str) -> None:  # noqa: FBT001 - a parameter of the check
    outcome = ColumnNames("^[a-z_]+$", forbidden=forbidden).judge((table(*names),))

    assert (outcome.reason, outcome.summary) == (reason, summary)


def test_no_row_is_read() -> None:
    check = ColumnNames("a", forbidden=True)

    assert (check.columns, check.aggregates()) == ((), (TableSchema(),))
    assert check.required == "each name does not match a"


@pytest.mark.parametrize("regex", ["", "("])
def test_a_regular_expression_that_cannot_be_read_is_refused(regex: str) -> None:
    with pytest.raises(ParameterError, match="`regex` must be"):
        ColumnNames(regex)


def test_no_row_offends() -> None:
    ColumnNames("a").offending()  # has nothing to return
