"""The screen of a run: a line a stage, the red lines with what to do next, and the verdict at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.console import Group as Stack
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lockgate.domain.result import RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.lines import headline
from lockgate.reports.tally import checked_words, not_run_after, noted_words, read_words, red_words
from lockgate.reports.terminal.finding import noticed_block, red_blocks
from lockgate.reports.terminal.pen import STYLES, Pen
from lockgate.reports.words import EXIT_CODES, MARKS

__all__ = ["RunScreen"]


@dataclass(frozen=True, slots=True)
class RunScreen:
    """Everything about one run, for a console of any width, with or without colour and Unicode.

    Parameters
    ----------
    result : RunResult
        The run.
    report : str, default=""
        Where the HTML report is; shown at the end.
    limit : int, default=4
        Red groups shown whole; of the rest some are shown on one line each and the others counted.
        At least 0.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from lockgate.reports.terminal.capture import as_text
    >>> empty = RunResult(project="p", run_id="7f", seed=1, now=datetime(2013, 7, 1, tzinfo=UTC), stages=())
    >>> print(as_text(RunScreen(empty)).splitlines()[-1])
      ERROR  nothing ran, so nothing is proved.   exit 4
    """

    result: RunResult
    report: str = ""
    limit: int = 4

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        pen = Pen.of(options)
        yield Constrain(Stack(*self._blocks(pen)), pen.width)

    def _blocks(self, pen: Pen) -> Iterator[RenderableType]:
        yield self._title(pen)
        if self.result.stages:
            yield Text()
            yield self._stages(pen)
        for block in red_blocks(pen, self.result, limit=self.limit, report=self.report):
            yield Text()
            yield block
        noticed = noticed_block(pen, self.result)
        if noticed is not None:
            yield Text()
            yield noticed
        yield Text()
        yield from self._verdict(pen)

    def _title(self, pen: Pen) -> Text:
        result = self.result
        rest = f"  ·  run {result.run_id}  ·  seed {result.seed}"
        return pen.joined((result.project, "bold"), (rest, "dim"))

    def _stages(self, pen: Pen) -> RenderableType:
        ran = [stage for stage in self.result.stages if not stage.blocked_by]
        table = Table.grid(padding=(0, 3, 0, 0))
        table.width = pen.width - 2
        table.add_column(overflow="fold", max_width=18)
        table.add_column(ratio=3, overflow="fold")
        table.add_column(ratio=4, overflow="fold")
        for stage in ran:
            table.add_row(pen.text(stage.name), _stage_counts(pen, stage), _stage_rest(pen, self.result, stage))
        return Padding(table, (0, 0, 0, 2))

    def _verdict(self, pen: Pen) -> Iterator[RenderableType]:
        verdict = self.result.verdict
        line = pen.joined((f"  {verdict.name}", STYLES[verdict]), (f"  {headline(self.result)}.", "bold"))
        if verdict is not Verdict.PASS:
            line.append_text(pen.text(f"   exit {EXIT_CODES[verdict]}"))
        report = pen.text(f"   report {self.report}" if self.report else "")
        if line.cell_len + report.cell_len > pen.width:
            yield pen.text(f"  report {self.report}", "dim")
            yield line
        else:
            yield line + report


def _stage_counts(pen: Pen, stage: StageResult) -> Text:
    verdict = stage.verdict or Verdict.ERROR
    red = red_words(stage)
    words = f" {red}, gate shut" if red else f" {checked_words(stage)}"
    return pen.joined((MARKS[verdict], STYLES[verdict]), (words, ""))


def _stage_rest(pen: Pen, result: RunResult, stage: StageResult) -> Text:
    parts = [not_run_after(result, stage)] if stage.verdict is not Verdict.PASS else [noted_words(stage)]
    parts.insert(0, read_words(stage))
    lines = [pen.text(part, "dim") for part in parts if part]
    return Text("\n").join(lines)
