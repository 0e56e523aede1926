"""Red lines and warnings on a terminal: the first whole, the next on one line each, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.groups import Group, noticed_groups, red_groups
from lockgate.reports.lines import noticed_lines
from lockgate.reports.samples import shown_sample
from lockgate.reports.tally import noticed_words
from lockgate.reports.terminal.pen import BODY_INDENT, STYLES, Pen
from lockgate.reports.words import listed, mark_of, next_steps, numbers, quantity, shared_words, word_of

__all__ = ["noticed_block", "red_blocks"]

_BRIEF_LINES = 8
_COUNTED_KINDS = 5
_NOTICED_LINES = 5
_SAMPLE_ROWS = 3
_SAMPLE_COLUMNS = 5


def red_blocks(pen: Pen, result: RunResult, *, limit: int, report: str = "") -> Iterator[RenderableType]:
    """Yield the red lines as blocks, at most `limit` of them whole; `report` is where the others are."""
    groups = red_groups(result)
    for group in groups[:limit]:
        yield _whole(pen, group)
    brief = groups[limit : limit + _BRIEF_LINES]
    if brief:
        yield Stack(*(_brief(pen, group) for group in brief))
    rest = groups[limit + _BRIEF_LINES :]
    words = [pen.text(_rest_words(rest))] if rest else []
    if brief or rest:
        where = f"details in the report, {report}" if report else "`--output report.html` writes the details"
        yield Padding(Stack(*words, pen.text(where, "dim")), (0, 0, 0, 2))


def _rest_words(rest: Sequence[Group]) -> str:
    lines = [line for group in rest for line in group.lines]
    kinds = Counter(f"{line.finding.check} in {line.finding.subject.table}" for line in lines)
    counts = [f"{number:,} {kind}" for kind, number in kinds.most_common()]
    return f"… {quantity(len(lines), 'more red line')}: {listed(counts, _COUNTED_KINDS)}"


def _brief(pen: Pen, group: Group) -> RenderableType:
    return Stack(_heading(pen, group, group.count), _below(pen, pen.text(group.finding.summary)))


def _below(pen: Pen, body: RenderableType) -> RenderableType:
    return Constrain(Padding(body, (0, 0, 0, BODY_INDENT)), pen.width)


def _heading(pen: Pen, group: Group, rest: str = "") -> RenderableType:
    finding = group.finding
    style = STYLES[finding.verdict] if finding.is_blocking else "yellow"
    asked = (f"  {group.asks}", "")
    left = pen.joined((group.subject, "bold"), asked, (f"  {rest}" if rest else "", "dim"))
    right = pen.joined((word_of(finding), style), (f" {finding.reason}", "dim"))
    return pen.row(pen.text(f"  {mark_of(finding)} ", style), left, right)


def _whole(pen: Pen, group: Group) -> RenderableType:
    finding = group.finding
    body: list[RenderableType] = [pen.text(finding.summary)] if finding.summary else []
    seen = numbers(finding)
    if seen:
        body.append(pen.text(" · ".join(seen)))
    details = _details(pen, group)
    body.append(details)
    return Stack(_heading(pen, group), Padding(Stack(*body), (0, 0, 0, BODY_INDENT)))


def _details(pen: Pen, group: Group) -> Table:
    finding = group.finding
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=5, style="dim")
    table.add_column(overflow="fold", max_width=pen.width - BODY_INDENT - 7)
    also = group.also(4)
    if also:
        table.add_row("also" if group.is_one_question else "these", pen.text(also))
    if finding.sample is not None and finding.sample.rows:
        if finding.sample.traits:
            table.add_row("share", pen.text(shared_words(finding)))
        table.add_row("rows", _sample(pen, finding))
    next_step = " · ".join(next_steps(finding))
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
    groups = noticed_groups(result)
    if not groups:
        return None
    if result.verdict is not Verdict.PASS:
        words = noticed_words(noticed_lines(result))
        return pen.text(f"  {words}, shutting no gate; see the report", "dim")
    blocks: list[RenderableType] = [_noticed(pen, group) for group in groups[:_NOTICED_LINES]]
    rest = [line for group in groups[_NOTICED_LINES:] for line in group.lines]
    if rest:
        blocks.append(pen.text(f"  … and {noticed_words(rest)} more", "dim"))
    return Stack(*blocks)


def _noticed(pen: Pen, group: Group) -> RenderableType:
    finding = group.finding
    owner = f" · owner {finding.owner}" if finding.owner else ""
    body: Text = pen.text(f"{finding.summary}{owner}", "dim")
    return Stack(_heading(pen, group, group.count), Padding(body, (0, 0, 0, BODY_INDENT)))
