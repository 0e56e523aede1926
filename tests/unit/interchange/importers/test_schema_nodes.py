"""What references and choices stand for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lockgate.documents.node import Mapping, plain_value
from lockgate.documents.yaml_reader import read_yaml
from lockgate.interchange.importers.schema_nodes import (
    is_unresolved,
    kinds,
    logical_type,
    may_be_null,
    resolved,
    single_choice,
)

ROOT: dict[str, Any] = {
    "type": "object",
    "$defs": {
        "n": {"type": ["integer", "null"], "minimum": 1},
        "again": {"$ref": "#/$defs/n"},
        "loop": {"$ref": "#/$defs/loop"},
        "text": "no schema",
    },
}


def mapping(value: object) -> Mapping:
    node = read_yaml(json.dumps(value), "s.json")
    assert isinstance(node, Mapping)
    return node


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ({"type": "string"}, {"type": "string"}),
        ({"$ref": "#/$defs/again"}, {"type": ["integer", "null"], "minimum": 1}),
        ({"$ref": "#/$defs/n", "minimum": 2}, {"minimum": 2, "type": ["integer", "null"]}),
        ({"$ref": "#"}, ROOT),
        *(
            ({"$ref": to}, None)
            for to in ("#/$defs/loop", "#/$defs/text", "#/no/where", "other.json", "#anchor")
        ),
    ],
)
def test_references_are_followed_within_the_document(node: object, said: object) -> None:
    found = resolved(mapping(node), mapping(ROOT))

    assert is_unresolved(found) is (said is None)
    assert said is None or plain_value(found) == said


@pytest.mark.parametrize(
    ("node", "kind", "is_null_allowed"),
    [
        ({}, None, True),
        ({"not": {"type": "null"}}, None, False),
        ({"enum": [1]}, None, False),
        ({"enum": [1, None]}, None, True),
        ({"const": 1}, None, False),
        ({"const": None}, None, True),
        ({"oneOf": [{"type": "integer"}, {"type": "string"}]}, None, False),
        ({"type": ["null", "integer"]}, "integer", True),
        ({"type": ["integer", "number"]}, "number", False),
        ({"type": ["integer", "string"]}, None, False),
        ({"type": "array"}, "array", False),
        ({"type": "string", "format": "time"}, "time", False),
        ({"anyOf": [{"type": "null"}, {"type": "string"}]}, None, True),
    ],
)
def test_types(node: object, kind: str | None, is_null_allowed: bool) -> None:  # noqa: FBT001 - an expectation
    found = logical_type(mapping(node))

    assert (found.value if found else None) == kind
    assert may_be_null(mapping(node), mapping(ROOT)) is is_null_allowed


def test_a_schema_that_is_no_mapping_allows_null() -> None:
    assert may_be_null(None, mapping(ROOT))
    assert kinds(mapping({"type": {"a": 1}})) == set()


def test_a_choice_of_null_and_one_schema_is_that_schema() -> None:
    root = mapping(ROOT)

    one = single_choice(mapping({"title": "x", "oneOf": [{"type": "null"}, {"$ref": "#/$defs/n"}]}), root)
    two = single_choice(mapping({"anyOf": [{"type": "string"}, {"type": "boolean"}]}), root)

    assert plain_value(one) == {"title": "x", "type": ["integer", "null"], "minimum": 1}
    assert kinds(two) == set()
