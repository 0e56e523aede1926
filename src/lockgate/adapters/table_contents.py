"""What is in tables: known by files, by versions, or not at all."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lockgate.adapters.file_contents import FileContents
from lockgate.adapters.lakes import open_lake
from lockgate.app.engine_spec import EngineSpec
from lockgate.app.store_ports import Content
from lockgate.domain.codec import digest
from lockgate.scan.engine import Source

__all__ = ["TableContents"]

_FILES = ("", "csv", "json", "orc", "parquet")
"""Formats of tables that are files and nothing else."""


@dataclass(frozen=True, slots=True)
class TableContents:
    """Tells what is in tables.

    Files are known by the digests of their bytes; Delta Lake and Iceberg tables that this process reads itself by their
    versions. What is in a table of a database, in a table that Spark knows by name, or in files on another machine,
    only reading it would tell.

    Parameters
    ----------
    memory : FileContents
        Digests files.
    engine : EngineSpec
        The engine that reads the tables.
    """

    memory: FileContents
    engine: EngineSpec

    def of(self, table: str, source: Source, *, afresh: bool = False) -> Content:
        """Return what a table holds now."""
        if self.engine.kind != "duckdb":
            identity = self._identity(self._seen_by_spark(source), afresh=afresh)
            return Content(source=source, identity=identity, version=str(source.options.get("version", "")))
        snapshot = open_lake(table, source)
        if snapshot is None:
            identity = self._identity(self.files(table, source), afresh=afresh)
            return Content(source=source, identity=identity)
        return Content(source=snapshot.pinned(source), identity=snapshot.identity, version=snapshot.version)

    def files(self, table: str, source: Source) -> Sequence[str]:
        """Return the files of a source, sorted."""
        return self.memory.files(table, source)

    def digests(self, files: Sequence[str], *, afresh: bool = False) -> dict[str, str]:
        """Return the digest of each file's bytes."""
        return self.memory.digests(files, afresh=afresh)

    def _identity(self, files: Sequence[str], *, afresh: bool) -> str:
        return digest(sorted(self.digests(files, afresh=afresh).values())) if files else ""

    def _seen_by_spark(self, source: Source) -> list[str]:
        """Return every file at the source, for Spark may read each; none unless Spark runs on this machine."""
        is_here = self.engine.master.startswith("local") and not self.engine.remote
        if self.engine.kind != "spark" or not is_here or source.format not in _FILES:
            return []
        found: set[Path] = set()
        for place in map(Path, glob.glob(source.location, recursive=True)):  # noqa: PTH207 - any root
            found |= set(place.rglob("*")) if place.is_dir() else {place}
        return sorted(str(file) for file in found if file.is_file())
