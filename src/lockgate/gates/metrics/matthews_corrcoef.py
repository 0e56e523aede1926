"""Metric: the correlation of label and prediction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["MatthewsCorrcoef"]


@dataclass(frozen=True, slots=True)
class MatthewsCorrcoef:
    r"""The correlation of label and prediction, both 0 or 1, in [-1, 1].

    Undefined where a class has no rows or a model predicts one class only. By the delta method.

    References
    ----------
    B. W. Matthews, Biochimica et Biophysica Acta 405 (1975), doi:10.1016/0005-2795(75)90109-9.

    Examples
    --------
    >>> MatthewsCorrcoef().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "matthews_corrcoef"
    aliases: tuple[str, ...] = ("mcc", "phi_coefficient")
    direction: Direction = Direction.HIGHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    cells = (m.tp + m.fp) * (m.tp + m.fn) * (m.tn + m.fp) * (m.tn + m.fn)
    value: np.complex128 = (m.tp * m.tn - m.fp * m.fn) / np.sqrt(cells)
    return value


_FORMULA = ConfusionFormula(_formula, -1.0, 1.0, "a model predicts one class only")
