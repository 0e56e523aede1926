"""Margins from a reference whose rows are independent: how far apart are random parts of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_count, require_open_fraction
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance, shares
from lockgate.stats.drift.sample import Sample

__all__ = ["ReferenceRows", "resampled_margins"]

Floats = NDArray[np.float64]
_PARTS = 399


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceRows:
    """One column of the reference, whose rows are independent.

    Parameters
    ----------
    sample : Sample
        Its rows.
    n_current : int
        Rows that the current sample has, 0 or more.
    distance : Distance
        How drift of this column is measured.
    bins : Bins or None, default=None
        What the cells stand for; None for categories.

    Raises
    ------
    ParameterError
        If the bins do not fit, or `n_current` is negative.
    """

    sample: Sample
    n_current: int
    distance: Distance
    bins: Bins | None = None

    def __post_init__(self) -> None:
        require_count("ReferenceRows", "n_current", self.n_current)
        self.distance.require_bins(self.known_bins, self.sample.counts.size)

    @property
    def known_bins(self) -> Bins:
        """Return the bins, or categories where none were given."""
        return Bins.categories(self.sample.counts.size) if self.bins is None else self.bins


def resampled_margins(
    columns: Sequence[ReferenceRows], *, floor: float, quantile: float = 0.95, seed: int = 0
) -> tuple[float, ...]:
    r"""Set the margins of all columns so that random parts of the reference rarely exceed any.

    What it finds is chance alone, at the sizes at hand: independent rows have no days that differ. So the margins fall
    with the square root of the rows, down to the floor. Where days do differ, use `calibrated_margins`.

    Parameters
    ----------
    columns : sequence of ReferenceRows
        All columns of the run.
    floor : float
        The least margin of any column, more than 0: a drift that nobody would mind.
    quantile : float, default=0.95
        Share of the comparisons in which no column exceeds its margin, in (0, 1).
    seed : int, default=0
        Seed of the draws.

    Returns
    -------
    tuple of float
        In the order given; empty in, empty out.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    From the shares of the reference 399 pairs of samples are drawn, as large as the reference and as the current
    sample, each column by itself: counts do not tell how columns hang together, and the largest of independent
    columns is at least as large. Each column is scaled by its upper quartile; the margin is that scale times the
    quantile of the largest ratio of any column.

    References
    ----------
    P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing, Wiley (1993) (the largest of many).

    Examples
    --------
    >>> from lockgate.stats.drift.total_variation import TOTAL_VARIATION
    >>> rows = Sample.of_counts([5_000, 5_000])
    >>> margins = resampled_margins([ReferenceRows(rows, 400, TOTAL_VARIATION)], floor=0.001)
    >>> 0.04 < margins[0] < 0.06
    True
    """
    require_open_fraction("resampled_margins", "quantile", quantile)
    if not (math.isfinite(floor) and floor > 0):
        raise ParameterError.of("resampled_margins", "floor", "a finite float of more than 0", floor)
    if not columns:
        return ()
    generator = np.random.default_rng(seed)
    apart = np.array([_parts_apart(column, generator) for column in columns])
    scales = np.maximum(np.quantile(apart, 0.75, axis=1), floor)
    ratio = float(np.quantile((apart / scales[:, None]).max(axis=0), quantile, method="higher"))
    return tuple(
        min(max(floor, float(scale) * ratio), math.nextafter(column.distance.largest, 0.0))
        for column, scale in zip(columns, scales, strict=True)
    )


def _parts_apart(column: ReferenceRows, generator: np.random.Generator) -> Floats:
    """Return how far pairs of samples from the reference are apart; 0 where a side has no rows."""
    n = column.sample.n_rows
    if not n or not column.n_current:
        return np.zeros(_PARTS)
    population, added = shares(column.sample.counts), column.distance.smoothing
    first, second = (
        generator.multinomial(rows, population, _PARTS).astype(np.float64) for rows in (n, column.n_current)
    )
    kernel = column.distance.kernel_on(column.known_bins)
    apart = np.asarray(kernel(shares(first + added), shares(second + added)))
    return np.where(np.isfinite(apart), apart, 0.0)
