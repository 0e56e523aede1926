"""Bounds where rows depend on each other: they go by how far whole blocks of rows differ.

The rows of one customer, or of one day, are not so many witnesses. So each slice is counted block by block as well, a
number is computed without each block in turn, and the spread of these numbers is its standard error. The number itself,
and the scale on which its bounds are taken, stay those of its metric.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from lockgate.gates.derived_measurement import ApartMeasurement, ComplementMeasurement, ScaledMeasurement
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
    """A number whose bounds are as many times as far away, because its rows count for fewer.

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
        """Return the bounds, as many times as far from the number."""
        lower, upper = self.inner.bounds(alpha)
        value = self.inner.estimate.value
        return value - self.times * (value - lower), value + self.times * (upper - value)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted in one slice, and in each of its blocks.

    Parameters
    ----------
    view : SliceView
        The slice.
    blocks : mapping of int to SliceView or None
        Its blocks by their number, in order; None where each row stands for itself.
    without : callable
        From groups of blocks to the slice without each of them.
    is_weighed : bool, default=False
        Whether cells hold weights in place of rows.
    """

    view: Any
    blocks: Mapping[int, Any] | None
    without: Callable[[Sequence[Sequence[Any]]], Iterator[Any]]
    is_weighed: bool = False


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
    n = seen.view.rows
    if len(seen.blocks) < FEWEST_BLOCKS:
        text = (
            f"the rows come from {len(seen.blocks)} blocks; {FEWEST_BLOCKS} or more tell how far blocks differ"
        )
        return UndefinedMeasurement(text, n)
    if seen.is_weighed and isinstance(_inner(found), BootstrapMeasurement | ExcessMeasurement):
        return UndefinedMeasurement("how much chance alone adds to it is not known of weighed rows", n)
    groups = [[seen.blocks[block] for block in stretch] for stretch in stretches(seen.blocks)]
    others = [measure(view) for view in seen.without(groups)]
    lost = next((one.undefined for one in others if one.undefined), "")
    if lost:
        return UndefinedMeasurement(f"without one of the blocks there is no number: {lost}", n)
    values = [one.estimate.value for one in others]
    error = jackknife_error(values)
    # blocks that all agree have shown no spread: they count as so many rows, and no more
    support = n if error > 0 else len(values)
    estimate = Estimate(found.estimate.value, error, n, support, len(values) - 1)
    return _with(found, estimate, f"jackknife of {len(values)} blocks")


def _inner(found: Measurement) -> Measurement:
    return _inner(found.inner) if isinstance(found, ScaledMeasurement) else found


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
    whole = measure(seen.view).estimate.value
    own = [[blocks[block] for block in group if block in blocks] for group in groups]
    others = iter([measure(view).estimate.value for view in seen.without([group for group in own if group])])
    return [next(others) if group else whole for group in own]


def _with(found: Measurement, estimate: Estimate, how: str) -> Measurement:  # noqa: PLR0911 - one return a kind
    """Return the same number with another error, on the scale of its kind."""
    if isinstance(found, RateMeasurement):
        return FractionMeasurement(estimate, f"{how}, log-odds scale")
    if isinstance(found, PairedRateMeasurement):
        return MeanMeasurement(estimate, f"paired, {how}, t", span=1.0)
    if isinstance(found, ComplementMeasurement):
        loss = estimate.moved(found.loss.estimate.value)
        return replace(found, loss=replace(found.loss, estimate=loss, method=f"{how}, log scale"))
    if isinstance(found, ScaledMeasurement):
        inner = estimate.moved((estimate.value - found.shift) / found.scale, 1 / abs(found.scale))
        return replace(found, inner=_with(found.inner, inner, how))
    if isinstance(found, ApartMeasurement):
        return MeanMeasurement(estimate, f"paired, {how}, t", found.slack, span=1.0)
    if isinstance(found, BootstrapMeasurement):
        is_paired = found.method.startswith("paired")
        scaled = (
            MeanMeasurement(estimate, f"paired, {how}", span=1.0)
            if is_paired
            else FractionMeasurement(estimate, how)
        )
        return HullMeasurement(scaled, StretchedMeasurement(found, math.sqrt(_effect(found, estimate))))
    if isinstance(found, ExcessMeasurement):
        grown = _effect(
            found, estimate
        )  # chance adds about as much as fewer rows that stand for themselves would have
        return replace(
            found,
            estimate=estimate,
            chance=(found.chance[0] * grown, found.chance[1] * grown),
            method=f"{how}, {found.method}",
        )
    scale = _SCALES[type(found)]
    paired = "paired, " if found.method.startswith("paired") else ""
    return replace(found, estimate=estimate, method=f"{paired}{how}, {scale}")  # type: ignore[type-var]  # all have both
