"""Metric: the loss that a quantile makes small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.quantiles import require_level

__all__ = ["MeanPinballLoss"]


@dataclass(frozen=True, slots=True)
class MeanPinballLoss:
    """The mean pinball loss of one quantile.

    A label above the prediction costs `quantile` by its distance, one below 1 − `quantile`. Where predictions are
    columns by level, that of the level is read; where they stand in one column, they are taken for that quantile.
    Undefined without rows, and where every prediction is exact. Bounds by Student's t on the logarithm; paired by the
    row-wise differences.

    Parameters
    ----------
    quantile : float
        Level of the quantile, in (0, 1).

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    R. Koenker, G. Bassett, Regression quantiles, Econometrica 46 (1978).

    Examples
    --------
    .. code-block:: yaml

        metric: mean_pinball_loss
        arguments: {quantile: 0.9}
        notWorseThanBaselineBy: 0.5

    >>> MeanPinballLoss(quantile=0.9).direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "mean_pinball_loss"
    aliases: ClassVar[tuple[str, ...]] = ("pinball_loss",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    quantile: float | None = None

    def __post_init__(self) -> None:
        require_level("mean_pinball_loss", "quantile", self.quantile)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return MomentFormula((Term(Kind.PINBALL, (self.quantile or 0.5,)),), lambda mean: mean)
