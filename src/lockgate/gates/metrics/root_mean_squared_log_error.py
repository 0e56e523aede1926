"""Metric: the root of the mean squared error of logarithms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["RootMeanSquaredLogError"]


_FORMULA = MomentFormula((Term.SQUARED_LOG_ERROR,), np.sqrt)


@dataclass(frozen=True, slots=True)
class RootMeanSquaredLogError:
    """The root of the mean of (ln(1 + prediction) − ln(1 + label))²; 0.1 is about ten percent.

    Undefined as ``mean_squared_log_error``, with which it decides alike. By the delta method; bounds on the logarithm.

    Examples
    --------
    >>> RootMeanSquaredLogError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "root_mean_squared_log_error"
    aliases: tuple[str, ...] = ("rmsle",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
