"""Metric: the mean of the true and the false positive rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["AverageOdds"]


@dataclass(frozen=True, slots=True)
class AverageOdds:
    r"""The mean of recall and false positive rate, in [0, 1].

    Its difference between two groups is the average odds difference. The two gaps can cancel: `equalized_odds` asks
    for both. More is neither better nor worse, so it takes absolute bars only. Undefined where a class has no rows.
    By the delta method.

    References
    ----------
    R. K. E. Bellamy et al., IBM Journal of Research and Development 63 (2019), doi:10.1147/JRD.2019.2942287.

    Examples
    --------
    >>> AverageOdds().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "average_odds"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    return (m.tp / (m.tp + m.fn) + m.fp / (m.fp + m.tn)) / 2


_FORMULA = ConfusionFormula(_formula, 0.0, 1.0, "one class has no rows")
