"""Files of a project, on disk."""

from __future__ import annotations

from pathlib import Path

__all__ = ["LocalFiles"]

_PATHS = ("delta",)
"""Schemes before what is a path of this machine unless it names another one's."""


class LocalFiles:
    """Reads texts from the local file system."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return Path(path).read_bytes()

    def join(self, root: str, path: str) -> str:
        """Return `path` as seen from the directory `root`; absolute paths stay, and what is named in another way."""
        scheme, is_named, rest = path.partition("://")
        if not is_named:
            return str(Path(root) / path)
        is_here = scheme in _PATHS and "://" not in rest
        return f"{scheme}://{Path(root) / rest}" if is_here else path

    def names(self, path: str) -> tuple[str, ...]:
        """Return the names of files and folders in a directory, sorted; empty where there is none."""
        folder = Path(path)
        return tuple(sorted(one.name for one in folder.iterdir())) if folder.is_dir() else ()
