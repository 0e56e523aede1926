"""What a run returns: stages, their entries, and the findings in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Severity, Verdict

__all__ = ["EntryResult", "RunResult", "StageResult", "TableFacts", "gate_verdict"]


def gate_verdict(findings: tuple[Finding, ...]) -> Verdict:
    """Return the verdict of an entry from its findings; none at all is ``ERROR``.

    Findings of severity warning and info do not shut the gate; a stage in which nothing passed stays shut all the same.
    """
    if not findings:
        return Verdict.ERROR
    blocking = [finding.verdict for finding in findings if finding.severity is Severity.BLOCKING]
    return Verdict.worst(blocking) if blocking else Verdict.PASS


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What was read of one table: rows, columns read and present, scans and further passes.

    Of a window, `partitions` and `window` tell what was judged together, from stored states.
    `version` names what was read of a table that keeps its versions, such as one of Delta Lake; else it is empty.
    `missing_only` names the columns of which a comparison looks at the rows without a value only.
    """

    table: str
    rows: int | None
    columns_read: int
    columns: int
    scans: int
    passes: int
    partitions: int | None = None
    window: str = ""
    version: str = ""
    missing_only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """One entry of a stage: a contract, a model gate, user tests or a command."""

    name: str
    kind: str
    findings: tuple[Finding, ...]
    facts: tuple[TableFacts, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return the entry's verdict."""
        return gate_verdict(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult:
    """One stage.

    `blocked_by` names the shut gate that kept the stage from running, if any; `not_run` the entries that did not
    run because one before them failed.
    """

    name: str
    entries: tuple[EntryResult, ...]
    blocked_by: str = ""
    not_run: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """Return the stage's verdict, None if it did not run; where nothing passed, nothing was proved."""
        if self.blocked_by:
            return None
        worst = Verdict.worst(entry.verdict for entry in self.entries)
        is_proved = any(one.verdict is Verdict.PASS for entry in self.entries for one in entry.findings)
        return Verdict.INCONCLUSIVE if worst is Verdict.PASS and not is_proved else worst

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings of all entries, in order."""
        return tuple(finding for entry in self.entries for finding in entry.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """One run of a project, or of one contract on one table."""

    project: str
    run_id: str
    seed: int
    now: datetime
    stages: tuple[StageResult, ...]

    @property
    def verdict(self) -> Verdict:
        """Return the verdict of the whole run; stages that were kept from running do not soften it."""
        return Verdict.worst(stage.verdict for stage in self.stages if stage.verdict is not None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return every finding, in order."""
        return tuple(finding for stage in self.stages for finding in stage.findings)
