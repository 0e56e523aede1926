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
from lockgate.gates.discovery.base_cells import base_cells_from_plain, base_cells_to_plain
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.discovery.figure import weak_slices_figure
from lockgate.gates.discovery.judge import judge_discovery, search_broken
from lockgate.gates.figures import model_figures
from lockgate.gates.judge import error_findings, judge
from lockgate.gates.predicted import columns_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import kind_of
from lockgate.gates.wrong_rows import with_wrong_rows
from lockgate.scan.engine import Session

__all__ = ["cells_document", "judge_cells", "run_model"]

_DISCOVERY, _BROKEN = "discovery", "discovery_broken"
"""Keys of the cells of a search, beside those of the gates, and of the error that kept it from being made."""


def run_model(entry: Entry, context: RunContext) -> EntryOutcome:
    """Judge a model on its table of predictions."""
    spec = _spec(entry)
    kind = kind_of(spec.task)
    session = context.open([spec.table], lambda done: context.ports.progress.fraction(entry.name, done))
    try:
        columns = len(session.schema(spec.table).columns)
        cells = kind.collect(session, spec)
        found, searched = _search(session, spec, context.seed)
        judged = judge(spec, cells, seed=context.seed)
        judged = with_wrong_rows(session, spec, cells.plan.cuts, judged, context.suites.get(spec.table))
        selects, version = session.selects, session.version(spec.table)
    except LockgateError as error:
        broken = () if spec.discover is None else search_broken(spec, spec.discover, error)
        return _outcome(entry, context, (*error_findings(spec, error), *broken))
    finally:
        session.close()
    findings = (*judged, *found)
    facts = TableFacts(
        spec.table, cells.quality.rows, len(_columns(spec)), columns, selects, 0, version=version
    )
    return _outcome(
        entry,
        context,
        findings,
        facts=(facts,),
        figures=(*model_figures(spec, cells, findings), *_plots(spec, found)),
        documents={cells_document(entry): {**kind.to_plain(cells), **searched}},
    )


def _plots(spec: ModelGateSpec, found: tuple[Finding, ...]) -> tuple[Figure, ...]:
    return () if spec.discover is None else weak_slices_figure(spec.discover, found)


def _search(
    session: Session, spec: ModelGateSpec, seed: int
) -> tuple[tuple[Finding, ...], Mapping[str, object]]:
    """Search for weak slices, if that is asked; a search that breaks leaves the gates as they are."""
    if spec.discover is None:
        return (), {}
    try:
        cells = collect_base_cells(session, spec, spec.discover, seed=seed)
    except LockgateError as error:
        told = [error.code, error.where, error.text, error.hint]
        return search_broken(spec, spec.discover, error), {_BROKEN: told}
    return judge_discovery(spec, spec.discover, cells), {_DISCOVERY: base_cells_to_plain(cells)}


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
    findings = judge(spec, kind_of(spec.task).from_plain(plain), seed=seed)
    if spec.discover is None:
        return findings
    if _BROKEN in plain:
        return (*findings, *search_broken(spec, spec.discover, LockgateError(*plain[_BROKEN])))
    return (*findings, *judge_discovery(spec, spec.discover, base_cells_from_plain(plain.get(_DISCOVERY))))


def _spec(entry: Entry) -> ModelGateSpec:
    if not isinstance(entry.work, ModelEntry):
        raise TypeError(entry.kind)
    return entry.work.spec


def _columns(spec: ModelGateSpec) -> set[str]:
    dimensions = [
        *(one for members in (*spec.slice_sets, *spec.cut_sets) for one in members),
        *(spec.discover.columns if spec.discover else ()),
    ]
    sliced = {name for dimension in dimensions for name in dimension.columns}
    rows = {name for name in (spec.weight, spec.blocks.block.column if spec.blocks else None) if name}
    return sliced.union(
        rows,
        spec.task_columns.named,
        *(columns_of(given) for given in (spec.label, spec.candidate, spec.baseline)),
    )


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
