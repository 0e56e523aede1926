"""Metric: the share of rows predicted negative that are negative."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.confusion import Ratio, flagged, paired_ratio, ratio
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["NegativePredictiveValue"]

_NOTHING = "no rows are predicted negative"


@dataclass(frozen=True, slots=True)
class NegativePredictiveValue:
    """The share of the rows predicted negative that are negative.

    Undefined where a model predicts no row negative. Each model has its own such rows, so bounds and
    difference use the delta method.

    Examples
    --------
    >>> NegativePredictiveValue().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "negative_predictive_value"
    aliases: tuple[str, ...] = ("npv",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return ratio(cells, _terms(cells, model), _NOTHING)

    def difference(self, cells: SliceCells) -> Measurement:
        return paired_ratio(cells, _terms(cells, Model.BASELINE), _terms(cells, Model.CANDIDATE), _NOTHING)


def _terms(cells: SliceCells, model: Model) -> Ratio:
    flag: Floats = flagged(cells, model).astype(np.float64)
    label: Floats = cells.joint.positive.astype(np.float64)
    return Ratio((1 - flag) * (1 - label), 1 - flag)
