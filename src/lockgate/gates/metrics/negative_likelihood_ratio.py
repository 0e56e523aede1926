"""Metric: how much a negative prediction lowers the odds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["NegativeLikelihoodRatio"]


@dataclass(frozen=True, slots=True)
class NegativeLikelihoodRatio:
    r"""False negative rate by true negative rate: the factor by which a negative prediction lowers the odds.

    Undefined where a class has no rows, or every negative row is predicted positive; no bounds where it is
    0. By the delta method on its logarithm.

    Examples
    --------
    >>> NegativeLikelihoodRatio().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "negative_likelihood_ratio"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    return (m.fn / (m.tp + m.fn)) / (m.tn / (m.fp + m.tn))


_FORMULA = ConfusionFormula(_formula, 0.0, float("inf"), "every negative row is predicted positive")
