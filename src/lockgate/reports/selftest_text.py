"""What gates did on worlds in which the truth is known, as text."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.reports.words import printable, quantity, shortened

__all__ = ["SelftestRow", "rate_words", "selftest_text"]

SelftestRow = tuple[str, str, str, str, str]
"""Gate, FAIL without a reason, PASS at the bar, PASS as it stands, and what it says."""

_HEAD: SelftestRow = ("gate", "false FAIL", "PASS at the bar", "PASS", "")
_LONGEST = 64


def rate_words(count: int, runs: int, interval: tuple[float, float]) -> str:
    """Return a rate with its interval.

    Examples
    --------
    >>> rate_words(20, 400, (0.0228, 0.0932)), rate_words(0, 0, (0.0, 0.0))
    ('5.0 % [2.3 to 9.3]', 'none')
    """
    if not runs:
        return "none"
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
    cut = [(shortened(printable(row[0]), _LONGEST), *row[1:]) for row in rows]
    shown = [_HEAD, *cut] if rows else []
    widths = [max(len(row[at]) for row in shown) for at in range(len(_HEAD))] if shown else []
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
    ]
    head = f"{printable(entry)}: {quantity(len(rows), 'gate')} tried"
    return "\n".join([head, *(f"  {line}" for line in lines), *(f"  {printable(note)}" for note in notes)])
