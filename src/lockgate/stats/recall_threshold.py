"""Exact bounds of the threshold that reaches a recall, from the positives per bucket."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import ArrayLike

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.intervals import clopper_pearson

__all__ = ["recall_threshold_bounds"]


def recall_threshold_bounds(
    positives: ArrayLike, edges: ArrayLike, least: float, *, alpha: float
) -> tuple[float, float]:
    """Bound the highest threshold whose recall is at least `least`.

    At each edge the recall has Clopper-Pearson bounds. The threshold is above every edge where the recall surely is
    enough, and below every edge where it surely is not.

    Parameters
    ----------
    positives : array_like of shape (n_buckets,)
        Positive rows in each bucket, ascending in the score; at least one.
    edges : array_like of shape (n_buckets + 1,)
        Ends of the buckets, ascending.
    least : float
        The recall, in (0, 1].
    alpha : float
        Two-sided error probability, in (0, 1).

    Returns
    -------
    lower, upper : float
        Two of the edges.

    Raises
    ------
    ParameterError
        If the shapes do not fit, there are no positives, or `alpha` is outside its domain.

    Examples
    --------
    >>> recall_threshold_bounds([5, 5, 90], [0.0, 0.2, 0.4, 1.0], 0.8, alpha=0.1)
    (0.4, 1.0)
    """
    require_open_fraction("recall_threshold_bounds", "alpha", alpha)
    rows, ends = np.asarray(positives, dtype=np.float64), np.asarray(edges, dtype=np.float64)
    total = float(rows.sum())
    if rows.ndim != 1 or ends.shape != (rows.size + 1,) or not total:
        must = "rows of each bucket, some of them, and one edge more"
        raise ParameterError.of("recall_threshold_bounds", "positives", must, (rows.shape, ends.shape, total))
    hits = np.append(np.cumsum(rows[::-1])[::-1], 0.0)
    most = int(total)
    sure = bisect_left(
        range(most + 1), x=True, key=lambda hit: clopper_pearson(hit, most, alpha=alpha)[0] >= least
    )
    lacking = bisect_left(
        range(most + 1), x=True, key=lambda hit: clopper_pearson(hit, most, alpha=alpha)[1] >= least
    )
    enough, short = np.flatnonzero(hits >= sure), np.flatnonzero(hits < lacking)
    lower = ends[enough[-1]] if enough.size else ends[0]
    return float(lower), float(ends[short[0]] if short.size else ends[-1])
