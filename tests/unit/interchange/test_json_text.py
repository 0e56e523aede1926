"""JSON that YAML reads alike."""

from __future__ import annotations

import json
import math

import pytest

from lockgate.documents.node import plain_value
from lockgate.documents.yaml_reader import read_yaml
from lockgate.interchange.json_text import as_yaml


@pytest.mark.parametrize(
    "document",
    [
        {"a": [1, 2.5, None, True]},
        {"text": 'quote " and \\ and / and \t'},
        {"emoji": "😀 and \\ud83d"},
        {"n": {}},
        {"n": [float("inf"), -float("inf"), 1], "Infinity": "-Infinity", "t": "a Infinity, NaN] \\"},
    ],
)
@pytest.mark.parametrize("indent", [None, "\t"])
def test_every_json_document_is_read_as_itself(document: dict[str, object], indent: str | None) -> None:
    text = json.dumps(document, indent=indent)

    assert plain_value(read_yaml(as_yaml(text), "x.json")) == document


def test_no_number_is_a_number() -> None:
    (found,) = plain_value(read_yaml(as_yaml("[NaN]"), "x.json"))

    assert math.isnan(found)


def test_what_is_not_json_stays() -> None:
    assert as_yaml("a:\tb") == "a:\tb"
