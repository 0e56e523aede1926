"""What formats share about columns."""

from __future__ import annotations

import pytest

from lockgate.contracts.contract import TypeOptions
from lockgate.interchange.draft import TableDraft
from lockgate.interchange.importers.columns import limit, logical_of


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
