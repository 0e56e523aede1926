"""Drift entries: a table compared with an accepted reference, whose rows are not needed any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.merged import merge_window
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import DriftEntry, Entry
from lockgate.app.references import find_reference, named_reference
from lockgate.app.store_ports import ReferenceStore
from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.drift.collect import collect
from lockgate.drift.compare import asked_by_slice, asked_of, chosen, compare, requests_of
from lockgate.drift.figures import drift_figures
from lockgate.drift.judge import judge_drift
from lockgate.drift.reference import Reference
from lockgate.drift.slices import MOST_CURRENT_SLICES, collect_slices, presence_requests, refused_slices
from lockgate.drift.spans import span_requests
from lockgate.drift.spec import DriftSpec
from lockgate.drift.together import Shifted, sample_requests, shifts_of
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import Count, RowCount
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.plan import TablePlan, plan_table
from lockgate.scan.schema import Schema
from lockgate.scan.state_set import dump_states, load_states
from lockgate.scan.window import Window

__all__ = [
    "FORMAT",
    "Compared",
    "compared",
    "compared_in",
    "drift_document",
    "drift_states",
    "judge_states",
    "planned",
    "run_drift",
]

FORMAT = "lockgate-drift/1"
"""Name and version of the document that a comparison is judged from again."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a table gave, before anybody's notes are added."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    facts: tuple[TableFacts, ...]
    answers: Mapping[Request, Answer]
    shifts: tuple[Shifted, ...] = ()


def run_drift(entry: Entry, context: RunContext) -> EntryOutcome:
    """Compare a table with its reference: as it is, or partitions of it from their stored states."""
    spec = spec_of(entry)
    reference = find_reference(context.ports.references, spec.data, spec.reference)
    if entry.window is not None:
        return _run_window(entry, reference, entry.window, context)
    session = context.open([spec.data], lambda done: context.ports.progress.fraction(entry.name, done))
    try:
        found = compared(spec, reference, session, now=context.now, seed=context.seed)
    finally:
        session.close()
    return _outcome(entry, context, reference, found)


def _run_window(
    entry: Entry, reference: Reference, within: PartitionRange, context: RunContext
) -> EntryOutcome:
    spec = spec_of(entry)
    merged = merge_window(spec.data, within, context)
    if merged.window is None:
        told = tuple(noted(finding, entry, context.project.owner) for finding in merged.findings)
        return EntryOutcome(EntryResult(name=entry.name, kind=entry.kind, findings=told))
    found = compared_in(spec, reference, merged.window, seed=context.seed)
    found = replace(found, findings=(*merged.findings, *found.findings), facts=merged.facts)
    outcome = _outcome(entry, context, reference, found)
    said = {"window": str(within), "partitions": merged.partitions}
    return replace(outcome, documents={**outcome.documents, document_name("windows", entry.name): said})


def _outcome(entry: Entry, context: RunContext, reference: Reference, found: Compared) -> EntryOutcome:
    table = spec_of(entry).data
    suite = context.suites.get(table)
    states = drift_states(reference, table, found, suite.masked if suite else frozenset())
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in found.findings),
        facts=found.facts,
        figures=found.figures,
    )
    return EntryOutcome(result, {drift_document(entry): states})


def compared(
    spec: DriftSpec, reference: Reference, session: Session, *, now: datetime, seed: int = 0
) -> Compared:
    """Count the current table on the frozen edges, once, and compare.

    Raises
    ------
    DataError
        If the table cannot be read.
    StateError, ParameterError
        If the spec does not fit the reference.
    """
    whole = requests_of(spec, reference)
    schema = session.schema(spec.data)
    presence = presence_requests(spec.data, spec.slices)
    spans = span_requests(spec.data, chosen(spec, reference))
    samples = sample_requests(spec, reference)
    asked = (*whole.values(), *presence.values(), *spans.values(), *samples)
    answers = collect(session, schema, asked, now=now)
    counted = answers[Request(spec.data, RowCount())]
    sliced = collect_slices(
        session,
        schema,
        asked_by_slice(spec, reference),
        {by: answers[request] for by, request in presence.items()},
        MOST_CURRENT_SLICES,
    )
    shifts = shifts_of(spec, reference, answers, seed=seed)
    facts = TableFacts(
        spec.data,
        counted.n if isinstance(counted, Count) else None,
        len(whole),
        len(schema.columns),
        1,
        len(whole) + len(presence) + len(sliced) + bool(shifts),
        version=session.version(spec.data),
        missing_only=tuple(one.name for one in chosen(spec, reference) if one.filled is not None),
    )
    return _judged(spec, reference, answers | sliced, shifts, (facts,), seed=seed)


def compared_in(spec: DriftSpec, reference: Reference, window: Window, *, seed: int = 0) -> Compared:
    """Merge the states of a window, and compare; no row is read.

    Raises
    ------
    StateError, ParameterError
        If the spec does not fit the reference.
    """
    presence = {by: window.answer(request) for by, request in presence_requests(spec.data, spec.slices).items()}
    answers = window.answers((*asked_of(spec, reference), *sample_requests(spec, reference)))
    answers |= refused_slices(spec.data, asked_by_slice(spec, reference), presence, MOST_CURRENT_SLICES)
    shifts = shifts_of(spec, reference, answers, seed=seed)
    return _judged(spec, reference, answers, shifts, (), seed=seed)


def _judged(
    spec: DriftSpec,
    reference: Reference,
    answers: Mapping[Request, Answer],
    shifts: tuple[Shifted, ...],
    facts: tuple[TableFacts, ...],
    *,
    seed: int,
) -> Compared:
    comparisons = compare(spec, reference, answers, seed=seed)
    return Compared(
        findings=judge_drift(spec, reference, comparisons, answers, shifts),
        figures=drift_figures(spec, comparisons),
        facts=facts,
        shifts=shifts,
        answers={request: answers[request] for request in asked_of(spec, reference)},
    )


def planned(spec: DriftSpec, reference: Reference, schema: Schema) -> TablePlan:
    """Return the plan of a comparison: what `compared` asks for, from one scan and a pass a column and slice column.

    Raises
    ------
    StateError
        If the spec does not fit the reference.
    """
    presence = presence_requests(spec.data, spec.slices)
    asked = [Request(spec.data, RowCount()), *asked_of(spec, reference), *presence.values()]
    asked += sample_requests(spec, reference)
    return plan_table(schema, dict.fromkeys(asked, ()))


def drift_states(
    reference: Reference, table: str, found: Compared, masked: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Return what a comparison was judged from: states, how far rows were apart together, and which reference."""
    named = {"table": reference.table, "version": reference.version, "digest": reference.digest}
    return {
        "format": FORMAT,
        "reference": named,
        "states": dump_states(table, found.answers, masked),
        **({"together": to_plain(found.shifts)} if found.shifts else {}),
    }


def drift_document(entry: Entry) -> str:
    """Return the name of the document that keeps what a comparison was judged from."""
    return document_name("drift", entry.name)


def judge_states(
    entry: Entry, document: Mapping[str, Any], store: ReferenceStore, *, seed: int = 0
) -> tuple[Finding, ...]:
    """Judge a comparison again from its states and the reference that it names; no table is read.

    Raises
    ------
    StateError
        If the document is of another format, or the reference is gone or is another one now.
    """
    if document.get("format") != FORMAT:
        raise StateError.unreadable("drift", f"its format is {document.get('format')!r}, not {FORMAT!r}")
    named = document["reference"]
    reference = named_reference(store, named["table"], named["version"])
    if reference.digest != named["digest"]:
        where = f"reference `{named['table']}/{named['version']}`"
        raise StateError.unreadable(where, "it is not the one that the run was judged against")
    spec = spec_of(entry)
    answers = load_states(document["states"], asked_of(spec, reference))
    shifts = from_plain(tuple[Shifted, ...], document.get("together", []))
    if {one.method for one in shifts} != set(spec.multivariate):
        raise StateError.unreadable("drift", "it compares other things together than the entry asks for now")
    return judge_drift(spec, reference, compare(spec, reference, answers, seed=seed), answers, shifts)


def spec_of(entry: Entry) -> DriftSpec:
    """Return what a drift entry asks."""
    if not isinstance(entry.work, DriftEntry):
        raise TypeError(entry.kind)
    return entry.work.spec
