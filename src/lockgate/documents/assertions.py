"""JSON Schema keywords that say something about one node by itself, each as a function."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from typing import Any

from lockgate.documents.node import Mapping, Node, Scalar, Sequence, plain_value, problem_at
from lockgate.domain.errors import Problem, did_you_mean

__all__ = ["ASSERTIONS", "TYPES", "Check", "Schema", "called", "wrong_type"]

Schema = AnyMapping[str, Any]
Check = Callable[[Node, str, list[Problem], set[str]], None]
"""Takes a node, the name to call it by, the list of problems, and the set of keys that are known."""

TYPES: dict[str, tuple[str, Callable[[Node], bool]]] = {
    "string": ("a text", lambda node: isinstance(node, Scalar) and isinstance(node.value, str)),
    "integer": ("a whole number", lambda node: isinstance(node, Scalar) and _is_integer(node.value)),
    "number": ("a number", lambda node: isinstance(node, Scalar) and _is_number(node.value)),
    "boolean": ("true or false", lambda node: isinstance(node, Scalar) and isinstance(node.value, bool)),
    "null": ("nothing", lambda node: isinstance(node, Scalar) and node.value is None),
    "array": ("a list", lambda node: isinstance(node, Sequence)),
    "object": ("a mapping", lambda node: isinstance(node, Mapping)),
}
"""JSON Schema's types: what to call them, and how to tell one."""


def called(name: str) -> str:
    """Return a name as the beginning of a message; nothing for no name."""
    return f"{name} " if name else ""


def wrong_type(node: Node, name: str, kinds: list[str]) -> Problem:
    """Return the problem of a node that is of none of the types."""
    words = [TYPES[kind][0] for kind in kinds]
    says = " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    hint = ""
    if kinds == ["string"] and isinstance(node, Scalar) and node.value is not None:
        hint = f'put it in quotes: "{node.source.line(node.line)[node.column - 1 :].split("#")[0].strip()}"'
    if kinds == ["boolean"]:
        hint = "write true or false"
    return problem_at(node, "LG311", f"{called(name)}must be {says}, got {node.shown}", hint)


def _type(value: str | list[str]) -> Check:
    kinds = [value] if isinstance(value, str) else list(value)
    tests = [TYPES[kind][1] for kind in kinds]

    def check(node: Node, name: str, out: list[Problem], _: set[str]) -> None:
        if not any(test(node) for test in tests):
            out.append(wrong_type(node, name, kinds))

    return check


def _required(value: list[str]) -> Check:
    def check(node: Node, _: str, out: list[Problem], __: set[str]) -> None:
        if isinstance(node, Mapping):
            present = set(node.keys)
            out.extend(
                problem_at(node, "LG313", f"key `{key}` is missing") for key in value if key not in present
            )

    return check


def _enum(value: list[Any]) -> Check:
    words = [str(word) for word in value]
    shown = ", ".join(f"`{word}`" for word in words[:12])

    def check(node: Node, name: str, out: list[Problem], _: set[str]) -> None:
        plain = plain_value(node)
        if not any(_equal(plain, word) for word in value):
            hint = did_you_mean(plain, words) if isinstance(plain, str) else ""
            text = f"{called(name)}must be one of {shown}, got {node.shown}"
            out.append(problem_at(node, "LG314", text, hint))

    return check


def _limit(says: str, fails: Callable[[Node], bool]) -> Check:
    def check(node: Node, name: str, out: list[Problem], _: set[str]) -> None:
        if fails(node):
            out.append(problem_at(node, "LG318", f"{called(name)}must be {says}, got {node.shown}"))

    return check


def _min_items(value: int) -> Check:
    return _limit(
        f"a list of {value} or more", lambda node: isinstance(node, Sequence) and len(node.items) < value
    )


def _max_items(value: int) -> Check:
    return _limit(
        f"a list of {value} or fewer", lambda node: isinstance(node, Sequence) and len(node.items) > value
    )


def _min_properties(value: int) -> Check:
    return _limit(
        f"a mapping with {value} or more keys",
        lambda node: isinstance(node, Mapping) and len(node.entries) < value,
    )


def _unique_items(value: object) -> Check:
    def fails(node: Node) -> bool:
        if not value or not isinstance(node, Sequence):
            return False
        plain = [repr(plain_value(item)) for item in node.items]
        return len(set(plain)) < len(plain)

    return _limit("a list without repetition", fails)


def _minimum(value: float) -> Check:
    return _limit(
        f"{value} or more",
        lambda node: isinstance(node, Scalar) and _is_number(node.value) and float(node.value or 0) < value,
    )


def _exclusive_minimum(value: float) -> Check:
    return _limit(
        f"more than {value}",
        lambda node: isinstance(node, Scalar) and _is_number(node.value) and float(node.value or 0) <= value,
    )


def _pattern(value: str) -> Check:
    pattern = re.compile(value)
    return _limit(
        f"of the form `{value}`",
        lambda node: (
            isinstance(node, Scalar) and isinstance(node.value, str) and not pattern.search(node.value)
        ),
    )


ASSERTIONS: dict[str, Callable[[Any], Check]] = {
    "const": lambda value: _enum([value]),
    "enum": _enum,
    "exclusiveMinimum": _exclusive_minimum,
    "maxItems": _max_items,
    "minItems": _min_items,
    "minProperties": _min_properties,
    "minimum": _minimum,
    "pattern": _pattern,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique_items,
}
"""The functions, by keyword; each takes the keyword's value."""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: object) -> bool:
    return _is_number(value) and float(value).is_integer()  # type: ignore[arg-type]  # a number


def _equal(left: object, right: object) -> bool:
    return left == right and isinstance(left, bool) == isinstance(right, bool)
