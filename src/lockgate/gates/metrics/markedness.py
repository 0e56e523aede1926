"""Metric: precision and negative predictive value beyond guessing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Markedness"]


@dataclass(frozen=True, slots=True)
class Markedness:
    r"""Precision plus negative predictive value minus 1, in [-1, 1].

    Undefined where a model predicts one class only. By the delta method.

    Examples
    --------
    >>> Markedness().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "markedness"
    aliases: tuple[str, ...] = ("delta_p",)
    direction: Direction = Direction.HIGHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    return m.tp / (m.tp + m.fp) + m.tn / (m.tn + m.fn) - 1


_FORMULA = ConfusionFormula(_formula, -1.0, 1.0, "a model predicts one class only")
