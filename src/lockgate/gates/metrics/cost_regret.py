"""Metric: what the fixed threshold costs more than the best one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.gates.amounts import require_costs
from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.gates.regret import regret

__all__ = ["CostRegret"]


@dataclass(frozen=True, slots=True)
class CostRegret:
    """The mean cost per row at the threshold, less that at the best threshold for these rows.

    Above 0 the threshold, which was chosen on other rows, is no longer the right one. Chance raises the value,
    because the best threshold is chosen by the same rows; the lower bound gives that up. Undefined where a class has
    no rows.

    Parameters
    ----------
    fp : float
        What a false positive costs, finite, 0 or more.
    fn : float
        What a false negative costs, finite, 0 or more; one of the two above 0.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> CostRegret().direction
    <Direction.LOWER: 'lower'>

    In a gate::

        - {metric: cost_regret, arguments: {fp: 5, fn: 40}, mustBeLessOrEqualTo: 0.2}
    """

    name: ClassVar[str] = "cost_regret"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    fp: float | None = None
    fn: float | None = None

    def __post_init__(self) -> None:
        require_costs(self.name, {"fp": self.fp, "fn": self.fn})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return regret(self._gain, max(float(self.fp or 0), float(self.fn or 0)))

    def _gain(self, hits: Floats, chosen: Floats, share: float) -> tuple[Floats, Floats, Floats, Floats]:
        fp, fn = float(self.fp or 0), float(self.fn or 0)
        same = np.ones_like(hits)
        return -fp * (chosen - hits) - fn * (share - hits), (fp + fn) * same, -fp * same, -fn * same
