"""Variables in contracts: ``${NAME}`` and ``${NAME:-default}``."""

from __future__ import annotations

import re
from dataclasses import replace

from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import Problem

__all__ = ["PLACEHOLDERS", "with_variables"]

PLACEHOLDERS = frozenset(("table", "object", "model", "schema", "column", "property", "field"))
"""Names in queries that stand for the table and column a rule is written under."""

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")


def with_variables(node: Node, problems: list[Problem]) -> Node:
    """Return the node with every variable replaced by its default.

    A contract says the same to everybody, so no variable is set from outside; one without a default is a problem
    (LG315). Placeholders of
    queries stay; the result is always a text.

    Examples
    --------
    >>> from lockgate.documents.yaml_reader import read_yaml
    >>> with_variables(read_yaml("${SCHEMA:-main}.x", "x.yaml"), []).value
    'main.x'
    """
    if isinstance(node, Sequence):
        return replace(node, items=tuple(with_variables(item, problems) for item in node.items))
    if isinstance(node, Mapping):
        return replace(node, entries=tuple(_entry(entry, problems) for entry in node.entries))
    if not isinstance(node.value, str) or "${" not in node.value:
        return node
    return _scalar(node, node.value, problems)


def _entry(entry: Entry, problems: list[Problem]) -> Entry:
    value = with_variables(entry.value, problems)
    return entry if value is entry.value else replace(entry, value=value)


def _scalar(node: Scalar, text: str, problems: list[Problem]) -> Scalar:
    def value_of(found: re.Match[str]) -> str:
        name, default = found.group(1), found.group(2)
        if name in PLACEHOLDERS:
            return found.group()
        if default is None:
            hint = f"write its value, or a default: ${{{name}:-...}}"
            problems.append(problem_at(node, "LG315", f"variable `{name}` has no default", hint))
            return found.group()
        return default

    return replace(node, value=_VARIABLE.sub(value_of, text), is_plain=False)
