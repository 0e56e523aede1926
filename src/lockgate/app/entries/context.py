"""What an entry is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from lockgate.app.model_spec import ModelSpec
from lockgate.app.ports import Ports
from lockgate.app.project.spec import Entry, Project
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Severity
from lockgate.scan.engine import Session, Source
from lockgate.scan.suite import Suite

__all__ = ["EntryOutcome", "RunContext", "noted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunContext:
    """Everything about a run that its entries share.

    Parameters
    ----------
    project : Project
        The project.
    suites : mapping of str to Suite
        The checks of each table that has a contract.
    ports : Ports
        The outside world.
    now : datetime
        The instant of the run.
    seed : int
        Seed of everything random.
    """

    project: Project
    suites: Mapping[str, Suite]
    ports: Ports
    now: datetime
    seed: int

    def source(self, table: str) -> Source:
        """Return where a table of the project is."""
        spec = self.project.data[table]
        return spec.to_source(self.ports.files.join(self.project.root, spec.source))

    def model(self, name: str) -> ModelSpec:
        """Return a model of the project, by its name or the path of its file."""
        spec = self.project.model(name)
        return spec.at(self.ports.files.join(self.project.root, spec.path)) if spec.path else spec

    def open(self, tables: Iterable[str], progress: Callable[[float], None] | None = None) -> Session:
        """Open some tables of the project."""
        return self.ports.engine.open({table: self.source(table) for table in tables}, progress=progress)


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """The result of an entry, and documents that let others judge again, by file name."""

    result: EntryResult
    documents: Mapping[str, object] = field(default_factory=dict)


def noted(finding: Finding, entry: Entry, owner: str) -> Finding:
    """Return the finding with what the entry says, where the finding itself says nothing."""
    notes = entry.notes
    return replace(
        finding,
        severity=notes.severity if notes.severity is not Severity.BLOCKING else finding.severity,
        why=finding.why or notes.why,
        owner=finding.owner or notes.owner or owner,
        runbook=finding.runbook or notes.runbook,
        tags=finding.tags or notes.tags,
        origin=finding.origin or entry.origin,
    )
