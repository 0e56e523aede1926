"""Rows that come in blocks: blocks are independent of each other, the rows of one need not be."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.quantiles import t_quantile, t_upper_tail

__all__ = ["FEWEST_BLOCKS", "Clustered", "Difference", "blocks_of", "clustered", "split_of"]

FEWEST_BLOCKS = 20
"""Blocks a side, without which nothing is told: half of them are held out, and ten show how far blocks differ."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def blocks_of(where: str, name: str, blocks: ArrayLike, n_rows: int) -> Ints:
    """Return the block of each row, checked.

    Raises
    ------
    ParameterError
        If there is not one for each row, or there are fewer than `FEWEST_BLOCKS`.

    Examples
    --------
    >>> blocks_of("here", "blocks", range(40), 40)[-1].item()
    39
    """
    found = np.asarray(blocks, dtype=np.int64)
    if found.shape != (n_rows,):
        raise ParameterError.of(where, name, f"a block for each of {n_rows:,} rows", f"shape {found.shape}")
    if np.unique(found).size < FEWEST_BLOCKS:
        raise ParameterError.of(where, name, f"{FEWEST_BLOCKS} blocks or more", np.unique(found).size)
    return found


def split_of(first: Ints, second: Ints, seed: int) -> tuple[Mask, Mask]:
    """Return which rows of two samples are in the second half: whole blocks, and one of both samples in one half.

    An entity that has rows in both samples would otherwise help to tell its own other rows apart.

    Examples
    --------
    >>> first, second = split_of(np.arange(4).repeat(2), np.arange(2, 6), seed=0)
    >>> int(first.sum()), bool((first[4::2] == second[:2]).all())
    (4, True)
    """
    generator = np.random.default_rng(seed)
    shared = np.intersect1d(first, second)
    kinds = (shared, np.setdiff1d(first, shared), np.setdiff1d(second, shared))
    drawn = np.concatenate([generator.permutation(kind)[: len(kind) // 2] for kind in kinds])
    return np.isin(first, drawn), np.isin(second, drawn)


@dataclass(frozen=True, slots=True)
class Clustered:
    """A mean of rows, and what chance does to it where blocks are the unit.

    Parameters
    ----------
    mean, variance : float
        The mean over rows, and the variance of that mean.
    degrees : float
        Degrees of freedom: blocks of equal size that weigh as much, less one.
    """

    mean: float
    variance: float
    degrees: float


def clustered(values: Floats, blocks: Ints) -> Clustered:
    """Return the mean of rows with the variance that whole blocks show.

    Examples
    --------
    >>> clustered(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0, 0, 1, 1]))
    Clustered(mean=0.5, variance=0.25, degrees=1.0)
    """
    mean = float(values.mean())
    _, places, sizes = np.unique(blocks, return_inverse=True, return_counts=True)
    sums = np.bincount(places, weights=values - mean)
    alike = float(sizes.sum()) ** 2 / float((sizes.astype(np.float64) ** 2).sum())
    if alike <= 1:
        return Clustered(mean, math.inf, 1.0)
    variance = float((sums**2).sum()) / values.size**2 * alike / (alike - 1)
    return Clustered(mean, variance, alike - 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """The standard error of two independent means together; the side of fewer blocks gives the degrees of freedom."""

    error: float
    degrees: float

    @classmethod
    def of(cls, first: Clustered, second: Clustered) -> Difference:
        """Return that of two means.

        Examples
        --------
        >>> Difference.of(Clustered(0.0, 1.0, 9.0), Clustered(0.0, 3.0, 9.0))
        Difference(error=2.0, degrees=9.0)
        """
        return cls(math.sqrt(first.variance + second.variance), min(first.degrees, second.degrees))

    def reach(self, two_sided: float) -> float:
        """Return how far a bound lies from the estimate."""
        return t_quantile(1 - two_sided / 2, self.degrees) * self.error

    def upper_tail(self, distance: float) -> float:
        """Return the probability of such a distance from nothing, or a greater one."""
        if self.error == 0:
            return 0.0 if distance > 0 else 1.0
        return t_upper_tail(distance / self.error, self.degrees)
