"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["DRAFT", "keep", "sync"]

DRAFT = ".draft-"
"""Beginning of the name of a file that is being written."""


def keep(draft: Path, file: Path) -> None:
    """Give a written file its name, in a way that outlives a loss of power: it is there whole, or not at all."""
    sync(draft)
    draft.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a directory, outlive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a directory
            os.fsync(handle)
    finally:
        os.close(handle)
