"""History entries: metrics of the newest partition against those of earlier, accepted ones."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.partition_store import decision_of
from lockgate.app.profile_table import refresh_table
from lockgate.app.project.spec import Entry, HistoryEntry
from lockgate.app.table_jobs import job_of
from lockgate.app.table_work import TableStates
from lockgate.domain.codec import digest, from_plain, to_plain
from lockgate.domain.errors import LockgateError, StateError
from lockgate.domain.profile import Decision, PartitionChange
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.domain.verdict import Severity, Verdict
from lockgate.history.judge import Judged, accepted_values, judge_history
from lockgate.history.metrics import Metric, metrics_of
from lockgate.history.series import Forecast, HistorySeries, Standing, phase_of
from lockgate.history.spec import HistoryMethod, HistorySpec
from lockgate.scan.aggregate import State
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.execute import Answer
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.partitioning import NO_VALUE
from lockgate.scan.suite import Suite, SuiteItem, hides
from lockgate.scan.window import Window

__all__ = ["history_document", "judge_series", "run_history"]


def run_history(entry: Entry, context: RunContext) -> EntryOutcome:
    """Bring the states of a table up to date, and compare its newest partition with the accepted ones before it."""
    work = entry.work
    if not isinstance(work, HistoryEntry):
        raise TypeError(entry.kind)
    spec, suite = work.spec, context.suites.get(work.spec.data)
    metrics = metrics_of(spec.metrics, suite)
    job = job_of(spec.data, context.project, context.suites, context.ports)
    states = refresh_table(job, context.ports)
    series = _series(spec, metrics, states, suite, context)
    if spec.method is HistoryMethod.HOLT_WINTERS and series.partitions:
        series = _with_forecasts(spec, series, context)
    judged = judge_history(spec, series)
    told = tuple(noted(finding, entry, context.project.owner) for finding in judged.findings)
    facts = TableFacts(
        table=spec.data,
        rows=None,
        columns_read=0,
        columns=0,
        scans=states.done.queries,
        passes=0,
        partitions=len(series.partitions),
        version=states.version,
    )
    result = EntryResult(
        name=entry.name, kind=entry.kind, findings=told, facts=(facts,), figures=judged.figures
    )
    return EntryOutcome(result, {history_document(entry): _dump(series)})


def history_document(entry: Entry) -> str:
    """Return the name of the document that keeps the series an entry was judged from."""
    return document_name("history", entry.name)


def judge_series(spec: HistorySpec, document: Mapping[str, Any]) -> Judged:
    """Judge an entry again from the document that evidence keeps.

    Raises
    ------
    StateError
        If the document was changed since it was written.
    """
    plain = {key: value for key, value in document.items() if key != "digest"}
    if digest(plain) != document.get("digest"):
        raise StateError.unreadable("history", "its digest does not fit its content")
    return judge_history(spec, from_plain(HistorySeries, plain))


def _dump(series: HistorySeries) -> dict[str, Any]:
    plain = to_plain(series)
    return {**plain, "digest": digest(plain)}


def _series(
    spec: HistorySpec,
    metrics: tuple[Metric, ...],
    states: TableStates,
    suite: Suite | None,
    context: RunContext,
) -> HistorySeries:
    parts = [part for name, part in states.states.items() if name != NO_VALUE]
    masked = suite.masked if suite else frozenset[str]()
    window = Window(spec.data, parts, context.now, states.identities, masked)
    if parts and not spec.metrics:
        metrics = _of_columns_there(metrics, suite, window)
    values = tuple(tuple(metric.values(window)) for metric in metrics)
    is_broken = _broken(suite, window)
    series = HistorySeries(
        table=spec.data,
        partitions=tuple(part.partition for part in parts),
        standings=tuple(
            _standing(context, part, is_broken=broken) for part, broken in zip(parts, is_broken, strict=True)
        ),
        metrics=tuple(map(str, metrics)),
        values=values,
        unread=tuple(
            (line.name, line.problem)
            for line in states.done.partitions
            if line.change is PartitionChange.FAILED
        ),
        unasked=_unasked(metrics, values, window),
    )
    return from_plain(HistorySeries, to_plain(series))  # with the digits that evidence keeps


def _of_columns_there(metrics: tuple[Metric, ...], suite: Suite | None, window: Window) -> tuple[Metric, ...]:
    """Return the metrics without those of columns that may be absent, and are from the last partition."""
    optional = tuple(name for item in (suite.items if suite else ()) for name in item.optional)
    absent = frozenset(SchemaState(window.columns).missing(optional))
    return tuple(metric for metric in metrics if not hides(absent, metric.columns))


def _unasked(
    metrics: tuple[Metric, ...], values: tuple[tuple[float, ...], ...], window: Window
) -> tuple[tuple[str, str, str], ...]:
    """Return the metrics that the last partition has no number of because of its columns, why, and what to do."""
    unknown = [metric for metric, found in zip(metrics, values, strict=True) if found and math.isnan(found[-1])]
    problems = ((str(metric), metric.problem(window)) for metric in unknown)
    return tuple((name, error.text, error.hint or _NUMBERS) for name, error in problems if error is not None)


_NUMBERS = "a history is of numbers: of other columns ask null_fraction or distinct_count, of instants lag"


def _standing(context: RunContext, part: PartitionStates, *, is_broken: bool) -> Standing:
    decision, _ = decision_of(context.ports.states, part)
    if decision is not None:
        return Standing.ACCEPTED if decision is Decision.ACCEPTED else Standing.REJECTED
    return Standing.CONTRACT_BROKEN if is_broken else Standing.OPEN


def _broken(suite: Suite | None, window: Window) -> list[bool]:
    """Tell of each partition whether its rows break the contract."""
    broken = [False] * len(window.partitions)
    for item in suite.items if suite else ():
        if _holds_for_rows(item, window.table):
            answers = [window.each(request) for request in item.questions(window.table)]
            for number, (part, *states) in enumerate(zip(window.partitions, *answers, strict=True)):
                broken[number] = broken[number] or not (_lacks_optional(item, part) or _holds(item, states))
    return broken


def _lacks_optional(item: SuiteItem, part: PartitionStates) -> bool:
    """Tell whether a partition lacks a column that may be absent, so that the item is not asked of it."""
    return bool(SchemaState(part.columns).missing(item.optional))


def _holds_for_rows(item: SuiteItem, table: str) -> bool:
    """Tell whether an item holds for each row, so that it must hold in each part of the table too."""
    is_own = all(request.table == table for request in item.questions(table))
    is_judged = item.severity is Severity.BLOCKING and not item.group_by
    return is_judged and is_own and hasattr(item.check, "tolerance")


def _holds(item: SuiteItem, answers: Sequence[Answer]) -> bool:
    """Tell whether a check is not red on the states of one partition; where nothing is to be judged it is not."""
    if any(isinstance(answer, LockgateError) for answer in answers):
        return False
    try:
        outcome = item.check.judge(cast("Sequence[State]", answers))
    except LockgateError:
        return False
    return outcome.verdict not in (Verdict.FAIL, Verdict.ERROR)


def _with_forecasts(spec: HistorySpec, series: HistorySeries, context: RunContext) -> HistorySeries:
    """Return the series with what the model expects of the last partition, from the accepted ones before it."""
    phase = phase_of(series.partitions[-1])
    period = phase[1] if phase is not None else 1
    forecasts = tuple(
        context.ports.forecaster.forecast(values, period)
        if sum(map(math.isfinite, values)) >= spec.needed
        else Forecast(math.nan, math.nan)
        for values in accepted_values(spec, series)
    )
    return from_plain(HistorySeries, to_plain(replace(series, forecasts=forecasts)))
