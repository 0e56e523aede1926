"""The Open Data Contract Standard: its versions, its JSON Schema, and the forms of its older versions."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, problem_at
from lockgate.documents.validation import SchemaValidator
from lockgate.domain.errors import Problem, did_you_mean

__all__ = ["READ_VERSIONS", "WRITTEN_VERSION", "modernised", "standard_problems", "version_problem"]

READ_VERSIONS = ("v3.0.0", "v3.0.1", "v3.0.2", "v3.1.0", "v3.2.0")
WRITTEN_VERSION = "v3.2.0"

_METRICS = {
    "rowCount": "rowCount", "countRows": "rowCount",
    "nullValues": "nullValues", "nullCheck": "nullValues", "nullCount": "nullValues",
    "missingValues": "missingValues", "missingCount": "missingValues",
    "duplicateValues": "duplicateValues", "duplicateCount": "duplicateValues", "uniqueCheck": "duplicateValues",
    "invalidValues": "invalidValues", "invalidCount": "invalidValues", "validValues": "invalidValues",
}  # fmt: skip
_ARGUMENTS = frozenset(("validValues", "pattern", "missingValues", "properties"))
_OPERATOR = "mustBe"


def version_problem(root: Mapping) -> Problem | None:
    """Return the problem of a document whose version is not read; None if it is, or if there is none to judge."""
    kind, version = root.get("kind"), root.get("apiVersion")
    if isinstance(kind, Scalar) and kind.value != "DataContract":
        return problem_at(kind, "LG316", f"`kind` must be `DataContract`, got {kind.shown}")
    if not isinstance(version, Scalar) or version.value in READ_VERSIONS:
        return None
    text = f"contract version {version.shown} is not read"
    return problem_at(version, "LG316", text, did_you_mean(str(version.value), READ_VERSIONS))


def standard_problems(root: Mapping) -> list[Problem]:
    """Return where a modernised document breaks the standard's own JSON Schema, in the order of the file."""
    return _validator().problems(root)


@cache
def _validator() -> SchemaValidator:
    text = resources.files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    # As published, a property without `logicalType` meets the condition of every type at once, so it would have to
    # have a `map`. The standard's own examples have none: the conditions are asked of typed properties only.
    for part in schema["$defs"]["SchemaBaseProperty"]["allOf"]:
        if "if" in part:
            part["if"]["required"] = ["logicalType"]
    return SchemaValidator(schema)


def modernised(node: Node, problems: list[Problem]) -> Node:
    """Return the document with what older versions write otherwise in the form of version 3.2.

    That is ``rule`` for ``metric`` (with its old names, and its arguments beside it), and ``exclusiveMaximum: true``
    beside ``maximum``. Positions stay those of the file.
    """
    if isinstance(node, Sequence):
        return replace(node, items=tuple(modernised(item, problems) for item in node.items))
    if isinstance(node, Scalar):
        return node
    entries = []
    for entry in node.entries:
        value = entry.value if entry.key == "implementation" else modernised(entry.value, problems)
        if entry.key == "quality" and isinstance(value, Sequence):
            value = Sequence(
                value.source, value.line, value.column, tuple(_rule(item, problems) for item in value.items)
            )
        if entry.key == "logicalTypeOptions" and isinstance(value, Mapping):
            value = _limits(value)
        entries.append(_renamed(entry, entry.key, value))
    return replace(node, entries=tuple(entries))


def _rule(node: Node, problems: list[Problem]) -> Node:
    """Return a quality rule with ``metric`` for ``rule``."""
    if not isinstance(node, Mapping):
        return node
    rule, metric = node.entry("rule"), node.entry("metric")
    if rule is None or metric is not None or not isinstance(rule.value, Scalar):
        return node
    name = str(rule.value.value)
    if name not in _METRICS:
        problems.append(
            problem_at(rule.value, "LG315", f"no metric is named `{name}`", did_you_mean(name, _METRICS))
        )
        return replace(node, entries=())  # so that the mistake is told once
    arguments, rest = node.split(_ARGUMENTS)
    entries = [entry for entry in rest.entries if entry.key != "rule"]
    word = Scalar(rule.source, rule.value.line, rule.value.column, _METRICS[name])
    entries.append(_renamed(rule, "metric", word))
    if arguments.entries:
        entries.append(_renamed(arguments.entries[0], "arguments", arguments))
    if not any(entry.key.startswith("must") for entry in entries) and _METRICS[name] != "rowCount":
        entries.append(_renamed(rule, _OPERATOR, Scalar(rule.source, rule.line, rule.column, 0)))
    return replace(node, entries=tuple(entries))


def _limits(options: Mapping) -> Mapping:
    """Return type options whose exclusive limits are values, not flags."""
    entries = {entry.key: entry for entry in options.entries}
    for limit, flag in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        switch = entries.get(flag)
        if switch is None or not isinstance(switch.value, Scalar) or not isinstance(switch.value.value, bool):
            continue
        del entries[flag]
        if switch.value.value and limit in entries:
            inclusive = entries.pop(limit)
            entries[flag] = _renamed(inclusive, flag, inclusive.value)
    return replace(options, entries=tuple(entries.values()))


def _renamed(entry: Entry, key: str, value: Node) -> Entry:
    return Entry(entry.source, entry.line, entry.column, key, value)
