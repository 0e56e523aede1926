"""What is in files: digests of their bytes, read again only where a file may have changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from lockgate.adapters.state_directory import StateDirectory
from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source

__all__ = ["FileContents"]

_SETTLED_NS = 2_000_000_000
"""Age of a file's last change from which on a further change gets another time on any file system."""

Look = tuple[int, int, int]
"""Size, time of the last change, and number of a file."""


@dataclass(frozen=True, slots=True)
class FileContents:
    """Digests files, and remembers the digests of an earlier look by path, size, time of change and inode.

    A file that is changed without a change of any of these is not noticed: a program has to set the time back for
    that. A file that changed less than two seconds before it was looked at is not remembered.

    Parameters
    ----------
    states : StateDirectory
        Where the digests are remembered.
    """

    states: StateDirectory

    def files(self, table: str, source: Source) -> tuple[str, ...]:
        """Return the files of a source, sorted, those that cannot be read among them."""
        from lockgate.adapters.engines.duckdb.sources import resolve  # noqa: PLC0415 - brings the engine

        return tuple(resolve(table, source, are_read=False))

    def digests(self, files: Sequence[str], *, afresh: bool = False) -> dict[str, str]:
        """Return the digest of each file's bytes."""
        known = self._known()
        found: dict[str, str] = {}
        news: dict[str, tuple[Look, str]] = {}
        for file in files:
            place = str(Path(file).absolute())
            look = _look(file)
            seen = known.get(place)
            if seen is not None and seen[0] == look and not afresh:
                found[file] = seen[1]
                continue
            found[file] = _digest(file)
            if time.time_ns() - look[1] > _SETTLED_NS and _look(file) == look:
                news[place] = (look, found[file])
        if news:
            self._remember(known | news)
        return found

    def _known(self) -> dict[str, tuple[Look, str]]:
        content = self.states.load(_TABLE, _KIND, _NAME)
        try:
            return {
                path: ((look[0], look[1], look[2]), digest) for path, (look, digest) in _read(content).items()
            }
        except (ValueError, TypeError, IndexError):  # a damaged memory costs time and nothing else
            return {}

    def _remember(self, known: Mapping[str, tuple[Look, str]]) -> None:
        there = {path: seen for path, seen in known.items() if Path(path).exists()}
        self.states.save(
            _TABLE, _KIND, {_NAME: canonical_bytes({k: [list(v[0]), v[1]] for k, v in there.items()})}
        )


_TABLE, _KIND, _NAME = "", "contents", "files"


def _read(content: bytes | None) -> dict[str, tuple[Sequence[int], str]]:
    loaded: object = json.loads(content) if content else {}
    return cast("dict[str, tuple[Sequence[int], str]]", loaded if isinstance(loaded, dict) else {})


def _look(file: str) -> Look:
    try:
        status = Path(file).stat()
    except OSError as error:
        raise DataError.missing(file, file) from error
    return status.st_size, status.st_mtime_ns, status.st_ino


def _digest(file: str) -> str:
    try:
        with Path(file).open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise DataError.unreadable(file, file, error.strerror or str(error)) from error
