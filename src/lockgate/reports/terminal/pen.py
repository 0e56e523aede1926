"""Writes styled text that every terminal can show: an encoding without our signs gets ASCII ones."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from lockgate.domain.verdict import Verdict
from lockgate.reports.words import printable

__all__ = ["BODY_INDENT", "STYLES", "WIDTH", "Pen"]

WIDTH = 108
"""Lines longer than this are hard to read, however wide the terminal is."""

BODY_INDENT = 4

STYLES = {
    Verdict.PASS: "bold green",
    Verdict.FAIL: "bold red",
    Verdict.INCONCLUSIVE: "bold yellow",
    Verdict.ERROR: "bold magenta",
}

_ASCII = str.maketrans(
    {
        "✔": "+",
        "✘": "x",
        "◐": "?",
        "⊘": "!",
        "·": "-",
        "…": "...",
        "×": "x",
        "−": "-",
        "–": "-",
        "—": "-",
        "≥": ">=",
        "≤": "<=",
        "≠": "!=",
        "│": "|",
        "→": ">",
    }
)


@dataclass(frozen=True, slots=True)
class Pen:
    """Makes texts and grids for one console."""

    ascii_only: bool
    width: int

    @classmethod
    def of(cls, options: ConsoleOptions) -> Pen:
        """Read from a console's options what it can show."""
        return cls(options.ascii_only, min(options.max_width, WIDTH))

    def plain(self, text: str) -> str:
        """Return text that is safe to show and fits the encoding."""
        shown = printable(text)
        if not self.ascii_only:
            return shown
        return shown.translate(_ASCII).encode("ascii", "backslashreplace").decode()

    def text(self, text: str, style: str = "") -> Text:
        """Return one styled text; nothing in it is read as markup."""
        return Text(self.plain(text), style=style, overflow="fold")

    def joined(self, *parts: tuple[str, str]) -> Text:
        """Return one text of (text, style) parts."""
        return Text.assemble(*(self.text(text, style) for text, style in parts), overflow="fold")

    def row(self, mark: Text, left: RenderableType, right: Text) -> Table:
        """Return one line: a mark, a part that wraps under itself, and a part at the right edge."""
        table = Table.grid(expand=False)
        table.width = self.width
        table.add_column(width=BODY_INDENT, no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.add_column(justify="right", no_wrap=True)
        table.add_row(mark, left, Text("  ") + right)
        return table
