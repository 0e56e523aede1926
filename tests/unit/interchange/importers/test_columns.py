"""What formats share about columns."""

from __future__ import annotations

import pytest

from lockgate.contracts.contract import TypeOptions
from lockgate.interchange.draft import TableDraft
from lockgate.interchange.importers.columns import limit, logical_of, settle, settle_limit
from lockgate.scan.schema import LogicalType


@pytest.mark.parametrize(
    ("name", "logical"),
    [
        ("BIGINT", "integer"),
        ("decimal(10, 2)", "number"),
        ("datetime64[ns, UTC]", "timestamp"),
        (" Text ", "string"),
        ("geography", None),
    ],
)
def test_types_by_name(name: str, logical: str | None) -> None:
    found = logical_of(name)

    assert (found.value if found else None) == logical


def test_limits_add_up() -> None:
    table = TableDraft("t")

    limit(table, "x", minimum=1)
    limit(table, "x", maximum=2)

    assert table.columns["x"].options == TypeOptions(minimum=1, maximum=2)


def test_what_a_contract_cannot_hold_leaves_the_column_as_it_was() -> None:
    table = TableDraft("t")

    assert settle(table, "n", logical_type=LogicalType.STRING) == ""
    assert settle_limit(table, "n", max_length=3) == ""
    assert settle_limit(table, "n", minimum=1) == "unknown key `minimum`"
    assert settle_limit(table, "m", minimum=1) == ""
    assert (table.columns["n"].options.max_length, table.columns["n"].options.minimum) == (3, None)
    assert table.columns["m"].options.minimum == 1
