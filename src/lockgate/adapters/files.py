"""Files of a project, on disk."""

from __future__ import annotations

from pathlib import Path

__all__ = ["LocalFiles"]


class LocalFiles:
    """Reads texts from the local file system."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return Path(path).read_bytes()

    def join(self, root: str, path: str) -> str:
        """Return `path` as seen from the directory `root`; absolute paths stay."""
        return str(Path(root) / path)

    def names(self, path: str) -> tuple[str, ...]:
        """Return the names of files and folders in a directory, sorted; empty where there is none."""
        folder = Path(path)
        return tuple(sorted(one.name for one in folder.iterdir())) if folder.is_dir() else ()
