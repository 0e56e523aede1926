"""The Poisson bootstrap on cells: its cost depends on the cells, not on the rows.

A row's weight is Poisson with mean 1, so the weight of a cell of ``k`` equal rows is Poisson with mean ``k``. The
chance behind it is drawn once for a seed and the place of a cell, and every call turns it into counts: a table has
thousands of slices. So cells at the same place move together, in whichever slice they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import unseen_fraction

__all__ = ["REPLICATES", "BootstrapEstimate", "bootstrap_around", "poisson_draws", "require_replicates"]

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

    `normal` is the normal quantile that belongs to it, `skew` what a skew of 1 adds to that.
    """

    steps: NDArray[np.uint16]
    normal: Floats
    skew: Floats


_STEPS = 1 << 16
"""Steps in which chance is told; a tail of half a step, 1 in 131,072, is cut off."""

_LISTED = 32
"""Below so many rows a count is looked up; from there on it is a quantile by Cornish and Fisher."""


@lru_cache(maxsize=16)
def _chances(seed: int, place: int, replicates: int, n_cells: int) -> _Chances:
    """Draw; those of more cells begin with those of fewer."""
    from scipy.special import ndtri  # noqa: PLC0415 - loading it costs 0.3 s; only those who ask pay

    generator = np.random.default_rng([seed, place])
    steps = generator.integers(0, _STEPS, (n_cells, replicates), dtype=np.uint16)
    normal = ndtri((steps + 0.5) / _STEPS)
    return _Chances(steps, normal, (normal * normal - 1) / 6)


def _counts(rows: Floats, *, seed: int, place: int, replicates: int) -> Floats:
    """Return the weights of cells, one column a cell."""
    n_cells = 1 << max(6, (rows.size - 1).bit_length())  # few sizes, each drawn once
    chances = _chances(seed, place, replicates, n_cells)
    column = rows[:, np.newaxis]
    drawn: Floats = chances.normal[: rows.size] * np.sqrt(column)
    drawn += chances.skew[: rows.size]
    drawn += column
    listed = _listed()
    for at in np.flatnonzero(rows < _LISTED):
        drawn[at] = listed[int(rows[at])][chances.steps[at]]
    return drawn.T


@cache
def _listed() -> NDArray[np.uint8]:
    """Return for each small number of rows the count that belongs to each step."""
    from scipy.special import pdtr  # noqa: PLC0415 - as above

    rows, counts = np.arange(_LISTED)[:, np.newaxis], np.arange(_MOST_COUNTED)
    ends = np.rint(pdtr(counts, rows) * _STEPS).astype(np.int64)
    ends[:, -1] = _STEPS
    lengths = np.diff(ends, axis=1, prepend=0)
    return np.stack([np.repeat(counts, length) for length in lengths]).astype(np.uint8)


_MOST_COUNTED = 128  # more than 32 rows ever draw


def bootstrap_around(value: float, draws: Floats, *, n: int, alpha: float) -> BootstrapEstimate:
    """Put the spread of the draws around the estimate.

    The draws are centred first: where a statistic is biased, theirs is another bias, and not subtracting it is
    the safe choice. The half-width never falls below the rule of three.

    Parameters
    ----------
    value : float
        The estimate.
    draws : ndarray of shape (replicates,)
        The statistic of each sample.
    n : int
        Rows, 1 or more.
    alpha : float
        Two-sided error probability, in (0, 1).

    Examples
    --------
    >>> result = bootstrap_around(0.5, np.linspace(0.4, 0.8, 101), n=1_000, alpha=0.1)
    >>> f"{result.lower:.2f} {result.upper:.2f}"
    '0.32 0.68'
    """
    low, high = np.quantile(draws, [alpha / 2, 1 - alpha / 2])
    centre = float(draws.mean())
    floor = unseen_fraction(n, alpha=alpha / 2)
    lower, upper = value - max(floor, float(high) - centre), value + max(floor, centre - float(low))
    return BootstrapEstimate(Estimate(value, float(draws.std(ddof=1)), n), lower, upper)


def require_replicates(where: str, replicates: int) -> None:
    """Refuse fewer than 100 samples, which cannot tell a tail.

    Raises
    ------
    ParameterError
        If so.
    """
    if replicates < 100:  # noqa: PLR2004 - the stated domain
        raise ParameterError.of(where, "replicates", "an int of 100 or more", replicates)
