"""The schema of a row, judged by the package jsonschema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pyarrow as pa
import pytest
from tests.fakes.contracts import contract_of
from tests.fakes.tables import run_on

from lockgate.domain.verdict import Verdict
from lockgate.interchange.export_contract import export_contract
from lockgate.interchange.exporters.json_schema import write_json_schema
from lockgate.interchange.import_contract import import_contract
from lockgate.interchange.loss import Fate
from lockgate.scan.suite import Suite

PROPERTIES: list[dict[str, Any]] = [
    {
        "name": "id",
        "logicalType": "integer",
        "required": True,
        "description": "the number",
        "logicalTypeOptions": {"minimum": 1},
    },
    {"name": "kind", "logicalType": "string", "enum": [{"value": "a"}, {"value": "b"}]},
    {"name": "code", "logicalType": "string", "logicalTypeOptions": {"pattern": "^x", "maxLength": 3}},
    {"name": "day", "logicalType": "date"},
    {"name": "any", "required": True},
]
ROW: dict[str, Any] = {"id": 1, "kind": "a", "code": "xy", "day": "2013-01-01", "any": 0}


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"kind": None, "code": None, "day": None}, True),
        ({"id": 0}, False),
        ({"id": None}, False),
        ({"id": "1"}, False),
        ({"kind": "c"}, False),
        ({"code": "ax"}, False),
        ({"code": "xxxx"}, False),
        ({"any": None}, False),
        ({"more": 1}, False),
    ],
)
def test_rows_are_judged_as_by_the_contract(change: dict[str, Any], is_valid: bool) -> None:  # noqa: FBT001 - an expectation
    rule = {"check": "columns_exact", "names": list(ROW)}
    schema = json.loads(write_json_schema(contract_of([rule], PROPERTIES))[0])

    assert jsonschema.Draft202012Validator(schema).is_valid({**ROW, **change}) is is_valid


@pytest.mark.parametrize(("kind", "allowed"), [("b", True), ("a", False), (None, True)])
@pytest.mark.parametrize(("free", "is_free"), [(1, True), ("x", False), (0, False), (None, False)])
def test_values_that_are_forbidden_stay_so_there_and_back(
    kind: str | None,
    allowed: bool,  # noqa: FBT001 - an expectation
    free: object,
    is_free: bool,  # noqa: FBT001 - an expectation
) -> None:
    rules: list[dict[str, Any]] = [
        {"check": "forbidden_values", "column": "kind", "values": ["a", "z"]},
        {"check": "forbidden_values", "column": "free", "values": ["x"]},
        {"check": "forbidden_values", "column": "free", "values": [0]},
    ]
    properties: list[dict[str, Any]] = [
        {"name": "kind", "logicalType": "string"},
        {"name": "free", "required": True},
    ]
    contract = contract_of(rules, properties)
    text, losses = write_json_schema(contract)
    validator = jsonschema.Draft202012Validator(json.loads(text))

    assert "forbidden_values" not in str([loss.source for loss in losses if loss.fate is Fate.NOT_MAPPED])
    assert validator.is_valid({"kind": kind, "free": free}) is (allowed and is_free)
    again = import_contract(text, "t.json", "json-schema")
    assert write_json_schema(again.contract)[0] == text


def test_columns_may_be_missing_where_nothing_says_that_they_are_there() -> None:
    schema = json.loads(write_json_schema(contract_of([{"check": "range", "column": "a", "min": 1}]))[0])

    assert "required" not in schema


def test_several_patterns_and_several_tables() -> None:
    more = {"name": "o", "properties": [{"name": "x", "logicalType": "boolean"}]}
    rule = {"check": "pattern", "column": "code", "all_of": ["a", "b"]}

    schema = json.loads(write_json_schema(contract_of([rule], PROPERTIES, more=[more]))[0])

    assert set(schema["$defs"]) == {"trips", "o"}
    assert len(schema["$defs"]["trips"]["properties"]["code"]["allOf"]) == 3


def test_what_goes_out_comes_back() -> None:
    contract = contract_of([], PROPERTIES[:3])

    exported = export_contract(contract, "c.yaml", "json-schema")
    again = import_contract(exported.text, "trips.json", "json-schema").contract

    before, after = (
        {(item.check.name, item.check) for item in one.tables[0].items} for one in (contract, again)
    )
    assert after == before


MAYBE = {
    "name": "n",
    "logicalType": "integer",
    "required": True,
    "customProperties": [{"property": "optional", "value": True}],
}


def test_a_column_that_may_be_absent_is_not_required_and_still_judged() -> None:
    schema = json.loads(write_json_schema(contract_of([], [{"name": "a"}, MAYBE]))[0])

    assert schema["required"] == ["a"]
    jsonschema.validate({"a": 1}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"a": 1, "n": None}, schema)


@pytest.mark.parametrize("rule", [{"check": "pattern", "regex": "^1"}, {"check": "length", "max": 3}])
@pytest.mark.parametrize(("kind", "is_lost"), [("integer", True), ("string", False)])
def test_texts_of_numbers_have_no_counterpart(rule: dict[str, Any], kind: str, is_lost: bool) -> None:  # noqa: FBT001 - the expected answer
    contract = contract_of([{**rule, "column": "n", "as_text": True}], [{"name": "n", "logicalType": kind}])

    reasons = [item.why for item in write_json_schema(contract)[1]]

    assert ("the text of a value of another type has no counterpart" in reasons) is is_lost


NESTED: list[dict[str, Any]] = [
    {
        "name": "addr",
        "logicalType": "object",
        "properties": [{"name": "zip", "logicalType": "string"}, {"name": "n", "logicalType": "integer"}],
    },
    {"name": "tags", "logicalType": "array", "items": {"logicalType": "string"}},
    {
        "name": "legs",
        "logicalType": "array",
        "required": True,
        "items": {"logicalType": "object", "properties": [{"name": "km", "logicalType": "number"}]},
    },
    {
        "name": "deep",
        "logicalType": "object",
        "properties": [
            {"name": "a", "logicalType": "object", "properties": [{"name": "b", "logicalType": "boolean"}]}
        ],
    },
]
NESTED_ROWS: list[dict[str, Any]] = [
    {
        "addr": {"zip": "1000 AA", "n": 3},
        "tags": ["x", None],
        "legs": [{"km": 0.5}, None],
        "deep": {"a": {"b": True}},
    },
    {"addr": {"zip": None, "n": None}, "tags": [], "legs": [], "deep": {"a": None}},
    {"addr": None, "tags": None, "legs": [{"km": None}], "deep": None},
]


def test_rows_of_a_nested_table_that_passes_are_accepted() -> None:
    contract = contract_of([], NESTED)
    schema = json.loads(write_json_schema(contract)[0])

    run = run_on(Suite(table="t", items=contract.tables[0].items), t=pa.Table.from_pylist(NESTED_ROWS))

    assert {finding.verdict for finding in run.findings[0]} == {Verdict.PASS}
    for row in NESTED_ROWS:
        jsonschema.validate(row, schema)


@pytest.mark.parametrize(
    "change",
    [
        {"addr": "1000 AA"},
        {"addr": {"zip": 1000, "n": 3}},
        {"addr": {"zip": "1000 AA"}},
        {"tags": "x"},
        {"tags": [1]},
        {"legs": None},
        {"legs": [{"km": "far"}]},
        {"deep": {"a": {"b": 1}}},
    ],
)
def test_parts_of_another_type_are_refused(change: dict[str, Any]) -> None:
    schema = json.loads(write_json_schema(contract_of([], NESTED))[0])

    assert not jsonschema.Draft202012Validator(schema).is_valid({**NESTED_ROWS[0], **change})


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"n": None, "s": None}, True),
        ({"n": 51}, False),
        ({"s": "nobody"}, False),
        ({"code": "x"}, False),
    ],
)
def test_steps_and_forms_of_texts_are_asked(change: dict[str, Any], is_valid: bool) -> None:  # noqa: FBT001 - an expectation
    contract = contract_of(
        [
            {"check": "multiple_of", "column": "n", "step": 50},
            {"check": "semantic_format", "column": "s", "format": "email"},
            {"check": "semantic_format", "column": "code", "format": "md5"},
        ],
        [
            {"name": "n", "logicalType": "integer"},
            {"name": "s", "logicalType": "string"},
            {"name": "code", "logicalType": "string"},
        ],
    )
    schema = json.loads(write_json_schema(contract)[0])
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )

    row = {"n": 100, "s": "someone@example.org", "code": "0" * 32}

    assert validator.is_valid({**row, **change}) is is_valid
