"""Counts of a stage for its one line in a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lockgate.domain.codes import Reason
from lockgate.domain.figure import IntervalFigure
from lockgate.domain.requirement import format_value
from lockgate.domain.result import RunResult, StageResult, TableFacts
from lockgate.domain.verdict import Severity, Verdict
from lockgate.reports.lines import ReportLine, noticed_of, stage_lines
from lockgate.reports.words import listed, printable, quantity

__all__ = [
    "checked_words",
    "counted",
    "not_run_after",
    "noted_words",
    "noticed_words",
    "noun_of",
    "read_words",
    "red_words",
]

_NOUNS = {"model": "gate", "pytest": "user test", "command": "command"}
_RED_WORDS = {Verdict.FAIL: "failed", Verdict.ERROR: "in error", Verdict.INCONCLUSIVE: "undecided"}


def counted(lines: Sequence[ReportLine]) -> dict[str, int]:
    """Count lines by what they do: ``pass``, ``fail``, ``error``, ``inconclusive`` (gate shut), ``noticed``."""
    words = Counter(_word(line) for line in lines)
    return {word: words[word] for word in (*(verdict.value for verdict in Verdict), "noticed")}


def _word(line: ReportLine) -> str:
    finding = line.finding
    return finding.verdict.value if finding.verdict is Verdict.PASS or finding.is_blocking else "noticed"


def noun_of(line: ReportLine) -> str:
    """Return what a line is called: a check, a gate, a user test, a command."""
    return _NOUNS.get(line.kind, "check")


def _asked(stage: StageResult) -> list[ReportLine]:
    """Return the lines of what was asked; a note on what is not enforced is no check."""
    return [line for line in stage_lines(stage) if line.finding.reason != Reason.NOT_ENFORCED]


def checked_words(stage: StageResult) -> str:
    """Say what a stage checked, such as ``5 tables, 214 checks``."""
    lines = _asked(stage)
    tables = {fact.table for entry in stage.entries for fact in entry.facts}
    counts = Counter(noun_of(line) for line in lines)
    parts = [quantity(len(tables), "table")] if tables and counts["check"] else []
    parts += [quantity(number, noun) for noun, number in counts.items()]
    slices = {line.finding.subject.slice for line in lines if line.finding.subject.slice}
    if slices:
        parts.append(quantity(len(slices), "slice"))
    return ", ".join(parts)


def red_words(stage: StageResult) -> str:
    """Say what keeps a stage's gate shut, such as ``2 of 214 checks failed``; empty if it is open."""
    lines = _asked(stage)
    red = Counter(line.finding.verdict for line in lines if line.finding.is_blocking)
    parts = [(red[verdict], word) for verdict, word in _RED_WORDS.items() if red[verdict]]
    nouns = {noun_of(line) for line in lines}
    whole = quantity(len(lines), nouns.pop() if len(nouns) == 1 else "check")
    if len(parts) == 1:
        return f"{parts[0][0]:,} of {whole} {parts[0][1]}"
    return ", ".join(f"{number:,} {word}" for number, word in parts) + (f" of {whole}" if parts else "")


def read_words(stage: StageResult) -> str:
    """Say what a stage read, such as ``336,776 rows · 5 scans + 1 pass``; empty where nothing is known."""
    facts = [fact for entry in stage.entries for fact in entry.facts]
    rows = {fact.table: fact.rows for fact in facts if fact.rows is not None}
    parts = [quantity(sum(rows.values()), "row")] if rows else []
    parts += _scan_words(facts)
    merged = sum(fact.partitions or 0 for fact in facts)
    parts += [f"{quantity(merged, 'partition')} merged"] if merged else []
    versions = {fact.table: fact.version for fact in facts if fact.version}
    parts += [f"{printable(table)} at version {printable(version)}" for table, version in versions.items()]
    unlike = dict.fromkeys(name for fact in facts for name in fact.missing_only)
    parts += [f"by missing rows only: {listed([printable(name) for name in unlike], 4)}"] if unlike else []
    return " · ".join(parts)


def _scan_words(facts: Sequence[TableFacts]) -> list[str]:
    scans = sum(fact.scans for fact in facts)
    passes = sum(fact.passes for fact in facts)
    parts = [quantity(scans, "scan")] if scans else []
    return [" + ".join((*parts, quantity(passes, "pass", "passes")))] if passes else parts


def noted_words(stage: StageResult) -> str:
    """Say what matters of a stage whose gate is open: which candidates pass, a warning, or the worst slice."""
    chosen = [one.summary for one in stage.findings if one.reason == Reason.CANDIDATE_PASSES]
    if chosen:
        return printable(chosen[0])
    noticed = noticed_of(stage_lines(stage))
    if noticed:
        first = noticed[0].finding
        return f"{noticed_words(noticed)}: {printable(f'{first.subject} {first.check}')}"
    figures = [figure for entry in stage.entries for figure in entry.figures]
    rows = [
        (figure, figure.rows[0]) for figure in figures if isinstance(figure, IntervalFigure) and figure.rows
    ]
    if not rows:
        return ""
    # the figure of what groups are like has no bar, and what is asked is how far they are apart
    figure, row = next((pair for pair in rows if pair[0].bar is not None), rows[0])
    span = f"{_four(row.lower)} to {_four(row.upper)}"
    return printable(f"worst: {row.label} {_four(row.estimate)} ({span}), {figure.x_label}")


def _four(value: float) -> str:
    """Write a number with four significant digits, as findings do."""
    return format_value(float(f"{value:.4g}"))


def noticed_words(lines: Sequence[ReportLine]) -> str:
    """Count what shuts no gate, such as ``2 warnings and 1 note``."""
    severities = Counter(line.finding.severity for line in lines)
    pairs = ((severities[Severity.WARNING], "warning"), (severities[Severity.INFO], "note"))
    return listed([quantity(number, noun) for number, noun in pairs if number])


def not_run_after(result: RunResult, stage: StageResult) -> str:
    """Name the entries and stages that this stage's shut gate kept from running; empty for none."""
    names = [printable(name) for name in stage.not_run]
    names += [printable(other.name) for other in result.stages if other.blocked_by == stage.name]
    return f"{listed(names, 4)} not run" if names else ""
