"""The Poisson bootstrap on cells: its cost depends on the cells, not on the rows.

A row's weight is Poisson with mean 1, so the weight of a cell of ``k`` equal rows is Poisson with mean ``k``. The
chance behind it is drawn once for a seed and the place of a cell, and every call turns it into counts: a table has
thousands of slices. So cells at the same place move together, in whichever slice they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import unseen_fraction
from lockgate.stats.quantiles import normal_quantile

__all__ = [
    "REPLICATES",
    "BootstrapEstimate",
    "Spread",
    "bootstrap_around",
    "poisson_draws",
    "require_replicates",
]

REPLICATES = 1_000
"""Samples that are drawn unless a caller says otherwise."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BootstrapEstimate:
    """An estimate and its bounds, both from one seeded bootstrap; NaN bounds where nothing is known."""

    estimate: Estimate
    lower: float
    upper: float


def poisson_draws(counts: tuple[Floats, ...], *, seed: int, replicates: int) -> tuple[Floats, ...]:
    """Draw the weights of groups of cells.

    Parameters
    ----------
    counts : tuple of ndarray of shape (n_cells,)
        Rows in each cell, 0 or more, one array a group.
    seed : int
        Seed of the draws.
    replicates : int
        Samples to draw.

    Returns
    -------
    tuple of ndarray of shape (replicates, n_cells)
        One array a group, in order.

    Examples
    --------
    >>> draws = poisson_draws((np.array([0.0, 900.0]),), seed=1, replicates=400)
    >>> draws[0].shape, draws[0][:, 0].sum().item(), bool(880 < draws[0][:, 1].mean() < 920)
    ((400, 2), 0.0, True)
    """
    return tuple(
        _counts(group, seed=seed, place=place, replicates=replicates) for place, group in enumerate(counts)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Chances:
    """What is random, of shape (n_cells, replicates): a number below `_STEPS`.

    `normal` is the normal quantile that belongs to it, `skew` what a skew of 1 adds to that; `listed` is the count of a
    cell of few rows, by cell and rows.
    """

    steps: NDArray[np.uint16]
    normal: Floats
    skew: Floats
    listed: NDArray[np.uint8]


_STEPS = 1 << 16
"""Steps in which chance is told; a tail of half a step, 1 in 131,072, is cut off."""

_LISTED = 32
"""Below so many rows a count is looked up; from there on it is a quantile by Cornish and Fisher."""


@lru_cache(maxsize=16)
def _chances(seed: int, place: int, replicates: int, n_cells: int) -> _Chances:
    """Draw; those of more cells begin with those of fewer."""
    generator = np.random.default_rng([seed, place])
    steps = generator.integers(0, _STEPS, (n_cells, replicates), dtype=np.uint16)
    normal = _normal()[steps]
    listed = np.stack([counts[steps] for counts in _listed()], axis=1)
    return _Chances(steps, normal, (normal * normal - 1) / 6, listed)


@cache
def _normal() -> Floats:
    """Return the normal quantile of the middle of each step."""
    lower = np.array([normal_quantile((step + 0.5) / _STEPS) for step in range(_STEPS // 2)])
    return np.concatenate((lower, -lower[::-1]))


def _counts(rows: Floats, *, seed: int, place: int, replicates: int) -> Floats:
    """Return the weights of cells, one column a cell."""
    n_cells = 1 << max(6, (rows.size - 1).bit_length())  # few sizes, each drawn once
    chances = _chances(seed, place, replicates, n_cells)
    drawn: Floats = np.empty((rows.size, replicates))
    few, many = np.flatnonzero(rows < _LISTED), np.flatnonzero(rows >= _LISTED)
    drawn[few] = chances.listed[few, rows[few].astype(np.int64)]
    column = rows[many][:, np.newaxis]
    drawn[many] = chances.normal[many] * np.sqrt(column) + chances.skew[many] + column
    return drawn.T


@cache
def _listed() -> NDArray[np.uint8]:
    """Return for each small number of rows the count that belongs to each step."""
    rows, counts = np.arange(_LISTED)[:, np.newaxis], np.arange(1, _MOST_COUNTED)
    chances = np.cumprod(np.hstack((np.exp(-rows), rows / counts)), axis=1)
    ends = np.rint(np.cumsum(chances, axis=1) * _STEPS).astype(np.int64)
    ends[:, -1] = _STEPS
    lengths = np.diff(ends, axis=1, prepend=0)
    return np.stack([np.repeat(np.arange(_MOST_COUNTED), length) for length in lengths]).astype(np.uint8)


_MOST_COUNTED = 128  # more than 32 rows ever draw


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """What bounds read of the draws of a statistic, whatever their level.

    Parameters
    ----------
    ordered : ndarray of shape (replicates,)
        The statistic of each sample, ascending.
    mean, deviation : float
        Mean and standard deviation of the draws.

    Examples
    --------
    >>> spread = Spread.of(np.array([0.4, 0.1, 0.3]))
    >>> spread.quantile(0.5), f"{spread.quantile(0.25):.2f}"
    (0.3, '0.20')
    """

    ordered: Floats
    mean: float
    deviation: float

    @classmethod
    def of(cls, draws: Floats) -> Self:
        """Return the spread of two or more draws."""
        return cls(np.sort(draws), float(draws.mean()), float(draws.std(ddof=1)))

    def quantile(self, level: float) -> float:
        """Return a quantile, linear between two draws."""
        place = (self.ordered.size - 1) * level
        at = min(int(place), self.ordered.size - 2)
        low, high = self.ordered[at : at + 2].tolist()
        share = place - at
        step: float = high - low
        found: float = low + step * share if share < 0.5 else high - step * (1 - share)  # noqa: PLR2004 - from the nearer
        return found


def bootstrap_around(value: float, draws: Spread, *, n: int, alpha: float) -> BootstrapEstimate:
    """Put the spread of the draws around the estimate.

    The draws are centred first: where a statistic is biased, theirs is another bias, and not subtracting it is
    the safe choice. The half-width never falls below the rule of three.

    Parameters
    ----------
    value : float
        The estimate.
    draws : Spread
        The statistic of each sample.
    n : int
        Rows, 1 or more.
    alpha : float
        Two-sided error probability, in (0, 1).

    Examples
    --------
    >>> result = bootstrap_around(0.5, Spread.of(np.linspace(0.4, 0.8, 101)), n=1_000, alpha=0.1)
    >>> f"{result.lower:.2f} {result.upper:.2f}"
    '0.32 0.68'
    """
    low, high = draws.quantile(alpha / 2), draws.quantile(1 - alpha / 2)
    floor = unseen_fraction(n, alpha=alpha / 2)
    lower, upper = value - max(floor, high - draws.mean), value + max(floor, draws.mean - low)
    return BootstrapEstimate(Estimate(value, draws.deviation, n), lower, upper)


def require_replicates(where: str, replicates: int) -> None:
    """Refuse fewer than 100 samples, which cannot tell a tail.

    Raises
    ------
    ParameterError
        If so.
    """
    if replicates < 100:  # noqa: PLR2004 - the stated domain
        raise ParameterError.of(where, "replicates", "an int of 100 or more", replicates)
