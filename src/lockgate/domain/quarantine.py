"""How a table was split into what its contract accepts and what it does not."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict

__all__ = ["Quarantine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """How a table was split.

    Parameters
    ----------
    table, directory : str
        The table, and where ``good/``, ``bad/`` and ``quarantine.json`` are.
    rows, good, bad : int
        Rows of the table and of its two parts: ``rows == good + bad``.
    blamed : tuple of Finding
        Red findings whose rows are in the bad part; a row that offends several is there once.
    rows_of : tuple of int
        For each of `blamed`, how many rows are in the bad part because of it. Of a check on keys these are all rows
        that share one, and not the violations that the finding counts.
    apart : tuple of Finding
        Red findings of the table as a whole: no row is to blame.
    verdict : Verdict
        What the contract says of the good part.
    left : tuple of Finding
        What keeps the good part from PASS.
    """

    table: str
    directory: str
    rows: int
    good: int
    bad: int
    blamed: tuple[Finding, ...]
    rows_of: tuple[int, ...]
    apart: tuple[Finding, ...]
    verdict: Verdict
    left: tuple[Finding, ...]
