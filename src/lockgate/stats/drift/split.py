"""Bins split in two, so that their rows lie where they are known to lie on average, and spread as they do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.gap_areas import filled_means
from lockgate.stats.drift.places import Places

__all__ = ["Split", "split_bins"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Bins of single places, and how to put the rows of other bins on them.

    Parameters
    ----------
    bins : Bins
        Two places for each bin whose rows differ, one for each other bin.
    owners : ndarray of int
        The bin that each place belongs to.
    weights : pair of ndarray
        For the reference and for the current sample, the share of the rows of its bin that each place gets.
    """

    bins: Bins
    owners: NDArray[np.int64]
    weights: tuple[Floats, Floats]

    def counts(self, counts: Floats, side: int) -> Floats:
        """Return rows by place, given rows by bin; `side` is 0 for the reference, 1 for the current sample."""
        placed: Floats = counts[..., self.owners] * self.weights[side]
        return placed


def split_bins(bins: Bins, reference: Floats, current: Floats) -> Split:
    r"""Split bins whose `places` are known.

    Parameters
    ----------
    bins : Bins
        With the places of both samples.
    reference, current : ndarray of shape (n_bins,)
        Rows in each bin.

    Notes
    -----
    Both samples share the places of a bin, :math:`a \le b` around the mean of all its rows, as far apart as these
    spread and no further than the bin reaches; each sample is divided between them so that its mean is its own:
    :math:`(\bar x - a) / (b - a)` of it at :math:`b`. So means are exact, and samples drawn from the places vary as
    rows do even where a bin is open and its rows spread far. The standard deviation of the reference, in which
    distances are told, is set to the exact one by `Bins.inflation`.

    Examples
    --------
    >>> places = tuple(Places(np.array([mean]), np.array([1.0])) for mean in (1.0, 2.0))
    >>> split = split_bins(Bins.between([0.0, 4.0], places), np.array([5.0]), np.array([5.0]))
    >>> [round(place, 3) for place in split.bins.positions.tolist()]
    [0.382, 2.618]
    """
    if bins.places is None:
        every = np.arange(bins.size)
        return Split(bins, every, (np.ones(bins.size), np.ones(bins.size)))
    first, second = (filled_means(bins, bins.places, side) for side in (0, 1))
    low, high = _ends(bins, (first, second), (reference, current))
    is_wide = high > low
    owners = np.repeat(np.arange(bins.size), 1 + is_wide)
    is_upper = np.concatenate(([False], owners[1:] == owners[:-1]))
    places = np.where(is_upper, high[owners], low[owners])
    reach = np.where(is_wide, high - low, 1.0)
    weights = []
    for means in (first, second):
        at_upper = np.clip((means - low) / reach, 0.0, 1.0)[owners]
        weights.append(np.where(is_wide[owners], np.where(is_upper, at_upper, 1 - at_upper), 1.0))
    return Split(
        _inflated(places, bins.places[0], reference, weights[0] * reference[owners]),
        owners,
        (weights[0], weights[1]),
    )


def _ends(bins: Bins, means: tuple[Floats, Floats], counts: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Return the two places of each bin."""
    rows = counts[0] + counts[1]
    shares = [np.divide(side, rows, out=np.full_like(rows, 0.5), where=rows > 0) for side in counts]
    middle = shares[0] * means[0] + shares[1] * means[1]
    variance = np.zeros_like(middle)
    for share, mean, places in zip(shares, means, bins.places or (), strict=True):
        variance += share * (np.nan_to_num(places.variances) + np.square(mean - middle))
    reach = np.maximum(np.sqrt(variance), np.maximum(*(np.abs(mean - middle) for mean in means)))
    reach = np.where(bins.lowers == bins.uppers, 0.0, reach)
    low, high = np.maximum(middle - reach, bins.lowers), np.minimum(middle + reach, bins.uppers)
    below, above = middle - low, high - middle
    with np.errstate(divide="ignore", invalid="ignore"):  # an open bin spreads as it does, on its open side
        high = np.where(np.isinf(bins.uppers) & (below > 0), middle + np.maximum(above, variance / below), high)
        low = np.where(np.isinf(bins.lowers) & (above > 0), middle - np.maximum(below, variance / above), low)
        for mean, places in zip(
            means, bins.places or (), strict=True
        ):  # else rows that differ lie in one place
            own = np.nan_to_num(places.variances)
            high = np.where(
                (mean >= high) & (own > 0), np.minimum(mean + own / (mean - low), bins.uppers), high
            )
            low = np.where((mean <= low) & (own > 0), np.maximum(mean - own / (high - mean), bins.lowers), low)
    return low, high


def _inflated(places: Floats, known: Places, counts: Floats, placed: Floats) -> Bins:
    if not counts.sum():
        return Bins(places, places)
    _, exact = known.moments(counts / counts.sum())
    shares = placed / placed.sum()
    spread = float(np.sqrt((shares * np.square(places - float((shares * places).sum()))).sum()))
    return Bins(places, places, inflation=exact / spread if spread > 0 and exact > 0 else 1.0)
