"""Metric: the correlation of label and predicted class."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.formula import ClassFormula, gathered, measured, measured_difference
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.estimate import ROUNDING_NOISE

__all__ = ["MatthewsCorrcoef"]


@dataclass(frozen=True, slots=True)
class MatthewsCorrcoef:
    """The correlation of label and predicted class over all classes, in [-1, 1].

    Undefined where all rows have one class or a model predicts one class only. By the delta method.

    References
    ----------
    J. Gorodkin, Computational Biology and Chemistry 28 (2004), doi:10.1016/j.compbiolchem.2004.09.006.


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
    needs: frozenset[ClassNeed] = frozenset()

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return measured(cells, gathered(_FORMULA, cells, model), least=self.least)

    def difference(self, cells: ClassSlice) -> Measurement:
        return measured_difference(
            cells, *(gathered(_FORMULA, cells, model) for model in Model), least=self.least
        )


def _formula(
    hit: np.complex128, both: np.complex128, label: np.complex128, chosen: np.complex128
) -> np.complex128:
    spread = (1 - label) * (1 - chosen)
    if spread.real < ROUNDING_NOISE:
        return np.complex128(math.nan)
    value: np.complex128 = (hit - both) / np.sqrt(spread)
    return value


_FORMULA = ClassFormula(
    lambda hit, label, chosen: (hit, label * chosen, label * label, chosen * chosen),
    _formula,
    lambda _hit, label, chosen: label + chosen,
    is_pooled=True,
    nothing="no rows",
    no_value="all rows have one class, or a model predicts one class only",
)
