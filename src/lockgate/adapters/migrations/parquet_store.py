"""A Parquet file or directory that is migrated by copy on write.

The location becomes a symbolic link to a version under ``.<name>.versions``; a version holds the rows and its journal,
so that replacing the link changes both in one act. Whoever reads while the link changes reads one version or the
other: file names differ from version to version.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lockgate.adapters.migrations.duckdb_table import DuckDBTable
from lockgate.domain.codec import canonical_bytes, from_plain, to_plain
from lockgate.domain.errors import MigrationError, StateError
from lockgate.migrations.journal import Journal
from lockgate.migrations.migration import Step
from lockgate.migrations.set_digest import ColumnType, SetDigest
from lockgate.scan.engine import Source

__all__ = ["ParquetStore"]

_FORMAT = "lockgate-migrations/1"
_MANIFEST = "manifest.json"
_DRAFT = ".draft"
_PUBLISHED = "published"
_VERSION = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class ParquetStore:
    """Where one table is.

    Parameters
    ----------
    table : str
        Its name in steps.
    location : Path
        A Parquet file, or a directory of Parquet files.
    """

    table: str
    location: Path

    @property
    def place(self) -> str:
        """Return where the table is."""
        return str(self.location)

    @property
    def _versions(self) -> Path:
        return self.location.parent / f".{self.location.name}.versions"

    def journal(self) -> Journal:
        """Return which migrations the table has seen."""
        folder = self._current()
        if folder is None:
            self._files()
            return Journal()
        return _read_manifest(folder / _MANIFEST)

    def open(self) -> OpenParquet:
        """Take the lock, sweep up what a killed process left, and load the table."""
        lock = self._lock()
        try:
            self._sweep()
            files = self._files()
            number = self._number() + 1
            draft = self._versions / f"{number:04}{_DRAFT}"
            work = draft / "work"
            work.mkdir(parents=True)
            table = DuckDBTable(work, self.table, files)
        except BaseException:
            lock.close()
            raise
        return OpenParquet(self, table, draft, number, lock)

    def _lock(self) -> IO[str]:
        """Take the lock; the system lets go of it when the process ends, however it ends."""
        try:
            self._versions.mkdir(exist_ok=True)
            lock = (self._versions / "lock").open("w")
        except OSError as error:
            raise MigrationError.no_target(
                self.table, f"{self._versions}: {error.strerror or error}"
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise MigrationError.locked(self.table) from error
        return lock

    def rehearse(self, rows: int) -> Rehearsal:
        """Load a copy into the system's temporary directory."""
        files = self._files()
        return Rehearsal(self.table, files, rows)

    def prune(self) -> tuple[str, ...]:
        """Remove every version but the one that is read."""
        if not self._versions.is_dir():
            return ()
        with self._lock():
            self._sweep()
            number = self._number()
            old = [folder for folder in self._numbered() if int(folder.name) < number]
            for folder in old:
                shutil.rmtree(folder)
        return tuple(folder.name for folder in old)

    def _current(self) -> Path | None:
        """Return the version that is read; None for a table that was never migrated."""
        if self.location.is_symlink():
            # as it is written: the version, not what lies behind it
            target = self.location.parent / self.location.readlink()
            if target.parent.parent != self._versions:
                hint = f"name what it points to: {self.location.resolve()}"
                raise MigrationError.no_target(self.table, f"`{self.location}` is a link", hint)
            return target.parent
        moved = self._payload(self._first)
        if not self.location.exists():
            # killed after the table was moved and before the link was there: the table is where it was moved to
            return self._first if moved.exists() else None
        if (self._versions / _PUBLISHED).exists() or (moved.exists() and not moved.samefile(self.location)):
            reason = f"`{self.location}` was replaced since it was migrated: what it has seen is not known"
            hint = f"put the link to the newest version under `{self._versions}` back, or remove that directory"
            raise MigrationError.no_target(self.table, reason, hint)
        return None

    @property
    def _first(self) -> Path:
        return self._versions / "0000"

    def _number(self) -> int:
        folder = self._current()
        return 0 if folder is None else int(folder.name)

    def _payload(self, folder: Path) -> Path:
        return folder / self.location.name

    def _files(self) -> list[str]:
        place = self._current()
        root = self.location if place is None else self._payload(place)
        if root.is_file():
            return [str(root)]
        if (root / "_delta_log").exists():
            raise MigrationError.no_target(self.table, f"`{self.location}` is a table of Delta Lake")
        seen = [file for file in root.rglob("*") if not file.name.startswith((".", "_")) and not file.is_dir()]
        found = sorted(str(file) for file in seen if file.suffix == ".parquet")
        other = sorted(file.relative_to(root).as_posix() for file in seen if file.suffix != ".parquet")
        if not found:
            raise MigrationError.no_target(self.table, f"there is no Parquet file at `{self.location}`")
        if other:
            reason = f"`{self.location}` holds what is no Parquet file: {', '.join(other[:3])}"
            raise MigrationError.no_target(
                self.table, reason, "move it elsewhere: a new version has the rows alone"
            )
        if any("=" in Path(file).parent.relative_to(root).as_posix() for file in found):
            hint = "migrate each partition's folder by itself"
            raise MigrationError.no_target(self.table, f"`{self.location}` is partitioned by folders", hint)
        return found

    def _numbered(self) -> list[Path]:
        return sorted(one for one in self._versions.iterdir() if one.is_dir() and _VERSION.fullmatch(one.name))

    def _sweep(self) -> None:
        """Remove drafts and versions that were never published; put the link back where it was cut off."""
        current = self._current()
        if current is not None and not self.location.is_symlink():
            self._link_to(current).replace(self.location)
        if current is not None:
            (self._versions / _PUBLISHED).touch()
        number = self._number()
        for folder in self._versions.glob(f"*{_DRAFT}"):
            shutil.rmtree(folder)
        for folder in self._numbered():
            if int(folder.name) > number or current is None:
                shutil.rmtree(folder)

    def publish(self, draft: Path, number: int, journal: Journal) -> None:
        """Make a draft the version that is read."""
        _write(draft / _MANIFEST, _manifest(journal))
        for path in [*draft.rglob("*"), draft]:
            _sync(path)
        version = self._versions / f"{number:04}"
        draft.rename(version)
        _sync(self._versions)
        link = self._link_to(version)
        if self._current() is None:
            self._keep_first(link)
        else:
            link.replace(self.location)
        _sync(self.location.parent)
        with suppress(OSError):  # it is published; the next process to take the lock writes the mark
            (self._versions / _PUBLISHED).touch()

    def _keep_first(self, link: Path) -> None:
        """Keep the table as it was as version 0, and put the link in its place.

        A file never leaves its place. A directory cannot be replaced in one act: for a moment there is none, which
        is an error to every reader, and what a killed process leaves so is put right by the next one.
        """
        first = self._first
        first.mkdir()
        _write(first / _MANIFEST, _manifest(Journal()))
        payload = self._payload(first)
        if self.location.is_file():
            os.link(self.location, payload)
            link.replace(self.location)
            return
        self.location.rename(payload)
        try:
            link.replace(self.location)
        except OSError:
            payload.rename(self.location)
            raise
        _sync(first)

    def _link_to(self, version: Path) -> Path:
        """Make a link to a version, to be moved to its place."""
        link = self.location.parent / f".{self.location.name}.link"
        with suppress(FileNotFoundError):
            link.unlink()
        link.symlink_to(os.path.relpath(self._payload(version), self.location.parent))
        return link


class OpenParquet:
    """A copy of the whole table in a draft version; `commit` publishes it."""

    def __init__(
        self, store: ParquetStore, table: DuckDBTable, draft: Path, number: int, lock: IO[str]
    ) -> None:
        self._store = store
        self._table = table
        self._draft = draft
        self._number = number
        self._lock = lock
        self._is_written = False

    def columns(self) -> tuple[ColumnType, ...]:
        """Return the columns as they are now."""
        return self._table.columns()

    def digest(self) -> SetDigest:
        """Return the digest of the rows as they are now."""
        return self._table.digest()

    def run(self, step: Step) -> int:
        """Do a step."""
        self._is_written = False
        return self._table.run(step)

    def mark(self) -> None:
        """Remember the table as it is now."""
        self._table.mark()

    def undo(self) -> None:
        """Return to the last mark."""
        self._is_written = False
        self._table.undo()

    def source(self) -> Source:
        """Write the rows to the file that will be published, and return it."""
        return Source(str(self._written()), format="parquet")

    def _written(self) -> Path:
        file = self._draft / "work" / "rows.parquet"
        if not self._is_written:
            self._table.export(file)
            self._is_written = True
        return file

    def commit(self, journal: Journal) -> None:
        """Publish rows and journal."""
        try:
            file = self._written()
            self._table.close()
            payload = self._draft / self._store.location.name
            if self._store.location.is_file():
                file.rename(payload)
            else:
                payload.mkdir()
                file.rename(payload / f"part-{self._number:04}.parquet")
            shutil.rmtree(self._draft / "work")
            self._store.publish(self._draft, self._number, journal)
        except OSError as error:
            reason = f"{error.filename or self._store.location}: {error.strerror or error}"
            raise MigrationError.no_target(self._store.table, reason) from error

    def close(self) -> None:
        """Remove the draft, if it was not published, and let go of the lock."""
        self._table.close()
        shutil.rmtree(self._draft, ignore_errors=True)
        self._lock.close()


class Rehearsal:
    """A copy of some rows in a temporary directory."""

    def __init__(self, table: str, files: list[str], rows: int) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="lockgate-")
        try:
            self._table = DuckDBTable(Path(self._directory.name), table, files, rows=rows)
        except BaseException:
            self._directory.cleanup()
            raise

    def columns(self) -> tuple[ColumnType, ...]:
        """Return the columns as they are now."""
        return self._table.columns()

    def digest(self) -> SetDigest:
        """Return the digest of the rows as they are now."""
        return self._table.digest()

    def run(self, step: Step) -> int:
        """Do a step."""
        return self._table.run(step)

    def mark(self) -> None:
        """Remember the table as it is now."""
        self._table.mark()

    def undo(self) -> None:
        """Return to the last mark."""
        self._table.undo()

    def source(self) -> Source:
        """Write the rows to a file and return it."""
        file = Path(self._directory.name) / "rows.parquet"
        self._table.export(file)
        return Source(str(file), format="parquet")

    def commit(self, journal: Journal) -> None:
        """Refuse: a rehearsal changes nothing."""
        raise MigrationError.no_target(
            self._table.name, f"a rehearsal publishes nothing ({len(journal.applied)})"
        )

    def close(self) -> None:
        """Remove the copy."""
        self._table.close()
        self._directory.cleanup()


def _manifest(journal: Journal) -> bytes:
    return canonical_bytes({"format": _FORMAT, "journal": to_plain(journal)})


def _read_manifest(file: Path) -> Journal:
    try:
        plain = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise StateError.unreadable(str(file), str(error)) from error
    if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
        raise StateError.unreadable(str(file), f"its format is not {_FORMAT}")
    return from_plain(Journal, plain.get("journal"))


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _sync(path: Path) -> None:
    """Make sure that a file's bytes, or a directory's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
