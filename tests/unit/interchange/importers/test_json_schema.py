"""JSON Schema of a row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.domain.errors import DocumentError
from lockgate.interchange.import_contract import Imported, import_contract


def imported(**schema: Any) -> Imported:  # noqa: ANN401 - any keyword
    return import_contract(json.dumps({"type": "object", **schema}), "trip.json", "json-schema")


def column(node: object, **schema: Any) -> Any:  # noqa: ANN401 - any keyword
    return imported(properties={"x": node}, **schema).contract.tables[0].columns[0]


@pytest.mark.parametrize(
    ("node", "logical"),
    [
        ({"type": "integer"}, "integer"),
        ({"type": ["number", "null"]}, "number"),
        ({"type": ["integer", "number"]}, "number"),
        ({"type": "string", "format": "date-time"}, "timestamp"),
        ({"anyOf": [{"type": "boolean"}, {"type": "null"}]}, "boolean"),
        ({"$ref": "#/$defs/a~1b"}, "string"),
        (True, None),
        ({"type": "object"}, None),
        ({"type": ["string", "integer"]}, None),
        ({"type": "cube"}, None),
        ({"$ref": "#/nowhere"}, None),
        (3, None),
    ],
)
def test_types(node: object, logical: str | None) -> None:
    found = column(node, **{"$defs": {"a/b": {"type": "string"}}})

    assert (found.logical_type.value if found.logical_type else None) == logical


def test_limits_values_and_words() -> None:
    found = column(
        {
            "type": "string", "minLength": 1, "maxLength": 9, "pattern": "^a", "format": "email", "enum": ["a", "b"],
            "description": "why", "title": "X", "default": "a",
        }
    )  # fmt: skip

    assert (found.options.min_length, found.options.max_length) == (1, 9)
    assert (found.options.pattern, found.options.format) == ("^a", "email")
    assert (found.values, found.description) == (("a", "b"), "why")


def test_required_means_no_null_only_where_null_is_no_type() -> None:
    found = imported(
        properties={"a": {"type": "string"}, "b": {"type": ["string", "null"]}, "c": True},
        required=["a", "b", "c", "z"],
    )

    assert [one.required for one in found.contract.tables[0].columns] == [True, False, False]
    assert ("required: 'z'", "not mapped") in fates(found)


def test_what_stands_beside_the_properties() -> None:
    found = imported(
        title="trip", description="one trip", additionalProperties=False, unevaluatedProperties=True, examples=[1],
        minProperties=1, properties={"a": {"type": "string"}},
    )  # fmt: skip

    assert (found.contract.name, found.contract.tables[0].description) == ("trip", "one trip")
    assert [rule["check"] for rule in rules_of(found)] == ["columns_exact", "unmapped"]
    assert ("examples", "not mapped") in fates(found)


def test_formats_and_constants() -> None:
    found = imported(
        properties={
            "a": {"type": "string", "format": "iban"}, "b": {"type": "string", "format": "colour"},
            "c": {"const": 3}, "d": {"enum": [None]}, "e": {"enum": [[1]]}, "f": {"type": "integer", "not": {}},
            "g": {"type": "number", "minimum": [1]},
        }
    )  # fmt: skip

    checks = sorted(rule["check"] for rule in rules_of(found))

    assert checks == ["null_fraction", "semantic_format", "unmapped", "unmapped", "unmapped"]
    assert found.contract.tables[0].columns[2].values == (3,)
    assert ("b: format colour", "not mapped") in fates(found)


def test_an_array_of_objects_is_a_table_of_them() -> None:
    schema = {
        "type": "array",
        "items": {"$ref": "#/definitions/row"},
        "definitions": {"row": {"properties": {"a": {}}}},
    }

    found = import_contract(json.dumps(schema), "rows.json", "json-schema")

    assert [one.name for one in found.contract.tables[0].columns] == ["a"]


@pytest.mark.parametrize("text", ["[1]", "{}", '{"properties": {}}', '{"$ref": "#/$ref"}'])
def test_what_describes_no_table_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="LG331"):
        import_contract(text, "x.json", "json-schema")


def test_references_in_a_circle_end() -> None:
    found = imported(properties={"a": {"$ref": "#/$defs/a"}}, **{"$defs": {"a": {"$ref": "#/$defs/a"}}})

    assert found.contract.tables[0].columns[0].logical_type is None
