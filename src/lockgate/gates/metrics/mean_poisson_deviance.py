"""Metric: the deviance of counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.deviance import mean_deviance
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["MeanPoissonDeviance"]


@dataclass(frozen=True, slots=True)
class MeanPoissonDeviance:
    """The mean Poisson deviance, for counts and frequencies: errors count by the size of the prediction.

    2 (y ln(y / p) − y + p). Undefined where a label is negative or a prediction not above 0. Bounds by Student's t on
    the logarithm; paired by the row-wise differences.

    Examples
    --------
    .. code-block:: yaml

        metric: mean_poisson_deviance
        notWorseThanBaselineBy: 0.02

    >>> MeanPoissonDeviance().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "mean_poisson_deviance"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return mean_deviance(1)
