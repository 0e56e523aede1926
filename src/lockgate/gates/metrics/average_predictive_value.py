"""Metric: the mean of precision and false omission rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["AveragePredictiveValue"]


@dataclass(frozen=True, slots=True)
class AveragePredictiveValue:
    r"""The mean of precision and false omission rate, in [0, 1].

    Its difference between two groups is the average predictive value difference. The two gaps can cancel: ask for
    `precision` and `false_omission_rate` where both must be near. More is neither better nor worse, so it takes
    absolute bars only. Undefined where a model predicts one class only. By the delta method.

    References
    ----------
    R. K. E. Bellamy et al., IBM Journal of Research and Development 63 (2019), doi:10.1147/JRD.2019.2942287.

    Examples
    --------
    >>> AveragePredictiveValue().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "average_predictive_value"
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
    return (m.tp / (m.tp + m.fp) + m.fn / (m.fn + m.tn)) / 2


_FORMULA = ConfusionFormula(_formula, 0.0, 1.0, "a model predicts one class only")
