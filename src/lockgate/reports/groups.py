"""Lines that say the same, as one: slices of one question, and checks that one trouble kept from being asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.requirement import format_about
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.lines import ReportLine, noticed_lines, report_lines
from lockgate.reports.tally import noun_of
from lockgate.reports.words import listed, must_hold, printable, quantity

__all__ = ["Group", "noticed_groups", "red_groups"]

_RED_FIRST = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE)
_COMMON_TROUBLE = (Reason.NOT_ASKABLE, Reason.METRIC_UNDEFINED)
_WHOLE = (Reason.COLUMNS_DIFFER, Reason.TYPE_DIFFERS, Reason.STALE)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are shown as one; never empty.

    They ask the same of the same columns and differ in the slice, or they are different checks of one table that
    could not be asked for the same reason.
    """

    lines: tuple[ReportLine, ...]

    @property
    def first(self) -> ReportLine:
        """Return the line that stands for the group."""
        return self.lines[0]

    @property
    def finding(self) -> Finding:
        """Return the first finding; where the checks differ, with the notes only that all of them share."""
        first = self.first.finding
        if self.is_one_question:
            return first
        whole = [line.finding for line in self.lines]
        return replace(
            first,
            why=first.why if len({one.why for one in whole}) == 1 else "",
            owner=first.owner if len({one.owner for one in whole}) == 1 else "",
            runbook=first.runbook if len({one.runbook for one in whole}) == 1 else "",
            origin=None,
        )

    @property
    def is_one_question(self) -> bool:
        """Tell whether the lines differ in nothing but the slice."""
        slices = {line.finding.subject.slice for line in self.lines}
        return len({_question(line.finding) for line in self.lines}) == 1 and len(slices) == len(self.lines)

    @property
    def subject(self) -> str:
        """Return what the group is about."""
        subject = self.first.finding.subject
        return printable(str(subject) if self.is_one_question else subject.table)

    @property
    def asks(self) -> str:
        """Return what must hold, or how many checks could not be asked."""
        if self.is_one_question:
            return must_hold(self.first.finding)
        return f"{quantity(len(self.lines), self._noun)} could not be asked"

    @property
    def others(self) -> tuple[str, ...]:
        """Return the other slices, or all the checks where they differ."""
        if self.is_one_question:
            return tuple(_slice_words(line.finding.subject) for line in self.lines[1:])
        return tuple(dict.fromkeys(_check_words(line) for line in self.lines))

    @property
    def count(self) -> str:
        """Return how many more slices there are, such as ``and 3 more slices``; empty for none."""
        if len(self.lines) == 1 or not self.is_one_question:
            return ""
        return f"and {quantity(len(self.lines) - 1, 'more slice')}"

    def also(self, limit: int) -> str:
        """Return the others in words, at most `limit` of them by name, and the rows that would decide them."""
        if len(self.lines) == 1:
            return ""
        names = listed(self.others, limit)
        if not self.is_one_question:
            return names
        rows = self.rows_needed
        return f"{quantity(len(self.others), 'more slice')}: {names}" + (f" · {rows}" if rows else "")

    @property
    def rows_needed(self) -> str:
        """Return how many more rows would decide the slices; empty where that is not known of several."""
        known = [line.finding.n_more for line in self.lines if line.finding.n_more is not None]
        if len(known) <= 1:
            return ""
        ends = list(dict.fromkeys(format_about(end) for end in (min(known), max(known))))
        return f"about {' to '.join(ends)} more rows by slice would decide"

    @property
    def _noun(self) -> str:
        nouns = {noun_of(line) for line in self.lines}
        return nouns.pop() if len(nouns) == 1 else "check"


def _question(finding: Finding) -> tuple[object, ...]:
    subject = finding.subject
    return (subject.table, subject.columns, subject.where, finding.check, finding.required)


def _slice_words(subject: Subject) -> str:
    words = " × ".join(f"{column}={value}" for column, value in subject.slice)
    return printable(words or str(subject))


def _check_words(line: ReportLine) -> str:
    """Return what a line asks, with its columns; the gates of a model are all about the same ones."""
    columns = line.finding.subject.columns if noun_of(line) == "check" else ()
    return f"{printable(', '.join(columns))} {must_hold(line.finding)}".strip()


def red_groups(result: RunResult) -> tuple[Group, ...]:
    """Return what keeps gates shut, the gravest first.

    A table of which nothing could be asked comes first; then failures, other errors, and what could not be decided.
    Within these, earlier stages come before later ones, and larger shares of rows, then larger counts, before
    smaller ones; where all that is equal, the first of each check comes before the second of any.
    """
    lines = report_lines(result)
    stages = [stage.name for stage in result.stages]
    of_tables = Counter(_table(line) for line in lines if line.finding.reason != Reason.NOT_ENFORCED)
    seen: Counter[tuple[object, ...]] = Counter()
    ranked = []
    for group in _grouped([line for line in lines if line.finding.is_blocking]):
        finding = group.first.finding
        rank = _RED_FIRST.index(finding.verdict)
        if _is_common(finding) and 1 < len(group.lines) == of_tables[_table(group.first)]:
            rank = -1
        stage = stages.index(group.first.stage) if group.first.stage in stages else 0
        share, count = _extent(group.lines)
        key = (rank, stage, -share, -count)
        kind = (*key, finding.check, finding.subject.table)
        ranked.append(((*key, seen[kind]), group))
        seen[kind] += 1
    return tuple(group for _, group in sorted(ranked, key=lambda pair: pair[0]))


def noticed_groups(result: RunResult) -> tuple[Group, ...]:
    """Return what does not hold and shuts no gate: warnings, then notes."""
    return _grouped(noticed_lines(result))


def _grouped(lines: Iterable[ReportLine]) -> tuple[Group, ...]:
    groups: dict[tuple[object, ...], list[ReportLine]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(_key(line) or (index,), []).append(line)
    return tuple(Group(tuple(sorted(group, key=_gravity))) for group in groups.values())


def _key(line: ReportLine) -> tuple[object, ...]:
    """Return what lines of one group have in common; nothing for a line that stands alone."""
    finding = line.finding
    place = (*_table(line), finding.severity, finding.verdict, finding.reason)
    if _is_common(finding):
        return (*place, finding.summary)
    return (*place, *_question(finding)) if finding.subject.slice else ()


def _is_common(finding: Finding) -> bool:
    return finding.verdict is Verdict.ERROR and finding.reason in _COMMON_TROUBLE


def _table(line: ReportLine) -> tuple[str, str, str]:
    return line.stage, line.entry, line.finding.subject.table


def _gravity(line: ReportLine) -> tuple[float, int]:
    share, count = _extent([line])
    return -share, -count


def _extent(lines: Sequence[ReportLine]) -> tuple[float, int]:
    """Return the share and the number of rows that fail; a table of other columns fails as a whole."""
    findings = [line.finding for line in lines]
    if findings[0].reason in _WHOLE:
        return 1.0, 0
    failed = sum(finding.n_failed or 0 for finding in findings)
    judged = sum(finding.n or 0 for finding in findings)
    return (failed / judged if judged else 0.0), failed
