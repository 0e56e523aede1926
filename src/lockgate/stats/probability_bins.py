"""Rows, predicted probabilities and labels by bin, and what chance alone makes of their gaps."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.quantiles import normal_quantile, normal_upper_tail

__all__ = ["chance_bias", "mean_probability", "plausible_bias", "probability_bins"]

Floats = NDArray[np.float64]


def plausible_bias(rows: Floats, predicted: Floats, seen: Floats, *, alpha: float) -> float:
    """Return by how much chance raises the error if each bin's true gap is at its lower bound.

    Parameters
    ----------
    rows, predicted, seen : ndarray of shape (n_bins,)
        Rows, sum of probabilities and positive rows of each bin.
    alpha : float
        Two-sided error probability of each lower bound, in (0, 1).

    Examples
    --------
    >>> rows, predicted, seen = np.array([100.0]), np.array([50.0]), np.array([50.0])
    >>> f"{plausible_bias(rows, predicted, seen, alpha=0.1):.4f}"
    '0.0399'
    """
    return chance_bias(rows, predicted, seen, less=normal_quantile(1 - alpha / 2))


def chance_bias(rows: Floats, predicted: Floats, seen: Floats, *, less: float = 0.0) -> float:
    """Return by how much chance raises the error if each bin's true gap is what was seen, less some standard errors.

    Parameters
    ----------
    rows, predicted, seen : ndarray of shape (n_bins,)
        Rows, sum of probabilities and positive rows of each bin; some rows.
    less : float, default=0.0
        Standard errors to take from each gap, 0 or more.

    Examples
    --------
    >>> f"{chance_bias(np.array([100.0]), np.array([50.0]), np.array([50.0])):.4f}"
    '0.0399'
    """
    score = mean_probability(predicted, rows)
    spread = np.sqrt(seen * (score - 1) ** 2 + (rows - seen) * score**2)
    ratio = np.divide(np.abs(rows * score - seen), spread, out=np.zeros_like(spread), where=spread > 0)
    least = np.maximum(0.0, ratio - less)
    share = [_density(u) - u * normal_upper_tail(u) for u in least.tolist()]
    return 2 * float(spread @ np.asarray(share)) / float(rows.sum())


def _density(u: float) -> float:
    return math.exp(-u * u / 2) / math.sqrt(2 * math.pi)


def mean_probability(predicted: Floats, rows: Floats) -> Floats:
    """Return the mean predicted probability of each bin, 0 where it is empty."""
    return np.divide(predicted, rows, out=np.zeros_like(predicted), where=rows > 0)


def probability_bins(
    where: str, n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return rows, sums of probabilities and positive rows as floats.

    Raises
    ------
    ParameterError
        If the shapes differ, or a count or sum is outside ``0 <= sum <= n``.
    """
    rows = np.asarray(n, dtype=np.float64)
    sums = []
    for name, values in (("sum_p", sum_p), ("sum_y", sum_y)):
        array = np.asarray(values, dtype=np.float64)
        if rows.ndim != 1 or array.shape != rows.shape:
            raise ParameterError.of(where, name, f"one number a bin, shape {rows.shape}", array.shape)
        slack = 1e-9 * rows
        if not ((array >= -slack) & (array <= rows + slack)).all():
            raise ParameterError.of(where, name, "from 0 to n in each bin", array.tolist())
        sums.append(np.minimum(np.maximum(array, 0), rows))
    return rows, sums[0], sums[1]
