"""Metric: recall and true negative rate beyond guessing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Informedness"]


@dataclass(frozen=True, slots=True)
class Informedness:
    r"""Recall plus true negative rate minus 1, in [-1, 1]: 0 for a guess, whatever the shares.

    Undefined where a class has no rows. By the delta method.

    References
    ----------
    W. J. Youden, Cancer 3 (1950), doi:10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3.

    Examples
    --------
    >>> Informedness().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "informedness"
    aliases: tuple[str, ...] = ("youden_j", "bookmaker_informedness")
    direction: Direction = Direction.HIGHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    return m.tp / (m.tp + m.fn) + m.tn / (m.tn + m.fp) - 1


_FORMULA = ConfusionFormula(_formula, -1.0, 1.0, "one class has no rows")
