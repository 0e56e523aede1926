"""What gates did on worlds in which the truth is known, as text."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.reports.words import printable, quantity, shortened

__all__ = ["SelftestRow", "rate_words", "selftest_text"]

SelftestRow = tuple[str, str, str, str, str]
"""Gate, FAIL without a reason, PASS at the bar, PASS as it stands, and what it says."""

_HEAD: SelftestRow = ("gate", "false FAIL", "PASS at the bar", "PASS", "")
_NONE = "none"
_WIDEST, _SHORTEST = 98, 24
"""What fits a terminal of 100 columns, and what a gate's name may take of it; a longer one has a line of its own."""


def rate_words(count: int, runs: int, interval: tuple[float, float]) -> str:
    """Return a rate with its interval.

    Examples
    --------
    >>> rate_words(20, 400, (0.0228, 0.0932)), rate_words(0, 0, (0.0, 0.0))
    ('5.0 % [2.3 to 9.3]', 'none')
    """
    if not runs:
        return _NONE
    lower, upper = (100 * end for end in interval)
    return f"{100 * count / runs:.1f} % [{lower:.1f} to {upper:.1f}]"


def selftest_text(entry: str, rows: Sequence[SelftestRow], notes: Sequence[str]) -> str:
    """Return the table of one entry.

    Examples
    --------
    >>> print(selftest_text("late", [("recall ≥ 0.7", "4.0 %", "3.0 %", "99 %", "as stated")], ["drawn 400 times"]))
    late: 1 gate tried
      gate          false FAIL  PASS at the bar  PASS
      recall ≥ 0.7  4.0 %       3.0 %            99 %  as stated
      drawn 400 times
    """
    others = sum(max(len(row[at]) for row in (_HEAD, *rows)) + 2 for at in range(1, len(_HEAD)))
    longest = max(_SHORTEST, _WIDEST - others)
    shown: list[SelftestRow] = [_HEAD] if rows else []
    for row in rows:
        name = shortened(printable(row[0]), _WIDEST)
        shown += [(name, *row[1:])] if len(name) <= longest else [(name, "", "", "", ""), ("", *row[1:])]
    widths = [
        max((len(row[at]) for row in shown if at or len(row[0]) <= longest), default=0)
        for at in range(len(_HEAD))
    ]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
    ]
    tried = sum(row[1] != _NONE for row in rows)
    of = f" of {len(rows):,}" if tried < len(rows) else ""
    head = f"{printable(entry)}: {quantity(tried, 'gate')}{of} tried"
    return "\n".join([head, *(f"  {line}" for line in lines), *(f"  {printable(note)}" for note in notes)])
