"""Training entries: the same model on train and test rows, and under other seeds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import Entry
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.domain.codec import to_plain
from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError, StateError
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.requirement import format_value
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import SliceScope
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.slicing import SliceKey
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.gates.wording import number
from lockgate.stats.decision import decide_at_most, interval_alpha
from lockgate.stats.deviation import deviation_bounds
from lockgate.stats.independent import Bounded, independent_difference
from lockgate.stats.multiplicity import bonferroni_alpha

__all__ = ["judge_training", "run_training", "training_document"]

_ASKED, _COUNTED = "asked", "counted"
"""Keys of what was asked, and of what findings follow from."""

_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.OVERFITS,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}


def run_training(entry: Entry, context: RunContext) -> EntryOutcome:
    """Judge how much better the metric is on train rows, and how far it differs between seeds."""
    work = _work(entry)
    cells = _collected(work, context)
    findings = _findings(work, cells, context.seed)
    tables = {table: found for (table, _), found in cells.items()}
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=tuple(TableFacts(table, found.quality.rows, 2, 2, 1, 0) for table, found in tables.items()),
    )
    measured = {pair: _measured(work, found, context.seed) for pair, found in cells.items()}
    values = [
        {
            "table": table,
            "column": ", ".join(columns),
            "value": _plain(one.estimate.value),
            "rows": one.estimate.n,
        }
        for (table, columns), one in measured.items()
    ]
    counted = [kind_of(work.task).to_plain(found) for found in cells.values()]
    document = {"metric": work.gate().called, "values": values, _ASKED: _asked(work), _COUNTED: counted}
    return EntryOutcome(result, {training_document(entry): document})


def training_document(entry: Entry) -> str:
    """Return the name of the document that keeps what was counted of each column of predictions."""
    return document_name("training", entry.name)


def judge_training(entry: Entry, plain: Mapping[str, Any], *, seed: int) -> tuple[Finding, ...]:
    """Judge an entry again, from the cells that were counted of each column of predictions.

    Raises
    ------
    StateError
        If the document cannot be read, or is about other tables, columns or metrics than the entry has now.
    """
    work = _work(entry)
    wanted, kept = _wanted(work), plain.get(_COUNTED)
    if not isinstance(kept, list) or len(kept) != len(wanted):
        raise StateError.unreadable(training_document(entry), "it does not keep what was counted")
    if plain.get(_ASKED) != _asked(work):
        problem = "it is about other tables, columns or metrics than the entry has now"
        raise StateError.unreadable(training_document(entry), problem)
    cells = {
        (table, columns_of(predicted)): kind_of(work.task).from_plain(one)
        for (table, predicted), one in zip(wanted, kept, strict=True)
    }
    needs, is_sliced = work.gate().definition.needs, work.slices is not SliceScope.NONE
    for one in cells.values():
        if not needs <= set(one.plan.slice_needs if is_sliced else one.plan.needs):
            problem = f"its cells do not hold what `{work.metric}` needs"
            raise StateError.unreadable(training_document(entry), problem)
    return _findings(work, cells, seed)


def _work(entry: Entry) -> TrainingEntry:
    if not isinstance(entry.work, TrainingEntry):
        raise TypeError(entry.kind)
    return entry.work


def _asked(work: TrainingEntry) -> list[Any]:
    """Return what is counted, as evidence keeps it: all but the bars and the level."""
    return [to_plain(replace(work, most_gap=0.0, most_seed_deviation=None, alpha=0.05)), *_judged(work)]


def _judged(work: TrainingEntry) -> list[bool]:
    return [work.most_gap is not None, work.most_seed_deviation is not None]


def _wanted(work: TrainingEntry) -> list[tuple[str, Predicted]]:
    """Return the tables and columns that are counted."""
    wanted = [(work.test, work.candidate)]
    if work.most_gap is not None:
        wanted.insert(0, (work.train, work.candidate))
    if work.most_seed_deviation is not None:
        wanted += [(work.test, columns) for columns in work.seeds]
    return wanted


Counted = Mapping[tuple[str, tuple[str, ...]], TaskCells]
"""What was counted, by table and columns of predictions."""


def _findings(work: TrainingEntry, cells: Counted, seed: int) -> tuple[Finding, ...]:
    own = columns_of(work.candidate)
    findings = []
    if work.most_gap is not None:
        train, test = cells[work.train, own], cells[work.test, own]
        whole = (_measured(work, train, seed), _measured(work, test, seed))
        findings.append(_gap(work, *whole, work.most_gap))
        if work.slices is SliceScope.ALL and not (whole[0].undefined or whole[1].undefined):
            findings += _gaps_of_slices(work, train, test, seed)
    if work.most_seed_deviation is not None:
        every = [own, *(columns_of(one) for one in work.seeds)]
        seeds = [_measured(work, cells[work.test, one], seed) for one in every]
        findings.append(_deviation(work, seeds, work.most_seed_deviation))
    return tuple(findings)


def _gaps_of_slices(work: TrainingEntry, train: TaskCells, test: TaskCells, seed: int) -> Iterator[Finding]:
    """Yield the gap on each horizon of the test rows; failures are claimed at the level divided by their number."""
    most = work.most_gap or 0.0
    places = [{cells.slice(at).key: at for at in range(1, len(cells.keys))} for cells in (train, test)]
    keys = list(places[1])
    surer = replace(work, alpha=bonferroni_alpha(work.alpha, max(1, len(keys))))
    for key in keys:
        if key not in places[0]:
            yield _unseen(work, key, test.slice(places[1][key]).n)
            continue
        pair = [
            _measured(work, cells, seed, where[key]) for cells, where in zip((train, test), places, strict=True)
        ]
        found, other = (_gap(one, pair[0], pair[1], most) for one in (work, surer))
        finding = other if found.verdict is Verdict.FAIL else found
        yield replace(finding, subject=replace(finding.subject, slice=key))


def _unseen(work: TrainingEntry, key: SliceKey, n: int) -> Finding:
    where = ", ".join(f"{column}={value}" for column, value in key)
    return Finding(
        check="overfit_gap",
        subject=Subject(work.test, columns_of(work.candidate), key),
        verdict=Verdict.INCONCLUSIVE,
        reason=Reason.SLICE_MISSING,
        summary=f"no rows of {work.train} have {where}",
        required=_required(work, work.most_gap or 0.0),
        n=n,
    )


def _collected(work: TrainingEntry, context: RunContext) -> Counted:
    wanted = _wanted(work)
    for table, _ in wanted:
        if table not in context.project.data:
            raise DataError.not_given(table, tuple(context.project.data))
    session = context.open({table for table, _ in wanted})
    try:
        return {
            (table, columns_of(predicted)): kind_of(work.task).collect(session, work.spec(table, predicted))
            for table, predicted in wanted
        }
    finally:
        session.close()


def _measured(work: TrainingEntry, cells: TaskCells, seed: int, at: int = 0) -> Measurement:
    problem = kind_of(work.task).unusable(cells)
    if problem:
        return UndefinedMeasurement(problem, cells.quality.rows)
    return work.gate().definition.estimate(cells.slice(at, seed=seed), Model.CANDIDATE)


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
    words = (said, _required(work, most), problem)
    return _finding(work, "overfit_gap", (found, most, level), words, n)


def _required(work: TrainingEntry, most: float) -> str:
    return f"{work.gate().called} at most {format_value(most)} better on {work.train} than on {work.test}"


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
        subject=Subject(work.test, columns_of(work.candidate)),
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
