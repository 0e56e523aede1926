"""Shares of rows: exact where rows are independent, and means by series where they are not."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import (
    Measurement,
    PairedRateMeasurement,
    RateMeasurement,
    UndefinedMeasurement,
)
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale
from lockgate.gates.moments.terms import Term

__all__ = ["ShareFormula"]


@dataclass(frozen=True, slots=True)
class ShareFormula:
    """The share of rows that have something: a term that is 0 or 1.

    Examples
    --------
    >>> from lockgate.gates.moments.terms import Kind
    >>> ShareFormula(Term(Kind.WITHIN, (5.0,))).terms[0].value
    'within(5)'
    """

    term: Term

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return what it needs."""
        return (self.term,)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        """Return the share of one model: a binomial rate, or where a unit is a series a ratio of means."""
        if cells.is_counted:
            return self._by_series.estimate(cells, model)
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        found = self._sum(cells, self.term.value)
        if model is Model.BASELINE and cells.is_paired:
            found -= self._sum(cells, self.term.gap)
        return RateMeasurement(round(found), cells.n, cells.n)

    def difference(self, cells: MomentSlice) -> Measurement:
        """Return candidate minus baseline, from the rows on which they differ."""
        if cells.is_counted:
            return self._by_series.difference(cells)
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        at = cells.columns.index(self.term.gap)
        differing, gap = float(cells.products[at, at]), float(cells.sums[at])
        return PairedRateMeasurement(
            cells.n, round((differing + gap) / 2), round((differing - gap) / 2), cells.n
        )

    @property
    def _by_series(self) -> MomentFormula:
        return MomentFormula((self.term,), lambda mean: mean, scale=Scale.SHARE)

    @staticmethod
    def _sum(cells: MomentSlice, name: str) -> float:
        return float(cells.sums[cells.columns.index(name)])
