"""Parts inside the values of a JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.imported import fates, rules_of

from lockgate.interchange.import_contract import Imported, import_contract
from lockgate.interchange.importers.schema_parts import MOST_ITEMS


def imported(node: object, **schema: Any) -> Imported:  # noqa: ANN401 - any keyword
    document = {"type": "object", "properties": {"x": node}, "required": ["x"], **schema}
    return import_contract(json.dumps(document), "trip.json", "json-schema")


def inside(found: Imported) -> dict[str, str]:
    return {part.path: part.logical_type.value for part in found.contract.tables[0].columns[0].inside}


def test_types_of_parts_are_those_of_the_schema() -> None:
    found = imported(
        {
            "type": ["object", "null"],
            "required": ["zip", "day"],
            "properties": {
                "zip": {"type": ["string", "null"]},
                "day": {"type": "string", "format": "date"},
                "legs": {
                    "type": "array",
                    "items": {"type": "object", "properties": {"km": {"type": "number"}}},
                },
                "place": {"$ref": "#/$defs/place"},
                "any": {},
                "all": True,
            },
        },
        **{"$defs": {"place": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Place"}}},
    )

    assert inside(found) == {
        "zip": "string",
        "day": "date",
        "legs": "array",
        "legs[]": "object",
        "legs[].km": "number",
        "place": "string",
    }
    assert rules_of(found) == []
    told = dict(fates(found))
    assert told["x.day: required"] == told["x.legs: not required"] == "approximated"
    assert told["x.zip: type string"] == told["x.any: type any"] == told["x.all: true"] == "mapped"
    assert "x.zip: required" not in told


def test_rules_about_parts_stay_open() -> None:
    found = imported(
        {
            "type": "object",
            "properties": {
                "a": {"type": "string", "minLength": 1, "description": "a"},
                "b": {"type": ["string", "integer"]},
                "c": False,
                "d": {"$ref": "other.json"},
                "e.f": {"type": "string"},
                "g": {"type": "object", "additionalProperties": True},
                "h": {"type": "object", "additionalProperties": False},
            },
        }
    )

    assert inside(found) == {"a": "string", "g": "object", "h": "object"}
    assert [rule["rule"] for rule in rules_of(found)] == [
        "x.a: minLength",
        "x.b: type integer, string",
        "x.c: false",
        "x.d",
        "x.e.f",
        "x.h: additionalProperties",
    ]
    assert ("x.a: description", "not mapped") in fates(found)


def test_a_part_that_holds_itself_is_read_once_and_reported() -> None:
    tree = {
        "type": "object",
        "required": ["n", "children"],
        "properties": {
            "n": {"type": ["integer", "null"]},
            "children": {"type": ["array", "null"], "items": {"$ref": "#/$defs/tree"}},
        },
    }

    found = imported({"$ref": "#/$defs/tree"}, **{"$defs": {"tree": tree}})

    assert inside(found)["children[].n"] == "integer"
    assert [(source, fate) for source, fate in fates(found) if "[][]" in source or fate == "approximated"] == [
        ("x.children[].children", "approximated"),
    ]


def test_items_of_any_kind_say_nothing() -> None:
    assert inside(imported({"type": "array", "items": True})) == {}
    assert inside(imported({"type": "array"})) == {}
    assert [rule["rule"] for rule in rules_of(imported({"type": "array", "items": [{}]}))] == ["x[]: a list"]


def test_definitions_that_hold_each_other_many_times_do_not_multiply_without_end() -> None:
    pair = [{"$ref": f"#/$defs/d{depth}"} for depth in range(1, 31)]
    defs: dict[str, object] = {
        f"d{depth}": {"type": "object", "properties": {"a": below, "b": below}}
        for depth, below in enumerate(pair)
    }

    found = imported({"$ref": "#/$defs/d0"}, **{"$defs": defs | {"d30": {"type": "string"}}})

    assert MOST_ITEMS <= len(found.report.items) < MOST_ITEMS + 200
    assert any("multiply" in item.why for item in found.report.items)
    assert "unmapped" in {rule.check.name for rule in found.contract.tables[0].rules}
