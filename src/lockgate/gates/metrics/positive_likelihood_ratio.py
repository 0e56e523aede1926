"""Metric: how much a positive prediction raises the odds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["PositiveLikelihoodRatio"]


@dataclass(frozen=True, slots=True)
class PositiveLikelihoodRatio:
    r"""Recall by false positive rate: by which factor a positive prediction raises the odds of a positive row.

    Undefined where a class has no rows, or no negative row is predicted positive; no bounds where it is 0.
    By the delta method on its logarithm.

    Examples
    --------
    >>> PositiveLikelihoodRatio().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "positive_likelihood_ratio"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    return (m.tp / (m.tp + m.fn)) / (m.fp / (m.fp + m.tn))


_FORMULA = ConfusionFormula(_formula, 0.0, float("inf"), "no negative row is predicted positive")
