"""Where a threshold cuts a ranking, and metrics at a cut that the rows themselves fix, from counts per bucket.

"Recall at a precision of 0.9", "precision among the first 500 rows": one rate fixes the threshold, another is
reported there. The threshold is estimated too, and the influences here include what that adds.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.buckets import bucket_counts

__all__ = [
    "Cut",
    "Rate",
    "Shares",
    "at_or_above",
    "cut_at_fallout",
    "cut_at_precision",
    "cut_at_recall",
    "cut_at_rows",
    "cut_influence",
    "fallout",
    "precision",
    "recall",
    "selected",
    "specificity",
]

Floats = NDArray[np.float64]

_STEP = 1e-30  # imaginary: the derivative is read off the imaginary part, so nothing cancels

_TOLERANCE = 1e-9  # of a count: 0.1 * 30 is not 3


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of all rows: positives at or above the cut, rows at or above it, positives altogether."""

    hits: complex
    rows: complex
    positives: complex


Rate = Callable[[Shares], complex]


def precision(at: Shares) -> complex:
    """Return the share of positives among the rows at or above the cut."""
    return at.hits / at.rows


def recall(at: Shares) -> complex:
    """Return the share of the positives that are at or above the cut."""
    return at.hits / at.positives


def fallout(at: Shares) -> complex:
    """Return the share of the negatives that are at or above the cut, the false-positive rate."""
    return (at.rows - at.hits) / (1 - at.positives)


def specificity(at: Shares) -> complex:
    """Return the share of the negatives that are below the cut."""
    return 1 - fallout(at)


def selected(at: Shares) -> complex:
    """Return the share of the rows that are at or above the cut."""
    return at.rows


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut through the buckets: those above `bucket` lie above it, and the fraction `part` of that bucket.

    `hits` and `rows` are what lies above; a `bucket` of -1 means that nothing fixes the cut.
    """

    bucket: int
    part: float
    hits: float
    rows: float

    def shares(self, positives: Floats, negatives: Floats) -> Shares:
        """Return the shares of all rows."""
        total = float(positives.sum() + negatives.sum())
        return Shares(self.hits / total, self.rows / total, float(positives.sum()) / total)


_NOWHERE = Cut(-1, 0.0, math.nan, math.nan)


def cut_at_rows(positives: ArrayLike, negatives: ArrayLike, rows: float) -> Cut:
    """Cut so that as many rows are above, a bucket that is split in proportion.

    Examples
    --------
    >>> cut_at_rows([0, 1, 1], [1, 1, 0], 2)
    Cut(bucket=1, part=0.5, hits=1.5, rows=2.0)
    """
    p, n = bucket_counts("cut_at_rows", positives, negatives)
    above = at_or_above(p + n)
    fits = np.flatnonzero(above >= rows - _TOLERANCE)
    if fits.size == 0:
        return _NOWHERE
    at = int(fits[-1])
    held = float(p[at] + n[at])
    part = (rows - (float(above[at]) - held)) / held if held else 0.0
    return Cut(at, part, float(p[at + 1 :].sum()) + part * float(p[at]), float(rows))


def cut_at_recall(positives: ArrayLike, negatives: ArrayLike, least: float) -> Cut:
    """Cut as high as a recall of `least` allows.

    Examples
    --------
    >>> cut_at_recall([0, 1, 1], [1, 1, 0], 0.8)
    Cut(bucket=1, part=1.0, hits=2.0, rows=3.0)
    """
    p, n = bucket_counts("cut_at_recall", positives, negatives)
    hits = at_or_above(p)
    fits = np.flatnonzero(hits >= least * float(p.sum()) - _TOLERANCE)
    return _edge(p, n, int(fits[-1])) if fits.size and p.sum() else _NOWHERE


def cut_at_fallout(positives: ArrayLike, negatives: ArrayLike, most: float) -> Cut:
    """Cut as low as a false-positive rate of `most` allows; perhaps above all rows.

    Examples
    --------
    >>> cut_at_fallout([0, 1, 1], [1, 1, 0], 0.4)
    Cut(bucket=2, part=1.0, hits=1.0, rows=1.0)
    """
    p, n = bucket_counts("cut_at_fallout", positives, negatives)
    if not n.sum():
        return _NOWHERE
    fits = np.flatnonzero(at_or_above(n) <= most * float(n.sum()) + _TOLERANCE)
    return _edge(p, n, int(fits[0])) if fits.size else Cut(p.size, 0.0, 0.0, 0.0)


def cut_at_precision(positives: ArrayLike, negatives: ArrayLike, least: float) -> Cut:
    """Cut as low as a precision of `least` allows.

    Examples
    --------
    >>> cut_at_precision([0, 1, 1], [1, 1, 0], 0.6)
    Cut(bucket=1, part=1.0, hits=2.0, rows=3.0)
    """
    p, n = bucket_counts("cut_at_precision", positives, negatives)
    hits, rows = at_or_above(p), at_or_above(p + n)
    fits = np.flatnonzero((rows > 0) & (hits >= least * rows - _TOLERANCE))
    return _edge(p, n, int(fits[0])) if fits.size else _NOWHERE


def cut_influence(
    positives: ArrayLike, negatives: ArrayLike, cut: Cut, *, reported: Rate, fixed: Rate
) -> tuple[float, Floats, Floats]:
    r"""Return a rate at a cut, and how far one row of each class in each bucket pulls it, times the rows.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.
    cut : Cut
        Where `fixed` put it.
    reported, fixed : callable
        The rate that is reported, and the rate that the cut holds constant.

    Returns
    -------
    value : float
        NaN where the rate has no value.
    of_positives, of_negatives : ndarray of shape (n_buckets,)
        Influences, NaN where they are not known: where the fixed rate does not move with the cut.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Notes
    -----
    With the shares :math:`s = (A, B, \pi)`, the reported rate :math:`H(s)`, the fixed one :math:`C(s)` and the
    share :math:`\lambda` of positives among the rows next to the cut, moving the cut by one row changes `H` by
    :math:`\lambda H_A + H_B`, and `C` alike. So :math:`\psi = (\nabla H - \kappa \nabla C) \cdot \psi_s` with
    :math:`\kappa = (\lambda H_A + H_B) / (\lambda C_A + C_B)`.
    """
    p, n = bucket_counts("cut_influence", positives, negatives)
    at = cut.shares(p, n)
    with np.errstate(all="ignore"):
        value = _real(reported, at)
        report, fix = _gradient(reported, at), _gradient(fixed, at)
        near = _local_precision(p, n, cut.rows)
        moves = near * fix[0] + fix[1]
        kappa = (near * report[0] + report[1]) / moves if moves else math.nan
        pull = report - kappa * fix
    weights = np.zeros(p.size)
    weights[cut.bucket + 1 :] = 1.0
    if cut.bucket < p.size:
        weights[cut.bucket] = cut.part
    hits, rows, share = (np.real(part) for part in (at.hits, at.rows, at.positives))
    of_rows = pull[1] * (weights - rows)
    of_positives = pull[0] * (weights - hits) + of_rows + pull[2] * (1 - share)
    return value, of_positives, of_rows - pull[0] * hits - pull[2] * share


def at_or_above(counts: Floats) -> Floats:
    """Return for each bucket the rows in it or higher."""
    above: Floats = np.cumsum(counts[::-1])[::-1]
    return above


def _edge(p: Floats, n: Floats, bucket: int) -> Cut:
    hits = float(p[bucket:].sum())
    return Cut(bucket, 1.0, hits, hits + float(n[bucket:].sum()))


def _local_precision(p: Floats, n: Floats, rows: float) -> float:
    """Return the share of positives among the rows nearest to the cut; half a row of each class is added."""
    above, hits = at_or_above(p + n)[::-1], at_or_above(p)[::-1]
    total = float(above[-1])
    window: float = max(min(rows, total - rows), math.sqrt(total)) ** 0.8
    low, high = max(0.0, rows - window), min(total, rows + window)
    found = np.interp([low, high], np.concatenate(([0.0], above)), np.concatenate(([0.0], hits)))
    return (float(found[1]) - float(found[0]) + 0.5) / (high - low + 1)


def _real(rate: Rate, at: Shares) -> float:
    try:
        return float(np.real(rate(at)))
    except ZeroDivisionError:
        return math.nan


def _gradient(rate: Rate, at: Shares) -> Floats:
    moved = (
        Shares(at.hits + 1j * _STEP, at.rows, at.positives),
        Shares(at.hits, at.rows + 1j * _STEP, at.positives),
        Shares(at.hits, at.rows, at.positives + 1j * _STEP),
    )
    try:
        return np.array([np.imag(rate(one)) / _STEP for one in moved])
    except ZeroDivisionError:
        return np.full(3, np.nan)
