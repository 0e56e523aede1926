"""Migrations for the terminal: what would be done, what was done, where a table stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.migrations.journal import Journal
from lockgate.migrations.migration import Migration
from lockgate.migrations.proof import Proof
from lockgate.migrations.set_digest import ColumnType
from lockgate.reports.words import printable, quantity

__all__ = ["PlannedStep", "plan_text", "status_text"]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One pending migration: its columns before and after, the rows it wrote, and the proof where it was asked."""

    migration: Migration
    before: tuple[ColumnType, ...]
    after: tuple[ColumnType, ...]
    written: int
    proof: Proof | None


def plan_text(place: str, rows: int, journal: Journal, steps: Sequence[PlannedStep]) -> str:
    """Return what the pending migrations would do.

    Parameters
    ----------
    place : str
        Where the table is.
    rows : int
        Rows that they were tried on.
    journal : Journal
        What was applied before.
    steps : sequence of PlannedStep
        What would follow.

    Examples
    --------
    >>> plan_text("data/t", 3, Journal(), ())
    'data/t: 0 migrations applied, nothing pending'
    """
    head = f"{printable(place)}: {quantity(len(journal.applied), 'migration')} applied"
    if not steps:
        return f"{head}, nothing pending"
    lines = [f"{head}, {len(steps)} pending, tried on a copy of {quantity(rows, 'row')}"]
    for step in steps:
        lines += ["", *_plan_lines(step)]
    return "\n".join(lines)


def _plan_lines(step: PlannedStep) -> list[str]:
    """Return what one migration would do: its statements, its columns, its rows, its proof."""
    declared = step.migration.declaration
    lines = [f"  {step.migration.id}   {printable(declared.describes)}"]
    lines += [f"      {printable(line)}" for line in step.migration.up.shown.splitlines()]
    lines += [f"      {line}" for line in _columns(step.before, step.after)]
    lines.append(f"      {quantity(step.written, 'row')} written")
    if declared.lossy_up:
        lines.append(f"      loses data: {printable(declared.lossy_up)}; up needs --allow-lossy")
    if step.proof is not None:
        lines.append(f"      {_proof_line(step.migration, step.proof)}")
    return lines


def _proof_line(migration: Migration, proof: Proof) -> str:
    """Return what going up, down and up again showed."""
    rows = quantity(proof.before.rows, "row")
    if proof.restores and proof.repeats:
        return f"proved: up, down and up again gave the same {rows}, digest {proof.there.digest[:12]}"
    if not proof.restores:
        code = "" if migration.declaration.lossy_up else "[LG615] "
        return f"{code}down does not restore {rows}: {printable(proof.differs)}"
    code = "" if migration.declaration.lossy_down else "[LG615] "
    return f"{code}up again does not give what it gave before: the digest of {rows} differs"


def _columns(before: Sequence[ColumnType], after: Sequence[ColumnType]) -> list[str]:
    old, new = ({column.name: column.type for column in side} for side in (before, after))
    gone = [f"- {printable(name)} {kind}" for name, kind in old.items() if new.get(name) != kind]
    come = [f"+ {printable(name)} {kind}" for name, kind in new.items() if old.get(name) != kind]
    return [*gone, *come]


def status_text(place: str, table: str, journal: Journal, pending: Sequence[Migration]) -> str:
    """Return what a table has seen, and what waits.

    Examples
    --------
    >>> print(status_text("data/t", "t", Journal(), ()))
    t   data/t
      nothing applied, nothing pending
    """
    lines = [f"{printable(table)}   {printable(place)}"]
    lines += [f"  ✔ {one.id}   {one.at.isoformat()}" for one in journal.applied]
    lines += [f"  · {one.id}   pending: {printable(one.declaration.describes)}" for one in pending]
    if len(lines) == 1:
        lines.append("  nothing applied, nothing pending")
    return "\n".join(lines)
