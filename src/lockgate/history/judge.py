"""From a series of metrics to findings: a pure function, so that a verdict replays without the data."""

from __future__ import annotations

import math
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
from lockgate.stats.history.bands import Bands, change_bands, robust_bands, seasonal_bands

__all__ = ["Judged", "baseline_of", "judge_history"]

MOST_FIGURES = 12
_SHOWN = 60  # partitions in a figure

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings, one a metric, and the figures of the metrics, red ones first."""

    findings: tuple[Finding, ...]
    figures: tuple[HistoryFigure, ...]


def judge_history(spec: HistorySpec, series: HistorySeries) -> Judged:
    """Compare the last partition with the accepted ones before it.

    A partition is compared with only if it was accepted, or if its rows keep the contract and its own metrics were as
    the partitions before it let expect. So a bad delivery does not widen the band for the next one; delivered again,
    it counts.

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
    values = np.array(series.values, dtype=np.float64).reshape(len(series.metrics), -1).T
    chosen, bands = _walk(spec, series, values)
    last = _of_forecasts(spec, series, bands[-1]) if series.forecasts else bands[-1]
    n = len([number for number in chosen if number < len(values) - 1][-spec.at_most :])
    findings = tuple(
        _finding(spec, series, metric, float(values[-1, metric]), last, n)
        for metric in range(len(series.metrics))
    )
    bands[-1] = last
    order = sorted(range(len(findings)), key=lambda metric: findings[metric].verdict is not Verdict.FAIL)
    figures = tuple(_figure(series, metric, values, bands, chosen) for metric in order[:MOST_FIGURES])
    return Judged((*unread, *findings), figures)


def baseline_of(spec: HistorySpec, series: HistorySeries) -> list[int]:
    """Return the numbers of the partitions before the last that it is compared with, oldest first."""
    if not series.partitions:
        return []
    values = np.array(series.values, dtype=np.float64).reshape(len(series.metrics), -1).T
    chosen, _ = _walk(spec, series, values)
    return [number for number in chosen if number < len(values) - 1][-spec.at_most :]


def _walk(spec: HistorySpec, series: HistorySeries, values: Floats) -> tuple[list[int], list[Bands]]:
    """Return the accepted partitions, and what each partition had to be like when it came."""
    chosen: list[int] = []
    bands: list[Bands] = []
    for number, standing in enumerate(series.standings):
        band = _bands(spec, series, values, chosen[-spec.at_most :], number)
        bands.append(band)
        if standing is Standing.ACCEPTED or (
            standing is Standing.OPEN and not _is_outside(values[number], band).any()
        ):
            chosen.append(number)
    return chosen, bands


def _is_outside(values: Floats, band: Bands) -> NDArray[np.bool_]:
    return (values < band.lower) | (
        values > band.upper
    )  # NaN compares as false: what is not known is not outside


def _bands(spec: HistorySpec, series: HistorySeries, values: Floats, chosen: list[int], number: int) -> Bands:
    """Return the bands of one partition; without ends where too few were accepted before it."""
    nothing = np.full(values.shape[1], np.nan)
    if len(chosen) < spec.needed:
        return Bands(nothing, nothing, nothing)
    before = values[chosen]
    if spec.method is HistoryMethod.CHANGE:
        return change_bands(before[-1], most=spec.max_change)
    if spec.method is HistoryMethod.ROBUST_Z:
        return robust_bands(before, threshold=spec.threshold)
    phase = phase_of(series.partitions[number])
    phases = [phase_of(series.partitions[one]) for one in chosen]
    if phase is None or any(one is None or one[1] != phase[1] for one in phases):
        return Bands(nothing, nothing, nothing)
    places = np.array([one[0] for one in phases if one is not None], dtype=np.int64)
    return seasonal_bands(before, places, phase[0], threshold=spec.threshold)


def _of_forecasts(spec: HistorySpec, series: HistorySeries, band: Bands) -> Bands:
    expected = np.array([one.expected for one in series.forecasts])
    half = spec.threshold * np.array([one.scale for one in series.forecasts])
    is_known = np.isfinite(expected) & np.isfinite(half)
    return Bands(
        np.where(is_known, expected, band.expected * math.nan),
        np.where(is_known, expected - half, math.nan),
        np.where(is_known, expected + half, math.nan),
    )


def _finding(
    spec: HistorySpec, series: HistorySeries, metric: int, value: float, band: Bands, n: int
) -> Finding:
    name, partition = series.metrics[metric], series.partitions[-1]
    lower, upper = float(band.lower[metric]), float(band.upper[metric])
    expected = float(band.expected[metric])
    verdict, reason, summary, hint = _decided(spec, name, partition, value, (lower, expected, upper), n)
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


def _figure(
    series: HistorySeries, metric: int, values: Floats, bands: list[Bands], chosen: list[int]
) -> HistoryFigure:
    first = max(0, len(values) - _SHOWN)
    points = tuple(
        HistoryPoint(
            label=series.partitions[number],
            value=_or_none(values[number, metric]),
            lower=_or_none(bands[number].lower[metric]),
            upper=_or_none(bands[number].upper[metric]),
            is_accepted=number in chosen,
        )
        for number in range(first, len(values))
    )
    return HistoryFigure(
        title=f"Is {series.metrics[metric]} of {series.table} as its history lets expect?",
        y_label=series.metrics[metric],
        points=points,
    )


def _or_none(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
