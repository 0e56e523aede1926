"""Isotonic regression of labels on scores, from counts per bucket, and what it says of the Brier score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.buckets import bucket_counts

__all__ = ["Isotonic", "isotonic_fit"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Isotonic:
    """The best rates that rise with the score.

    Parameters
    ----------
    fitted : ndarray of shape (n_buckets,)
        The rate of each bucket; an empty one has that of the bucket before, or of the first with rows.
    pool : ndarray of shape (n_buckets,)
        The group of buckets with one rate that each belongs to, from 0.
    loss : float
        Mean squared error of the fitted rates, in [0, 0.25]; NaN without rows.
    chance : float
        By how much chance alone lowers `loss`, at most about: the fit follows the noise of each of its groups.
    spread : float
        The standard deviation of that.
    """

    fitted: Floats
    pool: NDArray[np.int64]
    loss: float
    chance: float
    spread: float


def isotonic_fit(positives: ArrayLike, negatives: ArrayLike) -> Isotonic:
    r"""Fit rates that never fall as the score rises, by pooling adjacent violators.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    Isotonic
        Rates of 0 where there are no rows at all.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Notes
    -----
    The degrees of freedom of the fit are its number of groups: where the true rates are all alike chance lowers the
    squared error by about :math:`\sum_g \hat c_g (1 - \hat c_g) / n`, and by at most twice that anywhere.

    References
    ----------
    T. Dimitriadis, T. Gneiting, A. I. Jordan, PNAS 118 (2021), doi:10.1073/pnas.2016191118.
    M. Meyer and M. Woodroofe, Annals of Statistics 28 (2000), doi:10.1214/aos/1015956708.

    Examples
    --------
    >>> fit = isotonic_fit([0, 3, 2, 4], [4, 1, 2, 0])
    >>> fit.fitted.tolist(), fit.pool.tolist()
    ([0.0, 0.625, 0.625, 1.0], [0, 1, 1, 2])
    """
    p, n = bucket_counts("isotonic_fit", positives, negatives)
    filled = np.flatnonzero(p + n)
    hits, rows, starts = _pooled(p[filled], (p + n)[filled])
    total = float(rows.sum())
    if not total:
        return Isotonic(np.zeros(p.size), np.zeros(p.size, dtype=np.int64), float("nan"), 0.0, 0.0)
    rates = hits / rows
    pool = np.searchsorted(filled[starts], np.arange(p.size), side="right") - 1
    pool = np.maximum(pool, 0)
    noise = rates * (1 - rates)
    return Isotonic(
        rates[pool],
        pool,
        float(rows @ noise) / total,
        2 * float(noise.sum()) / total,
        float(np.sqrt(2 * (noise**2).sum())) / total,
    )


def _pooled(hits: Floats, rows: Floats) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Return positives, rows and first bucket of each group."""
    groups: list[tuple[float, float, int]] = []
    for at, (hit, row) in enumerate(zip(hits.tolist(), rows.tolist(), strict=True)):
        start = at
        while groups and groups[-1][0] * row >= hit * groups[-1][1]:  # the rate before is not lower
            before = groups.pop()
            hit, row, start = hit + before[0], row + before[1], before[2]  # noqa: PLW2901 - the group grows
        groups.append((hit, row, start))
    found = np.array(groups, dtype=np.float64).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2].astype(np.int64)
