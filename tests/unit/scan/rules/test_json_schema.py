from __future__ import annotations

import json
import sys

import pytest

from lockgate.domain.errors import MissingExtraError, ParameterError
from lockgate.scan.rules.json_schema import JsonSchemaRule, _validator


def rule(schema: object) -> JsonSchemaRule:
    return JsonSchemaRule(json.dumps(schema, sort_keys=True))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('{"id": 1}', True),
        ('{"id": "a"}', False),
        ("{}", False),
        ("[]", False),
        ("{", False),
        ("[" * 9_999, False),
    ],
)
def test_a_text_is_json_that_the_schema_accepts(text: str, answer: bool) -> None:  # noqa: FBT001 - an expected value
    schema = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}

    assert rule(schema).accepts(text) is answer


def test_the_draft_is_the_one_that_the_schema_names() -> None:
    old = {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": True}

    assert not rule(old).accepts("1")


def test_a_schema_that_is_none_is_refused() -> None:
    with pytest.raises(ParameterError, match="a JSON Schema"):
        rule({"type": "nothing"}).accepts("1")


def test_nothing_is_fetched() -> None:
    with pytest.raises(Exception, match=r"example\.org"):
        rule({"$ref": "https://example.org/schema.json"}).accepts("1")


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    _validator.cache_clear()
    monkeypatch.setitem(sys.modules, "jsonschema", None)

    with pytest.raises(MissingExtraError, match="jsonschema"):
        rule({"type": "null"}).accepts("null")
    assert rule({}).words == "JSON that the schema accepts"
