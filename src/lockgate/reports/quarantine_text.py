"""How a table was split, as text."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.finding import Finding
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.verdict import Verdict
from lockgate.reports.words import listed, printable, quantity

__all__ = ["quarantine_text"]

_MOST_LINES = 12


def quarantine_text(done: Quarantine) -> str:
    """Return what was set aside and why, and what the contract says of the rest.

    Examples
    --------
    >>> done = Quarantine(
    ...     table="trips", directory="q", rows=9, good=9, bad=0, blamed=(), rows_of=(), apart=(), left=(),
    ...     verdict=Verdict.PASS,
    ... )
    >>> print(quarantine_text(done))
    trips   9 rows → 9 good + 0 set aside
    <BLANKLINE>
      good   q/good   bad   q/bad
      PASS  the good part satisfies the contract.
    """
    lines = [f"{done.table}   {quantity(done.rows, 'row')} → {done.good:,} good + {done.bad:,} set aside"]
    blamed = list(zip(done.rows_of, done.blamed, strict=True))[:_MOST_LINES]
    lines += [f"  {quantity(rows, 'row'):>16}  {_about(one)}  {one.required}" for rows, one in blamed]
    if sum(done.rows_of) > done.bad:
        lines.append("  a row that several checks blame is counted for each, and is set aside once")
    if len(done.blamed) > _MOST_LINES:
        lines.append(f"  … {len(done.blamed) - _MOST_LINES} more, in {done.directory}/quarantine.json")
    if done.apart:
        lines.append(
            f"  of the table as a whole, no row to blame: {listed([_about(one) for one in done.apart])}"
        )
    lines += [
        "",
        f"  good   {done.directory}/good   bad   {done.directory}/bad",
        f"  {_last(done.verdict, done.left)}",
    ]
    return "\n".join(lines)


def _about(finding: Finding) -> str:
    return printable(f"{finding.subject} {finding.check}")


def _last(verdict: Verdict, left: Sequence[Finding]) -> str:
    if verdict is Verdict.PASS:
        return "PASS  the good part satisfies the contract."
    return f"{verdict.name}  of the good part: {listed([_about(one) for one in left])}."
