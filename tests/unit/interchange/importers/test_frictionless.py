"""Frictionless schemas and packages."""

from __future__ import annotations

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.contracts.contract import Reference
from lockgate.domain.errors import DocumentError
from lockgate.interchange.import_contract import Imported, import_contract


def imported(text: str) -> Imported:
    return import_contract(text, "data.yml", "frictionless")


def test_fields_with_their_constraints() -> None:
    table = imported("""
fields:
  - name: id
    type: integer
    description: the number
    title: Id
    constraints: {required: true, unique: true, minimum: 1, exclusiveMaximum: 9}
  - {name: s, type: string, format: email, constraints: {pattern: "[a-z]+", enum: [a, b], minLength: 1}}
primaryKey: [id]
""").contract.tables[0]

    first, second = table.columns

    assert (first.required, first.unique, first.key_position, first.description) == (
        True,
        True,
        1,
        "the number",
    )
    assert (first.options.minimum, first.options.exclusive_maximum) == (1, 9)
    assert (second.options.pattern, second.options.format, second.values) == (
        "^(?:[a-z]+)$",
        "email",
        ("a", "b"),
    )


def test_keys_and_references() -> None:
    found = imported("""
fields: [{name: a}, {name: b}]
uniqueKeys: [[a, b]]
foreignKeys:
  - {fields: a, reference: {resource: other, fields: k}}
  - {fields: [a, b], reference: {resource: other, fields: k}}
  - {fields: a}
fieldsMatch: exact
missingValues: ["", "-"]
dialect: {}
""")

    assert found.contract.tables[0].references[0].table == "other"
    assert [rule["check"] for rule in rules_of(found)] == [
        "uniqueness",
        "unmapped",
        "unmapped",
        "columns_exact",
    ]
    assert ("missingValues", "approximated") in fates(found)
    assert isinstance(found.contract.tables[0].references[0], Reference)


def test_what_has_no_counterpart() -> None:
    found = fates(
        imported("""
fields:
  - {name: a, type: geopoint, format: topojson, bareNumber: false, hue: 1, constraints: {jsonSchema: {type: x}, x: 1}}
  - {name: b, type: string, constraints: {jsonSchema: {type: object}, minimum: true, enum: []}}
  - {name: c, constraints: {jsonSchema: {}}}
fieldsMatch: [subset]
""")
    )

    assert found[0] == ("a: type geopoint", "approximated")
    assert [fate for source, fate in found if source.startswith("b: ")] == [
        "mapped",
        "mapped",
        "not mapped",
        "not mapped",
    ]
    assert found[-1][1] == "approximated"


def test_a_package_is_a_contract_of_its_resources() -> None:
    found = imported("""
name: shop
description: everything
licenses: []
resources:
  - {name: orders, path: orders.csv, encoding: utf-8, description: all orders, schema: {fields: [{name: id}]}}
  - {name: remote, schema: https://example.org/schema.json}
  - {schema: {fields: [{name: x}]}}
""")

    assert [table.name for table in found.contract.tables] == ["orders", "resource_3"]
    assert (found.contract.name, found.contract.tables[0].description) == ("shop", "all orders")
    assert ("resource remote", "not mapped") in fates(found)
    assert ("orders: encoding", "not mapped") in fates(found)


def test_one_resource_is_a_table() -> None:
    assert imported("{name: r, schema: {fields: [{name: a}]}}").contract.tables[0].name == "r"


@pytest.mark.parametrize("text", ["[1]", "a: 1", "fields: [{type: string}]"])
def test_what_is_no_descriptor_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        imported(text)
