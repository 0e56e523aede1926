"""Limits of the area between two distribution functions, bin by bin, from shares and means."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.places import Places

__all__ = ["GapLimits", "filled_means", "gap_areas"]

Floats = NDArray[np.float64]


def filled_means(bins: Bins, places: tuple[Places, Places], side: int) -> Floats:
    """Return the means of one sample; where it has no rows those of the other, or the position of the bin."""
    own, other = places[side].means, places[1 - side].means
    means = np.where(np.isnan(own), np.where(np.isnan(other), bins.positions, other), own)
    inside: Floats = np.clip(means, bins.lowers, bins.uppers)
    return inside


@dataclass(frozen=True, slots=True)
class GapLimits:
    r"""Limits of :math:`\int |F - G|` and of :math:`\int (F - G)^2` over the line."""

    area: tuple[float, float]
    squares: tuple[float, float]


def gap_areas(p: Floats, q: Floats, bins: Bins, places: tuple[Places, Places]) -> GapLimits:
    r"""Limit the area between the distribution functions of two samples of which shares and means are known.

    Parameters
    ----------
    p, q : ndarray of shape (n_bins,)
        Shares.
    bins : Bins
        The bins.
    places : pair of Places
        Where the rows of both samples lie in them.

    Notes
    -----
    In a bin from :math:`a` to :math:`b` the gap :math:`F - G` stays between :math:`L = B - q` and :math:`U = B + p`
    with :math:`B` the gap at :math:`a`, and its integral is known from the means:
    :math:`D = B (b - a) + p (b - \bar x_p) - q (b - \bar x_q)`. So :math:`\int |F - G|` is :math:`|D|` where the
    gap cannot change its sign, and else lies between :math:`|D|` and what a gap that is always :math:`L` or
    :math:`U` has. A second pair of limits comes from the triangle inequality: moving rows to their mean costs the mean
    distance from it, at most :math:`2 (\bar x - a)(b - \bar x) / (b - a)` and at most the standard deviation. It
    is finite in open bins as well.
    """
    means = tuple(filled_means(bins, places, side) for side in (0, 1))
    moved = tuple(_reach(mean, own, bins) for mean, own in zip(means, places, strict=True))
    before = np.cumsum(p - q) - (p - q)
    limits = _inside(p, q, before, bins, means)
    dots = _of_dots(p, q, before, bins, means)
    steps = np.append(np.maximum(bins.lowers[1:] - bins.uppers[:-1], 0.0), 0.0)  # between single values
    between = [float((np.abs(before + p - q) ** power * steps).sum()) for power in (1, 2)]
    slack = p * moved[0] + q * moved[1]
    least = np.where(limits.is_known, limits.least, np.maximum(limits.least, dots[0] - slack))
    most = np.where(limits.is_known, limits.least, np.minimum(limits.most, dots[0] + slack))
    most_squares = np.minimum(limits.most_squares, limits.steepest * most)
    root = math.sqrt(float(dots[1].sum()) + between[1])
    slack_of_root = sum(
        math.sqrt(float((side**2 * own).sum())) for side, own in zip((p, q), moved, strict=True)
    )
    is_bounded = places[0].is_bounded and places[1].is_bounded
    known_squares = float(limits.least_squares.sum()) + between[1]
    return GapLimits(
        (float(least.sum()) + between[0], float(most.sum()) + between[0] if is_bounded else math.inf),
        (
            max(known_squares, max(0.0, root - slack_of_root) ** 2) if is_bounded else known_squares,
            min(float(most_squares.sum()) + between[1], (root + slack_of_root) ** 2)
            if is_bounded
            else math.inf,
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Inside:
    """Limits of the area inside each bin, from where the gap can lie and what its integral is."""

    is_known: NDArray[np.bool_]
    least: Floats
    most: Floats
    least_squares: Floats
    most_squares: Floats
    steepest: Floats


def _reach(means: Floats, places: Places, bins: Bins) -> Floats:
    """Return the largest mean distance of rows from their mean."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = means - bins.lowers, bins.uppers - means
        from_ends = np.where(
            np.isinf(high), 2 * low, np.where(np.isinf(low), 2 * high, 2 * low * high / (low + high))
        )
    reach: Floats = np.fmin(np.nan_to_num(from_ends, posinf=np.inf), np.sqrt(places.variances))
    return reach


def _ends(bins: Bins, means: tuple[Floats, ...]) -> tuple[Floats, Floats, Floats, Floats]:
    near, far = np.minimum(*means), np.maximum(*means)
    return (
        np.where(np.isinf(bins.lowers), near, bins.lowers),
        near,
        far,
        np.where(np.isinf(bins.uppers), far, bins.uppers),
    )


def _of_dots(
    p: Floats, q: Floats, before: Floats, bins: Bins, means: tuple[Floats, ...]
) -> tuple[Floats, Floats]:
    """Return the area, and that of the squares, inside each bin if all its rows lay at their mean."""
    a, near, far, b = _ends(bins, means)
    inside = before + np.where(means[0] <= means[1], p, -q)
    pieces = ((before, near - a), (inside, far - near), (before + p - q, b - far))
    area, squares = np.zeros_like(p), np.zeros_like(p)
    for gap, width in pieces:
        area += np.abs(gap) * width
        squares += gap**2 * width
    return area, squares


def _inside(p: Floats, q: Floats, before: Floats, bins: Bins, means: tuple[Floats, ...]) -> _Inside:
    a, _, _, b = _ends(bins, means)
    known = before * (b - a) + p * (b - means[0]) - q * (b - means[1])
    low, high = before - q, before + p
    width = bins.uppers - bins.lowers
    is_open = np.isinf(width)
    with np.errstate(divide="ignore", invalid="ignore"):
        even = np.where(is_open | (width == 0), 0.0, known / width)
        at_high = np.clip((even - low) / np.where(high > low, high - low, 1.0), 0.0, 1.0)
        # in an open bin no row is on the wrong side of the end
        apart = p * np.abs(means[0] - np.where(np.isinf(bins.lowers), b, a))
        apart += q * np.abs(means[1] - np.where(np.isinf(bins.lowers), b, a))
        most = np.where(is_open, apart, width * (at_high * np.abs(high) + (1 - at_high) * np.abs(low)))
        most_squares = np.where(is_open, np.inf, width * (at_high * high**2 + (1 - at_high) * low**2))
    least = np.abs(known)
    return _Inside(
        (low >= 0) | (high <= 0),
        least,
        np.maximum(most, least),
        np.abs(known * even),
        most_squares,
        np.maximum(np.abs(low), np.abs(high)),
    )
