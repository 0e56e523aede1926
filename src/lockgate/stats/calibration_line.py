"""Cox's calibration line: the logistic regression of labels on the log-odds of the score, from counts per bucket."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.buckets import bucket_counts

__all__ = ["CalibrationLine", "calibration_intercept", "calibration_slope"]

Floats = NDArray[np.float64]

_STEPS = 60
_CONVERGED = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationLine:
    """One coefficient of the line.

    `value` is NaN where no line fits best: scores that separate the classes or are all equal. The influences are of
    one row of each class in each bucket, times the rows; `slack` is how far the value can be off if each log-odds is
    off by what was stated.
    """

    value: float
    of_positives: Floats
    of_negatives: Floats
    slack: float


def calibration_slope(
    positives: ArrayLike, negatives: ArrayLike, log_odds: ArrayLike, off_by: ArrayLike
) -> CalibrationLine:
    r"""Fit the slope of the line; 1 is ideal, below 1 the scores are too extreme.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket.
    log_odds : array_like of shape (n_buckets,)
        :math:`\ln(p / (1 - p))` of the score of each bucket, finite.
    off_by : array_like of shape (n_buckets,)
        How far the log-odds of a row can be from that of its bucket, 0 or more.

    Returns
    -------
    CalibrationLine

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    References
    ----------
    D. R. Cox, Biometrika 45 (1958), doi:10.1093/biomet/45.3-4.562.

    Examples
    --------
    >>> line = calibration_slope([1, 2, 3], [3, 2, 1], [-2.0, 0.0, 2.0], [0.0, 0.0, 0.0])
    >>> f"{line.value:.4f}"
    '0.5493'
    """
    return _fit("calibration_slope", positives, negatives, (log_odds, off_by), has_slope=True)


def calibration_intercept(
    positives: ArrayLike, negatives: ArrayLike, log_odds: ArrayLike, off_by: ArrayLike
) -> CalibrationLine:
    """Fit the intercept of the line whose slope is 1; 0 is ideal, below 0 the scores are too high.

    Parameters and errors are those of `calibration_slope`.

    Examples
    --------
    >>> line = calibration_intercept([2, 4], [2, 0], [0.0, 0.0], [0.0, 0.0])
    >>> f"{line.value:.4f}"
    '1.0986'
    """
    return _fit("calibration_intercept", positives, negatives, (log_odds, off_by), has_slope=False)


def _fit(
    where: str,
    positives: ArrayLike,
    negatives: ArrayLike,
    scores: tuple[ArrayLike, ArrayLike],
    *,
    has_slope: bool,
) -> CalibrationLine:
    p, n = bucket_counts(where, positives, negatives)
    x, off = (np.asarray(given, dtype=np.float64) for given in scores)
    if {x.shape, off.shape} != {p.shape}:
        raise ParameterError.of(where, "log_odds", f"one number a bucket, shape {p.shape}", x.shape)
    used = (p + n) > 0
    design = np.stack((np.ones(x.size), x), axis=1) if has_slope else np.ones((x.size, 1))
    if not (p.any() and n.any()) or (has_slope and not _overlap(x[p > 0], x[n > 0])):
        nothing = np.full(p.size, np.nan)
        return CalibrationLine(math.nan, nothing, nothing, 0.0)
    beta, inverse = _newton(p[used], (p + n)[used], design[used], np.zeros(x.size) if has_slope else x, used)
    slope = float(beta[-1]) if has_slope else 1.0
    odds = design @ beta if has_slope else beta[0] + x
    rate = _expit(odds)
    row = inverse[-1] * float((p + n).sum())
    lever = design @ row
    bend = lever * rate * (1 - rate) * slope
    tilt = float(row[-1]) if has_slope else 0.0
    moved = p * np.abs(tilt * (1 - rate) - bend) + n * np.abs(-tilt * rate - bend)
    slack = float((moved * off)[used].sum()) / float((p + n).sum())
    return CalibrationLine(float(beta[-1]), lever * (1 - rate), -lever * rate, slack)


def _overlap(positives: Floats, negatives: Floats) -> bool:
    """Tell whether the classes overlap: where they do not, a steeper line always fits better."""
    return bool(negatives.max() > positives.min() and positives.max() > negatives.min())


def _newton(
    hits: Floats, rows: Floats, design: Floats, offsets: Floats, used: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return the coefficients and the inverse information."""
    offset = offsets[used]
    beta = np.zeros(design.shape[1])
    best = _likelihood(hits, rows, offset + design @ beta)
    for _ in range(_STEPS):
        rate = _expit(offset + design @ beta)
        weight = rows * rate * (1 - rate)
        information = design.T @ (weight[:, np.newaxis] * design)
        step = np.linalg.solve(information, design.T @ (hits - rows * rate))
        least = best - _CONVERGED * abs(best)
        while (now := _likelihood(hits, rows, offset + design @ (beta + step))) < least:
            step = step / 2  # too far: half the way
        beta, best = beta + step, max(best, now)
        if float(np.abs(step).max()) < _CONVERGED * max(1.0, float(np.abs(beta).max())):
            break
    rate = _expit(offset + design @ beta)
    information = design.T @ ((rows * rate * (1 - rate))[:, np.newaxis] * design)
    inverse = np.linalg.inv(information).astype(np.float64)
    return beta, inverse


def _likelihood(hits: Floats, rows: Floats, odds: Floats) -> float:
    return float(hits @ odds - rows @ np.logaddexp(0.0, odds))


def _expit(odds: Floats) -> Floats:
    tail = np.exp(-np.abs(odds))
    rate: Floats = np.where(odds >= 0, 1.0, tail) / (1 + tail)
    return rate
