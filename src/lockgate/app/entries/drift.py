"""Drift entries: a table compared with an accepted reference, whose rows are not needed any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.ports import ReferenceStore
from lockgate.app.project.spec import DriftEntry, Entry
from lockgate.app.references import find_reference, named_reference
from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.drift.collect import collect
from lockgate.drift.compare import chosen, compare, requests_of
from lockgate.drift.figures import drift_figures
from lockgate.drift.judge import judge_drift
from lockgate.drift.reference import Reference
from lockgate.drift.slices import MOST_CURRENT_SLICES, collect_slices, presence_requests, slice_requests
from lockgate.drift.spec import DriftSpec
from lockgate.drift.together import Shifted, shifts_of
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import Count, RowCount
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer
from lockgate.scan.plan import TablePlan, plan_table
from lockgate.scan.schema import Schema
from lockgate.scan.state_set import dump_states, load_states

__all__ = [
    "FORMAT",
    "Compared",
    "compared",
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
    facts: TableFacts
    answers: Mapping[Request, Answer]
    shifts: tuple[Shifted, ...] = ()


def run_drift(entry: Entry, context: RunContext) -> EntryOutcome:
    """Compare a table with its reference."""
    spec = spec_of(entry)
    reference = find_reference(context.ports.references, spec.data, spec.reference)
    session = context.open([spec.data], lambda done: context.ports.progress.fraction(entry.name, done))
    try:
        found = compared(spec, reference, session, seed=context.seed)
    finally:
        session.close()
    suite = context.suites.get(spec.data)
    states = drift_states(reference, spec.data, found, suite.masked if suite else frozenset())
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in found.findings),
        facts=(found.facts,),
        figures=found.figures,
    )
    return EntryOutcome(result, {drift_document(entry): states})


def compared(spec: DriftSpec, reference: Reference, session: Session, *, seed: int = 0) -> Compared:
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
    answers = collect(session, schema, (*whole.values(), *presence.values()))
    counted = answers[Request(spec.data, RowCount())]
    sliced = collect_slices(
        session,
        schema,
        _sliced(spec, reference),
        {by: answers[request] for by, request in presence.items()},
        MOST_CURRENT_SLICES,
    )
    answers |= sliced
    comparisons = compare(spec, reference, answers, seed=seed)
    shifts = shifts_of(spec, reference, session, schema, seed=seed)
    return Compared(
        findings=judge_drift(spec, reference, comparisons, answers, shifts),
        figures=drift_figures(spec, comparisons),
        facts=TableFacts(
            spec.data,
            counted.n if isinstance(counted, Count) else None,
            len(whole),
            len(schema.columns),
            1,
            len(whole) + len(presence) + len(sliced) + bool(shifts),
        ),
        shifts=shifts,
        answers={request: answers[request] for request in _asked(spec, reference)},
    )


def _sliced(spec: DriftSpec, reference: Reference) -> dict[tuple[str, str], Request]:
    return slice_requests(spec.data, chosen(spec, reference), spec.slices, reference.block)


def planned(spec: DriftSpec, reference: Reference, schema: Schema) -> TablePlan:
    """Return the plan of a comparison: what `compared` asks for, from one scan and a pass a column and slice column.

    Raises
    ------
    StateError
        If the spec does not fit the reference.
    """
    presence = presence_requests(spec.data, spec.slices)
    asked = [Request(spec.data, RowCount()), *_asked(spec, reference), *presence.values()]
    return plan_table(schema, dict.fromkeys(asked, ()))


def _asked(spec: DriftSpec, reference: Reference) -> list[Request]:
    """Return everything that a comparison is judged from."""
    return [*requests_of(spec, reference).values(), *_sliced(spec, reference).values()]


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
    answers = load_states(document["states"], _asked(spec, reference))
    shifts = from_plain(tuple[Shifted, ...], document.get("together", []))
    if {one.method for one in shifts} != set(spec.multivariate):
        raise StateError.unreadable("drift", "it compares other things together than the entry asks for now")
    return judge_drift(spec, reference, compare(spec, reference, answers, seed=seed), answers, shifts)


def spec_of(entry: Entry) -> DriftSpec:
    """Return what a drift entry asks."""
    if not isinstance(entry.work, DriftEntry):
        raise TypeError(entry.kind)
    return entry.work.spec
