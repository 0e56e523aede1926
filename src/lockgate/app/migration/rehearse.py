"""What the pending migrations would do, tried on a copy that is thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.app.migration.apply import attempt, walk
from lockgate.app.migration.folder import MigrationFolder
from lockgate.app.migration.ports import TableStore
from lockgate.migrations.journal import Journal
from lockgate.migrations.migration import Direction
from lockgate.reports.migration_text import PlannedStep

__all__ = ["Rehearsal", "rehearse"]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen to a table.

    Parameters
    ----------
    place : str
        Where the table is.
    rows : int
        Rows of the copy.
    journal : Journal
        What was applied before.
    steps : tuple of PlannedStep
        What would follow.
    """

    place: str
    rows: int
    journal: Journal
    steps: tuple[PlannedStep, ...]

    @property
    def is_proved(self) -> bool:
        """Tell whether no proof was asked for that failed: what is not restored is declared."""
        return all(
            step.proof is None
            or (
                (step.proof.restores or bool(step.migration.declaration.lossy_up))
                and (not step.proof.is_fickle or bool(step.migration.declaration.lossy_down))
            )
            for step in self.steps
        )


def rehearse(folder: MigrationFolder, store: TableStore, *, rows: int, prove: bool) -> Rehearsal:
    """Try the pending migrations one after the other.

    Parameters
    ----------
    folder : MigrationFolder
        The migrations.
    store : TableStore
        The table; it is only read.
    rows : int
        Rows to try them on, 0 for all.
    prove : bool
        Whether to go up, down and up again.

    Raises
    ------
    MigrationError
        If a step fails on the copy.
    """
    journal = store.journal()
    pending = journal.pending(folder.migrations)
    opened = store.rehearse(rows)
    steps: list[PlannedStep] = []
    try:
        n_rows = opened.digest().rows
        for migration in pending:
            before = opened.columns()
            proof = walk(opened, migration, Direction.UP) if prove else None
            if proof is not None:
                opened.undo()
            written = attempt(opened, migration, Direction.UP)
            steps.append(PlannedStep(migration, before, opened.columns(), written, proof))
    finally:
        opened.close()
    return Rehearsal(store.place, n_rows, journal, tuple(steps))
