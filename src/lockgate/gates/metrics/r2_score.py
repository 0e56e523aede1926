"""Metric: the share of the label's variance that the model explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale, spread
from lockgate.gates.moments.terms import Term

__all__ = ["R2Score"]


def _unexplained(
    squared_error: np.complex128, label: np.complex128, squared_label: np.complex128
) -> np.complex128:
    return squared_error / spread(label, squared_label)


_FORMULA = MomentFormula(
    (
        Term.SQUARED_ERROR,
        Term.LABEL,
        Term.SQUARED_LABEL,
    ),
    _unexplained,
    scale=Scale.COMPLEMENT,
    nothing="all labels are alike",
)


@dataclass(frozen=True, slots=True)
class R2Score:
    """One minus the mean squared error by the variance of the label; below 0 the label's mean predicts better.

    Undefined without rows, where all labels are alike, and where every prediction is exact. In a slice the variance is
    that of its own labels. By the delta method; bounds on the logarithm of the share that is left unexplained.

    Examples
    --------
    >>> R2Score().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "r2_score"
    aliases: tuple[str, ...] = ("r2",)
    direction: Direction = Direction.HIGHER
    least: float = float("-inf")
    greatest: float = 1.0
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
