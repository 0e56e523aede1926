"""What a metric is."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol, TypeVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement

__all__ = ["Direction", "Metric"]

Cells_contra = TypeVar("Cells_contra", contravariant=True)


class Direction(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Metric(Protocol[Cells_contra]):
    """One number about a model on labelled rows. One file of `lockgate.gates.metrics` each.

    It is read from the cells of one slice, whose kind is its task's.
    """

    @property
    def name(self) -> str:
        """Name in YAML: ``_score`` is higher-is-better, ``_loss`` and ``_error`` lower-is-better."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that YAML may use."""
        ...

    @property
    def direction(self) -> Direction:
        """Which way it is better."""
        ...

    @property
    def least(self) -> float:
        """The least value it can have."""
        ...

    @property
    def greatest(self) -> float:
        """The greatest value it can have."""
        ...

    @property
    def needs(self) -> frozenset[StrEnum]:
        """What the cells must hold besides rows, labels and predictions."""
        ...

    def estimate(self, cells: Cells_contra, model: Model) -> Measurement:
        """Return the metric of one model."""
        ...

    def difference(self, cells: Cells_contra) -> Measurement:
        """Return candidate minus baseline, paired on the same rows."""
        ...
