"""Where the rows of each bin lie, for each sample its own way: their mean and their spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Places"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Mean and variance of the rows of one sample in each bin.

    Parameters
    ----------
    means : ndarray of shape (n_bins,)
        In the unit of the column, inside the bin; NaN where the sample has no rows.
    variances : ndarray of shape (n_bins,)
        0 or more; NaN where the sample has no rows.
    is_bounded : bool, default=True
        Whether all rows are finite: an infinite one is in no mean.
    """

    means: Floats
    variances: Floats
    is_bounded: bool = True

    def moments(self, p: Floats) -> tuple[float, float]:
        """Return mean and standard deviation of all rows, given the shares of the bins.

        Examples
        --------
        >>> Places(np.array([1.0, 3.0]), np.array([0.0, 4.0])).moments(np.array([0.5, 0.5]))
        (2.0, 1.7320508075688772)
        """
        held = p > 0
        mean = float((p[held] * self.means[held]).sum())
        squares = self.variances[held] + np.square(self.means[held] - mean)
        return mean, float(np.sqrt((p[held] * squares).sum()))
