"""A plan as text: scans, passes, and who asked for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["AskedPart", "PlannedTable", "plan_text"]


@dataclass(frozen=True, slots=True)
class AskedPart:
    """One aggregate: who asks for it, and by which cheaper state it is answered, if by another."""

    aggregate: str
    askers: tuple[str, ...]
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """What will be asked of one table; `problem` says why nothing can be."""

    table: str
    checks: int
    aggregates: int = 0
    scans: int = 0
    passes: tuple[str, ...] = ()
    columns_read: int = 0
    columns: int = 0
    queries: tuple[str, ...] = ()
    parts: tuple[AskedPart, ...] = ()
    problem: str = ""


def plan_text(tables: Sequence[PlannedTable], *, sql: bool = False, why: str = "") -> str:
    """Return the plans of some tables.

    Parameters
    ----------
    tables : sequence of PlannedTable
        What is planned; empty gives a line that says so.
    sql : bool, default=False
        Show the queries.
    why : str, default=none
        Show the aggregates of checks whose name or column contains this text.

    Examples
    --------
    >>> print(plan_text([PlannedTable("flights", 3, 5, 1, ("key counts of id",), 4, 19)]))
    flights   3 checks → 5 aggregates → 1 scan + 1 pass (key counts of id)
              reads 4 of 19 columns
    """
    if not tables:
        return "no contract or drift entry, so no table is scanned"
    blocks = [_table(table, sql=sql, why=why) for table in tables]
    hint = "" if sql or why else "\n\n--sql shows the queries, --why CHECK shows who asked for what"
    return "\n".join(blocks) + (hint if len(tables) > 1 else "")


def _table(table: PlannedTable, *, sql: bool, why: str) -> str:
    margin = " " * max(10, len(table.table) + 3)
    name = table.table.ljust(len(margin))
    if table.problem:
        return f"{name}{_count(table.checks, 'check')}, none can be asked: {table.problem}"
    passes = f" + {_count(len(table.passes), 'pass')} ({_listed(table.passes)})" if table.passes else ""
    head = f"{name}{_count(table.checks, 'check')} → {_count(table.aggregates, 'aggregate')} → "
    lines = [f"{head}{_count(table.scans, 'scan')}{passes}"]
    lines.append(f"{margin}reads {table.columns_read} of {table.columns} columns")
    if why:
        lines += [f"{margin}{line}" for part in table.parts for line in _part(part, why)]
    if sql:
        lines += ["", *(f"{query};\n" for query in table.queries)]
    return "\n".join(lines)


def _part(part: AskedPart, why: str) -> list[str]:
    asking = [asker for asker in part.askers if why in asker]
    if not asking:
        return []
    others = len(part.askers) - len(asking)
    shared = f", shared with {_count(others, 'other check')}" if others else ""
    lines = [f"{asking[0]} asks for {part.aggregate}{shared}"]
    return [*lines, f"  answered by {part.answered_by} where that can tell"] if part.answered_by else lines


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return shown + (f", and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: PLR2004 - one line


def _count(n: int, noun: str) -> str:
    plural = noun + ("es" if noun.endswith("s") else "s")
    return f"{n:,} {noun if n == 1 else plural}"
