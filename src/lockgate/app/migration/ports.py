"""What migrations need from the outside world."""

from __future__ import annotations

from typing import Protocol

from lockgate.migrations.journal import Journal
from lockgate.migrations.migration import Step
from lockgate.migrations.set_digest import ColumnType, SetDigest
from lockgate.scan.engine import Source

__all__ = ["Folder", "OpenTable", "TableStore"]


class Folder(Protocol):
    """Reads and writes the files of a folder of migrations."""

    def names(self, path: str) -> tuple[str, ...]:
        """Return the names of files and folders in a directory, sorted; empty where there is none."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        ...

    def join(self, root: str, path: str) -> str:
        """Return `path` as seen from the directory `root`; absolute paths stay."""
        ...


class OpenTable(Protocol):
    """One table under change. Nothing is seen from outside before `commit`; what is closed without it never was."""

    def columns(self) -> tuple[ColumnType, ...]:
        """Return the columns as they are now, in the order of the table."""
        ...

    def digest(self) -> SetDigest:
        """Return the digest of the rows as they are now."""
        ...

    def run(self, step: Step) -> int:
        """Do a step and return how many rows its statements wrote.

        Raises
        ------
        LockgateError
            If the engine or the program refuses.
        """
        ...

    def mark(self) -> None:
        """Remember the table as it is now."""
        ...

    def undo(self) -> None:
        """Return to the last mark."""
        ...

    def source(self) -> Source:
        """Return the rows that `commit` would publish, for checks."""
        ...

    def commit(self, journal: Journal) -> None:
        """Publish rows and journal in one act.

        Raises
        ------
        MigrationError
            If they cannot be published; nothing is then.
        """
        ...

    def close(self) -> None:
        """Let go of the lock and of everything that was not committed."""
        ...


class TableStore(Protocol):
    """Where a table and its journal are kept."""

    @property
    def place(self) -> str:
        """Return where the table is, for people; never a secret."""
        ...

    def journal(self) -> Journal:
        """Return which migrations the table has seen.

        Raises
        ------
        MigrationError
            If there is no such table.
        """
        ...

    def open(self) -> OpenTable:
        """Take the lock and open the whole table for change.

        Raises
        ------
        MigrationError
            LG610 if another process has the lock, LG616 if there is no such table.
        """
        ...

    def rehearse(self, rows: int) -> OpenTable:
        """Open a copy of at most `rows` rows (0 for all) that is thrown away; takes no lock.

        The rows with the smallest hashes are taken, so that they are the same each time.
        """
        ...

    def prune(self) -> tuple[str, ...]:
        """Remove old versions of the table and return their names."""
        ...
