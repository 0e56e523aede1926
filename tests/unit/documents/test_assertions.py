from __future__ import annotations

import pytest

from lockgate.documents.assertions import ASSERTIONS, TYPES
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("string", "x"),
        ("integer", "1.0"),
        ("number", "1.5"),
        ("boolean", "true"),
        ("null", "[~]"),
        ("array", "[]"),
        ("object", "{}"),
    ],
)
def test_each_type_is_told(kind: str, document: str) -> None:
    node = read_yaml(document, "x.yaml")

    assert TYPES[kind][1](node.items[0] if kind == "null" else node)  # type: ignore[union-attr]  # a list is read


@pytest.mark.parametrize(("kind", "document"), [("integer", "true"), ("number", "'1'"), ("string", "1")])
def test_types_are_strict(kind: str, document: str) -> None:
    assert not TYPES[kind][1](read_yaml(document, "x.yaml"))


def test_a_required_key_is_asked_of_mappings_only() -> None:
    out: list[Problem] = []

    ASSERTIONS["required"](["a"])(read_yaml("[1]", "x.yaml"), "", out, set())

    assert out == []
