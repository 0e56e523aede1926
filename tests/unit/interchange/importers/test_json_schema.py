"""JSON Schema of a row."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.contracts import contract_of
from tests.fakes.imported import fates, rules_of
from tests.fakes.tables import run_on

from lockgate.contracts.contract import Contract
from lockgate.domain.errors import DocumentError
from lockgate.domain.verdict import Verdict
from lockgate.interchange.export_contract import export_contract
from lockgate.interchange.import_contract import Imported, import_contract
from lockgate.scan.suite import Suite


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
        ({"type": "object"}, "object"),
        ({"type": ["array", "null"]}, "array"),
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


def test_values_that_are_forbidden() -> None:
    found = imported(
        properties={
            "a": {"not": {"const": 3}}, "b": {"not": {"enum": [None]}}, "c": {"not": {"enum": [[1], 2]}},
            "d": {"not": {"enum": ["x"], "type": "string"}},
        }
    )  # fmt: skip

    rules = {rule["check"]: rule for rule in rules_of(found)}

    assert rules["forbidden_values"]["values"] == [3]
    assert [rule["check"] for rule in rules_of(found)].count("unmapped") == 2
    assert ("b: not null", "mapped") in fates(found)


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
    assert ("a: $ref", "not mapped") in fates(found)
    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"]


def test_what_stands_beside_a_reference_counts_too() -> None:
    found = column({"$ref": "#/$defs/n", "minimum": 3}, **{"$defs": {"n": {"type": "integer", "minimum": 1}}})

    assert (found.logical_type.value, found.options.minimum) == ("integer", 3)


def test_properties_that_rows_may_lack_are_optional_columns() -> None:
    found = imported(
        properties={"a": {"type": "string"}, "b": {"type": ["string", "null"]}, "c": {"type": "integer"}},
        required=["a"],
        additionalProperties=False,
    )

    assert [one.optional for one in found.contract.tables[0].columns] == [False, True, True]
    assert [rule["check"] for rule in rules_of(found)] == ["column_names"]
    assert [fate for source, fate in fates(found) if source.endswith("not required")] == [
        "mapped",
        "approximated",
    ]


def test_where_every_property_may_be_lacking_each_must_be_there() -> None:
    found = imported(properties={"a": {"type": "string"}, "b": {}})

    assert [one.optional for one in found.contract.tables[0].columns] == [False, False]
    assert [fate for source, fate in fates(found) if source.endswith("not required")] == ["approximated"] * 2


def test_an_exported_optional_column_comes_back_optional() -> None:
    maybe = {"property": "optional", "value": True}
    contract = contract_of(
        [], [{"name": "a"}, {"name": "b", "logicalType": "integer", "customProperties": [maybe]}]
    )

    exported = export_contract(contract, "c.yaml", "json-schema").text
    again = import_contract(exported, "trips.json", "json-schema").contract

    before, after = ({item.check for item in one.tables[0].items} for one in (contract, again))
    assert after == before
    assert again.tables[0].columns[1].optional


def test_names_that_no_column_has_are_reported() -> None:
    found = imported(properties={"": {}, "a": {}, "A": {}}, required=["", "a"])

    assert [one.name for one in found.contract.tables[0].columns] == ["a"]
    assert [(source, fate) for source, fate in fates(found) if fate == "not mapped"] == [
        ("property ''", "not mapped"),
        ("property A", "not mapped"),
        ("required: ''", "not mapped"),
    ]


def test_keywords_that_no_contract_holds_stay_open_alone() -> None:
    found = imported(
        properties={
            "a": {"type": "integer", "minLength": 1},
            "b": {"type": "integer", "format": "email"},
            "c": {"type": "array", "minItems": 1},
        }
    )

    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"] * 3
    assert [one.logical_type.value for one in found.contract.tables[0].columns if one.logical_type] == [
        "integer",
        "integer",
        "array",
    ]


def test_nested_types_are_checked_on_the_real_engine() -> None:
    contract = column_contract(
        {
            "type": "object",
            "required": ["zip"],
            "properties": {"zip": {"type": "string"}, "tags": {"type": "array", "items": {"type": "integer"}}},
        }
    )
    good, bad = (pa.Table.from_pylist([{"x": {"zip": "1000 AA", "tags": [tag]}}]) for tag in (1, "one"))

    passed, failed = (
        {
            finding.verdict
            for finding in run_on(Suite(table="t", items=contract.tables[0].items), t=rows).findings[0]
        }
        for rows in (good, bad)
    )

    assert passed == {Verdict.PASS}
    assert Verdict.FAIL in failed


def column_contract(node: object) -> Contract:
    return imported(properties={"x": node}, required=["x"]).contract


def test_a_column_without_a_type_that_is_always_filled_comes_back() -> None:
    contract = contract_of([], [{"name": "a", "required": True}, {"name": "b"}])

    exported = export_contract(contract, "c.yaml", "json-schema").text
    again = import_contract(exported, "trips.json", "json-schema").contract

    before, after = ({item.check for item in one.tables[0].items} for one in (contract, again))
    assert after == before
