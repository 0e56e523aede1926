"""Metric: the sum of the absolute errors as a share of the sum of the labels."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["WeightedAbsolutePercentageError"]


_FORMULA = MomentFormula(
    (
        Term.ABSOLUTE_ERROR,
        Term.ABSOLUTE_LABEL,
    ),
    lambda error, label: error / label,
    nothing="all labels are 0",
)


@dataclass(frozen=True, slots=True)
class WeightedAbsolutePercentageError:
    """The sum of |prediction − label| by the sum of |label|; 0.1 is ten percent.

    Undefined without rows, where all labels are 0, and where every prediction is exact. By the delta method; bounds on
    the logarithm.

    Examples
    --------
    >>> WeightedAbsolutePercentageError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "weighted_absolute_percentage_error"
    aliases: tuple[str, ...] = ("wape",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
