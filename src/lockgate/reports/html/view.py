"""What the page shows, as plain values: the template has no logic of its own beyond loops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding, Scalar
from lockgate.domain.requirement import format_value
from lockgate.domain.result import RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.groups import Group, noticed_groups, red_groups
from lockgate.reports.html.plots import Plot, plot_of
from lockgate.reports.lines import ReportLine, headline, report_lines
from lockgate.reports.samples import ShownSample, shown_sample
from lockgate.reports.tally import checked_words, noted_words, read_words, red_words
from lockgate.reports.words import (
    EXIT_CODES,
    MARKS,
    family_words,
    interval_words,
    listed,
    mark_of,
    must_hold,
    next_steps,
    numbers,
    printable,
    quantity,
    shared_words,
    word_of,
)

__all__ = ["CardView", "EntryPlots", "PageView", "RowView", "StageView", "view_of"]

_CARDS = 60
_NOTICED_CARDS = 30
_ROWS = 3_000
_SAMPLE_ROWS = 10
_SAMPLE_COLUMNS = 8
_PASS = Verdict.PASS.value


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of the strip."""

    name: str
    mark: str
    word: str
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """One red line or warning, whole."""

    mark: str
    word: str
    kind: str
    subject: str
    asks: str
    reason: str
    summary: str
    numbers: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    sample: ShownSample


@dataclass(frozen=True, slots=True)
class RowView:
    """One finding in the table of all."""

    mark: str
    word: str
    kind: str
    stage: str
    subject: str
    asks: str
    summary: str
    family: str
    n: str
    owner: str
    reason: str


@dataclass(frozen=True, slots=True)
class EntryPlots:
    """The plots of one entry."""

    name: str
    plots: tuple[Plot, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page."""

    project: str
    word: str
    mark: str
    kind: str
    headline: str
    facts: tuple[tuple[str, str], ...]
    stages: tuple[StageView, ...]
    red: tuple[CardView, ...]
    red_rest: str
    noticed: tuple[CardView, ...]
    noticed_rest: str
    entries: tuple[EntryPlots, ...]
    rows: tuple[RowView, ...]
    passes: tuple[RowView, ...]
    passes_words: str
    has_owners: bool
    rows_rest: str
    kinds: tuple[tuple[str, str, str], ...]


def view_of(result: RunResult) -> PageView:
    """Return what the page shows of a run."""
    groups = red_groups(result)
    noticed = noticed_groups(result)
    lines = _gravest_first([*groups, *noticed], report_lines(result))
    rows = [_row(line) for line in lines[:_ROWS]]
    passes = tuple(row for row in rows if row.kind == _PASS)
    n_passes = sum(line.finding.verdict is Verdict.PASS for line in lines)
    return PageView(
        project=printable(result.project),
        word=result.verdict.name,
        mark=MARKS[result.verdict],
        kind=result.verdict.value,
        headline=headline(result),
        facts=_facts(result),
        stages=tuple(_stage(stage) for stage in result.stages),
        red=tuple(_card(group) for group in groups[:_CARDS]),
        red_rest=_rest(len(groups) - _CARDS, "more red line"),
        noticed=tuple(_card(group) for group in noticed[:_NOTICED_CARDS]),
        noticed_rest=_rest(len(noticed) - _NOTICED_CARDS, "more warning"),
        entries=tuple(_plots(result)),
        rows=tuple(row for row in rows if row.kind != _PASS),
        passes=passes,
        passes_words=f"{quantity(n_passes, 'finding')} {'holds' if n_passes == 1 else 'hold'}",
        has_owners=any(row.owner for row in rows),
        rows_rest=_rest(len(lines) - _ROWS, "more finding"),
        kinds=_kinds(lines),
    )


def _rest(number: int, noun: str) -> str:
    return f"{quantity(number, noun)} not shown here; the JSON report has all" if number > 0 else ""


def _facts(result: RunResult) -> tuple[tuple[str, str], ...]:
    instant = result.now.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        ("run", printable(result.run_id)),
        ("at", instant),
        ("seed", str(result.seed)),
        ("exit code", str(EXIT_CODES[result.verdict])),
    )


def _stage(stage: StageResult) -> StageView:
    name = printable(stage.name)
    if stage.verdict is None:
        return StageView(name, "–", "NOT RUN", "none", (f"the {printable(stage.blocked_by)} gate is shut",))
    not_run = f"{listed([printable(entry) for entry in stage.not_run])} not run" if stage.not_run else ""
    noted = noted_words(stage) if stage.verdict is Verdict.PASS else ""
    checked = red_words(stage) or checked_words(stage)
    lines = tuple(line for line in (checked, read_words(stage), not_run, noted) if line)
    return StageView(name, MARKS[stage.verdict], stage.verdict.name, stage.verdict.value, lines)


def _kind(finding: Finding) -> str:
    if finding.verdict is Verdict.PASS or finding.is_blocking:
        return finding.verdict.value
    return finding.severity.value


def _card(group: Group) -> CardView:
    finding = group.finding
    return CardView(
        mark=mark_of(finding),
        word=word_of(finding),
        kind=_kind(finding),
        subject=group.subject,
        asks=group.asks,
        reason=finding.reason,
        summary=printable(finding.summary),
        numbers=numbers(finding),
        notes=tuple(_notes(group)),
        sample=shown_sample(finding, rows=_SAMPLE_ROWS, columns=_SAMPLE_COLUMNS),
    )


def _notes(group: Group) -> Iterable[tuple[str, str]]:
    finding = group.finding
    interval = finding.interval
    pairs = (
        ("also" if group.is_one_question else "these", group.also(12)),
        ("share", shared_words(finding)),
        ("why", finding.why),
        ("owner", finding.owner or "nobody is named"),
        ("next", " · ".join(next_steps(finding))),
        ("tags", listed(finding.tags, 8)),
        ("method", "" if interval is None or interval_words(interval) in numbers(finding) else interval.method),
        ("details", " · ".join(_detail(name, value) for name, value in finding.details if value is not None)),
        ("asked at", "" if finding.origin is None else str(finding.origin)),
    )
    return ((label, printable(text)) for label, text in pairs if text)


def _detail(name: str, value: Scalar) -> str:
    return f"{name.replace('_', ' ')} {format_value(value)}"


def _gravest_first(groups: Sequence[Group], lines: Sequence[ReportLine]) -> list[ReportLine]:
    """Return all lines: those of the groups in their order, then what holds."""
    return [line for group in groups for line in group.lines] + [
        line for line in lines if line.finding.verdict is Verdict.PASS
    ]


_KIND_WORDS = {
    "fail": "fail",
    "error": "error",
    "inconclusive": "inconclusive",
    "warning": "warning",
    "info": "info",
    "pass": "pass",
}


def _kinds(lines: Sequence[ReportLine]) -> tuple[tuple[str, str, str], ...]:
    """Return kind, word and number for the boxes of the filter, those that occur only."""
    present = [_kind(line.finding) for line in lines]
    return tuple(
        (kind, word, f"{present.count(kind):,}") for kind, word in _KIND_WORDS.items() if kind in present
    )


def _row(line: ReportLine) -> RowView:
    finding = line.finding
    return RowView(
        mark=mark_of(finding),
        word=word_of(finding),
        kind=_kind(finding),
        stage=printable(line.stage),
        subject=printable(str(finding.subject)),
        asks=must_hold(finding),
        summary=printable(finding.summary),
        family="" if finding.family is None else printable(family_words(finding.family, finding.interval)),
        n="" if finding.n is None else f"{finding.n:,}",
        owner=printable(finding.owner),
        reason=finding.reason,
    )


def _plots(result: RunResult) -> Iterable[EntryPlots]:
    number = 0
    drawn: set[Figure] = set()
    for stage in result.stages:
        for entry in stage.entries:
            plots = []
            for figure in entry.figures:
                if figure in drawn:  # a second model entry on the same columns
                    continue
                drawn.add(figure)
                number += 1
                plots.append(plot_of(figure, f"plot{number}"))
            if plots:
                yield EntryPlots(f"{printable(stage.name)} · {printable(entry.name)}", tuple(plots))
