"""States in a directory: one file a document, replaced whole."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from lockgate.adapters.whole_files import DRAFT, sync
from lockgate.domain.errors import StateError

__all__ = ["StateDirectory"]

_LONGEST = 180  # of a quoted name; file systems take 255 bytes
_SECRET = "secret"
_SECRET_BYTES = 32
_ABANDONED_S = 3_600.0  # a draft of this age belongs to a process that was killed


@dataclass(frozen=True, slots=True)
class StateDirectory:
    """Keeps each document in ``<root>/<table>/<kind>/<name>``, with names quoted as in addresses.

    A document is written under a name of its own and then renamed, so that a reader sees the old one or the new one
    and never a part. Two processes that write one document do not disturb each other: the last one wins. There is no
    list of documents that could disagree with them, and no lock that a killed process could leave behind.

    Parameters
    ----------
    root : Path
        Directory of all states; made when first needed.
    """

    root: Path

    def names(self, table: str, kind: str) -> tuple[str, ...]:
        """Return the names of all documents of a kind, sorted."""
        folder = self._folder(table, kind)
        found = folder.iterdir() if folder.is_dir() else ()
        return tuple(sorted(_name_of(file) for file in found if not file.name.startswith(".")))

    def load(self, table: str, kind: str, name: str) -> bytes | None:
        """Return a document, None if there is none."""
        file = self._file(table, kind, name)
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StateError.unreadable(str(file), error.strerror or str(error)) from error
        return content.partition(b"\n")[2] if file.name.endswith(_LONG) else content

    def save(self, table: str, kind: str, documents: Mapping[str, bytes]) -> None:
        """Keep documents; each replaces the one of its name."""
        folder = self._folder(table, kind)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder)
            for name, content in documents.items():
                file = self._file(table, kind, name)
                head = quote(name, safe="").encode() + b"\n" if file.name.endswith(_LONG) else b""
                _replace(file, head + content)
            sync(folder)
        except OSError as error:
            raise StateError.unwritable(str(folder), error.strerror or str(error)) from error

    def remove(self, table: str, kind: str, names: Iterable[str]) -> None:
        """Remove documents; one that is not there is no mistake."""
        for name in names:
            file = self._file(table, kind, name)
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise StateError.unwritable(str(file), error.strerror or str(error)) from error

    def secret(self) -> bytes:
        """Return the key of this store; the first process that asks makes it."""
        file = self.root / _SECRET
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                _create(file, secrets.token_bytes(_SECRET_BYTES))
            return file.read_bytes()
        except OSError as error:
            raise StateError.unwritable(str(file), error.strerror or str(error)) from error

    def _folder(self, table: str, kind: str) -> Path:
        return self.root / "tables" / _quoted(table) / _quoted(kind)

    def _file(self, table: str, kind: str, name: str) -> Path:
        return self._folder(table, kind) / _quoted(name)


_LONG = ".long"


def _quoted(name: str) -> str:
    """Return a file name for any name: it leaves no folder, hides nothing, and is that of no other name."""
    quoted = quote(name, safe="=+,()").replace(".", "%2E", 1 if name.startswith(".") else 0)
    if len(quoted) <= _LONGEST and not quoted.endswith(_LONG):
        return quoted or "%"
    return f"{quoted[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}{_LONG}"


def _name_of(file: Path) -> str:
    if file.name.endswith(_LONG):
        with file.open("rb") as handle:
            return unquote(handle.readline().rstrip(b"\n").decode())
    return "" if file.name == "%" else unquote(file.name)


def _replace(file: Path, content: bytes) -> None:
    draft = _draft(file, content)
    try:
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _create(file: Path, content: bytes) -> None:
    """Write a file unless another process was faster; only its owner may read it."""
    draft = _draft(file, content)
    try:
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _draft(file: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=DRAFT, dir=file.parent)
    with os.fdopen(handle, "wb") as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    return Path(name)


def _sweep(folder: Path) -> None:
    """Remove what a killed process was about to write: drafts that are much older than the folder's last change."""
    latest = folder.stat().st_mtime
    for draft in folder.glob(f"{DRAFT}*"):
        with suppress(FileNotFoundError):
            if latest - draft.stat().st_mtime > _ABANDONED_S:
                draft.unlink()
