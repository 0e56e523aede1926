"""Metric: the root of the squared errors by those of a naive forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["RootMeanSquaredScaledError"]


@dataclass(frozen=True, slots=True)
class RootMeanSquaredScaledError:
    """The root of the mean squared error, each error by the root mean squared error of a naive forecast of its series.

    The mean is over all rows, then the root is taken; that of one series is the usual one. A row without a scale above
    0 makes the metric undefined. By the delta method; bounds by Student's t on the logarithm.

    Parameters
    ----------
    scale : str
        Column with the root mean squared error of the naive forecast
        on the rows that the model was fitted on: one number a series, above 0.

    References
    ----------
    S. Makridakis, E. Spiliotis, V. Assimakopoulos, The M5 competition, Int. J. Forecasting 38 (2022).

    Examples
    --------
    .. code-block:: yaml

        metric: root_mean_squared_scaled_error
        arguments: {scale: naive_rmse}
        mustBeLessThan: 0.9

    >>> RootMeanSquaredScaledError(scale="naive_rmse").direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "root_mean_squared_scaled_error"
    aliases: ClassVar[tuple[str, ...]] = ("rmsse",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    scale: str | None = None

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return MomentFormula((Term(Kind.SQUARED_SCALED_ERROR, (self.scale or "",)),), np.sqrt)
