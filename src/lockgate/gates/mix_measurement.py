"""A metric under the worst mix of groups, as a measurement; and what that mix is, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lockgate.domain.finding import Scalar
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.wording import number
from lockgate.stats.estimate import Estimate
from lockgate.stats.mover import Bounded, mover_sum
from lockgate.stats.quantiles import normal_quantile
from lockgate.stats.worst_mix import Floats, largest_mean, largest_mean_bound, worst_weights

__all__ = ["MixMeasurement", "measured_mix", "mix_details", "mix_words"]

_PLANNED = 0.1
"""Two-sided error probability of the bounds that stand for a standard error."""

_NAMED = 2
"""Groups whose shares are told; the others are counted."""

_LISTED, _DIGITS = 20, 6
"""Groups of which the report for programs lists the shares, and digits of these."""

_TOLD_FROM = 0.005
"""Gains of a share below this are not told."""

_WHOLE_FROM = 9.95
"""Percentages from here on are told without decimals, smaller ones with two digits."""


@dataclass(frozen=True, slots=True)
class MixMeasurement:
    """A mean under the worst mix of its groups.

    Parameters
    ----------
    names : tuple of str
        The groups, at least two.
    parts : tuple of Measurement
        The mean of each, all defined.
    shares : tuple of float
        Of the rows that the mean is over, those of each group, with a sum of 1.
    factor : float
        How many times as large a share may become.
    n : int
        All rows.
    is_largest : bool, default=True
        Whether the worst is the largest mean, as of a loss; else the smallest.
    are_independent : bool, default=True
        Whether no row of a group depends on one of another.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> parts = RateMeasurement(150, 1_000, 1_000), RateMeasurement(30, 100, 100)
    >>> mix = MixMeasurement(("AA", "EV"), parts, (10 / 11, 1 / 11), 2.0, 1_100)
    >>> lower, upper = mix.bounds(0.1)
    >>> f"{mix.estimate.value:.3f} {lower:.3f} {upper:.3f}"
    '0.177 0.141 0.206'
    """

    names: tuple[str, ...]
    parts: tuple[Measurement, ...]
    shares: tuple[float, ...]
    factor: float
    n: int
    is_largest: bool = True
    are_independent: bool = True
    undefined: str = ""

    @property
    def values(self) -> Floats:
        """Return the mean of each group, turned so that larger is worse."""
        return self._sign * np.array([part.estimate.value for part in self.parts])

    @property
    def weights(self) -> Floats:
        """Return the mix that is worst as far as the groups' means tell."""
        return worst_weights(self.values, self.shares, factor=self.factor)

    @property
    def as_seen(self) -> float:
        """Return the mean under the mix that was seen."""
        return self._sign * float(np.asarray(self.shares) @ self.values)

    @property
    def estimate(self) -> Estimate:
        """Return the mean under that mix; its error is what would put bounds so far away."""
        value = self._sign * largest_mean(self.values, self.shares, factor=self.factor)
        lower, upper = self.bounds(_PLANNED)
        error = max(value - lower, upper - value) / normal_quantile(1 - _PLANNED / 2)
        return Estimate(value, error, self.n)

    @property
    def method(self) -> str:
        """Return how the bounds are computed."""
        most = f"each at most {number(self.factor)} times its share"
        return f"worst mix of {len(self.parts):,} groups, {most}; {self._how}"

    @property
    def _how(self) -> str:
        return " and ".join(dict.fromkeys(part.method for part in self.parts))

    @property
    def slack(self) -> float:
        """Return how far the value can be off because scores were binned."""
        return max(part.slack for part in self.parts)

    @property
    def unit(self) -> float:
        """Return that of the groups."""
        return max(part.unit for part in self.parts)

    @property
    def _sign(self) -> float:
        return 1.0 if self.is_largest else -1.0

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return bounds of the mean under the truly worst mix; NaN where nothing is known of one group.

        The bound on the worse side is that of every single mix; the other one holds for all groups at once, because the
        mix is chosen by what was seen.
        """
        near, far = self._better(alpha), self._worse(alpha)
        if math.isnan(near) or math.isnan(far):
            return math.nan, math.nan
        return (near, far) if self.is_largest else (-far, -near)

    def _worse(self, alpha: float) -> float:
        uppers = [upper for _, upper in self._turned(alpha)]
        if not all(map(math.isfinite, uppers)):
            return math.nan
        return largest_mean_bound(
            self.values.tolist(),
            uppers,
            self.shares,
            factor=self.factor,
            are_independent=self.are_independent,
        )

    def _better(self, alpha: float) -> float:
        """Return the largest of what holds at once: the groups' lower bounds in their worst mix, and that as seen."""
        ends = self._turned(alpha / (len(self.parts) + 1))
        lowers = [lower for lower, _ in ends]
        if not all(map(math.isfinite, lowers)):
            return math.nan
        bounded = [Bounded(value, *end) for value, end in zip(self.values.tolist(), ends, strict=True)]
        together = None if self.are_independent else np.ones((len(bounded), len(bounded)))
        seen = mover_sum(bounded, self.shares, together)[0]
        least = largest_mean(lowers, self.shares, factor=self.factor)
        return least if math.isnan(seen) else max(least, seen)

    def _turned(self, alpha: float) -> list[tuple[float, float]]:
        ends = [part.bounds(alpha) for part in self.parts]
        return ends if self.is_largest else [(-upper, -lower) for lower, upper in ends]


def measured_mix(
    whole: Measurement,
    groups: Mapping[str, tuple[int, Measurement]],
    *,
    mass: int,
    factor: float,
    is_largest: bool,
    are_independent: bool,
) -> Measurement:
    """Return a mean under the worst mix of its groups.

    Parameters
    ----------
    whole : Measurement
        The mean of all rows.
    groups : mapping of str to (int, Measurement)
        By name what the rows of each group count in the mean, 0 where it has none, and its mean.
    mass : int
        What all rows count.
    factor, is_largest, are_independent
        As of `MixMeasurement`.

    Returns
    -------
    Measurement
        Undefined where a group's mean is, where the groups are not all the rows, and where there are not two groups.
    """
    n = whole.estimate.n
    if whole.undefined:
        return whole
    counted = [name for name, (count, _) in groups.items() if count > 0]
    total = sum(count for count, _ in groups.values())
    for name, (_, part) in groups.items():
        if part.undefined and (total != mass or name in counted):
            return UndefinedMeasurement(f"{name}: {part.undefined}", n)
    if total != mass:
        text = f"the groups have {total:,} of {mass:,} rows, so the mix of all is not known"
        return UndefinedMeasurement(text, n)
    if len(counted) < 2:  # noqa: PLR2004 - one group has no mix
        return UndefinedMeasurement(f"only {' and '.join(counted)} has rows, so there is no other mix", n)
    return MixMeasurement(
        tuple(counted),
        tuple(groups[name][1] for name in counted),
        tuple(groups[name][0] / mass for name in counted),
        factor,
        n,
        is_largest=is_largest,
        are_independent=are_independent,
    )


def mix_words(mix: MixMeasurement, called: str, bounds: tuple[float, float]) -> str:
    """Return what the worst mix is and what it would do, for people.

    Parameters
    ----------
    mix : MixMeasurement
        What was measured.
    called : str
        What the number is called.
    bounds : tuple of float
        Its bounds; NaN where nothing is known.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> parts = RateMeasurement(150, 1_000, 1_000), RateMeasurement(30, 100, 100)
    >>> mix_words(MixMeasurement(("AA", "EV"), parts, (10 / 11, 1 / 11), 2.0, 1_100), "error", (0.149, 0.202))
    'if EV were 18 % of the rows instead of 9.1 %, error would be up to 0.202 (0.1636 as seen)'
    """
    weights = mix.weights
    gains = weights - np.asarray(mix.shares)
    harm = gains * (mix.values - float(np.asarray(mix.shares) @ mix.values))
    order = np.argsort(-harm, kind="stable").tolist()
    raised = [at for at in order if gains[at] > _TOLD_FROM] or order[:1]
    rows = "the rows" if sum(part.estimate.support for part in mix.parts) >= mix.n else "the rows that count"
    told = [
        f"{mix.names[at]} were {_percent(weights[at])}{f' of {rows}' if not place else ''} instead of "
        f"{_percent(mix.shares[at])}"
        for place, at in enumerate(raised[:_NAMED])
    ]
    rest = len(raised) - _NAMED
    told += [f"{rest} more group{'s' if rest > 1 else ''} had a larger share"] if rest > 0 else []
    end = bounds[1] if mix.is_largest else bounds[0]
    way = "up to" if mix.is_largest else "down to"
    would = (
        f"would be {way} {_signed(end)}"
        if math.isfinite(end)
        else "is unknown, because a group has too few rows"
    )
    return f"if {_joined(told)}, {called} {would} ({_signed(mix.as_seen)} as seen)"


def mix_details(mix: MixMeasurement) -> tuple[tuple[str, Scalar], ...]:
    """Return the mix that was seen and the worst one, group by group, for programs; the largest gains first."""
    weights = mix.weights
    order = np.argsort(np.asarray(mix.shares) - weights, kind="stable").tolist()
    shares = [
        (f"{name}_{mix.names[at]}", round(float(share), _DIGITS))
        for at in order[:_LISTED]
        for name, share in (("seen", mix.shares[at]), ("worst", weights[at]))
    ]
    return (("factor", mix.factor), ("groups", len(mix.names)), ("as_seen", mix.as_seen), *shares)


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _percent(share: float) -> str:
    percent = 100 * share
    return f"{percent:.2g} %" if percent < _WHOLE_FROM else f"{percent:.0f} %"


def _signed(value: float) -> str:
    return number(value).replace("-", "−")
