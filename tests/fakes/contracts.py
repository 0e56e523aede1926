"""Contracts that use much of what there is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lockgate.contracts.contract import Contract
from lockgate.contracts.parse import read_contract

__all__ = ["EVERYTHING", "contract_of"]

EVERYTHING: list[Mapping[str, Any]] = [
    {"check": "completeness", "column": "a", "tolerance": {"fraction": 0.1}},
    {"check": "range", "column": "a", "min": 0, "max": 9, "exclusive_max": True, "severity": "warning"},
    {"check": "allowed_values", "column": "s", "values": ["x", "y"], "where": "a > 1"},
    {"check": "uniqueness", "columns": ["a", "s"]},
    {"check": "freshness", "column": "t", "max_age": "1d"},
    {"check": "mean", "column": "a", "mustBeBetween": [1, 2], "group_by": ["s"]},
    {"check": "row_predicate", "expression": "a < 10"},
    {"check": "row_count", "mustBeGreaterThan": 3, "severity": "info"},
]


def contract_of(
    rules: Sequence[Mapping[str, Any]],
    properties: Sequence[Mapping[str, Any]] = (),
    *,
    more: Sequence[Mapping[str, Any]] = (),
    name: str = "trips",
) -> Contract:
    """Return a contract of the table `trips` with these rules, columns and further tables."""
    table: dict[str, Any] = {"name": "trips", "description": "All trips."}
    if properties:
        table["properties"] = list(properties)
    if rules:
        table["quality"] = [
            rule
            if "check" not in rule
            else {"type": "custom", "engine": "lockgate", "implementation": dict(rule)}
            for rule in rules
        ]
    document = {
        "apiVersion": "v3.2.0",
        "kind": "DataContract",
        "id": name,
        "name": name,
        "version": "1.0.0",
        "status": "active",
        "schema": [table, *more],
    }
    return read_contract(json.dumps(document), "contract.yaml")
