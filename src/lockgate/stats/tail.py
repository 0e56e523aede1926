r"""The mean of the worst share of losses: conditional value at risk, also called expected shortfall."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["FEWEST_IN_TAIL", "TailMean", "tail_mean", "tail_stretch"]

FEWEST_IN_TAIL = 20
"""Of fewer worst rows bounds of their mean err too often: the worst of all are not among them."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TailMean:
    """The mean of the worst share of some rows.

    Parameters
    ----------
    value : float
        That mean; NaN without rows.
    threshold : float
        The loss from which on rows are among the worst.
    influence : ndarray of shape (n_cells,)
        How far one row of each cell pulls the mean, times the rows; over all rows it sums to zero.
    rows : float
        Rows in the tail.
    """

    value: float
    threshold: float
    influence: Floats
    rows: float


def tail_mean(losses: ArrayLike, counts: ArrayLike, *, share: float) -> TailMean:
    r"""Return the mean of the largest losses, those of a share of the rows.

    Of the cell at the end of the tail, as many rows take part as the share leaves over.

    Parameters
    ----------
    losses : array_like of shape (n_cells,)
        Loss of the rows of each cell, finite where it has rows.
    counts : array_like of shape (n_cells,)
        Rows of each cell, 0 or more.
    share : float
        The worst share of the rows, above 0, at most 1; at 1 the mean of all.

    Returns
    -------
    TailMean
        NaN where there are no rows.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Notes
    -----
    It is the least value over :math:`t` of :math:`t + E[(L - t)_+] / s`, which the loss at the end of the tail attains,
    so the influence of a loss is :math:`t + (L - t)_+ / s` less the value: an error in :math:`t` does not matter to
    first order.

    References
    ----------
    R. T. Rockafellar and S. Uryasev, Journal of Risk 2 (2000), doi:10.21314/JOR.2000.038; their Journal of Banking and
    Finance 26 (2002), doi:10.1016/S0378-4266(02)00271-6, has the case of ties.

    Examples
    --------
    >>> found = tail_mean([0.1, 0.4, 2.0], [6, 3, 1], share=0.2)
    >>> found.value, found.threshold, found.rows
    (1.2, 0.4, 2.0)
    """
    given, rows = np.asarray(losses, dtype=np.float64), np.asarray(counts, dtype=np.float64)
    if rows.shape != given.shape or not (rows >= 0).all():
        raise ParameterError.of("tail_mean", "counts", f"{given.size} numbers of 0 or more", rows.tolist())
    if not np.isfinite(given[rows > 0]).all():
        raise ParameterError.of("tail_mean", "losses", "finite where there are rows", given.tolist())
    if not 0 < share <= 1:
        raise ParameterError.of("tail_mean", "share", "a number above 0, at most 1", share)
    wanted = share * float(rows.sum())
    if wanted == 0:
        return TailMean(math.nan, math.nan, np.zeros(given.size), 0.0)
    known = np.where(rows > 0, given, -np.inf)
    order = np.argsort(-known, kind="stable")
    before = np.concatenate(([0.0], np.cumsum(rows[order])[:-1]))
    taken = np.clip(wanted - before, 0.0, rows[order])
    used = taken > 0
    value = float(taken[used] @ known[order][used]) / wanted
    threshold = float(known[order][used][-1])
    influence = threshold + np.maximum(known - threshold, 0.0) / share - value
    return TailMean(value, threshold, np.where(rows > 0, influence, 0.0), wanted)


def tail_stretch(rows: float, *, share: float) -> float:
    r"""Return by how much the standard error of a tail's mean grows by one more row as bad as the worst to expect.

    Where single losses are not known; of those that are, add the worst influence itself.

    Parameters
    ----------
    rows : float
        Rows in the tail, at least 1.
    share : float
        The share of all rows that they are, above 0, at most 1.

    Returns
    -------
    float
        A factor above 1.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Notes
    -----
    As of an exponential tail: of k rows the largest excess is :math:`\ln k + \gamma` times the mean one, which is
    :math:`\sqrt{s / (2 - s)}` times the standard deviation of the influence times the share.

    Examples
    --------
    >>> f"{tail_stretch(20, share=0.05):.3f} {tail_stretch(500, share=0.05):.3f}"
    '1.152 1.023'
    """
    if not rows >= 1:
        raise ParameterError.of("tail_stretch", "rows", "1 or more", rows)
    if not 0 < share <= 1:
        raise ParameterError.of("tail_stretch", "share", "a number above 0, at most 1", share)
    largest = math.log(rows) + float(np.euler_gamma)
    return math.sqrt(1 + largest**2 / (rows * (2 - share)))
