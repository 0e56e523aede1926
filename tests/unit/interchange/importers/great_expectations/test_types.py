"""Names of types in suites."""

from __future__ import annotations

import pytest

from lockgate.interchange.importers.great_expectations.types import (
    has_own_nulls,
    physical_types,
    types_of_pandas,
)


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


def test_pandas_knows_other_names_of_columns_than_of_values() -> None:
    names = ("date", "datetime64[ns, UTC]", "Timestamp", "nonsense")

    assert [types_of_pandas(name, "column") for name in names] == [
        None,
        ("timestamp with time zone",),
        None,
        None,
    ]
    assert [types_of_pandas(name, "values") for name in names] == [
        ("date",),
        None,
        ("timestamp with time zone",),
        None,
    ]
    assert has_own_nulls("boolean")
