"""Evidence in a directory: one folder a run, written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lockgate.domain.errors import EvidenceError

__all__ = ["EvidenceDirectory"]

_LATEST, _MAIN = "latest", "run.json"
_RUN_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class EvidenceDirectory:
    """Keeps each run under ``<root>/<run id>/``.

    A run is written to a folder of its own and then renamed, so that a reader never sees half of it and two runs
    at once do not disturb each other. A run that is there already has the same bytes, because the bytes name it.

    Parameters
    ----------
    root : Path
        Directory of all runs; made when first needed.
    """

    root: Path

    def save(self, run_id: str, documents: Mapping[str, bytes]) -> str:
        """Keep the documents of a run and return its folder."""
        target = self.root / _plain_name(run_id)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.root))
            draft.chmod(0o755)
            try:
                _write_all(draft, documents)
                _place(draft, target)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            _point(self.root / _LATEST, run_id)
        except OSError as error:
            raise EvidenceError.unwritable(str(target), error.strerror or str(error)) from error
        return str(target)

    def runs(self) -> tuple[str, ...]:
        """Return the ids of all runs, newest first."""
        found = {
            file.parent.name: file.stat().st_mtime_ns
            for file in self.root.glob(f"*/{_MAIN}")
            if _RUN_ID.fullmatch(file.parent.name)
        }
        return tuple(sorted(found, key=lambda name: (-found[name], name)))

    def load(self, run_id: str) -> dict[str, bytes]:
        """Return the documents of a run; the beginning of its id is enough where only one begins so."""
        folder = Path(self.place(run_id))
        try:
            found = {
                str(file.relative_to(folder)): file.read_bytes()
                for file in sorted(folder.rglob("*"))
                if file.is_file()
            }
        except OSError as error:
            raise EvidenceError.unreadable(str(folder), error.strerror or str(error)) from error
        if (folder / _MAIN).is_dir():
            raise EvidenceError.damaged(str(folder), f"`{_MAIN}` is a directory")
        if _MAIN not in found:
            raise EvidenceError.unknown_run(folder.name, self.runs())
        return found

    def place(self, run_id: str) -> str:
        """Return the folder of a run; the beginning of its id is enough where only one begins so."""
        try:
            name = run_id if run_id not in ("", _LATEST) else (self.root / _LATEST).read_text().strip()
            return str(self.root / self._whole(_plain_name(name)))
        except (OSError, UnicodeError) as error:
            reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
            raise EvidenceError.unreadable(str(self.root / run_id), reason) from error

    def _whole(self, name: str) -> str:
        """Return the id that begins with `name`; the name itself if it is one, or none begins so."""
        if (self.root / name).is_dir():
            return name
        longer = [run_id for run_id in self.runs() if run_id.startswith(name)]
        if len(longer) > 1:
            raise EvidenceError.ambiguous_run(name, longer)
        return longer[0] if longer else name


def _plain_name(run_id: str) -> str:
    """Return the id if it names a folder of the root, and nothing above or hidden in it."""
    if not _RUN_ID.fullmatch(run_id):
        raise EvidenceError.unreadable(run_id, "a run id is a plain name")
    return run_id


def _write_all(folder: Path, documents: Mapping[str, bytes]) -> None:
    for name, content in documents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())


def _place(draft: Path, target: Path) -> None:
    """Put the draft in its place, or its files where the run is there already: each is whole at any moment."""
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        for file in sorted(path for path in draft.rglob("*") if path.is_file()):
            there = target / file.relative_to(draft)
            there.parent.mkdir(parents=True, exist_ok=True)
            file.replace(there)


def _point(file: Path, run_id: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".latest-", dir=file.parent)
    with os.fdopen(handle, "w") as draft:
        draft.write(run_id + "\n")
    Path(name).chmod(0o644)  # whoever may read the runs may read which is the latest
    Path(name).replace(file)
