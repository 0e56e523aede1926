"""Every perturbation, by the name that YAML uses. A new one is a file here and its line below."""

from __future__ import annotations

from lockgate.probes.perturbation import Perturbation
from lockgate.scan.class_registry import ClassRegistry

__all__ = ["PERTURBATIONS"]

PERTURBATIONS: ClassRegistry[Perturbation] = ClassRegistry(
    __name__,
    "name",
    (
        "category_remap",
        "column_swap",
        "default_filled",
        "feature_dropout",
        "missing",
        "missing_block",
        "noise",
        "permuted",
        "rounding",
        "scaling",
        "shift",
        "sign_flip",
        "stale",
        "time_zone",
        "together",
        "unit_change",
        "unseen_category",
    ),
)
"""Perturbation classes by name."""
