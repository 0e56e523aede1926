"""Metric: the ratio of the two likelihood ratios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["DiagnosticOddsRatio"]


@dataclass(frozen=True, slots=True)
class DiagnosticOddsRatio:
    r"""The odds of a positive prediction for positive rows, by those for negative rows.

    Undefined where there is no false positive or no false negative; no bounds where it is 0. By the delta
    method on its logarithm.

    Examples
    --------
    >>> DiagnosticOddsRatio().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "diagnostic_odds_ratio"
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
    return (m.tp * m.tn) / (m.fp * m.fn)


_FORMULA = ConfusionFormula(_formula, 0.0, float("inf"), "there is no false positive, or no false negative")
