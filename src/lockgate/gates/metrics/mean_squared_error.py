"""Metric: the mean of the squared errors."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["MeanSquaredError"]


_FORMULA = MomentFormula((Term.SQUARED_ERROR,), lambda mean: mean)


@dataclass(frozen=True, slots=True)
class MeanSquaredError:
    """The mean of (prediction − label)², in the squared unit of the label.

    Undefined without rows, and where every prediction is exact. Bounds by Student's t on the logarithm; paired by the
    row-wise differences of the squared errors. A few rows with very large errors can dominate both.

    Examples
    --------
    >>> MeanSquaredError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "mean_squared_error"
    aliases: tuple[str, ...] = ("mse",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
