"""Metric: true positives by all rows that are positive or predicted positive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.confusion import Ratio, flagged, paired_ratio, ratio
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Jaccard"]

_NOTHING = "no row is positive or predicted positive"


@dataclass(frozen=True, slots=True)
class Jaccard:
    """True positives by the rows that are positive, or predicted positive, or both.

    Undefined where no row is positive or predicted positive. Each model has its own such rows, so bounds
    and difference use the delta method.

    Examples
    --------
    >>> Jaccard().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "jaccard"
    aliases: tuple[str, ...] = ("jaccard_score", "threat_score", "critical_success_index")
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
    return Ratio(flag * label, flag + label - flag * label)
