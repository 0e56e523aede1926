"""Metric: width and misses of an interval in one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.quantiles import require_interval

__all__ = ["IntervalLoss"]


@dataclass(frozen=True, slots=True)
class IntervalLoss:
    """The mean width of an interval, and for a label beyond an end its distance by the share that may be there.

    It is smallest for the true quantiles, so neither too wide nor too narrow an interval wins. Bounds by Student's t on
    the logarithm; paired by the row-wise differences.

    Parameters
    ----------
    lower : float
        Level of the lower end, in (0, 1).
    upper : float
        Level of the upper end, in (0, 1), above `lower`.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    T. Gneiting, A. Raftery, Strictly proper scoring rules, JASA 102 (2007), 6.2.

    Examples
    --------
    .. code-block:: yaml

        metric: interval_loss
        arguments: {lower: 0.05, upper: 0.95}
        notWorseThanBaselineBy: 2

    >>> IntervalLoss(lower=0.05, upper=0.95).direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "interval_loss"
    aliases: ClassVar[tuple[str, ...]] = ("interval_score", "winkler_score")
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    lower: float | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        require_interval("interval_loss", self.lower, self.upper)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return MomentFormula(
            (Term(Kind.INTERVAL_SCORE, (self.lower or 0.0, self.upper or 1.0)),), lambda mean: mean
        )
