"""Metric: the median of the absolute errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.middle_errors import OrderedErrors
from lockgate.gates.moments.terms import Kind, Term
from lockgate.stats.estimate import Estimate
from lockgate.stats.paired_medians import paired_median_difference

__all__ = ["MedianAbsoluteError"]


@dataclass(frozen=True, slots=True)
class MedianAbsoluteError:
    """The absolute error that one half of the rows exceed; a few rows that are far off do not move it.

    By order statistics: two of the errors themselves enclose the median with a probability that does not depend on how
    errors are distributed. Errors a quarter of a standard deviation apart are kept, and bounds are the next ones
    outwards. Paired by the rows that are at or below both medians, with Student's t; where errors near a median are
    equal, as of whole numbers, by the bounds of both models at half the level each. Not with `blocks` or weights, and
    cells of it do not merge.

    Raises
    ------
    ParameterError
        If a gate asks it where `blocks` are named.

    References
    ----------
    W. J. Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2. As scikit-learn's
    ``median_absolute_error``.

    Examples
    --------
    .. code-block:: yaml

        metric: median_absolute_error
        mustBeLessOrEqualTo: 15

    >>> MedianAbsoluteError().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "median_absolute_error"
    aliases: ClassVar[tuple[str, ...]] = ("medae",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Term]] = frozenset({Term(Kind.ORDERED_ERROR)})

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        if cells.middle is None:
            return UndefinedMeasurement("no rows", cells.n)
        return _Median(cells.middle.of(model))

    def difference(self, cells: MomentSlice) -> Measurement:
        if cells.middle is None:
            return UndefinedMeasurement("no rows", cells.n)
        old, new = (cells.middle.of(model) for model in Model)
        if old.is_tied or new.is_tied:
            return _MedianDifference(_Median(new), _Median(old))
        found = paired_median_difference(
            (old.median, new.median),
            (old.sparsity[0], new.sparsity[0]),
            (old.at_most, new.at_most),
            cells.middle.both,
            new.rows,
            degrees=min(old.sparsity[1], new.sparsity[1]),
        )
        return MeanMeasurement(found, "paired order statistics, t", span=max(old.median, new.median))


@dataclass(frozen=True, slots=True)
class _Median:
    """The median of one model."""

    ordered: OrderedErrors
    method: str = "order statistics"
    undefined: str = ""
    slack: float = 0.0

    @property
    def estimate(self) -> Estimate:
        """Return the median, with the standard error that the density of errors around it makes."""
        sparsity, _ = self.ordered.sparsity
        return Estimate(self.ordered.median, sparsity / (2 * math.sqrt(self.ordered.rows)), self.ordered.rows)

    @property
    def unit(self) -> float:
        """Return the median: errors of rows that were not seen are about as large."""
        return self.ordered.median

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return two of the errors; NaN where there are too few rows."""
        return self.ordered.bounds(alpha)


@dataclass(frozen=True, slots=True)
class _MedianDifference:
    """The median of the candidate minus that of the baseline, where either can jump."""

    new: _Median
    old: _Median
    method: str = "order statistics of both"
    undefined: str = ""
    slack: float = 0.0

    @property
    def estimate(self) -> Estimate:
        """Return the difference; its error is at most that of both together."""
        new, old = self.new.estimate, self.old.estimate
        return Estimate(new.value - old.value, new.standard_error + old.standard_error, new.n)

    @property
    def unit(self) -> float:
        """Return the larger median."""
        return max(self.new.unit, self.old.unit)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return bounds that hold whenever those of both models at half the level do."""
        low, high = self.new.bounds(alpha / 2)
        old_low, old_high = self.old.bounds(alpha / 2)
        return low - old_high, high - old_low
