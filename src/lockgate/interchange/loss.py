"""What became of each thing that a document says when it is carried into another format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from lockgate.domain.position import Position

__all__ = ["Fate", "LossItem", "LossReport"]


class Fate(Enum):
    """What became of one thing that the source says."""

    MAPPED = "mapped"
    APPROXIMATED = "approximated"
    NOT_MAPPED = "not mapped"


@dataclass(frozen=True, slots=True)
class LossItem:
    """One thing that the source says, and what became of it.

    Parameters
    ----------
    source : str
        The thing in the words of the source, such as ``expect_column_to_exist(id)``.
    fate : Fate
        What became of it.
    target : str, default=""
        What it is now, such as ``columns_present``; empty where it is nothing.
    why : str, default=""
        What differs, or why it was not mapped; empty where it means the same.
    origin : Position or None, default=None
        Where it is written.
    """

    source: str
    fate: Fate
    target: str = ""
    why: str = ""
    origin: Position | None = None

    def document(self) -> dict[str, object]:
        """Return it as plain values, without what is empty."""
        said: dict[str, object] = {
            "source": self.source,
            "fate": self.fate.value,
            "target": self.target,
            "why": self.why,
            "line": self.origin.line if self.origin is not None else 0,
        }
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class LossReport:
    """Everything that a document says, each thing once, with what became of it.

    Parameters
    ----------
    source, target : str
        The formats.
    subject : str
        The document, mostly its path.
    items : tuple of LossItem
        In the order of the document.

    Examples
    --------
    >>> items = (LossItem("unique", Fate.MAPPED, "uniqueness"), LossItem("docs", Fate.NOT_MAPPED, why="no rule"))
    >>> report = LossReport(source="dbt", target="odcs", subject="schema.yml", items=items)
    >>> report.summary
    '1 mapped, 0 approximated, 1 not mapped'
    """

    source: str
    target: str
    subject: str
    items: tuple[LossItem, ...]

    def count(self, fate: Fate) -> int:
        """Return how many things met a fate."""
        return sum(item.fate is fate for item in self.items)

    @property
    def lost(self) -> tuple[LossItem, ...]:
        """Return what was approximated or not mapped."""
        return tuple(item for item in self.items if item.fate is not Fate.MAPPED)

    @property
    def summary(self) -> str:
        """Return the three counts, for people."""
        return ", ".join(f"{self.count(fate):,} {fate.value}" for fate in Fate)

    def document(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "source": self.source,
            "target": self.target,
            "subject": self.subject,
            "counts": {fate.value: self.count(fate) for fate in Fate},
            "items": [item.document() for item in self.items],
        }

    def markdown(self) -> str:
        """Return the report as a Markdown page: the counts, then a table for each fate that occurred."""
        lines = [f"# {self.source} to {self.target}: {_cell(self.subject)}", "", f"{self.summary}.", ""]
        for fate in (Fate.NOT_MAPPED, Fate.APPROXIMATED, Fate.MAPPED):
            items = [item for item in self.items if item.fate is fate]
            if items:
                lines += [f"## {fate.value.capitalize()}", "", *_table(items), ""]
        return "\n".join(lines)


def _table(items: Iterable[LossItem]) -> list[str]:
    rows = ["| line | source | becomes | remark |", "|---|---|---|---|"]
    for item in items:
        line = str(item.origin.line) if item.origin is not None else ""
        rows.append(f"| {line} | {_cell(item.source)} | {_cell(item.target)} | {_cell(item.why)} |")
    return rows


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
