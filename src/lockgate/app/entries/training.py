"""Training entries: the same model on train and test rows, and under other seeds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.project.probe_specs import TrainingEntry
from lockgate.app.project.spec import Entry
from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.requirement import format_value
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.gates.wording import number
from lockgate.stats.decision import decide_at_most, interval_alpha
from lockgate.stats.deviation import deviation_bounds
from lockgate.stats.independent import Bounded, independent_difference

__all__ = ["run_training"]

_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.OVERFITS,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}


def run_training(entry: Entry, context: RunContext) -> EntryOutcome:
    """Judge how much better the metric is on train rows, and how far it differs between seeds."""
    work = entry.work
    if not isinstance(work, TrainingEntry):
        raise TypeError(entry.kind)
    wanted = [(work.test, work.candidate)]
    if work.most_gap is not None:
        wanted.insert(0, (work.train, work.candidate))
    if work.most_seed_deviation is not None:
        wanted += [(work.test, column) for column in work.seeds]
    cells = _collected(work, wanted, context)
    measured = {pair: _measured(work, found, context.seed) for pair, found in cells.items()}
    findings = []
    if work.most_gap is not None:
        train, test = measured[work.train, work.candidate], measured[work.test, work.candidate]
        findings.append(_gap(work, train, test, work.most_gap))
    if work.most_seed_deviation is not None:
        seeds = [measured[work.test, column] for column in (work.candidate, *work.seeds)]
        findings.append(_deviation(work, seeds, work.most_seed_deviation))
    tables = {table: found for (table, _), found in cells.items()}
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=tuple(TableFacts(table, found.quality.rows, 2, 2, 1, 0) for table, found in tables.items()),
    )
    values = [
        {"table": table, "column": column, "value": _plain(one.estimate.value), "rows": one.estimate.n}
        for (table, column), one in measured.items()
    ]
    return EntryOutcome(
        result, {document_name("training", entry.name): {"metric": work.gate().called, "values": values}}
    )


def _collected(
    work: TrainingEntry, wanted: Sequence[tuple[str, str]], context: RunContext
) -> Mapping[tuple[str, str], TaskCells]:
    for table, _ in wanted:
        if table not in context.project.data:
            raise DataError.not_given(table, tuple(context.project.data))
    session = context.open({table for table, _ in wanted})
    try:
        return {
            (table, column): kind_of(work.task).collect(session, _spec(work, table, column))
            for table, column in wanted
        }
    finally:
        session.close()


def _spec(work: TrainingEntry, table: str, column: str) -> ModelGateSpec:
    return ModelGateSpec(
        table=table,
        label=work.label,
        candidate=column,
        baseline=None,
        gates=(work.absolute(),),
        task=work.task,
        threshold=work.threshold,
        positive=work.positive,
        alpha=work.alpha,
    )


def _measured(work: TrainingEntry, cells: TaskCells, seed: int) -> Measurement:
    problem = kind_of(work.task).unusable(cells)
    if problem:
        return UndefinedMeasurement(problem, cells.quality.rows)
    return work.gate().definition.estimate(cells.slice(0, seed=seed), Model.CANDIDATE)


def _gap(work: TrainingEntry, train: Measurement, test: Measurement, most: float) -> Finding:
    level = interval_alpha(work.alpha)
    first, second = (_bounded(one, level) for one in (train, test))
    found = independent_difference(first, second)
    if work.gate().definition.direction is Direction.LOWER:
        found = Bounded(-found.value, -found.upper, -found.lower)
    ours, theirs = (_number(one.estimate.value) for one in (train, test))
    said = f"{work.gate().called} {ours} on {work.train}, {theirs} on {work.test}"
    n = train.estimate.n + test.estimate.n
    problem = train.undefined or test.undefined
    required = f"{work.gate().called} at most {format_value(most)} better on {work.train} than on {work.test}"
    return _finding(work, "overfit_gap", (found, most, level), (said, required, problem), n)


def _deviation(work: TrainingEntry, seeds: Sequence[Measurement], most: float) -> Finding:
    level = interval_alpha(work.alpha)
    values = [one.estimate.value for one in seeds]
    found = Bounded(*deviation_bounds(values, alpha=level))
    problem = next((one.undefined for one in seeds if one.undefined), "")
    mean = _number(fmean(values)) if not problem else "unknown"
    span = f"{_number(min(values))} to {_number(max(values))}"
    said = f"{work.gate().called} of {len(values)} seeds is {span}, mean {mean}"
    required = f"{work.gate().called} has a standard deviation of at most {format_value(most)} between seeds"
    return _finding(
        work, "seed_deviation", (found, most, level), (said, required, problem), seeds[0].estimate.n
    )


def _finding(
    work: TrainingEntry,
    check: str,
    judged: tuple[Bounded, float, float],
    words: tuple[str, str, str],
    n: int,
) -> Finding:
    """Return a finding; `judged` is number, bar and level, `words` what was seen, required, and is the matter."""
    found, most, level = judged
    said, required, problem = words
    is_known = not math.isnan(found.lower) and not math.isnan(found.upper)
    verdict = decide_at_most(found.lower, found.upper, most).verdict if is_known else Verdict.INCONCLUSIVE
    reason = _REASONS[verdict] if is_known else Reason.METRIC_UNDEFINED
    ends = _NO_INTERVAL[check]
    if is_known:
        ends = f"{(1 - level) * 100:.4g} % interval {_number(found.lower)} to {_number(found.upper)}"
    return Finding(
        check=check,
        subject=Subject(work.test, (work.candidate,)),
        verdict=Verdict.ERROR if problem else verdict,
        reason=reason,
        summary=f"undefined: {problem}" if problem else f"{said}: {_number(found.value)}, {ends}; n = {n:,}",
        observed=_plain(found.value),
        required=required,
        n=n,
        interval=Interval(found.lower, found.upper, level, _METHODS[check]) if is_known else None,
    )


_NO_INTERVAL = {
    "overfit_gap": "too few rows for an interval",
    "seed_deviation": "no interval, since all are the same: look whether the seeds reach the training",
}

_METHODS = {
    "overfit_gap": "independent samples, variance estimates recovery",
    "seed_deviation": "chi-square",
}


def _bounded(measured: Measurement, alpha: float) -> Bounded:
    return Bounded(measured.estimate.value, *measured.bounds(alpha))


def _number(value: float) -> str:
    return number(value).replace("-", "−")


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None
