from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lockgate.contracts.contract import ColumnContract
from lockgate.contracts.properties import read_columns
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.domain.requirement import Bound
from lockgate.scan.schema import LogicalType


def column_of(text: str) -> ColumnContract:
    node = read_yaml(f"properties: [{text}]", "x.yaml")
    assert isinstance(node, Mapping)
    return read_columns(node, [])[0][0]


@pytest.mark.parametrize(
    ("text", "logical"),
    [
        ("{name: a, logicalType: date}", LogicalType.DATE),
        ("{name: a, logicalType: date, physicalType: TIMESTAMP_NTZ}", LogicalType.TIMESTAMP),
        (
            "{name: a, logicalType: date, logicalTypeOptions: {format: 'yyyy-MM-dd HH:mm'}}",
            LogicalType.TIMESTAMP,
        ),
        ("{name: a, logicalType: map}", None),
        ("{name: a}", None),
    ],
)
def test_the_logical_type_is_what_an_engine_can_tell(text: str, logical: LogicalType | None) -> None:
    assert column_of(text).logical_type is logical


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        ("2013-01-01", "2013-12-31", (date(2013, 1, 1), date(2013, 12, 31))),
        (
            "2013-01-01T00:00:00Z",
            "2013-12-31T00:00:00Z",
            (datetime(2013, 1, 1, tzinfo=UTC), datetime(2013, 12, 31, tzinfo=UTC)),
        ),
        ("2013-01-01", "2013-12-31T00:00:00Z", ("2013-01-01", "2013-12-31T00:00:00+00:00")),
        ("2013-02-31", "x", ("2013-02-31", "x")),
    ],
)
def test_limits_of_instants_are_instants(minimum: str, maximum: str, expected: tuple[Bound, Bound]) -> None:
    options = f"{{minimum: '{minimum}', maximum: '{maximum}'}}"

    found = column_of(f"{{name: a, logicalType: timestamp, logicalTypeOptions: {options}}}").options

    assert (found.minimum, found.maximum) == expected


@pytest.mark.parametrize(
    ("position", "expected"), [("", 1), (", primaryKeyPosition: -1", 1), (", primaryKeyPosition: 4", 4)]
)
def test_a_key_without_a_place_stands_where_it_is_listed(position: str, expected: int) -> None:
    assert column_of(f"{{name: a, primaryKey: true{position}}}").key_position == expected


def test_a_physical_type_that_no_engine_knows_is_noted_and_not_passed_over() -> None:
    node = read_yaml("properties: [{name: a, physicalType: quux}, {name: b, physicalType: bigint}]", "x.yaml")
    assert isinstance(node, Mapping)

    _, notes = read_columns(node, [])

    assert [note.text for note in notes] == [
        "the physical type of column `a` is not checked: no engine here knows it"
    ]


@pytest.mark.parametrize("name", ["''", "' '"])
def test_a_column_has_a_name(name: str) -> None:
    problems: list[Problem] = []
    node = read_yaml(f"properties:\n  - name: a\n  - name: {name}", "x.yaml")
    assert isinstance(node, Mapping)

    read_columns(node, problems)

    assert [(one.position.line, one.code, one.text) for one in problems] == [
        (3, "LG314", "the name of a column is empty")
    ]
