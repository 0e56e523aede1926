"""A contract as a page for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from lockgate.contracts.contract import ColumnContract, Contract, TableContract
from lockgate.interchange.exporters.stated import Losses, shown_item
from lockgate.interchange.loss import LossItem
from lockgate.scan.suite import SuiteItem

__all__ = ["write_markdown"]


def write_markdown(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write a page with the columns, keys, references, rules and remarks of each table; nothing is lost."""
    losses = Losses()
    lines = [f"# {_text(contract.name)}", "", f"Version {_text(contract.version)}."]
    if contract.owner:
        lines.append(f"Owner: {_text(contract.owner)}.")
    lines += [line for part in _described(contract) for line in ("", _text(part))]
    for table in contract.tables:
        lines += ["", *_table(table)]
        for item in table.items:
            losses.add(item, "text")
        for note in table.notes:
            losses.say(note.text, "text")
    return "\n".join(lines) + "\n", losses.items


def _described(contract: Contract) -> Iterator[str]:
    """Yield what the contract says of itself: its purpose first, then its limitations and usage."""
    if contract.description:
        yield contract.description
    said = json.loads(contract.particulars.get("description", "{}"))
    for key in ("purpose", "limitations", "usage"):
        if said.get(key):
            yield said[key] if key == "purpose" else f"{key.capitalize()}: {said[key]}"


def _table(table: TableContract) -> Iterator[str]:
    yield f"## {_text(table.name)}"
    if table.description:
        yield from ("", _text(table.description))
    if table.columns:
        yield ""
        yield from _rows(
            ("column", "type", "null", "values", "meaning"),
            (_column(column, table.key) for column in table.columns),
        )
    if table.key:
        yield from ("", f"Key: {', '.join(_text(f'`{name}`') for name in table.key)}.")
    for reference in table.references:
        here, there = ", ".join(reference.columns), ", ".join(reference.to)
        yield from ("", _text(f"`{here}` refers to `{reference.table}` (`{there}`)."))
    if table.items:
        yield from ("", "### What is checked", "")
        yield from _rows(("check", "severity", "why"), (_item(item) for item in table.items))
    if table.notes:
        yield from ("", "### What is agreed and not checked", "")
        yield from (f"- {_text(note.said or note.text)}" for note in table.notes)


def _column(column: ColumnContract, key: tuple[str, ...]) -> tuple[str, ...]:
    kind = column.logical_type.value if column.logical_type is not None else ""
    is_filled = column.required or column.name in key
    values = ", ".join(str(value) for value in column.values)
    return (
        f"`{column.name}`",
        column.physical_type or kind,
        "no" if is_filled else "yes",
        values,
        " ".join(_meaning(column)),
    )


def _meaning(column: ColumnContract) -> Iterator[str]:
    if column.optional:
        yield "may be absent."
    for word in dict.fromkeys((column.classification, *column.classes_inside)):
        if word:
            yield f"{word}."
    if column.unit:
        yield f"in {column.unit}."
    if column.description:
        yield column.description


def _item(item: SuiteItem) -> tuple[str, ...]:
    return f"`{shown_item(item)}`", item.severity.value, item.why


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_text(cell) for cell in row)} |"


def _text(text: str) -> str:
    """Return a text on one line, without mark-up of HTML or tables; within backticks it is shown as it is."""
    plain = " ".join(text.split()).replace("|", "\\|")
    return "".join(
        part if number % 2 else part.replace("<", "&lt;")
        for number, part in enumerate(re.split(r"(`[^`]*`)", plain))
    )
