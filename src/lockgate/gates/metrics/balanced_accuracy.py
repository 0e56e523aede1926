"""Metric: the mean of recall and true negative rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["BalancedAccuracy"]


@dataclass(frozen=True, slots=True)
class BalancedAccuracy:
    r"""The mean of the shares of positive and of negative rows that are predicted right.

    Undefined where a class has no rows. By the delta method.

    Examples
    --------
    >>> BalancedAccuracy().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "balanced_accuracy"
    aliases: tuple[str, ...] = ("balanced_accuracy_score",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    return (m.tp / (m.tp + m.fn) + m.tn / (m.tn + m.fp)) / 2


_FORMULA = ConfusionFormula(_formula, 0.0, 1.0, "one class has no rows")
