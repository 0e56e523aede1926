"""Metric: the share of rows predicted positive that are positive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.confusion import Ratio, flagged, paired_ratio, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Precision"]

_NOTHING = "no rows are predicted positive"


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of the rows predicted positive that are positive.

    Undefined where a model predicts no row positive. Each model has its own such rows, so the difference
    uses the
    delta method.

    Examples
    --------
    >>> Precision().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "precision"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return rate(cells, cells.joint.positive, flagged(cells, model), _NOTHING)

    def difference(self, cells: SliceCells) -> Measurement:
        return paired_ratio(cells, _terms(cells, Model.BASELINE), _terms(cells, Model.CANDIDATE), _NOTHING)


def _terms(cells: SliceCells, model: Model) -> Ratio:
    chosen: Floats = flagged(cells, model).astype(np.float64)
    return Ratio(chosen * cells.joint.positive, chosen)
