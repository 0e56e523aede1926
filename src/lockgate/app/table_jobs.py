"""What is stored of the tables of a project."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from lockgate.app.ports import Files, Ports
from lockgate.app.project.spec import DriftEntry, Entry, HistoryEntry, Project
from lockgate.app.references import find_reference
from lockgate.app.store_ports import ReferenceStore
from lockgate.app.table_work import TableJob
from lockgate.domain.errors import DataError, LockgateError, ParameterError
from lockgate.drift.compare import asked_of
from lockgate.drift.slices import presence_requests
from lockgate.drift.together import sample_requests
from lockgate.history.metrics import metrics_of
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.now import Now
from lockgate.scan.engine import Source
from lockgate.scan.profile import other_table, stored_as, stored_requests
from lockgate.scan.suite import Suite

__all__ = ["job_of", "partitioned_tables"]


def job_of(table: str, project: Project, suites: Mapping[str, Suite], ports: Ports) -> TableJob:
    """Return what is stored of a table: what its contract asks, and what entries ask of its history and windows.

    It is the same for each of them, so that none drops what another needs.

    Parameters
    ----------
    table : str
        A table of the project.
    project : Project
        The project.
    suites : mapping of str to Suite
        The checks of each table that has a contract.
    ports : Ports
        Know paths, and hold the references that drift is measured from.

    Raises
    ------
    DataError
        If the project has no such table.
    ParameterError
        If it does not say how the table is cut.
    """
    if table not in project.data:
        raise DataError.unknown_table(table, project.data)
    spec = project.data[table].partition
    if spec is None:
        text = f"table `{table}` is not partitioned, so no states of it are stored"
        hint = "add `partition: {by: file}` or `partition: {column: ..., unit: day}` to it under `data`"
        raise ParameterError("LG231", "project", text, hint)
    suite = suites.get(table)
    asked = dict.fromkeys(stored_requests([suite] if suite else [], table))
    for stage in project.stages:
        for entry in stage.entries:
            if entry.table == table:
                asked |= dict.fromkeys(map(stored_as, _asked_by(entry, suite, ports.references)))
    others = {name for request in asked if (name := other_table(request.aggregate)) in project.data}
    return TableJob(
        table=table,
        spec=spec,
        source=_source(table, project, ports.files),
        requests=tuple(asked),
        masked=suite.masked if suite else frozenset(),
        others={name: _source(name, project, ports.files) for name in sorted(others)},
        engine=project.engine.kind,
    )


def _asked_by(entry: Entry, suite: Suite | None, references: ReferenceStore) -> tuple[Request, ...]:
    """Return what an entry asks beside the contract; nothing where it has no reference, as it will say itself."""
    work = entry.work
    if isinstance(work, HistoryEntry):
        metrics = metrics_of(work.spec.metrics, suite)
        return tuple(request for metric in metrics for request in metric.requests(work.spec.data))
    if isinstance(work, DriftEntry):
        with suppress(LockgateError):
            reference = find_reference(references, work.spec.data, work.spec.reference)
            slices = presence_requests(work.spec.data, work.spec.slices)
            samples = sample_requests(work.spec, reference)
            asked = (*asked_of(work.spec, reference), *slices.values(), *samples)
            return tuple(request for request in asked if not isinstance(request.aggregate, Now))
    return ()


def partitioned_tables(project: Project) -> list[str]:
    """Return the tables of a project that are cut into partitions."""
    return [name for name, spec in project.data.items() if spec.partition is not None]


def _source(table: str, project: Project, files: Files) -> Source:
    spec = project.data[table]
    return spec.to_source(files.join(project.root, spec.source))
