"""The standard error of any smooth number, from leaving out one block of rows after the other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

__all__ = ["jackknife_error"]


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
        The standard error, 0 or more; NaN for fewer than two blocks, or where a value is NaN.

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
    values = np.asarray(left_out, dtype=np.float64)
    return math.sqrt((size - 1) / size * float(((values - values.mean()) ** 2).sum()))
