"""The smooth calibration error: residuals smoothed over the score, without bins, from residuals per score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["SmoothError", "smooth_calibration_error"]

Floats = NDArray[np.float64]

_GRID = 512
_COARSE = 4  # grid points that are one where only the size of noise is asked
_HALVINGS = 45


@dataclass(frozen=True, slots=True, eq=False)
class SmoothError:
    """A smooth calibration error.

    Parameters
    ----------
    value : float
        The error, which is also the width of the kernel it was smoothed with; in [0, 1], NaN without rows.
    direction : ndarray of shape (n_scores,)
        By how much a residual of 1 at each score raises it, in [-1, 1].
    chance : float
        What chance alone would show with this kernel.
    """

    value: float
    direction: Floats
    chance: float


def smooth_calibration_error(
    scores: ArrayLike, residuals: ArrayLike, squares: ArrayLike, n: int
) -> SmoothError:
    r"""Compute the smooth calibration error.

    Parameters
    ----------
    scores : array_like of shape (n_scores,)
        Probabilities, in [0, 1].
    residuals : array_like of shape (n_scores,)
        Sum of label minus score over the rows of each score.
    squares : array_like of shape (n_scores,)
        Sum of the squares of the same.
    n : int
        Rows, 0 or more.

    Returns
    -------
    SmoothError

    Raises
    ------
    ParameterError
        If the shapes differ or a score is outside [0, 1].

    Notes
    -----
    With a Gaussian kernel :math:`K_\sigma` that is reflected at 0 and 1, and :math:`r` the residuals,
    :math:`e(\sigma) = \frac1n \int_0^1 |\sum_i K_\sigma(t, p_i) r_i| dt` falls in :math:`\sigma`; the error is
    where :math:`e(\sigma) = \sigma`. The integral is taken on 512 points, on which reflected smoothing is a product
    in the cosine transform.

    References
    ----------
    J. Błasiok and P. Nakkiran, ICLR (2024), arXiv:2309.12236.

    Examples
    --------
    >>> error = smooth_calibration_error([0.3, 0.7], [10.0, -10.0], [20.0, 20.0], 100)
    >>> f"{error.value:.3f}"
    '0.159'
    """
    p, r, v = (np.asarray(given, dtype=np.float64) for given in (scores, residuals, squares))
    if p.ndim != 1 or not p.shape == r.shape == v.shape:
        raise ParameterError.of("smooth_calibration_error", "residuals", f"of shape {p.shape}", r.shape)
    if p.size and not (float(p.min()) >= 0 and float(p.max()) <= 1):
        raise ParameterError.of(
            "smooth_calibration_error", "scores", "in [0, 1]", [float(p.min()), float(p.max())]
        )
    if not n:
        return SmoothError(math.nan, np.zeros(p.size), math.nan)
    waves = _cosines()
    masses = waves @ _spread(p, r / n)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_above = float(np.abs(waves.T @ (_damping(middle) * masses)).sum()) > middle
        low, high = (middle, high) if is_above else (low, middle)
    width = (low + high) / 2
    field = np.sign(waves.T @ (_damping(width) * masses))
    direction = waves.T @ (_damping(width) * (waves @ field))
    return SmoothError(width, np.interp(p, _points(), direction), _noise(_spread(p, v / n**2), width))


def _noise(variances: Floats, width: float) -> float:
    """Return the mean absolute size of what is left of independent residuals after smoothing."""
    coarse = variances.reshape(-1, _COARSE).sum(axis=1)
    waves = _cosines(_GRID // _COARSE)
    kernel = waves.T @ (_damping(width, _GRID // _COARSE)[:, np.newaxis] * waves)
    return math.sqrt(2 / math.pi) * float(np.sqrt(kernel**2 @ coarse).sum())


def _spread(scores: Floats, values: Floats) -> Floats:
    """Return values on the grid, each split between the two nearest points."""
    place = np.clip(scores * _GRID - 0.5, 0, _GRID - 1)
    left = np.minimum(place.astype(np.int64), _GRID - 2)
    share = place - left
    found: Floats = np.bincount(left, values * (1 - share), minlength=_GRID).astype(np.float64)
    return found + np.bincount(left + 1, values * share, minlength=_GRID)


def _points() -> Floats:
    return (np.arange(_GRID) + 0.5) / _GRID


def _damping(width: float, size: int = _GRID) -> Floats:
    damping: Floats = np.exp(-((np.pi * np.arange(size) * width) ** 2) / 2)
    return damping


@cache
def _cosines(size: int = _GRID) -> Floats:
    """Return the orthonormal cosine transform as a matrix, one wave a row."""
    waves = np.cos(np.pi * np.outer(np.arange(size), (np.arange(size) + 0.5) / size)) * math.sqrt(2 / size)
    waves[0] /= math.sqrt(2)
    found: Floats = waves
    return found
