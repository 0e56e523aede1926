"""A run as Markdown for a pull-request comment: red lines first, details folded, never too long to post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.groups import Group, red_groups
from lockgate.reports.lines import ReportLine, headline, noticed_lines
from lockgate.reports.samples import shown_sample
from lockgate.reports.tally import (
    checked_words,
    not_run_after,
    noted_words,
    noticed_words,
    read_words,
    red_words,
)
from lockgate.reports.words import (
    MARKS,
    mark_of,
    must_hold,
    next_steps,
    numbers,
    printable,
    quantity,
    shared_words,
    shortened,
    word_of,
)

__all__ = ["LIMIT", "escape", "render_markdown"]

LIMIT = 65_000
"""Characters of a comment that every forge accepts; GitHub refuses more than 65,536."""

_CELL = 200
_SAMPLE_ROWS = 5
_SAMPLE_COLUMNS = 6
_FOOT = 400  # room for the line that says what was left out
_TABLE_SHARE = 0.6  # of the limit, for the table of red lines; the rest is for their details
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$])")
_CODE = re.compile(r"((?<!`)`[\w./=,%+\-][\w ./=,%+\-]*`(?!`))")
_REFERENCE = re.compile(r"(?<!&)#")
_LINK = re.compile(r":/(?=/)|\bwww\.", re.IGNORECASE)


def escape(text: str) -> str:
    r"""Return text that Markdown shows as it is: no markup, no HTML, no mention, no reference, no link.

    It may stand anywhere but at the beginning of a line, where more signs have a meaning.

    Examples
    --------
    >>> print(escape("a|b <i> @ops #1 *x*"))
    a\|b &lt;i&gt; @&#8203;ops \#&#8203;1 \*x\*
    """
    return _inert(_SPECIAL.sub(r"\\\1", printable(text)))


def _with_code(text: str) -> str:
    r"""Return the same, but for what stands between backticks and has no sign of markup: that is shown as code.

    Examples
    --------
    >>> print(_with_code("run `lockgate explain LG409`, not `a|b` or `"))
    run `lockgate explain LG409`, not \`a\|b\` or \`
    """
    parts = _CODE.split(printable(text))
    return "".join(part if at % 2 else escape(part) for at, part in enumerate(parts))


def _inert(text: str) -> str:
    """Return text without HTML, mentions, references and links; a zero-width space parts what makes them."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = shown.replace("@", "@&#8203;")
    shown = _REFERENCE.sub("#&#8203;", shown)
    return _LINK.sub(lambda found: f"{found[0][:-1]}&#8203;{found[0][-1]}", shown)


def render_markdown(result: RunResult, *, report: str = "", limit: int = LIMIT) -> str:
    """Return the report as GitHub-flavoured Markdown of at most `limit` characters.

    Parameters
    ----------
    result : RunResult
        The run.
    report : str, default=""
        Where the whole report is; named at the end.
    limit : int, default=LIMIT
        Most characters to write, at least 4,000; red lines that do not fit are counted.
    """
    page = _Page(limit - _FOOT)
    page.add(_head(result))
    if not page.add(_stage_table(result)):
        page.add(f"{quantity(len(result.stages), 'stage')}, too many or too long to list here\n")
    groups = red_groups(result)
    n_listed = _add_red_table(page, groups, round(limit * _TABLE_SHARE))
    _add_details(page, groups[:n_listed])
    _add_noticed(page, noticed_lines(result))
    left_out = sum(len(group.lines) for group in groups[n_listed:])
    foot = [f"{quantity(left_out, 'more red line')} did not fit here."] if left_out else []
    foot += [f"Whole report: {escape(shortened(report, 120))}"] if report else []
    return "\n".join((*page.parts, *foot)) + "\n"


@dataclass(slots=True)
class _Page:
    """Text that refuses what does not fit any more."""

    room: int
    parts: list[str] = field(default_factory=list)

    def add(self, text: str, keep: int = 0) -> bool:
        """Add `text` if `keep` characters stay free, and tell whether it was added."""
        fits = len(text) + 1 <= self.room - keep
        if fits:
            self.parts.append(text)
            self.room -= len(text) + 1
        return fits


def _head(result: RunResult) -> str:
    verdict = result.verdict
    about = f"run {result.run_id} of {result.project} · seed {result.seed}"
    sentence = escape(shortened(headline(result), 300))
    return f"## {MARKS[verdict]} {verdict.name}: {sentence}\n\n{escape(shortened(about, 300))}\n"


def _stage_table(result: RunResult) -> str:
    lines = ["| stage | verdict | checked | |", "|---|---|---|---|"]
    ran = [(stage, stage.verdict) for stage in result.stages if stage.verdict is not None]
    lines += [_row(_stage_cells(result, stage, verdict)) for stage, verdict in ran]
    return "\n".join(lines) + "\n" if ran else ""


def _stage_cells(result: RunResult, stage: StageResult, verdict: Verdict) -> tuple[str, ...]:
    rest = noted_words(stage) if verdict is Verdict.PASS else not_run_after(result, stage)
    read = " · ".join(part for part in (read_words(stage), rest) if part)
    return stage.name, f"{MARKS[verdict]} {verdict.name}", red_words(stage) or checked_words(stage), read


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escape(shortened(cell, _CELL)) for cell in cells)} |"


def _add_red_table(page: _Page, groups: Sequence[Group], most: int) -> int:
    """Add a row a group while there is room, and return how many groups have one."""
    if not groups:
        return 0
    keep = max(page.room - most, 0)
    page.add("| red line | must hold | seen | owner | code |\n|---|---|---|---|---|", keep)
    for number, group in enumerate(groups):
        if not page.add(_row(_red_cells(group)), keep):
            page.add("")
            return number
    page.add("")
    return len(groups)


def _red_cells(group: Group) -> tuple[str, ...]:
    finding = group.finding
    subject = f"{mark_of(finding)} {shortened(group.subject, _CELL // 2)} {group.count}".rstrip()
    code = f"{word_of(finding)} {finding.reason}"
    return subject, group.asks, finding.summary, finding.owner, code


def _add_details(page: _Page, groups: Sequence[Group]) -> None:
    for group in groups:
        if not page.add(_details(group)):
            return


def _details(group: Group) -> str:
    finding = group.finding
    title = _html(f"{group.subject} {group.asks}")
    body = "\n".join(_detail_lines(group))
    return f"<details><summary>{title}</summary>\n\n{body}\n\n{_sample_table(finding)}</details>\n"


def _html(text: str) -> str:
    """Return text for a line of HTML, where Markdown reads no signs."""
    return _inert(printable(shortened(text, _CELL)))


def _detail_lines(group: Group) -> Iterator[str]:
    finding = group.finding
    origin = "" if finding.origin is None else str(finding.origin)
    pairs = (
        ("seen", " · ".join(part for part in (finding.summary, *numbers(finding)) if part)),
        ("also" if group.is_one_question else "these", group.also(10)),
        ("share", shared_words(finding)),
        ("why", finding.why),
        ("owner", finding.owner),
        ("asked at", origin),
        ("next", " · ".join(next_steps(finding))),
    )
    for label, text in pairs:
        if text:
            yield f"- **{label}** {_with_code(shortened(text, 1_000))}"


def _sample_table(finding: Finding) -> str:
    shown = shown_sample(finding, rows=_SAMPLE_ROWS, columns=_SAMPLE_COLUMNS)
    if not shown.rows:
        return ""
    rule = "|" + "|".join("--:" if is_number else "---" for is_number in shown.numeric) + "|"
    lines = [_row(shown.columns), rule, *(_row(row) for row in shown.rows)]
    rest = f"\n\n{escape(shown.rest)}" if shown.rest else ""
    return "\n".join(lines) + f"{rest}\n\n"


def _add_noticed(page: _Page, lines: Sequence[ReportLine]) -> None:
    if not lines:
        return
    table = ["| | must hold | seen | owner | code |\n|---|---|---|---|---|"]
    for line in lines:
        finding = line.finding
        subject = f"{mark_of(finding)} {finding.subject}"
        code = f"{word_of(finding)} {finding.reason}"
        table.append(_row((subject, must_hold(finding), finding.summary, finding.owner, code)))
    title = f"{noticed_words(lines)}, shutting no gate"
    fitted = _as_many_as_fit(table, page.room - 200)
    page.add(f"<details><summary>{title}</summary>\n\n{fitted}\n\n</details>\n")


def _as_many_as_fit(table: Sequence[str], room: int) -> str:
    kept = _Page(room)
    fitting = [row for row in table if kept.add(row)]
    return "\n".join(fitting)
