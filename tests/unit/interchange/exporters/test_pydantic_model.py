"""The Python source runs, and its model judges rows as the contract does on the real engine."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest
from pydantic import BaseModel, ValidationError
from tests.fakes.contracts import contract_of
from tests.fakes.tables import run_on

from lockgate.contracts.contract import Contract
from lockgate.domain.verdict import Verdict
from lockgate.interchange.exporters.pydantic_model import write_pydantic
from lockgate.scan.suite import Suite

PROPERTIES: list[dict[str, Any]] = [
    {"name": "id", "logicalType": "integer", "required": True, "logicalTypeOptions": {"minimum": 1}},
    {"name": "kind", "logicalType": "string", "enum": [{"value": "a"}, {"value": "it's"}]},
    {"name": "share", "logicalType": "number", "logicalTypeOptions": {"exclusiveMaximum": 1, "minimum": 0}},
    {"name": "step", "logicalType": "number", "enum": [{"value": 0.5}, {"value": 1}]},
    {
        "name": "pick up",
        "logicalType": "string",
        "description": 'the "place"',
        "logicalTypeOptions": {"pattern": "^x"},
    },
    {"name": "class", "logicalType": "date"},
    {"name": "1st", "logicalType": "boolean"},
    {"name": "pick_up"},
]
ROW: dict[str, Any] = {
    "id": 1,
    "kind": "a",
    "share": 0.5,
    "step": 0.5,
    "pick up": "xy",
    "class": date(2013, 1, 1),
    "1st": True,
    "pick_up": "z",
}
TYPES = {
    "id": pa.int64(),
    "kind": pa.string(),
    "share": pa.float64(),
    "step": pa.float64(),
    "pick up": pa.string(),
    "class": pa.date32(),
    "1st": pa.bool_(),
    "pick_up": pa.string(),
}


def model_of(contract: Contract) -> type[BaseModel]:
    module = ModuleType("made")
    exec(compile(write_pydantic(contract)[0], "made.py", "exec"), module.__dict__)  # noqa: S102 - the source under test
    models = [
        value for value in vars(module).values() if isinstance(value, type) and issubclass(value, BaseModel)
    ]
    model = models[-1]
    model.model_rebuild(_types_namespace=module.__dict__)
    return model


def accepts(model: type[BaseModel], row: dict[str, Any]) -> bool:
    try:
        model.model_validate(row)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"kind": None, "share": None, "pick up": None, "class": None, "1st": None, "step": None},
        {"id": 0},
        {"id": None},
        {"kind": "b"},
        {"kind": "it's"},
        {"share": 1.0},
        {"share": float("nan")},
        {"share": -0.1},
        {"step": 0.25},
        {"step": 1.0},
        {"pick up": "ax"},
    ],
)
def test_a_row_is_accepted_exactly_where_the_contract_passes(change: dict[str, Any]) -> None:
    contract = contract_of([], PROPERTIES)
    row = {**ROW, **change}
    table = pa.table({name: pa.array([value], TYPES[name]) for name, value in row.items()})

    findings = run_on(Suite(table="t", items=contract.tables[0].items), t=table).findings[0]

    is_passed = all(
        finding.verdict is Verdict.PASS or finding.summary == "no row has a value to judge"
        for finding in findings
    )
    assert accepts(model_of(contract), row) is is_passed


def test_other_columns_are_refused_only_where_the_contract_does() -> None:
    closed = contract_of([{"check": "columns_exact", "names": ["id"]}], PROPERTIES[:1])

    assert accepts(model_of(contract_of([], PROPERTIES[:1])), {"id": 1, "more": 2})
    assert not accepts(model_of(closed), {"id": 1, "more": 2})


def test_a_column_may_be_missing_where_nothing_says_that_it_is_there() -> None:
    contract = contract_of([{"check": "range", "column": "a", "min": 1}])

    assert accepts(model_of(contract), {})
    assert "Any" in write_pydantic(contract)[0]


def test_names_that_python_keeps_are_renamed_once_each() -> None:
    more = [
        {"name": "trips!", "properties": [{"name": "x"}]},
        {"name": "1", "properties": [{"name": "x"}]},
        {"name": "!", "properties": [{"name": "é!"}, {"name": "ü?"}]},
    ]

    text, _ = write_pydantic(contract_of([], PROPERTIES, more=more))

    assert [line for line in text.splitlines() if line.startswith("class ")] == [
        "class Trips(BaseModel):",
        "class Trips_(BaseModel):",
        "class Row1(BaseModel):",
        "class Row(BaseModel):",
    ]


def test_an_empty_list_of_values_says_nothing_more() -> None:
    contract = contract_of(
        [
            {"check": "allowed_values", "column": "s", "values": ["a"]},
            {"check": "allowed_values", "column": "s", "values": ["b"]},
        ]
    )

    assert "s: Any" in write_pydantic(contract)[0]


def test_a_column_that_may_be_absent_has_a_default() -> None:
    maybe = {"name": "n", "required": True, "customProperties": [{"property": "optional", "value": True}]}

    written = write_pydantic(contract_of([], [{"name": "a"}, maybe]))[0]

    assert "n: Any = None" in written
    assert "a: Any\n" in written


def test_nested_columns_have_their_own_type_and_their_parts_are_lost() -> None:
    contract = contract_of(
        [],
        [
            {
                "name": "addr",
                "logicalType": "object",
                "properties": [{"name": "zip", "logicalType": "string"}],
            },
            {"name": "tags", "logicalType": "array", "required": True, "items": {"logicalType": "integer"}},
        ],
    )

    text, items = write_pydantic(contract)

    assert "addr: dict[str, Any] | None\n" in text
    assert "tags: list[Any]\n" in text
    assert accepts(model_of(contract), {"addr": {"zip": "x"}, "tags": [1]})
    assert not accepts(model_of(contract), {"addr": "x", "tags": [1]})
    assert [item.why for item in items if "path" in item.source] == [
        "what a nested value holds inside has no counterpart"
    ] * 2


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"n": 51}, False),
        ({"x": 0.16}, False),
        ({"x": float("nan")}, False),
        ({"s": "nobody"}, False),
    ],
)
def test_steps_and_forms_of_texts_are_asked(change: dict[str, Any], is_valid: bool) -> None:  # noqa: FBT001 - an expectation
    contract = contract_of(
        [
            {"check": "multiple_of", "column": "n", "step": 50.0},
            {"check": "multiple_of", "column": "x", "step": 0.05},
            {"check": "semantic_format", "column": "s", "format": "email"},
        ],
        [
            {"name": "n", "logicalType": "integer"},
            {"name": "x", "logicalType": "number"},
            {"name": "s", "logicalType": "string"},
        ],
    )

    row = {"n": 100, "x": 0.15, "s": "someone@example.org"}

    assert accepts(model_of(contract), {**row, **change}) is is_valid


def test_columns_and_tables_with_names_of_the_model_are_renamed() -> None:
    names = ("Field", "Literal", "Annotated", "Any", "BaseModel", "list", "validate")
    properties = [
        {"name": name, "logicalType": "string", "description": "x", "enum": [{"value": "a"}]} for name in names
    ]
    maybe = {"property": "optional", "value": True}
    properties[1:] = [{**one, "customProperties": [maybe]} for one in properties[1:]]
    more = [{"name": "field", "properties": properties}]

    contract = contract_of([], properties, more=more)

    assert "class Field_(BaseModel):" in write_pydantic(contract)[0]
    assert accepts(model_of(contract), dict.fromkeys(names, "a"))
    assert not accepts(model_of(contract), {"Field": "b"})


def test_true_is_no_listed_one() -> None:
    contract = contract_of([], [{"name": "n", "logicalType": "integer", "enum": [{"value": 1}, {"value": 2}]}])

    assert accepts(model_of(contract), {"n": 1})
    assert not accepts(model_of(contract), {"n": True})
    assert not accepts(model_of(contract), {"n": 3})
