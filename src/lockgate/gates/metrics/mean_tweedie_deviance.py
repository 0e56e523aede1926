"""Metric: the deviance of a Tweedie distribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.deviance import mean_deviance, require_power
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["MeanTweedieDeviance"]


@dataclass(frozen=True, slots=True)
class MeanTweedieDeviance:
    """The mean deviance of a Tweedie distribution: between power 1 and 2, of sums that can be 0, such as claims.

    Undefined where a prediction is not above 0 or a label is negative, from power 2 on also where one is 0. Bounds by
    Student's t on the logarithm; paired by the row-wise differences.

    Parameters
    ----------
    power : float
        0 (squared error), or 1 or more: 1 for Poisson, 2 for gamma.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    .. code-block:: yaml

        metric: mean_tweedie_deviance
        arguments: {power: 1.5}
        notWorseThanBaselineBy: 0.02

    >>> MeanTweedieDeviance(power=1.5).direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "mean_tweedie_deviance"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    power: float | None = None

    def __post_init__(self) -> None:
        require_power("mean_tweedie_deviance", self.power)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return mean_deviance(self.power or 0)
