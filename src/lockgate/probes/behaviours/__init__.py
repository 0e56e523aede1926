"""Every behaviour test, by the name that YAML uses. A new one is a file here, its import and its line."""

from __future__ import annotations

from collections.abc import Mapping

from lockgate.probes.behaviour import Behaviour
from lockgate.probes.behaviours.batch_size import BatchSize
from lockgate.probes.behaviours.column_order import ColumnOrder
from lockgate.probes.behaviours.counterfactual import Counterfactual
from lockgate.probes.behaviours.determinism import Determinism
from lockgate.probes.behaviours.directional import Directional
from lockgate.probes.behaviours.edge_cases import EdgeCases
from lockgate.probes.behaviours.empty_batch import EmptyBatch
from lockgate.probes.behaviours.flip import Flip
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.behaviours.minimum_functionality import MinimumFunctionality
from lockgate.probes.behaviours.monotone import Monotone
from lockgate.probes.behaviours.row_order import RowOrder
from lockgate.probes.behaviours.smoothness import Smoothness
from lockgate.probes.behaviours.threads import Threads
from lockgate.probes.behaviours.valid_output import ValidOutput

__all__ = ["BEHAVIOURS"]

_CLASSES: tuple[type[Behaviour], ...] = (
    BatchSize,
    ColumnOrder,
    Counterfactual,
    Determinism,
    Directional,
    EdgeCases,
    EmptyBatch,
    Flip,
    Invariance,
    MinimumFunctionality,
    Monotone,
    RowOrder,
    Smoothness,
    Threads,
    ValidOutput,
)

BEHAVIOURS: Mapping[str, type[Behaviour]] = {kind.name: kind for kind in _CLASSES}
"""Behaviour classes by name."""
