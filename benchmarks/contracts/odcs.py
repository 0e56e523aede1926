"""Write the rules as a data contract (ODCS 3.2), for Lockgate and for datacontract-cli."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from suite import Bound, Rule
from table_shape import columns

__all__ = ["TABLE", "for_datacontract", "for_lockgate", "write"]

TABLE = "measurements"

_TYPES = {"f": ("number", "DOUBLE"), "i": ("integer", "BIGINT"), "s": ("string", "VARCHAR")}
_OPERATORS_OF = {"row_count": "row_count", "mean": "mean", "std": "standard_deviation"}


def for_lockgate(rules: list[Rule]) -> dict[str, Any]:
    """Return the contract with one ``engine: lockgate`` entry for each rule."""
    entries: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for rule in rules:
        entries[rule.column].append(
            {"type": "custom", "engine": "lockgate", "implementation": _implementation(rule)}
        )
    properties = {name: {"quality": entries[name]} for name in columns() if entries[name]}
    return _contract(properties, entries[""])


def _implementation(rule: Rule) -> dict[str, Any]:
    low, high = rule.low, rule.high
    tolerance = {"tolerance": {"fraction": rule.tolerance}} if rule.tolerance else {}
    match rule.kind:
        case "row_count" | "mean" | "std":
            return {"check": _OPERATORS_OF[rule.kind], "mustBeBetween": [low, high]}
        case "unique":
            return {"check": "uniqueness"}
        case "null_fraction":
            return {"check": "null_fraction", "mustBeLessOrEqualTo": high}
        case "range" | "length":
            return {"check": rule.kind, "min": low, "max": high, **tolerance}
        case "allowed":
            return {"check": "allowed_values", "values": list(rule.values), **tolerance}
        case _:
            return {"check": "pattern", "regex": f"^({rule.pattern})$", **tolerance}


def for_datacontract(table: str, rules: list[Rule]) -> dict[str, Any]:  # noqa: C901, PLR0912 - one case for each kind
    """Return the contract in the words that datacontract-cli executes, with the table as its server."""
    properties: dict[str, dict[str, Any]] = defaultdict(dict)
    of_table: list[dict[str, Any]] = []
    for rule in rules:
        own = properties[rule.column] if rule.column else {}
        quality: list[dict[str, Any]] = own.setdefault("quality", [])
        low, high = _plain(rule.low), _plain(rule.high)
        match rule.kind:
            case "row_count":
                of_table.append({"metric": "rowCount", "mustBeBetween": [int(low), int(high)]})
            case "unique":
                quality.append({"metric": "duplicateValues", "mustBe": 0})
            case "null_fraction":
                share = {"unit": "percent", "mustBeLessOrEqualTo": 100 * rule.high}
                quality.append({"metric": "nullValues", **share})
            case "range":
                own.setdefault("logicalTypeOptions", {}).update(minimum=low, maximum=high)
            case "length":
                own.setdefault("logicalTypeOptions", {}).update(minLength=low, maxLength=high)
            case "allowed":
                arguments = {"validValues": list(rule.values)}
                quality.append({"metric": "invalidValues", "arguments": arguments, "mustBe": 0})
            case "pattern":
                # As an `invalidValues` rule it would clash with the one for the allowed values (1.2.8).
                own.setdefault("logicalTypeOptions", {}).update(pattern=f"^({rule.pattern})$")
            case _:
                function = {"mean": "avg", "std": "stddev_samp"}[rule.kind]
                query = f"select {function}({rule.column}) from {TABLE}"  # noqa: S608 - our own list
                quality.append({"type": "sql", "query": query, "mustBeBetween": [low, high]})
    typed = {name: _types(name) | properties[name] for name in columns() if name in properties}
    contract = _contract(typed, of_table)
    contract["servers"] = [{"server": "local", "type": "local", "path": table, "format": "parquet"}]
    return contract


def _types(column: str) -> dict[str, Any]:
    logical, physical = ("timestamp", "TIMESTAMP") if column == "seen_at" else _TYPES[column[0]]
    return {"logicalType": logical, "physicalType": physical}


def _plain(bound: Bound) -> Any:  # noqa: ANN401 - what YAML holds
    return bound.isoformat() if isinstance(bound, datetime) else bound


def _contract(properties: dict[str, dict[str, Any]], of_table: list[dict[str, Any]]) -> dict[str, Any]:
    listed = [{"name": name, **rest} for name, rest in properties.items()]
    schema = {"name": TABLE, "logicalType": "object", "properties": listed, "quality": of_table}
    head = {"apiVersion": "v3.2.0", "kind": "DataContract", "id": "benchmark", "name": "benchmark"}
    return {**head, "version": "1.0.0", "status": "active", "schema": [schema]}


def write(contract: dict[str, Any], path: Path) -> Path:
    """Write `contract` as block-style YAML, as a person would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(contract, "")) + "\n", encoding="utf-8")
    return path


def _lines(value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 - what YAML holds
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{indent}{key}:", inner, f"{indent}  ")
    else:
        for inner in value:
            if isinstance(inner, dict):
                first, *rest = _lines(inner, f"{indent}  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {_scalar(inner)}"


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 - what YAML holds
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        yield head
        yield from _lines(value, indent)
    elif isinstance(value, list):
        yield f"{head} [{', '.join(_scalar(item) for item in value)}]"
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return f"'{value}'" if isinstance(value, str) and not value.isidentifier() else str(value)
