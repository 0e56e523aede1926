"""Metric: how often the label is at most the quantile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.share import ShareFormula
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.quantiles import require_level

__all__ = ["QuantileCoverage"]


@dataclass(frozen=True, slots=True)
class QuantileCoverage:
    """The share of rows whose label is at most a quantile: of a calibrated one, its level.

    By exact binomial bounds, and paired by Tango's score; where the unit is a series, by Student's t over series.

    Parameters
    ----------
    quantile : float
        Level of the quantile, in (0, 1).

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    .. code-block:: yaml

        metric: quantile_coverage
        arguments: {quantile: 0.9}
        mustBeBetween: [0.88, 0.92]

    >>> QuantileCoverage(quantile=0.9).direction
    <Direction.NEITHER: 'neither'>
    """

    name: ClassVar[str] = "quantile_coverage"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.NEITHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    quantile: float | None = None

    def __post_init__(self) -> None:
        require_level("quantile_coverage", "quantile", self.quantile)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> ShareFormula:
        return ShareFormula(Term(Kind.BELOW, (self.quantile or 0.5,)))
