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
from lockgate.domain.errors import StateError
from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.drift.collect import collect
from lockgate.drift.compare import compare, requests_of
from lockgate.drift.figures import drift_figures
from lockgate.drift.judge import judge_drift
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import Count, RowCount
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer
from lockgate.scan.state_set import dump_states, load_states

__all__ = ["FORMAT", "Compared", "compared", "drift_document", "drift_states", "judge_states", "run_drift"]

FORMAT = "lockgate-drift/1"
"""Name and version of the document that a comparison is judged from again."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a table gave, before anybody's notes are added."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    facts: TableFacts
    answers: Mapping[Request, Answer]


def run_drift(entry: Entry, context: RunContext) -> EntryOutcome:
    """Compare a table with its reference."""
    spec = spec_of(entry)
    reference = find_reference(context.ports.references, spec.data, spec.reference)
    session = context.open([spec.data], lambda done: context.ports.progress.fraction(entry.name, done))
    try:
        found = compared(spec, reference, session)
    finally:
        session.close()
    suite = context.suites.get(spec.data)
    states = drift_states(reference, spec.data, found.answers, suite.masked if suite else frozenset())
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in found.findings),
        facts=(found.facts,),
        figures=found.figures,
    )
    return EntryOutcome(result, {drift_document(entry): states})


def compared(spec: DriftSpec, reference: Reference, session: Session) -> Compared:
    """Count the current table on the frozen edges, once, and compare.

    Raises
    ------
    DataError
        If the table cannot be read.
    StateError, ParameterError
        If the spec does not fit the reference.
    """
    asked = requests_of(spec, reference).values()
    schema = session.schema(spec.data)
    answers = collect(session, schema, asked)
    counted = answers[Request(spec.data, RowCount())]
    comparisons = compare(spec, reference, answers)
    return Compared(
        findings=judge_drift(spec, reference, comparisons, answers),
        figures=drift_figures(spec, comparisons),
        facts=TableFacts(
            spec.data,
            counted.n if isinstance(counted, Count) else None,
            len(asked),
            len(schema.columns),
            1,
            len(asked),
        ),
        answers={request: answers[request] for request in asked},
    )


def drift_states(
    reference: Reference, table: str, answers: Mapping[Request, Answer], masked: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Return what a comparison was judged from: the current states, and which reference."""
    named = {"table": reference.table, "version": reference.version, "digest": reference.digest}
    return {"format": FORMAT, "reference": named, "states": dump_states(table, answers, masked)}


def drift_document(entry: Entry) -> str:
    """Return the name of the document that keeps what a comparison was judged from."""
    return document_name("drift", entry.name)


def judge_states(entry: Entry, document: Mapping[str, Any], store: ReferenceStore) -> tuple[Finding, ...]:
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
    answers = load_states(document["states"], requests_of(spec, reference).values())
    return judge_drift(spec, reference, compare(spec, reference, answers), answers)


def spec_of(entry: Entry) -> DriftSpec:
    """Return what a drift entry asks."""
    if not isinstance(entry.work, DriftEntry):
        raise TypeError(entry.kind)
    return entry.work.spec
