"""Red lines and warnings on a terminal: the first whole, the next on one line each, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.lines import Group, ReportLine, noticed_lines, red_groups
from lockgate.reports.samples import shown_sample
from lockgate.reports.tally import noticed_words
from lockgate.reports.terminal.pen import BODY_INDENT, STYLES, Pen
from lockgate.reports.words import listed, mark_of, must_hold, numbers, quantity, shared_words, word_of

__all__ = ["noticed_block", "red_blocks"]

_BRIEF_LINES = 10
_COUNTED_KINDS = 5
_NOTICED_LINES = 5
_SAMPLE_ROWS = 3
_SAMPLE_COLUMNS = 5


def red_blocks(pen: Pen, result: RunResult, *, limit: int) -> Iterator[RenderableType]:
    """Yield the red lines as blocks, at most `limit` of them whole."""
    groups = red_groups(result)
    for group in groups[:limit]:
        yield _whole(pen, group)
    brief = groups[limit : limit + _BRIEF_LINES]
    if brief:
        yield Stack(*(_heading(pen, group.first.finding, _others_count(group)) for group in brief))
    rest = groups[limit + _BRIEF_LINES :]
    if rest:
        everything = "all of them are in the report; `lockgate run --only PATTERN` shows some"
        yield Padding(Stack(pen.text(_rest_words(rest)), pen.text(everything, "dim")), (0, 0, 0, 2))


def _rest_words(rest: Sequence[Group]) -> str:
    lines = [line for group in rest for line in group.lines]
    kinds = Counter(f"{line.finding.check} in {line.finding.subject.table}" for line in lines)
    counts = [f"{number:,} {kind}" for kind, number in kinds.most_common()]
    return f"… {quantity(len(lines), 'more red line')}: {listed(counts, _COUNTED_KINDS)}"


def _others_count(group: Group) -> str:
    return f"  and {quantity(len(group.others), 'more slice')}" if group.others else ""


def _heading(pen: Pen, finding: Finding, rest: str = "") -> RenderableType:
    style = STYLES[finding.verdict] if finding.is_blocking else "yellow"
    asked = (f"  {must_hold(finding)}", "")
    left = pen.joined((str(finding.subject), "bold"), asked, (rest, "dim"))
    right = pen.joined((word_of(finding), style), (f" {finding.reason}", "dim"))
    return pen.row(pen.text(f"  {mark_of(finding)} ", style), left, right)


def _whole(pen: Pen, group: Group) -> RenderableType:
    finding = group.first.finding
    body: list[RenderableType] = [pen.text(finding.summary)] if finding.summary else []
    seen = numbers(finding)
    if seen:
        body.append(pen.text(" · ".join(seen)))
    details = _details(pen, group)
    body.append(details)
    return Stack(_heading(pen, finding), Padding(Stack(*body), (0, 0, 0, BODY_INDENT)))


def _details(pen: Pen, group: Group) -> Table:
    finding = group.first.finding
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=5, style="dim")
    table.add_column(overflow="fold", max_width=pen.width - BODY_INDENT - 7)
    if group.others:
        table.add_row(
            "also", pen.text(f"{quantity(len(group.others), 'more slice')}: {listed(group.others, 4)}")
        )
    if finding.sample is not None and finding.sample.rows:
        if finding.sample.traits:
            table.add_row("share", pen.text(shared_words(finding)))
        table.add_row("rows", _sample(pen, finding))
    next_step = " · ".join(part for part in (finding.hint, finding.runbook) if part)
    place = "" if finding.origin is None else f"asked at {finding.origin}"
    owner = " · ".join(part for part in (finding.owner or "nobody is named", place) if part)
    for label, text in (("why", finding.why), ("owner", owner), ("next", next_step)):
        if text:
            table.add_row(label, pen.text(text))
    return table


def _sample(pen: Pen, finding: Finding) -> RenderableType:
    shown = shown_sample(finding, rows=_SAMPLE_ROWS, columns=_SAMPLE_COLUMNS)
    table = Table.grid(padding=(0, 2, 0, 0))
    for is_number in shown.numeric:
        table.add_column(
            justify="right" if is_number else "left", overflow="ellipsis", no_wrap=True, max_width=24
        )
    table.add_row(*(pen.text(column, "dim") for column in shown.columns))
    for row in shown.rows:
        table.add_row(*(pen.text(value) for value in row))
    return Stack(table, pen.text(shown.rest, "dim")) if shown.rest else table


def noticed_block(pen: Pen, result: RunResult) -> RenderableType | None:
    """Return the warnings: some lines on a pass, a count beside red lines, nothing if there are none."""
    lines = noticed_lines(result)
    if not lines:
        return None
    if result.verdict is not Verdict.PASS:
        return pen.text(f"  {noticed_words(lines)}, shutting no gate; see the report", "dim")
    blocks: list[RenderableType] = [_noticed(pen, line) for line in lines[:_NOTICED_LINES]]
    if len(lines) > _NOTICED_LINES:
        blocks.append(pen.text(f"  … {quantity(len(lines) - _NOTICED_LINES, 'more warning')}", "dim"))
    return Stack(*blocks)


def _noticed(pen: Pen, line: ReportLine) -> RenderableType:
    finding = line.finding
    owner = f" · owner {finding.owner}" if finding.owner else ""
    body: Text = pen.text(f"{finding.summary}{owner}", "dim")
    return Stack(_heading(pen, finding), Padding(body, (0, 0, 0, BODY_INDENT)))
