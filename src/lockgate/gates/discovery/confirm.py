"""From cells to confirmed slices: search one half, test what was found on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.gates.blocks import FEWEST_BLOCKS
from lockgate.gates.discovery.base_cells import BaseCells, Half, Ints
from lockgate.gates.discovery.lattice import Conjunction, Grid, search
from lockgate.gates.discovery.overlap import rows_of, without_overlaps
from lockgate.gates.discovery_spec import Against, Discovery
from lockgate.gates.measurement import FEWEST_ROWS
from lockgate.stats.estimate import Estimate, mean_estimate
from lockgate.stats.false_discovery import benjamini_hochberg_adjusted
from lockgate.stats.jackknife import jackknife_error
from lockgate.stats.quantiles import normal_quantile
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
    is_open : bool
        Whether it could not be tested, and is not seen to keep the margin: fewer than `FEWEST_ROWS` rows are held back,
        or their losses do not differ.
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
    is_open: bool

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
    is_worse_everywhere : bool, default=False
        Whether all rows together are worse than the baseline by more than the margin, so that no slice need stand out.
    """

    tried: tuple[WeakSlice, ...]
    detectable: float
    is_worse_everywhere: bool = False

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
    held = _mean(cells.held, np.ones(len(cells.held.n), dtype=bool))
    worse = is_paired and _is_worse(held, asked.margin, alpha)
    spread = whole.standard_error * whole.n**0.5
    if not (whole.is_defined and spread > 0):
        return Searched((), np.nan, is_worse_everywhere=worse)
    sizes = tuple(len(values) for values in cells.values)
    grid = Grid(half.codes, sizes, half.n.astype(np.float64), half.losses - half.counts * accepted)
    least = _WORTH_TESTING * spread
    pool = search(grid, depth=asked.depth, minimum=asked.minimum, most=_POOL * asked.most, least=least)
    proposed = without_overlaps(pool, half, accepted)[: asked.most]
    # it must be proposed by the one half and confirmed by the other, beside those that were tried
    strictest = max(_WORTH_TESTING, normal_quantile(1 - alpha / (len(proposed) + 1)))
    reach = (strictest + normal_quantile(power**0.5)) * spread / asked.minimum**0.5
    tried = _tried(cells.held, proposed, asked.margin, alpha, is_paired=is_paired)
    seen_from = np.nan if cells.plan.block else asked.margin + reach  # which counts each row for itself
    return Searched(tried, seen_from, is_worse_everywhere=worse)


def _tried(
    held: Half, proposed: Sequence[Conjunction], margin: float, alpha: float, *, is_paired: bool
) -> tuple[WeakSlice, ...]:
    measured = []
    for one in proposed:
        inside = rows_of(held, one.conditions)
        own, rest = _mean(held, inside), _mean(held, ~inside)
        gap = mean_above(own) if is_paired else _difference(held, inside, own, rest)
        gap = _tested(gap, own) if is_paired else _tested(gap, own, rest)
        measured.append((own, np.nan if is_paired else rest.value, gap))
    adjusted = benjamini_hochberg_adjusted([gap.p_above(margin) for _, _, gap in measured])
    n_confirmed = sum(p_value <= alpha for p_value in adjusted)
    level = 2 * alpha * max(n_confirmed, 1) / max(len(proposed), 1)
    found = [
        _weak(one, parts, margin, round_float(p_value), level, is_confirmed=p_value <= alpha)
        for one, parts, p_value in zip(proposed, measured, adjusted, strict=True)
    ]
    return tuple(sorted(found, key=_rank))


def _tested(gap: MeanDifference, *sides: Estimate) -> MeanDifference:
    """Return a difference, without its error where a side has too few rows for a test that rests on their spread."""
    is_thin = any(side.n < FEWEST_ROWS for side in sides)
    return replace(gap, standard_error=np.nan) if is_thin else gap


def _is_worse(all_rows: Estimate, margin: float, alpha: float) -> bool:
    """Tell whether a mean is above the margin; one without spread is what it is."""
    if all_rows.standard_error == 0:
        return all_rows.value > margin
    return mean_above(all_rows).p_above(margin) <= alpha


def _rank(one: WeakSlice) -> tuple[bool, float, tuple[tuple[int, int], ...]]:
    return not one.is_confirmed, -np.nan_to_num(one.effect, nan=-np.inf), one.conditions


def _weak(
    one: Conjunction,
    parts: tuple[Estimate, float, MeanDifference],
    margin: float,
    p_value: float,
    level: float,
    *,
    is_confirmed: bool,
) -> WeakSlice:
    own, other, gap = parts
    lower, upper = gap.bounds(alpha=level)
    return WeakSlice(
        one.conditions,
        own.n,
        round_float(gap.value),
        round_float(lower),
        round_float(upper),
        round_float(level),
        round_float(own.value),
        round_float(other),
        p_value,
        is_confirmed,
        is_open=not (gap.is_defined or gap.value <= margin),
    )


def _mean(half: Half, inside: np.ndarray) -> Estimate:
    """Return the mean loss of some cells; where rows depend on each other its error goes by how far blocks differ."""
    n, counts = int(half.n[inside].sum()), float(half.counts[inside].sum())
    if n and not counts:
        return Estimate.undefined(n)
    scale = n / counts if n else 1.0
    total, squares = (
        float(values[inside].sum()) * scale for values in (half.losses, half.squares * half.scale)
    )
    plain = mean_estimate(n, total, squares)
    if half.blocks is None:
        return plain
    left_out, has_rows = _left_out(half, half.blocks, inside)
    blocks = int(has_rows.sum())
    error = jackknife_error(left_out[has_rows].tolist()) if blocks >= FEWEST_BLOCKS else np.nan
    return replace(plain, standard_error=error, degrees=max(blocks - 1, 0))


def _difference(half: Half, inside: np.ndarray, own: Estimate, rest: Estimate) -> MeanDifference:
    """Return by how much the mean of some cells is above that of the others; they may share blocks."""
    if half.blocks is None:
        return welch_difference(own, rest)
    left_out = _left_out(half, half.blocks, inside)[0] - _left_out(half, half.blocks, ~inside)[0]
    error = jackknife_error(left_out.tolist()) if own.is_defined and rest.is_defined else np.nan
    return MeanDifference(own.value - rest.value, error, float(own.degrees_of_freedom))


def _left_out(half: Half, blocks: Ints, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of some cells without each block in turn, and which blocks have weight in them."""
    known, place = np.unique(blocks, return_inverse=True)
    size = known.size
    n, sums = (np.bincount(place[inside], values[inside], size) for values in (half.counts, half.losses))
    rest = n.sum() - n
    found = np.divide(sums.sum() - sums, rest, out=np.full(size, np.nan), where=rest > 0)
    return found, n > 0
