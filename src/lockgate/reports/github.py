"""A run as workflow commands of GitHub Actions: annotations on the YAML lines that asked."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Severity
from lockgate.reports.groups import Group, red_groups
from lockgate.reports.lines import ReportLine, headline, noticed_lines
from lockgate.reports.tally import checked_words, not_run_after, red_words
from lockgate.reports.words import MARKS, next_steps, numbers, printable, quantity, word_of

__all__ = ["render_github"]

_SHOWN = 9  # GitHub shows ten annotations of a level and step; the tenth counts the rest


def render_github(result: RunResult) -> str:
    """Return workflow commands and a summary in plain lines, to be printed by a step.

    Whatever shuts a gate is an ``error``, warnings are ``warning``, notes ``notice``; past nine of a level the
    rest is counted in one more, because GitHub drops what follows the tenth. Slices that are red for the same
    reason share an annotation.
    """
    groups = red_groups(result)
    lines = [_command("error", group) for group in groups[:_SHOWN]]
    lines += _rest("error", len(groups), "red line")
    noticed = noticed_lines(result)
    for severity, level, noun in ((Severity.WARNING, "warning", "warning"), (Severity.INFO, "notice", "note")):
        lines += _noticed([line for line in noticed if line.finding.severity is severity], level, noun)
    return "\n".join((*lines, *_summary(result))) + "\n"


def _noticed(lines: Sequence[ReportLine], level: str, noun: str) -> list[str]:
    shown = [_command(level, Group((line,))) for line in lines[:_SHOWN]]
    return shown + _rest(level, len(lines), noun)


def _rest(level: str, total: int, noun: str) -> list[str]:
    if total <= _SHOWN:
        return []
    return [f"::{level} title=Lockgate::and {quantity(total - _SHOWN, f'more {noun}')}; see the report"]


def _command(level: str, group: Group) -> str:
    finding = group.finding
    title = f"{word_of(finding)} {group.subject} {group.asks}"
    parameters = {"title": title}
    if finding.origin is not None:
        place = {
            "file": finding.origin.file,
            "line": str(finding.origin.line),
            "col": str(finding.origin.column),
        }
        parameters = place | parameters
    joined = ",".join(f"{key}={_property(value)}" for key, value in parameters.items())
    return f"::{level} {joined}::{_message(finding, group)}"


def _message(finding: Finding, group: Group) -> str:
    owner = f"owner: {finding.owner}" if finding.owner else ""
    why = f"why: {finding.why}" if finding.why else ""
    next_step = " · ".join(next_steps(finding))
    seen = " · ".join(numbers(finding))
    lines = (
        finding.summary,
        seen,
        " · ".join(part for part in (group.count, group.rows_needed) if part),
        why,
        owner,
        f"next: {next_step}" if next_step else "",
    )
    text = "\n".join(printable(line) for line in lines if line)
    return _data(f"{text}\n{finding.reason}")


def _summary(result: RunResult) -> list[str]:
    lines = []
    for stage in result.stages:
        if stage.verdict is None:
            continue
        words = red_words(stage) or checked_words(stage)
        rest = not_run_after(result, stage)
        line = f"{MARKS[stage.verdict]} {stage.name}: {words}" + (f"; {rest}" if rest else "")
        lines.append(_plain(line))
    return [*lines, _plain(f"{result.verdict.name} {headline(result)}")]


def _plain(text: str) -> str:
    """Return a line that cannot be read as a command, in today's form or in the old one."""
    return printable(text).replace("##[", "## [")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
