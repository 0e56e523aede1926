"""From cells to confirmed slices: search one half, test what was found on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.gates.discovery.base_cells import BaseCells, Half
from lockgate.gates.discovery.lattice import Conjunction, Grid, search
from lockgate.gates.discovery.overlap import rows_of, without_overlaps
from lockgate.gates.discovery_spec import Against, Discovery
from lockgate.stats.estimate import Estimate, mean_estimate
from lockgate.stats.false_discovery import benjamini_hochberg_adjusted
from lockgate.stats.power import smallest_detectable
from lockgate.stats.welch import MeanDifference, mean_above, welch_difference

__all__ = ["Searched", "WeakSlice", "find_weak_slices"]

_WORTH_TESTING = 2.0
"""Standard errors of excess from which on a slice is tried on the other half."""

_POOL = 5
"""Slices that are looked at for overlaps, for each that is tried."""


@dataclass(frozen=True, slots=True)
class WeakSlice:
    """A slice that was tried on the half that was held back; every number is from there.

    Parameters
    ----------
    conditions : tuple of (int, int)
        Column and code of each condition.
    n : int
        Its rows in the half held back.
    effect : float
        By how much its mean loss is above that of the rest, or of the baseline; NaN without rows.
    lower, upper : float
        Bounds of the effect, at the level `alpha`.
    alpha : float
        Two-sided error probability of the bounds, smaller where few of many slices are confirmed.
    loss, other : float
        The mean loss of the slice, and of the rest; compared with the baseline, the difference and NaN.
    p_value : float
        For "it is worse by no more than the margin", adjusted for the number of slices that were tried.
    is_confirmed : bool
        Whether the p-value is small enough.
    """

    conditions: tuple[tuple[int, int], ...]
    n: int
    effect: float
    lower: float
    upper: float
    alpha: float
    loss: float
    other: float
    p_value: float
    is_confirmed: bool

    @property
    def lift(self) -> float | None:
        """Return the loss as a multiple of that of the rest; None where that makes no sense."""
        return round_float(self.loss / self.other) if self.other > 0 else None


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search found.

    Parameters
    ----------
    tried : tuple of WeakSlice
        The slices that were tried on the other half, the largest effect first, confirmed ones before others.
    detectable : float
        Effect that a slice of the fewest rows would need to be seen, at the power asked; NaN where unknown.
    """

    tried: tuple[WeakSlice, ...]
    detectable: float

    @property
    def confirmed(self) -> tuple[WeakSlice, ...]:
        """Return the slices that were confirmed."""
        return tuple(one for one in self.tried if one.is_confirmed)


def find_weak_slices(cells: BaseCells, asked: Discovery, *, alpha: float, power: float) -> Searched:
    """Search one half for slices that are worse than accepted, and test them on the other.

    Parameters
    ----------
    cells : BaseCells
        The cells of both halves.
    asked : Discovery
        What is searched.
    alpha : float
        Level of the method of Benjamini and Hochberg over the slices that are tried, in (0, 0.5). Where no slice is
        worse, any is confirmed with at most this probability.
    power : float
        Probability with which the smallest effect would be seen.

    Notes
    -----
    The half that is searched only proposes. So the tests, effects and intervals from the other half hold although the
    proposed slices were picked for being bad. Intervals keep the rate of false coverage of the confirmed slices.

    References
    ----------
    Y. Benjamini and D. Yekutieli, False discovery rate-adjusted multiple confidence intervals for selected parameters,
    Journal of the American Statistical Association 100 (2005), doi:10.1198/016214504000001907.
    """
    half = cells.searched
    whole = _mean(half, np.ones(len(half.n), dtype=bool))
    is_paired = cells.plan.against is Against.BASELINE
    accepted = asked.margin if is_paired else whole.value + asked.margin
    spread = whole.standard_error * whole.n**0.5
    if not (whole.is_defined and spread > 0):
        return Searched((), np.nan)
    sizes = tuple(len(values) for values in cells.values)
    grid = Grid(half.codes, sizes, half.n.astype(np.float64), half.sums - half.n * accepted)
    least = _WORTH_TESTING * spread
    pool = search(grid, depth=asked.depth, minimum=asked.minimum, most=_POOL * asked.most, least=least)
    proposed = without_overlaps(pool, half, accepted)[: asked.most]
    smallest = spread / asked.minimum**0.5
    return Searched(
        _tried(cells.held, proposed, asked.margin, alpha, is_paired=is_paired),
        asked.margin + smallest_detectable(smallest, alpha=alpha, power=power),
    )


def _tried(
    held: Half, proposed: Sequence[Conjunction], margin: float, alpha: float, *, is_paired: bool
) -> tuple[WeakSlice, ...]:
    measured = []
    for one in proposed:
        inside = rows_of(held, one.conditions)
        own, rest = _mean(held, inside), _mean(held, ~inside)
        measured.append((own, rest, mean_above(own) if is_paired else welch_difference(own, rest)))
    adjusted = benjamini_hochberg_adjusted([gap.p_above(margin) for _, _, gap in measured])
    n_confirmed = sum(p_value <= alpha for p_value in adjusted)
    level = 2 * alpha * max(n_confirmed, 1) / max(len(proposed), 1)
    found = [
        _weak(one, parts, round_float(p_value), level, is_confirmed=p_value <= alpha, is_paired=is_paired)
        for one, parts, p_value in zip(proposed, measured, adjusted, strict=True)
    ]
    return tuple(sorted(found, key=_rank))


def _rank(one: WeakSlice) -> tuple[bool, float, tuple[tuple[int, int], ...]]:
    return not one.is_confirmed, -np.nan_to_num(one.effect, nan=-np.inf), one.conditions


def _weak(
    one: Conjunction,
    parts: tuple[Estimate, Estimate, MeanDifference],
    p_value: float,
    level: float,
    *,
    is_confirmed: bool,
    is_paired: bool,
) -> WeakSlice:
    own, rest, gap = parts
    lower, upper = gap.bounds(alpha=level)
    return WeakSlice(
        one.conditions,
        own.n,
        round_float(gap.value),
        round_float(lower),
        round_float(upper),
        round_float(level),
        round_float(own.value),
        np.nan if is_paired else round_float(rest.value),
        p_value,
        is_confirmed,
    )


def _mean(half: Half, inside: np.ndarray) -> Estimate:
    n = int(half.n[inside].sum())
    return mean_estimate(n, float(half.sums[inside].sum()), float(half.squares[inside].sum()))
