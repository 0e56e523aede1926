"""A directory that appears whole or not at all, and whose unfinished making can be taken up again."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from lockgate.adapters.whole_files import DRAFT, keep, sync
from lockgate.domain.codec import digest
from lockgate.domain.errors import OutputError

__all__ = ["ResumableDirectory", "fingerprint"]


_IDENTITY = "identity"
_LOCK = "lock"


def fingerprint(words: Iterable[str], files: Iterable[str]) -> str:
    """Return what tells one piece of work from another: some words, and path, size and time of change of files.

    A file that was changed without a change of its size and time is not noticed.

    Raises
    ------
    OSError
        If a file is not there.
    """
    seen = []
    for file in files:
        status = Path(file).stat()
        seen.append([str(Path(file).resolve()), status.st_size, status.st_mtime_ns])
    return digest([list(words), seen])


class ResumableDirectory:
    """Makes the directory `target` in a hidden one beside it, which is renamed when everything is there.

    A file is in the hidden directory under its own name only when it is complete, so whoever takes the work up
    again, after a crash at any moment, makes what is missing and nothing else. Work of another identity is thrown
    away. One process at a time works on a target.

    Parameters
    ----------
    target : Path
        The directory to make.
    identity : str
        What tells this work from any other.
    overwrite : bool, default=False
        Whether a target that is there is replaced, in the moment in which the new one is complete.

    Raises
    ------
    OutputError
        If the target is there and may not be replaced, another process works on it, or it cannot be written.
    """

    def __init__(self, target: Path, identity: str, *, overwrite: bool = False) -> None:
        self._target = target
        self._partial = target.parent / f".{target.name}.partial"
        self._overwrite = overwrite
        if target.exists() and not overwrite:
            raise OutputError.exists(str(target))
        try:
            self._partial.mkdir(parents=True, exist_ok=True)
            self._lock = self._locked()
            self._take_up(identity)
        except OSError as error:
            raise OutputError.unwritable(str(target), error.strerror or str(error)) from error

    @property
    def directory(self) -> str:
        """Return where files are made."""
        return str(self._partial)

    def has(self, name: str) -> bool:
        """Tell whether a file is complete."""
        return (self._partial / name).is_file()

    def path(self, name: str) -> str:
        """Return where to write a file, whole or not at all."""
        file = self._partial / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return str(file)

    def finish(self, documents: Mapping[str, bytes], leave_out: Iterable[str] = ()) -> str:
        """Add documents, drop the files that only the making needed, and give the directory its name."""
        try:
            for name, content in documents.items():
                self._write(name, content)
            for name in (*leave_out, _IDENTITY, _LOCK):
                (self._partial / name).unlink(missing_ok=True)
            self._place()
        except OSError as error:
            raise OutputError.unwritable(str(self._target), error.strerror or str(error)) from error
        self.close()
        return str(self._target)

    def close(self) -> None:
        """Let others work on the target; what is unfinished stays for the next time."""
        self._lock.close()

    def _locked(self) -> TextIO:
        handle = (self._partial / _LOCK).open("a")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.fstat(handle.fileno()).st_ino == (self._partial / _LOCK).stat().st_ino
        except OSError:
            is_ours = False
        if not is_ours:
            handle.close()
            raise OutputError.busy(str(self._target))
        return handle

    def _take_up(self, identity: str) -> None:
        if not self._is_of(identity):
            self._clear(identity)
        for draft in self._partial.rglob(f"{DRAFT}*"):  # what a killed process was about to write
            draft.unlink()

    def _is_of(self, identity: str) -> bool:
        try:
            return (self._partial / _IDENTITY).read_text() == identity
        except FileNotFoundError:
            return False

    def _clear(self, identity: str) -> None:
        for path in self._partial.iterdir():
            if path.name != _LOCK:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._write(_IDENTITY, identity.encode())

    def _write(self, name: str, content: bytes) -> None:
        draft = self._partial / f"{DRAFT}{name}"
        draft.write_bytes(content)
        keep(draft, self._partial / name)

    def _place(self) -> None:
        """Rename; an old target steps aside first, and is removed when the new one is in its place."""
        sync(self._partial)
        old = self._target.parent / f".{self._target.name}.old"
        if self._overwrite and self._target.exists():
            shutil.rmtree(old, ignore_errors=True)
            self._target.rename(old)
        self._partial.rename(self._target)
        sync(self._target.parent)
        if old.exists():
            shutil.rmtree(old)
