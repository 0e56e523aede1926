"""Drift entries: a table compared with an accepted reference, whose rows are not needed any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lockgate.app.compare_table import FORMAT, Compared, compared, compared_in, drift_states
from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.merged import merge_window
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import DriftEntry, Entry
from lockgate.app.references import find_reference, named_reference
from lockgate.app.store_ports import ReferenceStore
from lockgate.domain.codec import from_plain
from lockgate.domain.errors import StateError
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult
from lockgate.drift.compare import asked_of, compare
from lockgate.drift.judge import judge_drift
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec
from lockgate.drift.together import Shifted
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.state_set import load_states

__all__ = ["drift_document", "judge_states", "run_drift", "spec_of"]


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
