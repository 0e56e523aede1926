"""From a series of metrics to findings: a pure function, so that a verdict replays without the data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codes import Reason
from lockgate.domain.figure import HistoryFigure, HistoryPoint
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.history.metrics import parse_metric
from lockgate.history.series import HistorySeries, Standing, phase_of
from lockgate.history.spec import HistoryMethod, HistorySpec
from lockgate.scan.partitioning import label_of
from lockgate.stats.history.bands import Bands, change_bands, difference_bands, robust_bands
from lockgate.stats.quantiles import normal_quantile

__all__ = ["Judged", "accepted_values", "judge_history"]

MOST_FIGURES = 12
_SHOWN = 60  # partitions in a figure

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings, one a metric, and the figures of the metrics, red ones first."""

    findings: tuple[Finding, ...]
    figures: tuple[HistoryFigure, ...]


def judge_history(spec: HistorySpec, series: HistorySeries) -> Judged:
    """Compare the last partition with the accepted values before it.

    A value is compared with only if its partition was accepted, or if the rows of the partition keep the contract and
    the value itself was as those before it let expect. So a bad delivery does not widen the band for the next one;
    delivered again, it counts.

    Parameters
    ----------
    spec : HistorySpec
        What is asked.
    series : HistorySeries
        Metrics by partition, oldest first.
    """
    unread = tuple(_unread(series.table, partition, problem) for partition, problem in series.unread)
    if not series.partitions:
        return Judged(unread or (_nothing(series),), ())
    walk = _walk(spec, series)
    if series.forecasts:
        walk.bands[-1] = _of_forecasts(spec, series)
    metrics = range(len(series.metrics))
    findings = tuple(_finding(spec, series, metric, walk) for metric in metrics)
    order = sorted(metrics, key=lambda metric: findings[metric].verdict is not Verdict.FAIL)
    figures = tuple(_figure(series, metric, walk) for metric in order[:MOST_FIGURES])
    return Judged((*unread, *findings), figures)


def accepted_values(spec: HistorySpec, series: HistorySeries) -> tuple[tuple[float, ...], ...]:
    """Return, for each metric, the values that the last partition is compared with, oldest first; NaN for none."""
    if not series.partitions:
        return tuple(() for _ in series.metrics)
    return tuple(tuple(map(float, column)) for column in _walk(spec, series).before_last.T)


@dataclass(frozen=True, slots=True)
class _Walk:
    """All values by partition and metric, those that were accepted (NaN for the others), and the bands of each."""

    values: Floats
    accepted: Floats
    bands: list[Bands]
    at_most: int

    @property
    def before_last(self) -> Floats:
        """Return what the last partition is compared with."""
        return self.accepted[:-1][-self.at_most :]

    def n(self, metric: int) -> int:
        """Return how many values of a metric the last partition is compared with."""
        return int(np.isfinite(self.before_last[:, metric]).sum())


def _walk(spec: HistorySpec, series: HistorySeries) -> _Walk:
    """Go through the partitions as they came, and tell what each had to be like and what is accepted of it."""
    values = np.array(series.values, dtype=np.float64).reshape(len(series.metrics), -1).T
    accepted = np.full_like(values, np.nan)
    phases = [phase_of(partition) for partition in series.partitions]
    walk = _Walk(values, accepted, [], spec.at_most)
    for number, standing in enumerate(series.standings):
        start = max(0, number - spec.at_most)
        band = _bands(spec, accepted[start:number], phases[start : number + 1])
        walk.bands.append(band)
        if standing is Standing.ACCEPTED:
            accepted[number] = values[number]
        elif standing is Standing.OPEN:
            # NaN compares as false, so what has no band yet is not outside of it
            is_outside = (values[number] < band.lower) | (values[number] > band.upper)
            accepted[number] = np.where(is_outside, np.nan, values[number])
    return walk


def _bands(spec: HistorySpec, before: Floats, phases: Sequence[tuple[int, int] | None]) -> Bands:
    """Return the bands of one partition, whose phase is the last; without ends where too few were accepted before."""
    is_enough = np.isfinite(before).sum(axis=0) >= spec.needed
    band = _bands_of(spec, before, phases) if is_enough.any() else None
    nothing = np.full(before.shape[1], np.nan)
    if band is None:
        return Bands(nothing, nothing, nothing)
    return Bands(*(np.where(is_enough, end, np.nan) for end in (band.expected, band.lower, band.upper)))


def _bands_of(spec: HistorySpec, before: Floats, phases: Sequence[tuple[int, int] | None]) -> Bands | None:
    if spec.method is HistoryMethod.CHANGE:
        return change_bands(_last_known(before), most=spec.max_change)
    if spec.method is HistoryMethod.DIFFERENCE:
        return difference_bands(_last_known(before), most=spec.max_difference)
    alpha = spec.alpha / before.shape[1]
    if spec.method is HistoryMethod.ROBUST_Z:
        return robust_bands(before, alpha=alpha)
    now = phases[-1]
    if now is None:
        return None
    return robust_bands(before[[phase == now for phase in phases[:-1]]], alpha=alpha)


def _last_known(before: Floats) -> Floats:
    """Return the last accepted value of each metric, NaN where there is none."""
    last = np.full(before.shape[1], np.nan)
    for row in before:
        last = np.where(np.isfinite(row), row, last)
    return last


def _of_forecasts(spec: HistorySpec, series: HistorySeries) -> Bands:
    expected = np.array([one.expected for one in series.forecasts])
    reach = normal_quantile(1 - spec.alpha / len(series.metrics) / 2)
    half = reach * np.array([one.scale for one in series.forecasts])
    center = np.where(np.isfinite(half), expected, np.nan)
    return Bands(center, center - half, center + half)


def _finding(spec: HistorySpec, series: HistorySeries, metric: int, walk: _Walk) -> Finding:
    name, partition = series.metrics[metric], series.partitions[-1]
    value, n = float(walk.values[-1, metric]), walk.n(metric)
    lower, expected, upper = _ends(name, walk.bands[-1], metric)
    unasked = {metric: (text, hint) for metric, text, hint in series.unasked}
    verdict, reason, summary, hint = (
        (Verdict.ERROR, Reason.NOT_ASKABLE, *unasked[name])
        if name in unasked
        else _decided(spec, name, partition, value, (lower, expected, upper), n)
    )
    is_known = math.isfinite(lower)
    required = (
        f"{name} {format_value(lower)} to {format_value(upper)}" if is_known else f"{name} as in its history"
    )
    return Finding(
        check="history",
        subject=Subject(series.table, parse_metric(name).columns, (("partition", partition),)),
        verdict=verdict,
        reason=reason,
        summary=summary,
        observed=value if math.isfinite(value) else None,
        required=required,
        n=n,
        hint=hint,
    )


def _ends(name: str, band: Bands, metric: int) -> tuple[float, float, float]:
    """Return lower end, expected value and upper end; a number that cannot be negative has no negative end."""
    lower, expected, upper = (float(end[metric]) for end in (band.lower, band.expected, band.upper))
    is_amount = name.startswith(_AMOUNTS)
    return (max(lower, 0.0) if is_amount else lower), expected, upper


_AMOUNTS = ("row_count", "distinct_count", "standard_deviation", "null_", "zero_", "negative_", "uniqueness_")


def _decided(
    spec: HistorySpec, name: str, partition: str, value: float, band: tuple[float, float, float], n: int
) -> tuple[Verdict, str, str, str]:
    lower, expected, upper = band
    if not math.isfinite(value):
        text = f"{name} of `{partition}` is not known"
        return (
            Verdict.INCONCLUSIVE,
            Reason.STATISTIC_UNDEFINED,
            text,
            "look at the partition with `lockgate state show`",
        )
    if not math.isfinite(expected):
        return Verdict.INCONCLUSIVE, Reason.SHORT_HISTORY, _too_short(spec, partition, n), _LONGER
    shown = f"{name} {format_value(value)}, expected {format_value(expected)} from {n:,} accepted partitions"
    if lower <= value <= upper:
        return Verdict.PASS, Reason.AS_IN_HISTORY, shown, ""
    return Verdict.FAIL, Reason.UNLIKE_HISTORY, shown, _UNLIKE


_LONGER = "profile earlier partitions, or accept those that are good with `lockgate state accept`"
_UNLIKE = "look at the delivery; if the change is right, `lockgate state accept` makes it part of the history"


def _too_short(spec: HistorySpec, partition: str, n: int) -> str:
    if n < spec.needed:
        return f"{n:,} accepted partitions before it, {spec.needed:,} are needed"
    if phase_of(partition) is None:
        return f"the name `{partition}` does not tell an hour, day or month, so it has no season"
    return "too few accepted partitions of the same season have a value"


def _nothing(series: HistorySeries) -> Finding:
    return Finding(
        check="history",
        subject=Subject(series.table),
        verdict=Verdict.INCONCLUSIVE,
        reason=Reason.NO_ROWS,
        summary="the table has no partition",
        hint=_LONGER,
    )


def _unread(table: str, partition: str, problem: str) -> Finding:
    return Finding(
        check="history",
        subject=Subject(table, (), (("partition", partition),)),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary=f"could not be profiled: {problem}",
        hint="deliver the partition again",
    )


def _figure(series: HistorySeries, metric: int, walk: _Walk) -> HistoryFigure:
    name = series.metrics[metric]
    points = []
    for number in range(max(0, len(series.partitions) - _SHOWN), len(series.partitions)):
        lower, _, upper = _ends(name, walk.bands[number], metric)
        points.append(
            HistoryPoint(
                label=label_of(series.partitions[number]),
                value=_or_none(float(walk.values[number, metric])),
                lower=_or_none(lower),
                upper=_or_none(upper),
                is_accepted=math.isfinite(walk.accepted[number, metric]),
            )
        )
    return HistoryFigure(
        title=f"Is {name} of {series.table} as its history lets expect?", y_label=name, points=tuple(points)
    )


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
