"""What a column holds inside is compared part by part."""

from __future__ import annotations

import pytest
from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.diff import diff_contracts

A, B = "{name: a, logicalType: string}", "{name: b, logicalType: integer}"
LINE = "{name: price, logicalType: integer}"


def changes_of(old: str, new: str) -> list[tuple[str, str, str, str, str]]:
    """Return the changes from one form of the inside of the column `d` to another."""
    forms = (contract_of(f"name: d, logicalType: object, {inside}") for inside in (old, new))
    return [
        (change.subject, change.kind.value, change.effect.value, change.old, change.new)
        for change in diff_contracts(*forms)
        if change.column  # a note of the table says that no check asks `required` of a part
    ]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (f"properties: [{A}]", f"properties: [{A}, {B}]", ("a", "added", "stronger", "", "integer")),
        (f"properties: [{A}, {B}]", f"properties: [{A}]", ("b", "removed", "weaker", "integer", "")),
        (
            f"properties: [{A}]",
            "properties: [{name: a, logicalType: integer}]",
            ("a", "changed", "different", "string", "integer"),
        ),
        (
            f"properties: [{B}]",
            "properties: [{name: b, logicalType: number}]",
            ("b", "loosened", "weaker", "integer", "number"),
        ),
        (
            "properties: [{name: b, logicalType: number}]",
            f"properties: [{B}]",
            ("b", "tightened", "stronger", "number", "integer"),
        ),
        (
            "properties: [{name: b}]",
            f"properties: [{B}]",
            ("b", "tightened", "stronger", "any type", "integer"),
        ),
        (f"properties: [{B}]", "properties: [{name: b}]", ("b", "loosened", "weaker", "integer", "any type")),
        (
            "properties: [{name: b}]",
            "properties: [{name: b, required: true}]",
            ("b", "tightened", "stronger", "may be null", "required"),
        ),
        (
            "properties: [{name: b, required: true}]",
            "properties: [{name: b, required: false}]",
            ("b", "loosened", "weaker", "required", "may be null"),
        ),
        (
            "properties: [{name: b, logicalTypeOptions: {minimum: 1}}]",
            "properties: [{name: b, logicalTypeOptions: {minimum: 2}}]",
            (
                "b",
                "changed",
                "different",
                'logicalTypeOptions: {"minimum": 1}',
                'logicalTypeOptions: {"minimum": 2}',
            ),
        ),
        (
            "properties: [{name: b}]",
            "properties: [{name: b, physicalType: int}]",
            ("b", "tightened", "stronger", "", "physicalType: int"),
        ),
        (
            "properties: [{name: b, unique: true}]",
            "properties: [{name: b}]",
            ("b", "loosened", "weaker", "unique: true", ""),
        ),
        (
            "properties: [{name: b, unique: false}]",
            "properties: [{name: b, unique: true}]",
            ("b", "tightened", "stronger", "", "unique: true"),
        ),
        (
            f"properties: [{A}, {{name: b}}]",
            "properties: [{name: b}, {name: a, logicalType: string, description: new}]",
            ("a", "changed", "words", "", "description: new"),
        ),
    ],
)
def test_a_part_changes_as_a_column_does(old: str, new: str, change: tuple[str, ...]) -> None:
    name, verb, *rest = change

    ((subject, kind, *seen),) = changes_of(old, new)

    assert (subject, kind, seen) == (f"trips.d.{name if verb != 'added' else 'b'}", f"part.{verb}", rest)


def test_parts_are_found_at_any_depth_and_in_lists() -> None:
    old = f"properties: [{{name: lines, logicalType: array, items: {{logicalType: object, properties: [{LINE}]}}}}]"
    new = old.replace("integer", "number").replace("name: price", "name: price, required: true")

    assert changes_of(old, new) == [
        ("trips.d.lines[].price", "part.loosened", "weaker", "integer", "number"),
        ("trips.d.lines[].price", "part.tightened", "stronger", "may be null", "required"),
    ]


def test_what_is_inside_a_part_that_goes_is_told_with_it() -> None:
    lines = f"{{name: lines, logicalType: array, items: {{logicalType: object, properties: [{LINE}]}}}}"
    old = f"properties: [{A}, {lines}]"

    assert changes_of(old, f"properties: [{A}]") == [("trips.d.lines", "part.removed", "weaker", "array", "")]


def test_the_items_of_a_list_are_a_part() -> None:
    forms = (
        contract_of(f"name: d, logicalType: array, items: {{logicalType: {kind}}}")
        for kind in ("date", "string")
    )

    (change,) = diff_contracts(*forms)

    assert (change.subject, change.kind.value, change.old, change.new) == (
        "trips.d[]",
        "part.changed",
        "date",
        "string",
    )


def test_the_order_of_parts_is_no_change() -> None:
    assert changes_of(f"properties: [{A}, {B}]", f"properties: [{B}, {A}]") == []
