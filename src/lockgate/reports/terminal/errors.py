"""The screen of an error: where, what must hold, what was got, what next; the YAML line with a caret."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType

from lockgate.domain.errors import DocumentError, LockgateError, Problem
from lockgate.reports.terminal.pen import Pen
from lockgate.reports.words import printable, quantity

__all__ = ["ErrorScreen"]

_SHOWN_PROBLEMS = 20
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class ErrorScreen:
    """One error on at most one screen.

    Parameters
    ----------
    error : LockgateError
        What kept Lockgate from deciding; a `DocumentError` shows each mistake at its line.
    exit_code : int, default=2
        What the process will return, shown at the end.

    Examples
    --------
    >>> from lockgate.domain.errors import ColumnNotFoundError
    >>> from lockgate.reports.terminal.capture import as_text
    >>> print(as_text(ErrorScreen(ColumnNotFoundError.of("amout", "orders", ["amount"]))), end="")
    error  table `orders`: has no column `amout`.
      hint  did you mean `amount`?
    LG201, see `lockgate explain LG201`.   exit 2
    """

    error: LockgateError
    exit_code: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        pen = Pen.of(options)
        if isinstance(self.error, DocumentError):
            yield from self._document(pen, self.error)
        else:
            yield from self._single(pen)

    def _single(self, pen: Pen) -> Iterator[RenderableType]:
        error = self.error
        yield pen.joined(("error", "bold red"), (f"  {error.where}: {error.text}.", ""))
        first, *others = error.hint.split("\n")  # lines to copy stand on lines of their own
        if first:
            yield pen.joined(("  hint", "bold"), (f"  {first}", ""))
        for line in others:
            yield pen.text(f"        {line}")
        explain = f", see `lockgate explain {error.code}`."
        yield pen.joined((error.code, "dim"), (explain, "dim"), (f"   exit {self.exit_code}", ""))

    def _document(self, pen: Pen, error: DocumentError) -> Iterator[RenderableType]:
        for problem in error.problems[:_SHOWN_PROBLEMS]:
            yield from _problem(pen, problem)
        rest = len(error.problems) - _SHOWN_PROBLEMS
        if rest > 0:
            yield pen.text(f"… {quantity(rest, 'more error')}; mend these first", "dim")
        yield pen.joined(
            (quantity(len(error.problems), "error"), "bold red"), (f".   exit {self.exit_code}", "")
        )


def _problem(pen: Pen, problem: Problem) -> Iterator[RenderableType]:
    text = pen.joined((str(problem.position), "bold"), (f"  {problem.text}.", ""))
    has_source = bool(problem.source_line.strip())
    if problem.hint and not has_source:
        text.append_text(pen.text(f" {problem.hint}"))
    text.append_text(pen.text(f"  {problem.code}", "dim"))
    yield text
    if has_source:
        yield from _source(pen, problem)


def _source(pen: Pen, problem: Problem) -> Iterator[RenderableType]:
    number = str(problem.position.line)
    gutter = max(len(number) + 2, 6)
    line, caret = _window(pen, problem, pen.width - gutter - 3)
    yield pen.joined((f"{number:>{gutter}} │ ", "dim"), (line, ""))
    hint = f" {problem.hint}" if problem.hint else ""
    yield pen.joined((f"{'':{gutter}} │ ", "dim"), (" " * caret, ""), (f"^{hint}", "bold yellow"))


def _window(pen: Pen, problem: Problem, room: int) -> tuple[str, int]:
    """Return the part of the line around the mistake that fits `room` cells, and the caret's cell in it."""
    source = problem.source_line.rstrip("\r\n")
    cells = [pen.plain(_one_cell(character)) for character in source]
    at = min(problem.position.column - 1, len(cells))
    start = at - _fitting(cells[:at][::-1], room - _MARGIN)
    end = start + _fitting(cells[start:], room)
    return "".join(cells[start:end]), cell_len("".join(cells[start:at]))


def _fitting(cells: Sequence[str], room: int) -> int:
    """Return how many of the first characters fit `room` cells."""
    widths = accumulate(cell_len(cell) for cell in cells)
    return sum(1 for _ in takewhile(lambda width: width <= room, widths))


def _one_cell(character: str) -> str:
    """Return a character for a source line, where an escape would move the caret."""
    if character == "\t":
        return "→"
    return character if printable(character) == character else "?"
