"""Metric: the root of the mean squared error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["RootMeanSquaredError"]


_FORMULA = MomentFormula((Term.SQUARED_ERROR,), np.sqrt)


@dataclass(frozen=True, slots=True)
class RootMeanSquaredError:
    """The root of the mean of (prediction − label)², in the unit of the label.

    Undefined without rows, and where every prediction is exact. By the delta method; its bounds are
    the roots of those of ``mean_squared_error``, so that both decide alike.

    Examples
    --------
    >>> RootMeanSquaredError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "root_mean_squared_error"
    aliases: tuple[str, ...] = ("rmse",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
