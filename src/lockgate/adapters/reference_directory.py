"""Accepted references as files: ``references/<table>/<version>.json``, never changed once written."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lockgate.domain.errors import StateError

__all__ = ["ReferenceDirectory"]

_NAME = re.compile(r"[\w][\w .-]*")
_ENDING = ".json"


@dataclass(frozen=True, slots=True)
class ReferenceDirectory:
    """References below one directory.

    Parameters
    ----------
    root : Path
        The directory; made when first needed.
    """

    root: Path

    def versions(self, table: str) -> Sequence[str]:
        """Return the versions of a table, oldest first; of an empty name, every ``TABLE/VERSION``."""
        if not table:
            tables = sorted(path.name for path in self.root.glob("*") if path.is_dir())
            return [f"{name}/{version}" for name in tables for version in self.versions(name)]
        files = self.root.joinpath(table).glob(f"*{_ENDING}") if _NAME.fullmatch(table) else ()
        return sorted((file.name.removesuffix(_ENDING) for file in files), key=_age)

    def load(self, table: str, version: str) -> bytes:
        """Return a reference.

        Raises
        ------
        StateError
            If there is none of that name, or it cannot be read.
        """
        if version not in self.versions(table):
            raise StateError.no_reference(f"{table}/{version}" if version else table, self.versions(""))
        try:
            return self._path(table, version).read_bytes()
        except OSError as error:
            raise StateError.unreadable(
                f"reference `{table}/{version}`", error.strerror or str(error)
            ) from error

    def save(self, table: str, version: str, content: bytes) -> str:
        """Keep a new reference, whole or not at all, and return its path.

        Raises
        ------
        StateError
            If the version is there already, its name is none, or it cannot be written.
        """
        where = f"reference `{table}/{version}`"
        if not (_NAME.fullmatch(table) and _NAME.fullmatch(version)):
            raise StateError.unwritable_reference(where, "names are letters, digits, spaces, `-`, `_` and `.`")
        target = self._path(table, version)
        draft = ""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=".draft-", dir=target.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(0o644)
            os.link(draft, target)  # refuses, in one step, a name that is taken
        except FileExistsError as error:
            raise StateError.unwritable_reference(
                where, "it is there already, and an accepted reference never changes"
            ) from error
        except OSError as error:
            raise StateError.unwritable_reference(where, error.strerror or str(error)) from error
        finally:
            if draft:
                Path(draft).unlink(missing_ok=True)
        return str(target)

    def _path(self, table: str, version: str) -> Path:
        return self.root / table / f"{version}{_ENDING}"


def _age(version: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key in which ``v10`` follows ``v9``."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", version))
