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


@pytest.mark.parametrize(
    ("is_asked", "document", "n_problems"), [(True, "[1, 1]", 1), (False, "[1, 1]", 0), (True, "{a: 1}", 0)]
)
def test_repetition_is_forbidden_where_the_schema_says_so_and_in_lists_only(
    is_asked: object, document: str, n_problems: int
) -> None:
    out: list[Problem] = []

    ASSERTIONS["uniqueItems"](is_asked)(read_yaml(document, "x.yaml"), "", out, set())

    assert len(out) == n_problems


@pytest.mark.parametrize(("document", "n_problems"), [("{}", 1), ("{a: 1}", 0), ("[]", 0)])
def test_a_mapping_must_have_as_many_keys_as_the_schema_says(document: str, n_problems: int) -> None:
    out: list[Problem] = []

    ASSERTIONS["minProperties"](1)(read_yaml(document, "x.yaml"), "`stages`", out, set())

    assert [problem.text for problem in out] == [
        "`stages` must be a mapping with 1 or more keys, got a mapping"
    ][:n_problems]
