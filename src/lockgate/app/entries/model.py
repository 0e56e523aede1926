"""Model entries: a table of predictions judged on cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import Entry, ModelEntry
from lockgate.domain.errors import LockgateError
from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.gates.figures import model_figures
from lockgate.gates.judge import error_findings, judge
from lockgate.gates.predicted import columns_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import kind_of

__all__ = ["cells_document", "judge_cells", "run_model"]


def run_model(entry: Entry, context: RunContext) -> EntryOutcome:
    """Judge a model on its table of predictions."""
    spec = _spec(entry)
    kind = kind_of(spec.task)
    session = context.open([spec.table], lambda done: context.ports.progress.fraction(entry.name, done))
    try:
        columns = len(session.schema(spec.table).columns)
        cells = kind.collect(session, spec)
        selects, version = session.selects, session.version(spec.table)
    except LockgateError as error:
        return _outcome(entry, context, error_findings(spec, error))
    finally:
        session.close()
    findings = judge(spec, cells, seed=context.seed)
    facts = TableFacts(
        spec.table, cells.quality.rows, len(_columns(spec)), columns, selects, 0, version=version
    )
    return _outcome(
        entry,
        context,
        findings,
        facts=(facts,),
        figures=model_figures(spec, cells, findings),
        documents={cells_document(entry): kind.to_plain(cells)},
    )


def cells_document(entry: Entry) -> str:
    """Return the name of the document that keeps an entry's cells."""
    return document_name("cells", entry.name)


def judge_cells(entry: Entry, plain: Mapping[str, Any], seed: int) -> tuple[Finding, ...]:
    """Judge a model again from its stored cells.

    Raises
    ------
    StateError
        If the document cannot be read.
    """
    spec = _spec(entry)
    return judge(spec, kind_of(spec.task).from_plain(plain), seed=seed)


def _spec(entry: Entry) -> ModelGateSpec:
    if not isinstance(entry.work, ModelEntry):
        raise TypeError(entry.kind)
    return entry.work.spec


def _columns(spec: ModelGateSpec) -> set[str]:
    sliced = {dimension.column for slice_set in spec.slices for dimension in slice_set}
    return sliced.union(*(columns_of(given) for given in (spec.label, spec.candidate, spec.baseline)))


def _outcome(
    entry: Entry,
    context: RunContext,
    findings: tuple[Finding, ...],
    *,
    facts: tuple[TableFacts, ...] = (),
    figures: tuple[Figure, ...] = (),
    documents: Mapping[str, object] | None = None,
) -> EntryOutcome:
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=facts,
        figures=figures,
    )
    return EntryOutcome(result, documents or {})
