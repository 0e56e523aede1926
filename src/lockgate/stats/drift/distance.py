"""What every drift distance is: a function of two vectors of shares."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.split import split_bins

__all__ = ["Bracket", "Distance", "Kernel", "require_counts", "shares"]

Floats = NDArray[np.float64]
Kernel = Callable[[Floats, Floats], Floats]
"""Distances of shares: arrays of shape (..., n_bins) that sum to 1 along the last axis, to shape (...)."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A distance computed from bins, and the range in which that of the rows themselves lies.

    The three numbers are equal where every bin is one value; `upper` is inf where counts set no limit.
    """

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Distance:
    """A drift distance, as an object that the decision can work with.

    Parameters
    ----------
    name : str
        Its name in files.
    kernel_on : callable
        Takes `Bins`, returns the function of shares.
    largest : float
        Its largest possible value, inf where there is none.
    is_quadratic : bool
        True where it grows with the square of a small shift (PSI), false where it grows with the shift (KS).
    needs_order : bool
        Whether the bins must lie on a line.
    uses_places : bool
        Whether it also matters where on the line they lie.
    smoothing : float, default=0.0
        Added to every count of both samples where the distance is infinite without; see each distance.
    bracket_on : callable or None, default=None
        Takes the two shares and the `Bins`, returns the range for the rows. None: the distance can only fall
        when bins are merged, so that of the rows is at least the value, and counts set no other limit.

    Examples
    --------
    >>> from lockgate.stats.drift.total_variation import TOTAL_VARIATION
    >>> TOTAL_VARIATION.of([50, 50], [75, 25])
    0.25
    """

    name: str
    kernel_on: Callable[[Bins], Kernel]
    largest: float
    is_quadratic: bool
    needs_order: bool = False
    uses_places: bool = False
    smoothing: float = 0.0
    bracket_on: Callable[[Floats, Floats, Bins], tuple[float, float]] | None = None

    @classmethod
    def along(
        cls,
        name: str,
        measure: Callable[[Floats, Floats, Bins], Floats],
        bracket_on: Callable[[Floats, Floats, Bins], tuple[float, float]],
    ) -> Self:
        """Return a distance without a largest value: how far along the line of the bins rows have moved."""
        return cls(
            name,
            lambda bins: lambda p, q: measure(p, q, bins),
            largest=math.inf,
            is_quadratic=False,
            needs_order=True,
            uses_places=True,
            bracket_on=bracket_on,
        )

    def of(
        self,
        reference: ArrayLike,
        current: ArrayLike,
        *,
        bins: Bins | None = None,
        smoothing: float = 0.0,
    ) -> float:
        """Compute the distance between two vectors of counts.

        Parameters
        ----------
        reference, current : array-like of shape (n_bins,)
            Rows in each bin, 0 or more; both on the same bins.
        bins : Bins or None, default=None
            What the cells stand for; None for categories.
        smoothing : float, default=0.0
            Added to every count of both samples, 0 or more; 0 is the plain estimate.

        Returns
        -------
        float
            NaN where a sample has no rows, inf where the plain estimate is.

        Raises
        ------
        ParameterError
            If the counts are negative, not finite or of different lengths, or the distance needs an order that
            the bins do not have.
        """
        bins, p, q = self._prepared(reference, current, bins, smoothing)
        return self._value(bins, p, q)

    def bracket(self, reference: ArrayLike, current: ArrayLike, *, bins: Bins | None = None) -> Bracket:
        """Compute the distance, and the range in which that of the rows themselves lies.

        Parameters
        ----------
        reference, current, bins
            As in `of`.

        Returns
        -------
        Bracket
            All NaN where a sample has no rows.

        Raises
        ------
        ParameterError
            As `of` does.
        """
        bins, p, q = self._prepared(reference, current, bins, 0.0)
        value = self._value(bins, p, q)
        if bins.is_exact or math.isnan(value):
            return Bracket(value, value, value)
        if self.bracket_on is None:
            return Bracket(value, value, self.largest)
        lower, upper = self.bracket_on(p, q, bins)
        return Bracket(value, max(0.0, min(lower, value)), min(max(upper, value), self.largest))

    def _value(self, bins: Bins, p: Floats, q: Floats) -> float:
        if self.uses_places and bins.places is not None:
            split = split_bins(bins, p, q)
            return self._value(split.bins, split.counts(p, 0), split.counts(q, 1))
        return math.nan if np.isnan(p + q).any() else float(self.kernel_on(bins)(p, q))

    def _prepared(
        self, reference: ArrayLike, current: ArrayLike, bins: Bins | None, smoothing: float
    ) -> tuple[Bins, Floats, Floats]:
        first = require_counts(self.name, "reference", reference)
        second = require_counts(self.name, "current", current, n_bins=first.size)
        bins = Bins.categories(first.size) if bins is None else bins
        self.require_bins(bins, first.size)
        if not (math.isfinite(smoothing) and smoothing >= 0):
            raise ParameterError.of(self.name, "smoothing", "a finite float of 0 or more", smoothing)
        return bins, shares(first + smoothing), shares(second + smoothing)

    def require_bins(self, bins: Bins, n_bins: int) -> None:
        """Refuse bins of another number, or without the order that the distance needs.

        Raises
        ------
        ParameterError
            If `bins` does not fit.
        """
        if bins.size != n_bins:
            raise ParameterError.of(self.name, "bins", f"{n_bins} bins, one for each count", bins.size)
        if self.needs_order and not bins.is_ordered:
            raise ParameterError.of(self.name, "bins", "bins on a line: it needs an order", "categories")


def shares(counts: Floats) -> Floats:
    """Divide counts by their total along the last axis; NaN where there are no rows.

    Examples
    --------
    >>> shares(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist()
    [[0.25, 0.75], [nan, nan]]
    """
    total = counts.sum(axis=-1, keepdims=True)
    fractions: Floats = np.divide(counts, total, out=np.full_like(counts, np.nan), where=total > 0)
    return fractions


def require_counts(where: str, name: str, counts: ArrayLike, *, n_bins: int | None = None) -> Floats:
    """Return counts as an array of shape (n_bins,), or refuse them.

    Raises
    ------
    ParameterError
        If they are not one row of one or more finite numbers of 0 or more, or not `n_bins` of them.
    """
    array = np.asarray(counts, dtype=np.float64)
    if array.ndim != 1 or array.size == 0 or not np.isfinite(array).all() or (array < 0).any():
        raise ParameterError.of(where, name, "one row of finite counts of 0 or more", "other counts")
    if n_bins is not None and array.size != n_bins:
        raise ParameterError.of(where, name, f"{n_bins} counts, as in the reference", array.size)
    return array
