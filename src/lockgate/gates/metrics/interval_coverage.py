"""Metric: how often the label is within the interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.share import ShareFormula
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.quantiles import require_interval

__all__ = ["IntervalCoverage"]


@dataclass(frozen=True, slots=True)
class IntervalCoverage:
    """The share of rows whose label lies between two quantiles, ends included.

    What it should be is the distance of their levels: bound it from both sides, for an interval that is too wide covers
    too much. By exact binomial bounds, and paired by Tango's score; where the unit is a series, by Student's t over
    series.

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

        metric: interval_coverage
        arguments: {lower: 0.05, upper: 0.95}
        mustBeBetween: [0.88, 0.92]

    >>> IntervalCoverage(lower=0.05, upper=0.95).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "interval_coverage"
    aliases: ClassVar[tuple[str, ...]] = ("picp",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    lower: float | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        require_interval("interval_coverage", self.lower, self.upper)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> ShareFormula:
        return ShareFormula(Term(Kind.COVERED, (self.lower or 0.0, self.upper or 1.0)))
