"""Names of types in suites."""

from __future__ import annotations

import pytest

from lockgate.interchange.importers.great_expectations.types import physical_types


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("int64", ("bigint",)),
        ("LongType", ("bigint",)),
        ("float", ("double",)),
        ("BooleanType", ("boolean",)),
        ("DECIMAL(10, 2)", ("decimal",)),
        ("nonsense", None),
    ],
)
def test_each_stands_for_types_of_our_engines(name: str, types: tuple[str, ...] | None) -> None:
    assert physical_types(name) == types
