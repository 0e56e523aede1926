"""The metrics of all partitions in order: what a history is judged from, and what evidence keeps of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lockgate.scan.partitioning import end_of, label_of

__all__ = ["Forecast", "HistorySeries", "Standing", "phase_of"]


class Standing(StrEnum):
    """What is known of a partition before its metrics are compared."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CONTRACT_BROKEN = "contract broken"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a model expects of the newest value, and its robust standard deviation."""

    expected: float
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySeries:
    """Metrics by partition, oldest first.

    Parameters
    ----------
    table : str
        The table.
    partitions : tuple of str
        Names, in order; the last one is judged.
    standings : tuple of Standing
        What was decided about each, and whether its rows break the contract.
    metrics : tuple of str
        Metrics in words.
    values : tuple of tuple of float
        For each metric, its value in each partition; NaN where there is none.
    forecasts : tuple of Forecast, default=none
        For each metric, what a model expects of the last partition.
    unread : tuple of (str, str), default=none
        Partitions that could not be read, and why: any of them may be the newest.
    unasked : tuple of (str, str, str), default=none
        Metrics that the last partition cannot have, why, and what to do: its column is not there, or of another kind.
    """

    table: str
    partitions: tuple[str, ...]
    standings: tuple[Standing, ...]
    metrics: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    forecasts: tuple[Forecast, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    unasked: tuple[tuple[str, str, str], ...] = ()


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")


def phase_of(partition: str) -> tuple[int, int] | None:
    """Return where in its season a partition stands, and how long that is; None where its name does not tell.

    Days stand in the week, hours in the day, months in the year.

    Examples
    --------
    >>> phase_of("2013-07-01"), phase_of("2013-07-01T05"), phase_of("2013-07"), phase_of("north")
    ((0, 7), (5, 24), (6, 12), None)
    """
    label, end = label_of(partition), end_of(partition)
    if end is None:
        return None
    if _HOUR.fullmatch(label):
        return (end - timedelta(hours=1)).hour, 24
    if _DAY.fullmatch(label):
        return (end - timedelta(days=1)).weekday(), 7
    return ((end - timedelta(days=1)).month - 1, 12) if _MONTH.fullmatch(label) else None
