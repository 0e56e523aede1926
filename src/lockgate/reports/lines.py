"""A run as report lines: every finding with its stage and entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Severity, Verdict
from lockgate.reports.words import listed, printable

__all__ = [
    "ReportLine",
    "entry_lines",
    "headline",
    "noticed_lines",
    "noticed_of",
    "report_lines",
    "stage_lines",
]

_NOTICED = (Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One finding, and the stage and entry it belongs to."""

    stage: str
    entry: str
    kind: str
    finding: Finding


def report_lines(result: RunResult) -> tuple[ReportLine, ...]:
    """Return every finding of the stages that ran, in order.

    A run, stage or entry without findings has proved nothing: it gets a line of its own that says so, because
    otherwise a report without red lines would look like a pass.
    """
    if not result.stages:
        return (_nothing(result.project, result.project, "run", "no stage has an entry"),)
    return tuple(line for stage in result.stages if not stage.blocked_by for line in stage_lines(stage))


def stage_lines(stage: StageResult) -> tuple[ReportLine, ...]:
    """Return the lines of one stage; none if it was kept from running."""
    if stage.blocked_by:
        return ()
    if not stage.entries:
        return (_nothing(stage.name, stage.name, "stage", "the stage has no entry"),)
    return tuple(line for entry in stage.entries for line in entry_lines(stage.name, entry))


def entry_lines(stage: str, entry: EntryResult) -> tuple[ReportLine, ...]:
    """Return the lines of one entry."""
    if not entry.findings:
        return (_nothing(stage, entry.name, entry.kind, "nothing was checked"),)
    return tuple(ReportLine(stage, entry.name, entry.kind, finding) for finding in entry.findings)


def _nothing(stage: str, entry: str, kind: str, what: str) -> ReportLine:
    finding = Finding(
        check=kind,
        subject=Subject(entry),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary=f"{what}, so nothing is proved",
        hint="add a check, or remove the empty entry; `lockgate init` writes a first one",
    )
    return ReportLine(stage, entry, kind, finding)


def noticed_lines(result: RunResult) -> tuple[ReportLine, ...]:
    """Return what does not hold and leaves its gate open: warnings, then notes."""
    return noticed_of(report_lines(result))


def noticed_of(lines: Iterable[ReportLine]) -> tuple[ReportLine, ...]:
    """Return those of the lines that do not hold and shut no gate: warnings, then notes."""
    noticed = [
        line for line in lines if line.finding.verdict is not Verdict.PASS and not line.finding.is_blocking
    ]
    return tuple(sorted(noticed, key=lambda line: _NOTICED.index(line.finding.severity)))


def headline(result: RunResult) -> str:
    """Say in one sentence which gates are open or shut.

    Every shut gate is named, up to three.
    """
    verdict = result.verdict
    if verdict is Verdict.PASS:
        return "all gates open"
    shut = [stage for stage in result.stages if stage.verdict not in (None, Verdict.PASS)]
    if not shut:
        return "nothing ran, so nothing is proved"
    names = listed([printable(stage.name) for stage in shut])
    gate = "the " + names + (" gate" if len(shut) == 1 else " gates")
    one = len(shut) == 1
    if verdict is Verdict.INCONCLUSIVE:
        return f"{gate} cannot be decided and {'stays' if one else 'stay'} shut"
    return f"{gate} {'is' if one else 'are'} shut"
