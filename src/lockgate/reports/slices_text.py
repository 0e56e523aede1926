"""Weak slices and pinned slices as people read them."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Sequence

from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.discovery.judge import Proposal
from lockgate.gates.pinned_slice import PinnedSlice
from lockgate.reports.words import MARKS, printable, quantity

__all__ = ["MOST_SHOWN", "discovered_text", "pinned_text"]

MOST_SHOWN = 15
"""Slices that are shown; others are counted."""

Row = tuple[str, ...]

_NAME = 1
_MEANS_MORE = re.compile(r'["$`\\!]')
"""What a shell reads within double quotes."""


def discovered_text(found: Discovered) -> str:
    """Return what a search saw: confirmed slices, the worst first, then those that were not confirmed."""
    confirmed = [one for one in found.tried if one.seen.is_confirmed]
    if found.findings[0].verdict is not Verdict.FAIL:
        lines = [f"{MARKS[found.findings[0].verdict]} {printable(found.findings[0].summary)}"]
    else:
        halves = [f"{int(half.n.sum()):,}" for half in (found.cells.searched, found.cells.held)]
        weak, tried = quantity(len(confirmed), "weak slice"), quantity(len(found.tried), "slice")
        lines = [
            f"{weak} of {tried} tried, found on {halves[0]} rows and confirmed on the other {halves[1]}",
            f"asked: {found.cells.plan.loss.value} {found.asked.required}",
        ]
    lines += _table(found.tried[:MOST_SHOWN])
    rest = len(found.tried) - MOST_SHOWN
    lines += [f"  and {quantity(rest, 'slice')} more"] if rest > 0 else []
    lines += [f"next: find out why, or {_pin_command(confirmed[0], found)}"] if confirmed else []
    return "\n".join(lines)


def pinned_text(slices: Sequence[PinnedSlice]) -> str:
    """Return what is pinned, a few lines each."""
    if not slices:
        return "no slice is pinned yet; find some with `lockgate slices discover`"
    lines: list[str] = []
    for one in slices:
        lines += [printable(one.name), f"  where  {printable(one.where)}"]
        lines += [
            f"  {word:5}  {printable(text)}" for word, text in (("why", one.why), ("seen", one.seen)) if text
        ]
    return "\n".join(lines)


def _pin_command(one: Proposal, found: Discovered) -> str:
    """Return the command that pins a slice; with its condition where the entry's own search may not see it."""
    command = f"lockgate slices pin {shlex.quote(printable(one.name))}"
    if found.is_of_entry:
        return command
    where = printable(one.where)
    return f"{command} --where " + (shlex.quote(where) if _MEANS_MORE.search(where) else f'"{where}"')


def _table(tried: Sequence[Proposal]) -> list[str]:
    if not tried:
        return []
    head: Row = ("", "name", "rows", "loss", "rest", "effect", "interval", "adjusted p")
    rows = [head, *(_row(one) for one in tried)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    lines = []
    for row, one in zip(rows, (None, *tried), strict=True):
        cells = [text.rjust(width) for text, width in zip(row, widths, strict=True)]
        cells[_NAME] = row[_NAME].ljust(widths[_NAME])
        lines.append(f"  {'  '.join(cells)}".rstrip())
        lines += [f"     where {printable(one.where)}"] if one is not None and one.seen.is_confirmed else []
    return lines


def _row(one: Proposal) -> Row:
    seen = one.seen
    mark = MARKS[Verdict.FAIL] if seen.is_confirmed else "·"
    interval = f"{_number(seen.lower)} to {_number(seen.upper)}"
    numbers = (f"{seen.n:,}", _number(seen.loss), _number(seen.other), _signed(seen.effect), interval)
    return (mark, printable(one.name), *numbers, f"{seen.p_value:.2g}")


def _signed(value: float) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value)


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.4g}".replace("-", "−")
