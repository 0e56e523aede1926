from __future__ import annotations

import re

import pytest

from lockgate.checks.range import Range
from lockgate.contracts.columns import FORMATS, structure_items
from lockgate.contracts.contract import ColumnContract, TableContract, TypeOptions
from lockgate.domain.requirement import Bound
from lockgate.scan.schema import LogicalType


def ranges_of(
    options: TypeOptions, logical: LogicalType = LogicalType.INTEGER
) -> list[tuple[Bound | None, ...]]:
    table = TableContract(name="t", columns=(ColumnContract(name="x", logical_type=logical, options=options),))
    checks = [item.check for item in structure_items(table)]
    return [
        (check.min, check.max, check.exclusive_min, check.exclusive_max)
        for check in checks
        if isinstance(check, Range)
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (TypeOptions(minimum=1, maximum=9), [(1, 9, False, False)]),
        (TypeOptions(exclusive_minimum=1, exclusive_maximum=9), [(1, 9, True, True)]),
        (TypeOptions(exclusive_maximum=9), [(None, 9, False, True)]),
        (TypeOptions(minimum=1, exclusive_maximum=9), [(1, 9, False, True)]),
        (TypeOptions(maximum=9, exclusive_maximum=5), [(None, 9, False, False), (None, 5, False, True)]),
        (TypeOptions(format="i8"), [(-128, 127, False, False)]),
        (TypeOptions(format="u16"), [(0, 65_535, False, False)]),
        (TypeOptions(), []),
    ],
)
def test_every_stated_limit_is_asked(options: TypeOptions, expected: list[tuple[object, ...]]) -> None:
    assert ranges_of(options) == expected


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("email", "ann@example.org", "ann.example.org"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
        ("uri", "https://example.org/x", "no scheme"),
        ("hostname", "a-b.example.org", "-a.org"),
        ("ipv4", "192.168.0.255", "256.1.1.1"),
        ("ipv6", "2001:db8::1", "192.168.0.1"),
        ("byte", "aGVsbG8=", "aGVsbG8"),
    ],
)
def test_formats_are_decided(form: str, good: str, bad: str) -> None:
    assert re.search(FORMATS[form], good)
    assert not re.search(FORMATS[form], bad)


def test_a_table_without_columns_implies_nothing() -> None:
    assert structure_items(TableContract(name="t")) == ()


def test_a_multiple_is_asked_exactly_for_whole_numbers_and_with_rounding_for_fractions() -> None:
    columns = tuple(
        ColumnContract(name=name, options=TypeOptions(multiple_of=step))
        for name, step in (('a"b', 5.0), ("c", 0.01))
    )

    predicates = [item.check.required for item in structure_items(TableContract(name="t", columns=columns))[1:]]  # type: ignore[attr-defined]  # row checks

    assert predicates == [
        '"a""b" % 5 = 0',
        (
            'abs("c" / 0.01 - round("c" / 0.01)) <= 1e-9 * greatest(1.0, abs("c" / 0.01))'
            """ AND abs("c" / 0.01) < CAST('inf' AS DOUBLE)"""
        ),
    ]
