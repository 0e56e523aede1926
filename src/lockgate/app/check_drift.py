"""Compare a table with a reference without a project file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lockgate.app.compare_table import compared, drift_states
from lockgate.app.evidence import ProjectRun, document_name, evidence_of_run
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.drift.freeze import freeze
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec
from lockgate.scan.engine import Engine, Source, name_at

__all__ = ["DriftRun", "check_drift"]

_REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class DriftRun:
    """What a comparison found, and the reference it was made with."""

    run: ProjectRun
    reference: Reference


def check_drift(
    spec: DriftSpec,
    reference: Reference | Source,
    current: Source,
    engine: Engine,
    *,
    now: datetime,
    masked: frozenset[str] = frozenset(),
) -> DriftRun:
    """Compare a table with a reference.

    Parameters
    ----------
    spec : DriftSpec
        What is asked; `spec.data` is what the current table is called.
    reference : Reference or Source
        A frozen reference, whose rows are not needed; or a table, which is frozen first.
    current : Source
        The current table.
    engine : Engine
        Reads them.
    now : datetime
        The instant of the run, timezone-aware.
    masked : frozenset of str, default=none
        Columns that are neither frozen nor kept; `spec` has to leave them out of a frozen reference.

    Raises
    ------
    DataError
        If a table cannot be read, or nothing in the reference can be compared.
    StateError, ParameterError
        If the spec does not fit the reference.
    """
    sources: Mapping[str, Source] = {spec.data: current}
    other = f"{_REFERENCE} of {spec.data}"
    if isinstance(reference, Source):
        sources = {**sources, other: reference}
    session = engine.open(sources)
    try:
        if isinstance(reference, Source):
            reference = replace(freeze(session, other, masked=masked, kept=spec.kept), table=_called(reference))
        found = compared(spec, reference, session, now=now)
    finally:
        session.close()
    entry = EntryResult(
        name=spec.data, kind="drift", findings=found.findings, facts=found.facts, figures=found.figures
    )
    stages = (StageResult(name="drift", entries=(entry,)),)
    unnamed = RunResult(project=spec.data, run_id="", seed=0, now=now, stages=stages)
    documents: dict[str, object] = {
        document_name("drift", spec.data): drift_states(reference, spec.data, found, masked)
    }
    return DriftRun(evidence_of_run(unnamed, documents), reference)


def _called(reference: Source) -> str:
    """Return what a reference that was frozen of a table is called: the name of its own file."""
    if reference.frame is not None:
        return _REFERENCE
    scheme = f"{reference.format}://" if reference.format in ("iceberg", "table") else ""
    return name_at(f"{scheme}{reference.location}")
