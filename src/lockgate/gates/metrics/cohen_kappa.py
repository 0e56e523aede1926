"""Metric: agreement of label and prediction beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["CohenKappa"]


@dataclass(frozen=True, slots=True)
class CohenKappa:
    r"""Agreement of label and prediction beyond what their shares would give by chance, in [-1, 1].

    0 where they agree as by chance. Undefined where label and prediction are all of one class. By the delta
    method.

    References
    ----------
    J. Cohen, Educational and Psychological Measurement 20 (1960), doi:10.1177/001316446002000104.

    Examples
    --------
    >>> CohenKappa().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "cohen_kappa"
    aliases: tuple[str, ...] = ("cohen_kappa_score", "kappa")
    direction: Direction = Direction.HIGHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    chance = (m.tp + m.fp) * (m.tp + m.fn) + (m.fn + m.tn) * (m.fp + m.tn)
    return (m.tp + m.tn - chance) / (1 - chance)


_FORMULA = ConfusionFormula(_formula, -1.0, 1.0, "label and prediction are all of one class")
