"""Metrics of a partition, computed from its stored states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import cast

from lockgate.checks import CHECKS
from lockgate.domain.errors import DataError, LockgateError, ParameterError, did_you_mean
from lockgate.domain.requirement import Requirement
from lockgate.scan.aggregate import Aggregate, Request, State
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.execute import Answer
from lockgate.scan.instants import span_of_extremes
from lockgate.scan.partitioning import end_of
from lockgate.scan.schema import Schema
from lockgate.scan.statistic_check import StatisticCheck
from lockgate.scan.suite import Suite, hides
from lockgate.scan.window import Window

__all__ = ["METRICS", "Metric", "metrics_of", "parse_metric", "told_metrics"]

_LAG = "lag"
_OF_KEYS = ("distinct_count", "uniqueness_ratio")
_OF_COLUMN = (
    "mean",
    "median",
    "min",
    "max",
    "standard_deviation",
    "sum",
    "null_fraction",
    "zero_fraction",
    "negative_fraction",
)
_OF_ANYTHING = ("row_count", "null_fraction", *_OF_KEYS)
METRICS = ("row_count", *_OF_COLUMN, *_OF_KEYS, _LAG)
"""Metrics that history knows; all but `lag` are those of the checks of the same name."""

_ANY = Requirement.at_least(0)  # the checks are asked for their number, and not for a verdict


@dataclass(frozen=True, slots=True)
class Metric:
    """A number of one partition.

    Parameters
    ----------
    name : str
        One of `METRICS`.
    columns : tuple of str
        Its columns; none for ``row_count``.

    Examples
    --------
    >>> str(Metric("null_fraction", ("air_time",)))
    'null_fraction of air_time'
    """

    name: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} of {', '.join(self.columns)}" if self.columns else self.name

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return what must be known of the partition."""
        return (Extremes(self.columns[0]),) if self.name == _LAG else self._check().aggregates()

    def requests(self, table: str) -> tuple[Request, ...]:
        """Return what is asked of each partition of `table`."""
        return tuple(Request(table, aggregate) for aggregate in self.aggregates())

    def values(self, window: Window) -> list[float]:
        """Return the number of each partition of a window.

        NaN where there is none: no rows, or a state that is not known.
        """
        answers = [window.each(request) for request in self.requests(window.table)]
        return [
            self._value(part.partition, states)
            for part, *states in zip(window.partitions, *answers, strict=True)
        ]

    def problem(self, window: Window) -> LockgateError | None:
        """Return why the last partition of a window has no such number whatever its rows are, None where it may."""
        schema = Schema(window.table, window.columns)
        try:
            for name in self.columns:
                column = schema.column(name)
                if self.name == _LAG and not column.is_instant:
                    return DataError.wrong_type(window.table, name, "a date or timestamp", column.physical)
                if self.name not in (*_OF_ANYTHING, _LAG):
                    schema.numeric(name)
        except LockgateError as error:
            return error
        return None

    def _value(self, partition: str, answers: Sequence[Answer]) -> float:
        if any(isinstance(answer, LockgateError | dict) for answer in answers):
            return math.nan
        states = cast("Sequence[State]", answers)
        try:
            if self.name == _LAG:
                return _lag(partition, cast("ExtremesState", states[0]), self.columns[0])
            value, _ = self._check().value(states)
        except LockgateError:
            return math.nan
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan

    def _check(self) -> StatisticCheck:
        make = CHECKS[self.name]
        if self.name in _OF_KEYS:
            return cast("StatisticCheck", make(_ANY, self.columns))  # type: ignore[call-arg]  # a statistic of a key
        return cast("StatisticCheck", make(_ANY, *self.columns))  # type: ignore[call-arg]  # a statistic of a column


def _lag(partition: str, state: ExtremesState, column: str) -> float:
    """Return the hours from the newest value to the end of the partition."""
    end = end_of(partition)
    spans = span_of_extremes(state, column, UTC)
    if end is None or spans is None:
        return math.nan
    return (end - spans[1].end).total_seconds() / 3_600


def parse_metric(text: str) -> Metric:
    """Read a metric as people write it: ``row_count``, ``mean of distance``, ``distinct_count of origin, dest``.

    Raises
    ------
    ParameterError
        If there is no such metric, or it has not the columns that it needs.

    Examples
    --------
    >>> parse_metric("distinct_count of origin, dest").columns
    ('origin', 'dest')
    """
    name, _, rest = (part.strip() for part in text.partition(" of "))
    columns = tuple(column.strip() for column in rest.split(",")) if rest else ()
    if name not in METRICS:
        raise ParameterError("LG315", "history", f"no metric is named `{name}`", did_you_mean(name, METRICS))
    fewest, most = (0, 0) if name == "row_count" else (1, 99 if name in _OF_KEYS else 1)
    if not fewest <= len(columns) <= most:
        must = "without a column" if not most else f"written as `{name} of COLUMN`"
        raise ParameterError.of("history", "metrics", must, text)
    return Metric(name, columns)


def metrics_of(named: Iterable[str], suite: Suite | None) -> tuple[Metric, ...]:
    """Return the metrics that an entry names, or those that the contract tells; none of masked columns but nulls.

    Raises
    ------
    ParameterError
        If a name is not that of a metric.

    Examples
    --------
    >>> [str(metric) for metric in metrics_of(("lag of time_hour",), None)]
    ['lag of time_hour']
    """
    chosen = tuple(dict.fromkeys(parse_metric(text) for text in named))
    if chosen:
        return chosen
    masked = suite.masked if suite else frozenset[str]()
    return tuple(
        metric
        for metric in told_metrics(suite)
        if metric.name == "null_fraction" or not hides(masked, metric.columns)
    )


def told_metrics(suite: Suite | None) -> tuple[Metric, ...]:
    """Return the metrics that a contract tells: rows, nulls of each column that it names, statistics that it asks for.

    Examples
    --------
    >>> from lockgate.checks.mean import Mean
    >>> from lockgate.scan.suite import SuiteItem
    >>> suite = Suite(table="flights", items=(SuiteItem(check=Mean(Requirement.at_least(0), "distance")),))
    >>> [str(metric) for metric in told_metrics(suite)]
    ['row_count', 'null_fraction of distance', 'mean of distance']
    """
    plain = [item for item in (suite.items if suite else ()) if item.where is None and not item.group_by]
    columns = dict.fromkeys(column for item in plain for column in item.check.columns)
    asked = (
        Metric(item.check.name, item.check.columns)
        for item in plain
        if item.check.name in METRICS and item.check.columns
    )
    return tuple(dict.fromkeys(_in_order(columns, asked)))


def _in_order(columns: Iterable[str], asked: Iterable[Metric]) -> Iterable[Metric]:
    yield Metric("row_count")
    yield from (Metric("null_fraction", (column,)) for column in columns)
    yield from asked
