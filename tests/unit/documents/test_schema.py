from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import pytest

from lockgate.documents.schema import json_schema
from lockgate.domain.requirement import Bound, Operator, Requirement
from lockgate.domain.verdict import Severity


@dataclass(frozen=True, slots=True)
class Slack:
    """How much may be wrong."""

    rows: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Parameters
    ----------
    name : str
        How it is called.
    """

    name: str
    requirement: Requirement
    low: Bound | None = None
    severity: Severity = Severity.BLOCKING
    mode: Literal["fast", "exact"] = "fast"
    columns: tuple[str, ...] = ()
    window: timedelta | None = None
    slack: Slack = Slack()
    more: dict[str, int] | None = None


def test_keys_types_defaults_and_descriptions_are_published() -> None:
    schema = json_schema(Entry)

    properties = schema["properties"]
    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert properties["name"] == {"type": "string", "description": "How it is called."}
    assert properties["severity"] == {"enum": ["blocking", "warning", "info"], "default": "blocking"}
    assert properties["columns"] == {"type": "array", "items": {"type": "string"}}
    assert properties["low"]["type"] == ["integer", "null", "number", "string"]
    assert properties["slack"]["properties"]["rows"] == {"type": "integer", "default": 0}


def test_a_requirement_is_its_operators_and_exactly_one_of_them() -> None:
    schema = json_schema(Entry)

    assert {operator.value for operator in Operator} <= set(schema["properties"])
    assert schema["oneOf"][0] == {"required": ["mustBe"]}


def test_a_type_nobody_can_write_is_a_programming_error() -> None:
    @dataclass
    class Odd:
        callback: set[int]

    with pytest.raises(TypeError, match="no schema"):
        json_schema(Odd)


@dataclass(frozen=True)
class Patient:
    timeout: timedelta = timedelta(minutes=90)


def test_a_default_length_of_time_is_written_as_people_write_it() -> None:
    assert json_schema(Patient)["properties"]["timeout"]["default"] == "1h 30m"
