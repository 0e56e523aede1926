"""Metric: how often quantiles contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.share import ShareFormula
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["QuantileCrossingRate"]


@dataclass(frozen=True, slots=True)
class QuantileCrossingRate:
    """The share of rows in which a higher quantile is below a lower one.

    By exact binomial bounds, and paired by Tango's score; where the unit is a series, by Student's t over series.

    Examples
    --------
    .. code-block:: yaml

        metric: quantile_crossing_rate
        mustBeLessOrEqualTo: 0.01

    >>> QuantileCrossingRate().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "quantile_crossing_rate"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> ShareFormula:
        return ShareFormula(Term(Kind.CROSSED))
