"""Metric: the absolute error by that of a naive forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["MeanAbsoluteScaledError"]


@dataclass(frozen=True, slots=True)
class MeanAbsoluteScaledError:
    """The mean absolute error, each by that of a naive forecast of its series; below 1 is better than naive.

    The scale comes from you, because only you know the rows that the model was fitted on: the mean absolute difference
    of each value from that one season before. A row without a scale above 0 makes the metric undefined. Bounds by
    Student's t on the logarithm; paired by the row-wise differences.

    Parameters
    ----------
    scale : str
        Column with the mean absolute error of the naive forecast
        on the rows that the model was fitted on: one number a series, above 0.

    References
    ----------
    R. Hyndman, A. Koehler, Another look at measures of forecast accuracy, Int. J. Forecasting 22 (2006).

    Examples
    --------
    .. code-block:: yaml

        metric: mean_absolute_scaled_error
        arguments: {scale: naive_mae}
        mustBeLessThan: 0.9

    >>> MeanAbsoluteScaledError(scale="naive_mae").direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "mean_absolute_scaled_error"
    aliases: ClassVar[tuple[str, ...]] = ("mase",)
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
        return MomentFormula((Term(Kind.SCALED_ERROR, (self.scale or "",)),), lambda mean: mean)
