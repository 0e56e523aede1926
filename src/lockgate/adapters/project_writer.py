"""Writes the files of a new project; nothing that is there is lost."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lockgate.domain.errors import ParameterError

__all__ = ["ProjectWriter"]


@dataclass(frozen=True, slots=True)
class ProjectWriter:
    """Writes below one directory.

    Parameters
    ----------
    root : Path
        The directory; made when first needed.
    overwrite : bool, default=False
        Whether a file that is there may be replaced.
    """

    root: Path
    overwrite: bool = False

    def refuse_existing(self, paths: tuple[str, ...], *, hint: str = "") -> None:
        """Check that none of the files is there; `hint` says what to do instead.

        Raises
        ------
        ParameterError
            If one is, and may not be replaced.
        """
        there = [path for path in paths if (self.root / path).exists()]
        if there and not self.overwrite:
            usual = "write to another directory with --directory, or overwrite with --force"
            raise ParameterError("LG101", "output", f"`{self.root / there[0]}` is there already", hint or usual)

    def read(self, path: str) -> str | None:
        """Return the text of a file, None if there is none; a byte that is no text is a sign of its own."""
        target = self.root / path
        return target.read_text(encoding="utf-8", errors="replace") if target.is_file() else None

    def relative(self, location: str) -> str:
        """Return a path as it must be written in a file of the directory."""
        return os.path.relpath(location, self.root)

    def write(self, path: str, content: bytes) -> str:
        """Write one file, whole or not at all, and return its path.

        Raises
        ------
        ParameterError
            If it is there and may not be replaced, or cannot be written.
        """
        self.refuse_existing((path,))
        target = self.root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".draft-", dir=target.parent)
            with os.fdopen(handle, "wb") as draft:
                draft.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except OSError as error:
            text = f"`{target}` cannot be written: {error.strerror or error}"
            raise ParameterError("LG101", "init", text, "choose a writable directory") from error
        return str(target)
