"""Frictionless schemas and packages."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from tests.fakes.imported import fates, rules_of
from tests.fakes.tables import run_on

from lockgate.contracts.contract import Reference
from lockgate.domain.errors import DocumentError
from lockgate.domain.verdict import Verdict
from lockgate.interchange.import_contract import Imported, import_contract
from lockgate.scan.suite import Suite


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
        "columns_exact",
        "column_order",
        "unmapped",
        "unmapped",
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
    assert found[-1] == ("fieldsMatch: subset", "mapped")


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


@pytest.mark.parametrize(
    ("field", "minimum"),
    [
        ('type: number, constraints: {minimum: "0"}', 0),
        ('type: number, constraints: {minimum: "-1.5"}', -1.5),
        ('type: number, decimalChar: ",", groupChar: ".", constraints: {minimum: "1.000,5"}', 1000.5),
        ('constraints: {minimum: "7"}, type: integer', 7),
        ("type: year, constraints: {minimum: 2001}", 2001),
        ('type: year, constraints: {minimum: "2001"}', 2001),
        ('type: date, constraints: {minimum: "2013-01-31"}', date(2013, 1, 31)),
    ],
)
def test_bounds_may_be_written_as_the_file_writes_them(field: str, minimum: object) -> None:
    column = imported(f"fields: [{{name: x, {field}}}]").contract.tables[0].columns[0]

    assert column.options.minimum == minimum


@pytest.mark.parametrize(
    "field",
    [
        'type: number, constraints: {minimum: "few"}',
        "type: number, constraints: {minimum: true, minLength: 3}",
        "type: number, constraints: {minimum: [1]}",
        'type: date, constraints: {minimum: "31/01/2013"}',
        "type: date, constraints: {minimum: 3}",
        "type: boolean, constraints: {minimum: 1}",
        "type: string, constraints: {minimum: 1}",
        "type: string, constraints: {minLength: many}",
        "type: array, constraints: {minLength: 1}",
        "type: boolean, constraints: {enum: [yes-and-no]}",
        "type: integer, constraints: {enum: [1, [2]]}",
    ],
)
def test_a_constraint_that_no_contract_holds_stays_open_alone(field: str) -> None:
    found = imported(f"fields: [{{name: ok, type: integer}}, {{name: x, {field}}}]")

    assert [column.name for column in found.contract.tables[0].columns] == ["ok", "x"]
    assert {rule["check"] for rule in rules_of(found)} == {"unmapped"}


@pytest.mark.parametrize(
    ("kind", "values"), [("integer", (1, 2)), ("number", (1, 2)), ("string", ("1", "2")), ("boolean", (True,))]
)
def test_listed_values_are_of_the_type(kind: str, values: tuple[object, ...]) -> None:
    listed = '["TRUE"]' if kind == "boolean" else '["1", "2"]'

    found = imported(f"fields: [{{name: x, type: {kind}, constraints: {{enum: {listed}}}}}]")

    assert found.contract.tables[0].columns[0].values == values


def test_years_are_whole_numbers() -> None:
    contract = imported("fields: [{name: x, type: year, constraints: {minimum: 2000}}]").contract

    findings = run_on(Suite(table="t", items=contract.tables[0].items), t=pa.table({"x": [2001]})).findings[0]

    assert {finding.verdict for finding in findings} == {Verdict.PASS}


def test_keys_without_fields_and_fields_named_twice_stay_open() -> None:
    found = imported("""
fields: [{name: a}, {name: A}]
uniqueKeys: [[], [z]]
primaryKey: [y]
foreignKeys:
  - {fields: w, reference: {resource: "", fields: a}}
  - {fields: a, reference: {resource: "", fields: w}}
  - {fields: a, reference: {resource: "", fields: y}}
""")

    assert sorted(rule["check"] for rule in rules_of(found)) == ["uniqueness", *["unmapped"] * 4]
    assert [reference.to for reference in found.contract.tables[0].references] == [("y",)]


@pytest.mark.parametrize(
    ("word", "checks"),
    [
        ("equal", ["columns_exact"]),
        ("[superset]", ["unmapped"]),
        ("partial", ["unmapped"]),
        ("3", ["unmapped"]),
    ],
)
def test_which_fields_a_file_may_have(word: str, checks: list[str]) -> None:
    found = imported(f"fields: [{{name: a}}, {{name: b}}]\nfieldsMatch: {word}\n")

    assert [rule["check"] for rule in rules_of(found)] == checks


def test_categories_are_the_only_values() -> None:
    found = imported("""
fields:
  - {name: a, categories: [x, y], type: string}
  - {name: b, type: integer, categories: [{value: 1, label: one}, {value: 2}]}
  - {name: c, type: integer, categories: [x]}
  - {name: d, categories: []}
""")

    assert [column.values for column in found.contract.tables[0].columns] == [("x", "y"), (1, 2), (), ()]
    assert [rule["check"] for rule in rules_of(found)] == ["unmapped", "unmapped"]
