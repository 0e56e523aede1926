"""Metric: how far the precision at the threshold has moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import require_fraction
from lockgate.gates.linear import LinearMetric
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.metrics.precision import Precision

__all__ = ["PrecisionShift"]


@dataclass(frozen=True, slots=True)
class PrecisionShift:
    """The `precision` at the threshold, less what it was when the threshold was chosen.

    A threshold that was chosen on other rows is still right only while this stays near 0. Undefined where `precision`
    is.

    Parameters
    ----------
    reference : float
        The `precision` when the threshold was chosen, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> PrecisionShift().direction
    <Direction.NEITHER: 'neither'>

    In a gate::

        - {metric: precision_shift, arguments: {reference: 0.2}, mustBeBetween: [-0.02, 0.02]}
    """

    name: ClassVar[str] = "precision_shift"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.NEITHER
    least: ClassVar[float] = -1.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset()
    reference: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "reference", self.reference)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> LinearMetric:
        return LinearMetric(Precision(), 1.0, -float(self.reference or 0))
