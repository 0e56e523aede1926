"""The Poisson bootstrap on cells: its cost depends on the cells, not on the rows.

A row's weight is Poisson with mean 1, so the weight of a cell of ``k`` equal rows is Poisson with mean ``k``.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    generator = np.random.default_rng(seed)
    return tuple(generator.poisson(group, (replicates, group.size)).astype(np.float64) for group in counts)


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
