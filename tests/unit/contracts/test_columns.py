from __future__ import annotations

import pytest
from tests.fakes.tables import run_on

from lockgate.checks import CHECKS
from lockgate.checks.logical_type import LogicalTypeCheck
from lockgate.checks.range import Range
from lockgate.contracts.columns import structure_items
from lockgate.contracts.contract import ColumnContract, Inside, TableContract, TypeOptions
from lockgate.domain.requirement import Bound
from lockgate.domain.verdict import Severity
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import Suite


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
    column = ColumnContract(name="x", logical_type=LogicalType.STRING, options=TypeOptions(format=form))
    item = structure_items(TableContract(name="t", columns=(column,)))[-1]

    run = run_on(Suite(table="t", items=(item,), key=("x",)), t={"x": [good, bad]})

    (found,) = run.findings[0]
    assert (found.check, found.n_failed, found.n) == ("semantic_format", 1, 2)
    assert found.sample is not None
    assert found.sample.rows == ((bad,),)


def test_a_table_without_columns_implies_nothing() -> None:
    assert structure_items(TableContract(name="t")) == ()


def test_a_multiple_is_a_check_of_its_own() -> None:
    column = ColumnContract(name="a", options=TypeOptions(multiple_of=0.05))

    items = structure_items(TableContract(name="t", columns=(column,)))

    assert items[-1].check == CHECKS["multiple_of"]("a", 0.05)  # type: ignore[call-arg]  # a test calls by YAML name


def test_a_physical_type_warns_and_blocks_nothing() -> None:
    known, unknown = (ColumnContract(name="a", physical_type=kind) for kind in ("varchar(9)", "a kind of text"))

    items = structure_items(TableContract(name="t", columns=(known, unknown)))

    assert [(item.check.name, item.severity) for item in items] == [
        ("columns_present", Severity.BLOCKING),
        ("physical_type", Severity.WARNING),
    ]


def test_the_types_of_what_a_column_holds_inside_are_asked() -> None:
    inside = (Inside("[].zip", LogicalType.STRING),)
    column = ColumnContract(name="a", logical_type=LogicalType.ARRAY, inside=inside)

    items = structure_items(TableContract(name="t", columns=(column,)))

    assert items[-1].check == LogicalTypeCheck("a", LogicalType.STRING, "[].zip")
