"""Metric: how often the error is small enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.share import ShareFormula
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["WithinToleranceScore"]


@dataclass(frozen=True, slots=True)
class WithinToleranceScore:
    """The share of rows whose absolute error is at most a tolerance.

    At least one half of the rows within t says that the median absolute error is at most t, and so for other quantiles.
    By exact binomial bounds, and paired by Tango's score; where the unit is a series, by Student's t over series.

    Parameters
    ----------
    tolerance : float
        The largest absolute error that is good enough, 0 or more, in the unit of the label.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    .. code-block:: yaml

        metric: within_tolerance_score
        arguments: {tolerance: 15}
        mustBeGreaterOrEqualTo: 0.8

    >>> WithinToleranceScore(tolerance=15.0).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "within_tolerance_score"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    tolerance: float | None = None

    def __post_init__(self) -> None:
        if self.tolerance is not None and not 0 <= self.tolerance < float("inf"):
            raise ParameterError.of(
                "metric within_tolerance_score", "tolerance", "a finite number of 0 or more", self.tolerance
            )

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> ShareFormula:
        return ShareFormula(Term(Kind.WITHIN, (self.tolerance or 0.0,)))
