"""Metric: the mean of the absolute errors."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["MeanAbsoluteError"]


_FORMULA = MomentFormula((Term.ABSOLUTE_ERROR,), lambda mean: mean)


@dataclass(frozen=True, slots=True)
class MeanAbsoluteError:
    """The mean of |prediction − label|, in the unit of the label.

    Undefined without rows, and where every prediction is exact. Bounds by Student's t on the logarithm; paired by the
    row-wise differences of the absolute errors, where Student's t is exact for normal ones.

    Examples
    --------
    >>> MeanAbsoluteError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "mean_absolute_error"
    aliases: tuple[str, ...] = ("mae",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
