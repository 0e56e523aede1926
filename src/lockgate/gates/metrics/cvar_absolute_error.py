"""Metric: the mean absolute error of the worst share of rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.cut import require_fraction
from lockgate.gates.measurement import MeanMeasurement, Measurement, PositiveMeasurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Kind, Term
from lockgate.stats.tail import FEWEST_IN_TAIL, tail_stretch

__all__ = ["CvarAbsoluteError"]


@dataclass(frozen=True, slots=True)
class CvarAbsoluteError:
    """The mean absolute error of the rows with the largest ones: conditional value at risk, or expected shortfall.

    A model can have a good mean error and be far off on a few rows; this is how far. At a share of 1 it is the mean
    absolute error. Where the tail ends is found once, among all rows; of rows that are merged later it stays, and the
    number is then never too small. Each slice has a tail of its own, and cells with slices do not merge.

    Undefined where the share is fewer than twenty rows, and where every prediction is exact. By the mean of what each
    row adds, with Student's t on the logarithm, the degrees of freedom of the tail, and one more row as bad as the
    worst to expect: of 20 to 50 rows in the tail the upper bound errs up to one and a half times as often as it
    should, of heavy tails twice. Paired by what the same rows add.

    Parameters
    ----------
    share : float
        The share of the rows, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    R. T. Rockafellar and S. Uryasev, Journal of Risk 2 (2000), doi:10.21314/JOR.2000.038.

    Examples
    --------
    >>> CvarAbsoluteError().direction
    <Direction.LOWER: 'lower'>

    In a gate::

        - {metric: cvar_absolute_error, arguments: {share: 0.05}, mustBeLessOrEqualTo: 40}
    """

    name: ClassVar[str] = "cvar_absolute_error"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    share: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "share", self.share)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._of_tail(cells, self._formula.estimate(cells, model))

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._of_tail(cells, self._formula.difference(cells))

    @property
    def _share(self) -> float:
        return 1.0 if self.share is None else float(self.share)

    @property
    def _formula(self) -> MomentFormula:
        return MomentFormula((Term(Kind.TAIL_ERROR, (self._share,)),), lambda mean: mean)

    def _of_tail(self, cells: MomentSlice, found: Measurement) -> Measurement:
        """Return a measurement that knows how few rows it rests on."""
        if not isinstance(found, PositiveMeasurement | MeanMeasurement):
            return found
        rows = self._share * cells.rows
        if rows < FEWEST_IN_TAIL:
            text = f"the worst {100 * self._share:g} % are fewer than {FEWEST_IN_TAIL} rows"
            return UndefinedMeasurement(text, cells.rows)
        given = found.estimate
        wider = given.moved(given.value, tail_stretch(rows, share=self._share))
        return replace(found, estimate=replace(wider, degrees=int(rows) - 1))
