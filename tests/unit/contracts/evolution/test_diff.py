from __future__ import annotations

import pytest
from tests.fakes.contract_pairs import changes_of, contract_of, contract_text, effects_of

from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.parse import read_contract

CASES: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = {
    "nothing": ("name: a", "name: a", []),
    "a column comes with all it promises": (
        "name: a",
        "name: a\nname: b, logicalType: integer, required: true, unique: true",
        [("trips.b", "column.added", "stronger")],
    ),
    "a column goes": ("name: a\nname: b, required: true", "name: a", [("trips.b", "column.removed", "weaker")]),
    "another order of columns": ("name: a\nname: b", "name: b\nname: a", []),
    "letter case": ("name: a, required: true", "name: A, required: true", [("trips.A", "column.relabelled", "words")]),
    "nulls": ("name: a", "name: a, required: true", [("trips.a", "nulls.forbidden", "stronger")]),
    "type wider": (
        "name: a, logicalType: integer", "name: a, logicalType: number",
        [("trips.a", "type.widened", "weaker")],
    ),
    "type narrower": (
        "name: a, logicalType: number", "name: a, logicalType: integer",
        [("trips.a", "type.narrowed", "stronger")],
    ),
    "type other": (
        "name: a, logicalType: date", "name: a, logicalType: string",
        [("trips.a", "type.changed", "different")],
    ),
    "type dropped": ("name: a, logicalType: date", "name: a", [("trips.a", "type.removed", "weaker")]),
    "unique": ("name: a, unique: true", "name: a", [("trips.a", "unique.removed", "weaker")]),
    "range": (
        "name: a, logicalTypeOptions: {minimum: 0, maximum: 9}, logicalType: integer",
        "name: a, logicalTypeOptions: {minimum: 1, maximum: 9}, logicalType: integer",
        [("trips.a", "range.narrowed", "stronger")],
    ),
    "length": (
        "name: a, logicalTypeOptions: {maxLength: 3}, logicalType: string",
        "name: a, logicalTypeOptions: {maxLength: 5}, logicalType: string",
        [("trips.a", "length.widened", "weaker")],
    ),
    "pattern": (
        "name: a, logicalTypeOptions: {pattern: x}, logicalType: string",
        "name: a, logicalTypeOptions: {pattern: y}, logicalType: string",
        [("trips.a", "pattern.changed", "different")],
    ),
    "categories": (
        "name: a, enum: [{value: x}]",
        "name: a, enum: [{value: x}, {value: y}]",
        [("trips.a", "categories.added", "weaker")],
    ),
    "categories listed": ("name: a", "name: a, enum: [{value: x}]", [("trips.a", "categories.listed", "stronger")]),
    "key added": (
        "name: a, required: true",
        "name: a, required: true, primaryKey: true",
        [("trips", "key.added", "stronger")],
    ),
    "key removed": (
        "name: a, required: true, primaryKey: true",
        "name: a, required: true",
        [("trips", "key.removed", "weaker")],
    ),
    "key changed": (
        "name: a, required: true, primaryKey: true\nname: b, required: true",
        "name: a, required: true, primaryKey: true\nname: b, required: true, primaryKey: true",
        [("trips", "key.changed", "different")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_its_kind_and_its_effect(case: str) -> None:
    old, new, expected = CASES[case]

    assert effects_of(changes_of(old, new)) == expected


def test_a_declared_rename_is_one_change_and_its_promises_go_with_it() -> None:
    old = "name: km, required: true, logicalType: number\nname: day"
    was = "customProperties: [{property: renamedFrom, value: km}]"
    new = f"name: distance, required: true, logicalType: number, {was}\nname: day"

    (change,) = changes_of(old, new)

    assert effects_of((change,)) == [("trips.distance", "column.renamed", "different")]
    assert (change.old, change.new) == ("km (number)", "distance (number)")


def test_a_renamed_key_is_still_the_key() -> None:
    old = "name: a, primaryKey: true\nname: b, primaryKey: true"
    new = "name: a, primaryKey: true\nname: c, primaryKey: true, customProperties: [{property: renamedFrom, value: b}]"

    assert effects_of(changes_of(old, new)) == [("trips.c", "column.renamed", "different")]


def test_a_rename_that_is_not_declared_is_a_column_less_and_one_more() -> None:
    assert effects_of(changes_of("name: km", "name: distance")) == [
        ("trips.km", "column.removed", "weaker"),
        ("trips.distance", "column.added", "stronger"),
    ]


def test_a_rule_over_several_columns_is_told_even_if_one_of_them_goes() -> None:
    rule = "    quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, b]}}]\n"

    changes = diff_contracts(contract_of("name: a\nname: b", table=rule), contract_of("name: a"))

    assert effects_of(changes) == [
        ("trips.b", "column.removed", "weaker"),
        ("trips.a, b", "unique.removed", "weaker"),
    ]


def test_slices_follow_a_rename() -> None:
    body = "{check: finite, column: x, group_by: [%s]}"
    rule = f"    quality: [{{type: custom, engine: lockgate, implementation: {body}}}]\n"
    old = contract_of("name: x\nname: a", table=rule % "a")
    new = contract_of(
        "name: x\nname: b, customProperties: [{property: renamedFrom, value: a}]", table=rule % "b"
    )

    assert effects_of(diff_contracts(old, new)) == [("trips.b", "column.renamed", "different")]


def test_places_in_both_files_are_told() -> None:
    old = contract_of("name: a, required: true", file="old.yaml")
    new = contract_of("name: a, required: true, unique: true", file="new.yaml")
    gone = contract_of("name: a", file="gone.yaml")

    (added,) = diff_contracts(old, new)
    (removed,) = diff_contracts(old, gone)

    assert str(added.new_at).startswith("new.yaml:9:")
    assert added.old_at is None
    assert str(removed.old_at).startswith("old.yaml:9:")


def test_tables_come_and_go_whole_and_keep_their_place_under_a_new_label() -> None:
    one = contract_text("name: a")
    two = one + "  - name: more\n    physicalName: more_v1\n    properties: [{name: b}]\n"
    other = two.replace("- name: more", "- name: extra")

    def effects(old: str, new: str) -> list[tuple[str, str, str]]:
        return effects_of(diff_contracts(read_contract(old, "o.yaml"), read_contract(new, "n.yaml")))

    assert effects(one, two) == [("more", "table.added", "stronger")]
    assert effects(two, one) == [("more", "table.removed", "weaker")]
    assert effects(two, other) == [("extra", "table.relabelled", "words")]


def test_service_levels_are_compared() -> None:
    def level(days: int) -> str:
        return f"slaProperties: [{{property: latency, value: {days}, unit: d, element: trips.day}}]\n"

    changes = diff_contracts(contract_of("name: day", head=level(2)), contract_of("name: day", head=level(1)))

    assert effects_of(changes) == [("trips.day", "freshness.tightened", "stronger")]
    assert (changes[0].old, changes[0].new) == ("at most 2d old", "at most 1d old")


def test_relationships_are_compared() -> None:
    assert effects_of(changes_of("name: a", "name: a, relationships: [{to: others.id}]")) == [
        ("trips.a", "reference.added", "stronger")
    ]
