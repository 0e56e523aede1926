"""Metric: the harmonic mean of precision and recall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import Ratio, flagged, paired_ratio, ratio
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["F1"]

_NOTHING = "no row is positive or predicted positive"


@dataclass(frozen=True, slots=True)
class F1:
    """Twice the true positives, by twice the true positives plus all errors.

    Undefined where no row is positive or predicted positive. By the delta method.

    Examples
    --------
    >>> F1().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "f1"
    aliases: tuple[str, ...] = ("f1_score",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return ratio(cells, _terms(cells, model), _NOTHING)

    def difference(self, cells: SliceCells) -> Measurement:
        return paired_ratio(cells, _terms(cells, Model.BASELINE), _terms(cells, Model.CANDIDATE), _NOTHING)


def _terms(cells: SliceCells, model: Model) -> Ratio:
    chosen, label = flagged(cells, model).astype(np.float64), cells.joint.positive
    return Ratio(2 * chosen * label, chosen + label)
