"""Metric: how wide the interval is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.quantiles import require_interval

__all__ = ["IntervalWidth"]


@dataclass(frozen=True, slots=True)
class IntervalWidth:
    """The mean distance of two quantiles, in the unit of the label.

    Of two models with the same coverage the narrower one knows more. Where quantiles cross it can be negative. Bounds
    by Student's t; paired by the row-wise differences.

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

    Examples
    --------
    .. code-block:: yaml

        metric: interval_width
        arguments: {lower: 0.05, upper: 0.95}
        notWorseThanBaselineBy: 2

    >>> IntervalWidth(lower=0.05, upper=0.95).direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "interval_width"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = float("-inf")
    greatest: ClassVar[float] = float("inf")
    lower: float | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        require_interval("interval_width", self.lower, self.upper)

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
            (Term(Kind.WIDTH, (self.lower or 0.0, self.upper or 1.0)),), lambda mean: mean, scale=Scale.REAL
        )
