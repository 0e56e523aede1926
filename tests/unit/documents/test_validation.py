from __future__ import annotations

from typing import Any

import pytest

from lockgate.documents.validation import SchemaValidator
from lockgate.documents.yaml_reader import read_yaml


def texts(schema: dict[str, Any], document: str) -> list[str]:
    return [problem.text for problem in SchemaValidator(schema).problems(read_yaml(document, "x.yaml"))]


OPERATORS = {"oneOf": [{"properties": {word: {}}, "required": [word]} for word in ("mustBe", "mustNotBe")]}
QUALITY = {
    "type": "object",
    "properties": {"type": {"enum": ["text", "sql"]}},
    "allOf": [
        {
            "if": {"properties": {"type": {"const": "sql"}}, "required": ["type"]},
            "then": {"allOf": [OPERATORS], "properties": {"query": {"type": "string"}}, "required": ["query"]},
        }
    ],
    "unevaluatedProperties": False,
}


@pytest.mark.parametrize(
    "document",
    ["{type: text}", "{type: sql, query: x, mustBe: 1}", "{type: sql, query: x, mustNotBe: 1}", "{}"],
)
def test_a_valid_document_has_no_problems(document: str) -> None:
    assert texts(QUALITY, document) == []


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{type: sq}", ["`type` must be one of `text`, `sql`, got 'sq'"]),
        ("{type: text, query: x}", ["`query` does not belong to an entry of this kind"]),
        ("{type: text, quary: x}", ["unknown key `quary`"]),
        ("{type: sql, mustBe: 1}", ["key `query` is missing"]),
        ("{type: sql, query: x}", ["a key is missing"]),
        ("{type: sql, query: x, mustBee: 1}", ["unknown key `mustBee`"]),
        ("{type: sql, query: 3, mustBe: 1}", ["`query` must be a text, got `3`"]),
        (
            "{type: sql, query: x, mustBe: 1, mustNotBe: 2}",
            ["only one of `mustBe`, `mustNotBe` may be written here"],
        ),
        ("[]", ["must be a mapping, got a list"]),
    ],
)
def test_each_mistake_is_told_once(document: str, expected: list[str]) -> None:
    assert texts(QUALITY, document) == expected


@pytest.mark.parametrize(
    ("schema", "document", "expected"),
    [
        ({"type": ["string", "null"]}, "[1]", ["must be a text or nothing, got a list"]),
        (
            {"anyOf": [{"type": "string"}, {"type": "number"}]},
            "{}",
            ["must be a text or a number, got a mapping"],
        ),
        (
            {"anyOf": [{"type": "string", "pattern": "^a"}, {"type": "number"}]},
            "b",
            ["must be of the form `^a`, got 'b'"],
        ),
        ({"oneOf": [{"type": "integer"}, {"type": "number"}]}, "1", ["is ambiguous"]),
        ({"items": {"type": "integer"}}, "[1, x]", ["must be a whole number, got 'x'"]),
        (
            {"properties": {"a": {"items": {"type": "integer"}}}},
            "a: [x]",
            ["each of `a` must be a whole number, got 'x'"],
        ),
        ({"minItems": 2}, "[1]", ["must be a list of 2 or more, got a list"]),
        ({"maxItems": 1}, "[1, 2]", ["must be a list of 1 or fewer, got a list"]),
        ({"uniqueItems": True}, "[1, 1]", ["must be a list without repetition, got a list"]),
        ({"minimum": 0}, "-1", ["must be 0 or more, got `-1`"]),
        ({"exclusiveMinimum": 0}, "0", ["must be more than 0, got `0`"]),
        ({"const": 1}, "true", ["must be one of `1`, got true"]),
        ({"not": {"required": ["from"]}}, "{from: x}", ["`from` must not be written here"]),
        ({"additionalProperties": {"type": "integer"}}, "{a: x}", ["`a` must be a whole number, got 'x'"]),
        ({"if": {"type": "string"}, "else": {"minimum": 3}}, "2", ["must be 3 or more, got `2`"]),
        ({"$ref": "#/$defs/x", "$defs": {"x": {"type": "null"}}}, "2", ["must be nothing, got `2`"]),
    ],
)
def test_each_keyword_says_what_must_hold(schema: dict[str, Any], document: str, expected: list[str]) -> None:
    assert texts(schema, document) == expected


def test_of_nested_choices_every_type_is_named() -> None:
    schema = {"anyOf": [{"anyOf": [{"type": "string"}, {"type": "number"}]}, {"type": "null"}]}

    assert texts(schema, "{}") == ["must be a text, a number or nothing, got a mapping"]


@pytest.mark.parametrize(("allowed", "expected"), [(True, []), (False, ["unknown key `a`"])])
def test_keys_that_are_let_through_need_no_name(allowed: object, expected: list[str]) -> None:
    assert texts({"additionalProperties": allowed, "unevaluatedProperties": False}, "{a: 1}") == expected


def test_a_key_that_is_missing_because_it_is_misspelt_is_told_once() -> None:
    schema = {
        "properties": {"name": {}, "type": {}},
        "required": ["name", "type"],
        "additionalProperties": False,
    }

    assert texts(schema, "{nam: x}") == ["key `type` is missing", "unknown key `nam`"]


def test_a_schema_that_refers_to_itself_is_compiled() -> None:
    schema = {
        "$defs": {"tree": {"properties": {"left": {"$ref": "#/$defs/tree"}, "n": {"type": "integer"}}}},
        "$ref": "#/$defs/tree",
    }

    assert texts(schema, "left: {left: {n: x}}") == ["`n` must be a whole number, got 'x'"]


def test_a_text_that_yaml_reads_as_a_number_is_to_be_quoted() -> None:
    (problem,) = SchemaValidator({"type": "string"}).problems(read_yaml("1.0", "x.yaml"))

    assert problem.hint == 'put it in quotes: "1.0"'


@pytest.mark.parametrize("schema", [{"dependentRequired": {}}, {"unevaluatedProperties": {"type": "string"}}])
def test_a_keyword_that_is_not_understood_is_never_skipped(schema: dict[str, Any]) -> None:
    with pytest.raises(NotImplementedError):
        SchemaValidator(schema)
