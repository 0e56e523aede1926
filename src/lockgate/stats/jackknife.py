"""How sure any smooth number is, and how two go together, from leaving out one block of rows after the other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["jackknife_correlations", "jackknife_error"]

_NOISE = 1e-11
"""Values that differ by less than this share of them are alike: sums from evidence have 12 significant digits."""


def jackknife_error(left_out: Sequence[float]) -> float:
    r"""Compute the standard error of a number from its values without each of the blocks.

    Right for smooth functions of means over blocks that do not depend on each other, whatever happens within a block.
    The spread has ``len(left_out) - 1`` degrees of freedom.

    Parameters
    ----------
    left_out : sequence of float
        The number, computed without one block, for each block.

    Returns
    -------
    float
        The standard error, 0 or more, and exactly 0 where the values differ by no more than rounding does; NaN for
        fewer than two blocks, or where a value is NaN.

    Notes
    -----
    :math:`\mathrm{SE}^2 = \frac{g - 1}{g} \sum_b (\theta_{(-b)} - \bar\theta)^2`.

    References
    ----------
    K. M. Wolter, Introduction to Variance Estimation (2007), chapter 4: the drop-out-group jackknife.

    Examples
    --------
    >>> rows = [1.0, 2.0, 3.0, 6.0]
    >>> f"{jackknife_error([(12 - row) / 3 for row in rows]):.6f}"  # of a mean it is the usual one
    '1.080123'
    """
    size = len(left_out)
    if size < 2:  # noqa: PLR2004 - one block has no spread
        return math.nan
    return math.sqrt((size - 1) / size * float((_deviations(left_out) ** 2).sum()))


def jackknife_correlations(left_out: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Compute the correlations of the errors of several numbers from their values without each of the same blocks.

    Parameters
    ----------
    left_out : sequence of sequence of float
        For each number its values without one block, for each block; equally many, at least one. A block without rows
        of a number leaves it as it is.

    Returns
    -------
    ndarray
        Square, in [-1, 1], 1 on the diagonal; 0 with a number that is the same whatever is left out. NaN with a number
        that has a NaN.

    Raises
    ------
    ParameterError
        If there are not equally many values of each.

    Examples
    --------
    >>> jackknife_correlations([[1.0, 2.0, 3.0], [6.0, 4.0, 2.0], [5.0, 5.0, 5.0]]).round(9).tolist()
    [[1.0, -1.0, 0.0], [-1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    sizes = sorted({len(values) for values in left_out})
    if len(sizes) > 1:
        raise ParameterError.of(
            "jackknife_correlations", "left_out", "equally many values of each number", sizes
        )
    apart = np.array([_deviations(values) for values in left_out], dtype=np.float64)
    lengths = np.sqrt((apart**2).sum(axis=1, keepdims=True))
    unit = apart / np.where(lengths == 0, 1.0, lengths)
    found: NDArray[np.float64] = np.clip(unit @ unit.T, -1.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return found


def _deviations(left_out: Sequence[float]) -> NDArray[np.float64]:
    """Return how far values are from their mean; all 0 where they differ by no more than rounding does."""
    values = np.asarray(left_out, dtype=np.float64)
    found: NDArray[np.float64] = values - values.mean()
    return np.zeros(len(values)) if np.abs(found).max() <= _NOISE * np.abs(values).max() else found
