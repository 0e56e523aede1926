"""Metric: the share of the label's variance that the model explains when its bias is forgiven."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale, spread
from lockgate.gates.moments.terms import Term

__all__ = ["ExplainedVarianceScore"]


def _unexplained(
    error: np.complex128, squared_error: np.complex128, label: np.complex128, squared_label: np.complex128
) -> np.complex128:
    return spread(error, squared_error) / spread(label, squared_label)


_FORMULA = MomentFormula(
    (
        Term.ERROR,
        Term.SQUARED_ERROR,
        Term.LABEL,
        Term.SQUARED_LABEL,
    ),
    _unexplained,
    scale=Scale.COMPLEMENT,
    nothing="all labels or all errors are alike",
)


@dataclass(frozen=True, slots=True)
class ExplainedVarianceScore:
    """One minus the variance of the error by the variance of the label.

    As ``r2_score``, but a constant added to every prediction changes nothing: gate ``mean_bias`` too. Undefined where
    all labels or all errors are alike.

    Examples
    --------
    >>> ExplainedVarianceScore().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "explained_variance_score"
    aliases: tuple[str, ...] = ("explained_variance",)
    direction: Direction = Direction.HIGHER
    least: float = float("-inf")
    greatest: float = 1.0
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
