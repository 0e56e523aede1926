"""Which migrations a table has seen; the journal changes with the data, in one act, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lockgate.domain.errors import MigrationError
from lockgate.migrations.migration import Direction, Migration

__all__ = ["Applied", "Journal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One migration that the table has seen: its id, the digest of its files, and when."""

    id: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Journal:
    """The migrations that a table has seen, oldest first.

    Examples
    --------
    >>> Journal().pending([])
    ()
    """

    applied: tuple[Applied, ...] = ()

    def check(self, migrations: Sequence[Migration]) -> None:
        """Check that a folder begins with what was applied, unchanged.

        Raises
        ------
        MigrationError
            LG611 if an applied migration was changed, LG617 if it is gone or another stands before it.
        """
        for number, entry in enumerate(self.applied):
            there = migrations[number] if number < len(migrations) else None
            if there is None or there.id != entry.id:
                raise MigrationError.disordered(entry.id, there.id if there is not None else "")
            if there.digest != entry.digest:
                raise MigrationError.altered(entry.id)

    def pending(self, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
        """Return the migrations that are still to be applied, in order; `check` comes first."""
        self.check(migrations)
        return tuple(migrations[len(self.applied) :])

    def after(self, migration: Migration, direction: Direction, at: datetime) -> Journal:
        """Return the journal once a step is done.

        Raises
        ------
        MigrationError
            If the step does not follow: only the last one applied can be taken back.
        """
        if direction is Direction.UP:
            return Journal((*self.applied, Applied(id=migration.id, digest=migration.digest, at=at)))
        if not self.applied or self.applied[-1].id != migration.id:
            raise MigrationError.disordered(migration.id, self.applied[-1].id if self.applied else "")
        return Journal(self.applied[:-1])
