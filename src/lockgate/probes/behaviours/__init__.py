"""Every behaviour test, by the name that YAML uses. A new one is a file here and its line below."""

from __future__ import annotations

from lockgate.probes.behaviour import Behaviour
from lockgate.scan.class_registry import ClassRegistry

__all__ = ["BEHAVIOURS"]

BEHAVIOURS: ClassRegistry[Behaviour] = ClassRegistry(
    __name__,
    "name",
    (
        "batch_size",
        "column_order",
        "counterfactual",
        "determinism",
        "directional",
        "edge_cases",
        "empty_batch",
        "flip",
        "invariance",
        "minimum_functionality",
        "monotone",
        "row_order",
        "smoothness",
        "threads",
        "valid_output",
    ),
)
"""Behaviour classes by name."""
