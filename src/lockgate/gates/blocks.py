"""Bounds where rows depend on each other: they go by how far whole blocks of rows differ.

The rows of one customer, or of one day, are not so many witnesses. So each slice is counted block by block as well, a
number is computed without each block in turn, and the spread of these numbers is its standard error. The number itself,
and the scale on which its bounds are taken, stay those of its metric.

A number that chance alone raises is higher still on half of the blocks, where chance does more. By how much tells what
chance adds to it, however rows depend on each other and whatever they weigh.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from lockgate.gates.derived_measurement import ApartMeasurement, ComplementMeasurement, MappedMeasurement
from lockgate.gates.measurement import (
    BootstrapMeasurement,
    ExcessMeasurement,
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    PairedRateMeasurement,
    PositiveMeasurement,
    RateMeasurement,
    SignedFractionMeasurement,
    UndefinedMeasurement,
)
from lockgate.stats.estimate import Estimate
from lockgate.stats.jackknife import jackknife_error

__all__ = [
    "FEWEST_BLOCKS",
    "HullMeasurement",
    "Seen",
    "StretchedMeasurement",
    "measured",
    "stretches",
    "values_without",
]

FEWEST_BLOCKS = 10
"""Fewer blocks than this do not tell how far blocks differ."""

_MOST_GROUPS = 64
"""Neighbouring blocks of time are joined until there are no more than these, which are degrees of freedom enough."""


_SPLITS = 16
"""Ways to put the blocks in two halves."""

_SPLIT_SEED = 1

_GIVEN_UP = 4.0
"""How much is given up of what half of the rows add to a number that chance raises.

Where there is nothing but chance, half of the rows add 0.41 of it, so that 2.4 times as much would be all of it on the
average. Where chance has raised the number most, half of the rows add least; 4 times is enough then too, as simulated.
"""

_SCALES: dict[type, str] = {
    FractionMeasurement: "log-odds scale",
    MeanMeasurement: "t",
    PositiveMeasurement: "log scale",
    SignedFractionMeasurement: "log-odds scale",
}


@dataclass(frozen=True, slots=True)
class HullMeasurement:
    """A number whose bounds hold those of two ways to compute them: one knows of blocks, the other of what chance adds.

    Examples
    --------
    >>> wide, narrow = (FractionMeasurement(Estimate(0.5, error, 500), "t") for error in (0.1, 0.01))
    >>> HullMeasurement(narrow, wide).bounds(0.1) == wide.bounds(0.1)
    True
    """

    first: Measurement
    second: Measurement
    undefined: str = ""

    @property
    def estimate(self) -> Estimate:
        """Return the estimate of the first."""
        return self.first.estimate

    @property
    def method(self) -> str:
        """Return how both are computed."""
        return f"{self.first.method}, and {self.second.method}"

    @property
    def slack(self) -> float:
        """Return that of the second, whose bounds include it."""
        return self.second.slack

    @property
    def unit(self) -> float:
        """Return that of the first."""
        return self.first.unit

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the lower of the lower and the upper of the upper bounds; NaN where one of them is."""
        lower, upper = zip(self.first.bounds(alpha), self.second.bounds(alpha), strict=True)
        known = not any(math.isnan(bound) for bound in (*lower, *upper))
        return (min(lower), max(upper)) if known else (math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class StretchedMeasurement:
    """A number in [0, 1] whose bounds are as many times as far away, because its rows count for fewer.

    Examples
    --------
    >>> plain = FractionMeasurement(Estimate(0.5, 0.1, 500), "t")
    >>> (lower, upper), (low, high) = plain.bounds(0.1), StretchedMeasurement(plain, 2.0).bounds(0.1)
    >>> f"{(0.5 - low) / (0.5 - lower):.2f} {(high - 0.5) / (upper - 0.5):.2f}"
    '2.00 2.00'
    """

    inner: Measurement
    times: float
    undefined: str = ""

    @property
    def estimate(self) -> Estimate:
        """Return the estimate of the number, its error stretched."""
        given = self.inner.estimate
        return given.moved(given.value, self.times)

    @property
    def method(self) -> str:
        """Return how the bounds of the number are computed."""
        return f"{self.inner.method}, stretched"

    @property
    def slack(self) -> float:
        """Return that of the number."""
        return self.inner.slack

    @property
    def unit(self) -> float:
        """Return that of the number."""
        return self.inner.unit

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the bounds, as many times as far from the number; NaN where they are."""
        lower, upper = self.inner.bounds(alpha)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan
        value = self.inner.estimate.value
        return max(0.0, value - self.times * (value - lower)), min(1.0, value + self.times * (upper - value))


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted in one slice, and in each of its blocks.

    Parameters
    ----------
    view : SliceView
        The slice.
    blocks : mapping of int to SliceView or None
        Its blocks by their number, in order, those that weigh something; None where each row stands for itself.
    without : callable
        From groups of blocks to the slice without each of them.
    """

    view: Any
    blocks: Mapping[int, Any] | None
    without: Callable[[Sequence[Sequence[Any]]], Iterator[Any]]


def measured(seen: Seen, measure: Callable[[Any], Measurement]) -> Measurement:
    """Return a measurement of a slice, with bounds that know of its blocks.

    Parameters
    ----------
    seen : Seen
        The slice.
    measure : callable
        From the cells of a slice to a measurement; a metric's `estimate` or `difference`.

    Returns
    -------
    Measurement
        Without blocks what `measure` says; undefined where there are too few, or where the number does not exist
        without one of them.
    """
    found = measure(seen.view)
    if seen.blocks is None or found.undefined:
        return found
    if isinstance(found, MappedMeasurement):
        inner = measured(seen, _part(measure, "inner"))
        return inner if inner.undefined else replace(found, inner=inner)
    if isinstance(found, ApartMeasurement):
        old, new = (measured(seen, _part(measure, side)) for side in ("old", "new"))
        lost = next((one for one in (old, new) if one.undefined), None)
        return lost or replace(found, old=old, new=new)
    return _by_blocks(seen, seen.blocks, measure, found)


def _by_blocks(
    seen: Seen, blocks: Mapping[int, Any], measure: Callable[[Any], Measurement], found: Measurement
) -> Measurement:
    """Return a number with bounds from leaving out blocks."""
    n = seen.view.rows
    if len(blocks) < FEWEST_BLOCKS:
        text = f"the rows come from {len(blocks)} blocks; {FEWEST_BLOCKS} or more tell how far blocks differ"
        return UndefinedMeasurement(text, n)
    groups = [[blocks[block] for block in stretch] for stretch in stretches(blocks)]
    others = [measure(view) for view in seen.without(groups)]
    halves = [measure(view) for view in _halves(seen, groups)] if _is_raised(found) else []
    lost = next((one.undefined for one in (*others, *halves) if one.undefined), "")
    if lost:
        return UndefinedMeasurement(f"without one of the blocks there is no number: {lost}", n)
    values = [_value(one) for one in others]
    error = jackknife_error(values)
    # blocks that all agree have shown no spread: they count as so many rows, and no more
    support = n if error > 0 else len(values)
    estimate = Estimate(_value(found), error, n, support, len(values) - 1)
    how = f"jackknife of {len(values)} blocks"
    if halves and isinstance(found, BootstrapMeasurement | ExcessMeasurement):
        rise = float(np.mean([_value(one) for one in halves])) - estimate.value
        return _less_chance(found, estimate, rise, how)
    return _with(found, estimate, how)


def _value(one: Measurement) -> float:
    """Return a number, without drawing where it is known without."""
    known = one.value if isinstance(one, BootstrapMeasurement) else math.nan
    return one.estimate.value if math.isnan(known) else known


def _part(measure: Callable[[Any], Measurement], name: str) -> Callable[[Any], Measurement]:
    """Return what measures the number that another follows from."""

    def part(view: Any) -> Measurement:  # noqa: ANN401 - as in Seen
        whole = measure(view)
        return whole if whole.undefined else getattr(whole, name)

    return part


def _is_raised(found: Measurement) -> bool:
    """Tell whether chance alone raises a number."""
    return isinstance(found, ExcessMeasurement) or (isinstance(found, BootstrapMeasurement) and found.is_raised)


def _halves(seen: Seen, groups: Sequence[Sequence[Any]]) -> Iterator[Any]:
    """Yield both halves of the blocks, for some ways to split them."""
    draw = np.random.default_rng(_SPLIT_SEED)
    for _ in range(_SPLITS):
        order = draw.permutation(len(groups)).tolist()
        parts = order[: len(groups) // 2], order[len(groups) // 2 :]
        yield from seen.without([[block for at in part for block in groups[at]] for part in parts])


def _less_chance(
    found: BootstrapMeasurement | ExcessMeasurement, estimate: Estimate, rise: float, how: str
) -> Measurement:
    """Return the number with bounds that give up what chance may have added."""
    given_up = _GIVEN_UP * max(0.0, rise), _GIVEN_UP * max(0.0, -rise)
    is_paired = found.method.startswith("paired")
    method = f"{'paired, ' if is_paired else ''}{how}, t, less what half of the blocks adds"
    if isinstance(found, ExcessMeasurement):
        return replace(found, estimate=estimate, method=method, chance=given_up)
    return ExcessMeasurement(estimate, method, chance=given_up, least=-1.0 if is_paired else 0.0, greatest=1.0)


def _effect(found: Measurement, estimate: Estimate) -> float:
    """Return by how much dependence raises the variance over that of as many rows by themselves; 1 or more."""
    alone = found.estimate.standard_error
    return max(1.0, (estimate.standard_error / alone) ** 2) if alone > 0 else 1.0


def stretches(blocks: Collection[int]) -> list[list[int]]:
    """Return blocks in groups that are left out together: each alone, or stretches of neighbours where there are many.

    Examples
    --------
    >>> stretches([3, 8]), [len(one) for one in stretches(range(128))] == [2] * 64
    ([[3], [8]], True)
    """
    ordered = sorted(blocks)
    if len(ordered) <= _MOST_GROUPS:
        return [[block] for block in ordered]
    ends = [round(at * len(ordered) / _MOST_GROUPS) for at in range(_MOST_GROUPS + 1)]
    return [ordered[start:end] for start, end in pairwise(ends)]


def values_without(
    seen: Seen, measure: Callable[[Any], Measurement], groups: Sequence[Collection[int]]
) -> list[float]:
    """Return the number of a slice without each of some groups of blocks, which are the same for several slices.

    Parameters
    ----------
    seen : Seen
        The slice.
    measure : callable
        As of `measured`.
    groups : sequence of collections of int
        Numbers of blocks. A group of which the slice has no rows leaves the number as it is.

    Returns
    -------
    list of float
        One a group; NaN where the number does not exist without it.
    """
    blocks = seen.blocks or {}
    whole = _value(measure(seen.view))
    own = [[blocks[block] for block in group if block in blocks] for group in groups]
    others = iter([_value(measure(view)) for view in seen.without([group for group in own if group])])
    return [next(others) if group else whole for group in own]


def _with(found: Measurement, estimate: Estimate, how: str) -> Measurement:
    """Return the same number with another error, on the scale of its kind."""
    if isinstance(found, RateMeasurement):
        return FractionMeasurement(estimate, f"{how}, log-odds scale")
    if isinstance(found, PairedRateMeasurement):
        return MeanMeasurement(estimate, f"paired, {how}, t", span=1.0)
    if isinstance(found, ComplementMeasurement):
        loss = estimate.moved(found.loss.estimate.value)
        return replace(found, loss=replace(found.loss, estimate=loss, method=f"{how}, log scale"))
    if isinstance(found, BootstrapMeasurement):
        stretched = StretchedMeasurement(found, math.sqrt(_effect(found, estimate)))
        return HullMeasurement(FractionMeasurement(estimate, how), stretched)
    scale = _SCALES[type(found)]
    paired = "paired, " if found.method.startswith("paired") else ""
    return replace(found, estimate=estimate, method=f"{paired}{how}, {scale}")  # type: ignore[type-var]  # all have both
