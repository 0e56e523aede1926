"""Metric: how good all quantiles are together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["WeightedIntervalLoss"]


@dataclass(frozen=True, slots=True)
class WeightedIntervalLoss:
    """Twice the mean pinball loss of all quantiles: with ever more of them, the continuous ranked probability score.

    For a median and pairs of quantiles it is the weighted interval score. Undefined without rows. Bounds by Student's t
    on the logarithm; paired by the row-wise differences.

    References
    ----------
    J. Bracher and others, Evaluating epidemic forecasts in an interval format, PLoS Comput Biol 17 (2021).

    Examples
    --------
    .. code-block:: yaml

        metric: weighted_interval_loss
        notWorseThanBaselineBy: 0.5

    >>> WeightedIntervalLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "weighted_interval_loss"
    aliases: ClassVar[tuple[str, ...]] = ("weighted_interval_score", "wis", "crps")
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
        return MomentFormula((Term(Kind.QUANTILE_SCORE),), lambda mean: mean)
