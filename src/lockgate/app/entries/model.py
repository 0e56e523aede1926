"""Model entries: a table of predictions judged on cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import Entry, ModelEntry
from lockgate.domain.errors import LockgateError, StateError
from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.gates.candidates import candidate_figure, compare_candidates
from lockgate.gates.discovery.base_cells import base_cells_from_plain, base_cells_to_plain
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.discovery.figure import weak_slices_figure
from lockgate.gates.discovery.judge import judge_discovery, search_broken
from lockgate.gates.figures import model_figures
from lockgate.gates.judge import error_findings, judge
from lockgate.gates.predicted import columns_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.gates.unusable_rows import with_unusable_rows
from lockgate.gates.wrong_rows import with_wrong_rows
from lockgate.scan.engine import Session
from lockgate.scan.in_step import read_in_step

__all__ = ["FAILED", "candidate_cells", "cells_document", "judge_cells", "run_model"]

_DISCOVERY, _BROKEN = "discovery", "discovery_broken"
"""Keys of the cells of a search, beside those of the gates, and of the error that kept it from being made."""

_CANDIDATES, FAILED = "candidates", "failed"
"""Keys of the documents of several candidates by name, and of the error that kept one from being read."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What one candidate is judged from: its cells, and what the search for weak slices gave."""

    cells: TaskCells
    found: tuple[Finding, ...]
    searched: Mapping[str, object]


def run_model(entry: Entry, context: RunContext) -> EntryOutcome:
    """Judge a model, or several candidates in one pass, on its table of predictions."""
    specs = _work(entry).specs
    table = specs[0].table
    session = context.open([table], lambda done: context.ports.progress.fraction(entry.name, done))
    try:
        columns = len(session.schema(table).columns)
        read = read_in_step(session, table, [partial(_read, spec=spec, seed=context.seed) for spec in specs])
        judged = [_shown(session, spec, one, context) for spec, one in zip(specs, read, strict=True)]
        selects, version = session.selects, session.version(table)
    except LockgateError as error:
        read = [error] * len(specs)
        judged = [_judged(spec, error, context.seed) for spec in specs]
    finally:
        session.close()
    findings = compare_candidates(specs, judged)
    whole = [(spec, one) for spec, one in zip(specs, read, strict=True) if isinstance(one, _Read)]
    if not whole:
        return _outcome(entry, context, findings)
    named = {column for spec in specs for column in _columns(spec)}
    rows = whole[0][1].cells.quality.rows
    facts = TableFacts(table, rows, len(named), columns, selects, 0, version=version)
    figures = [
        figure
        for spec, one, found in zip(specs, read, judged, strict=True)
        if isinstance(one, _Read)
        for figure in _figures(spec, one, found)
    ]
    return _outcome(
        entry,
        context,
        findings,
        facts=(facts,),
        figures=(*candidate_figure(specs, judged), *figures),
        documents={cells_document(entry): _document(specs, read)},
    )


def _read(session: Session, *, spec: ModelGateSpec, seed: int) -> _Read:
    cells = kind_of(spec.task).collect(session, spec)
    return _Read(cells, *_search(session, spec, seed))


def _judged(spec: ModelGateSpec, read: _Read | LockgateError, seed: int) -> tuple[Finding, ...]:
    if isinstance(read, _Read):
        return (*judge(spec, read.cells, seed=seed), *read.found)
    broken = () if spec.discover is None else search_broken(spec, spec.discover, read)
    return (*error_findings(spec, read), *broken)


def _shown(
    session: Session, spec: ModelGateSpec, read: _Read | LockgateError, context: RunContext
) -> tuple[Finding, ...]:
    """Return what is found about one candidate, with some of the rows on which a gate fails or cannot be judged."""
    found = _judged(spec, read, context.seed)
    if not isinstance(read, _Read):
        return found
    suite = context.suites.get(spec.table)
    found = with_unusable_rows(session, spec, read.cells, found, suite)
    return with_wrong_rows(session, spec, read.cells.plan.cuts, found, suite)


def _figures(spec: ModelGateSpec, read: _Read, findings: tuple[Finding, ...]) -> Iterator[Figure]:
    """Yield the plots of one candidate; its name is in their titles where it is one of several."""
    plots = (*model_figures(spec, read.cells, findings), *_plots(spec, read.found))
    for plot in plots:
        yield replace(plot, title=f"{spec.name}: {plot.title}") if spec.among > 1 else plot


def _document(specs: Sequence[ModelGateSpec], read: Sequence[_Read | LockgateError]) -> Mapping[str, object]:
    """Return what all candidates are judged from, by name where they are several."""
    plain = {
        spec.name: {**kind_of(spec.task).to_plain(one.cells), **one.searched}
        if isinstance(one, _Read)
        else {FAILED: _told(one)}
        for spec, one in zip(specs, read, strict=True)
    }
    return {_CANDIDATES: plain} if len(specs) > 1 else plain[specs[0].name]


def _told(error: LockgateError) -> list[str]:
    return [error.code, error.where, error.text, error.hint]


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
        return search_broken(spec, spec.discover, error), {_BROKEN: _told(error)}
    return judge_discovery(spec, spec.discover, cells), {_DISCOVERY: base_cells_to_plain(cells)}


def cells_document(entry: Entry) -> str:
    """Return the name of the document that keeps an entry's cells."""
    return document_name("cells", entry.name)


def candidate_cells(
    entry: Entry, plain: Mapping[str, Any]
) -> Iterator[tuple[ModelGateSpec, Mapping[str, Any]]]:
    """Yield what is asked of each candidate of an entry, and the part of its document that this is judged from.

    Raises
    ------
    StateError
        If the document holds other candidates.
    """
    specs = _work(entry).specs
    parts = plain.get(_CANDIDATES, {specs[0].name: plain})
    names = [spec.name for spec in specs]
    if set(parts) != set(names):
        raise StateError.unreadable("cells", f"they are of {', '.join(parts)}, and {', '.join(names)} is asked")
    for spec in specs:
        yield spec, parts[spec.name]


def judge_cells(entry: Entry, plain: Mapping[str, Any], seed: int) -> tuple[Finding, ...]:
    """Judge a model, or several candidates, again from stored cells.

    Raises
    ------
    StateError
        If the document cannot be read.
    """
    parts = list(candidate_cells(entry, plain))
    judged = [_judged(spec, _stored(spec, part), seed) for spec, part in parts]
    return compare_candidates([spec for spec, _ in parts], judged)


def _stored(spec: ModelGateSpec, plain: Mapping[str, Any]) -> _Read | LockgateError:
    if FAILED in plain:
        return LockgateError(*plain[FAILED])
    cells = kind_of(spec.task).from_plain(plain)
    if spec.discover is None:
        return _Read(cells, (), {})
    if _BROKEN in plain:
        return _Read(cells, search_broken(spec, spec.discover, LockgateError(*plain[_BROKEN])), {})
    searched = base_cells_from_plain(plain.get(_DISCOVERY))
    return _Read(cells, judge_discovery(spec, spec.discover, searched), {})


def _work(entry: Entry) -> ModelEntry:
    if not isinstance(entry.work, ModelEntry):
        raise TypeError(entry.kind)
    return entry.work


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
