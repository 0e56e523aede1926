"""Metric: the mean of the absolute errors as shares of the label."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["MeanAbsolutePercentageError"]


_FORMULA = MomentFormula((Term.RELATIVE_ERROR,), lambda mean: mean)


@dataclass(frozen=True, slots=True)
class MeanAbsolutePercentageError:
    """The mean of |prediction − label| / |label|; 0.1 is ten percent.

    Undefined without rows, where a label is 0, and where every prediction is exact. Small labels weigh most, and
    predicting too little costs less than too much: ``weighted_absolute_percentage_error`` has neither weakness.
    Bounds by Student's t on the logarithm; paired by row-wise differences.

    Examples
    --------
    >>> MeanAbsolutePercentageError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "mean_absolute_percentage_error"
    aliases: tuple[str, ...] = ("mape",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
