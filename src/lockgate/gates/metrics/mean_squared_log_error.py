"""Metric: the mean of the squared errors of logarithms."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["MeanSquaredLogError"]


_FORMULA = MomentFormula((Term.SQUARED_LOG_ERROR,), lambda mean: mean)


@dataclass(frozen=True, slots=True)
class MeanSquaredLogError:
    """The mean of (ln(1 + prediction) − ln(1 + label))²: what counts is the ratio.

    Undefined without rows, where a label or a prediction of either model is −1 or less, and where every prediction is
    exact. Bounds by Student's t on the logarithm; paired by row-wise differences.

    Examples
    --------
    >>> MeanSquaredLogError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "mean_squared_log_error"
    aliases: tuple[str, ...] = ("msle",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
