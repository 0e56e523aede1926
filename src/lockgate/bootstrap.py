"""The composition root: the one place that picks adapters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lockgate.adapters.clocks import SystemClock
from lockgate.adapters.evidence_directory import EvidenceDirectory
from lockgate.adapters.files import LocalFiles
from lockgate.adapters.frames import finding_frame
from lockgate.adapters.programs import LocalPrograms, stop_programs
from lockgate.adapters.project_writer import ProjectWriter
from lockgate.adapters.resumable_directory import ResumableDirectory, fingerprint
from lockgate.app.contract_suites import read_bytes, read_suite
from lockgate.app.engine_spec import EngineSpec
from lockgate.app.ports import EvidenceStore, Files, Ports, Progress, ProjectFiles, Workspace
from lockgate.app.silence import Silence
from lockgate.domain.clock import Clock, FixedClock
from lockgate.scan.suite import Suite

if TYPE_CHECKING:
    from lockgate.app.ports import ModelScorer
    from lockgate.app.project.spec import Project
    from lockgate.scan.engine import Engine

__all__ = [
    "clock_of",
    "engine_of",
    "evidence_of",
    "files",
    "finding_frame",
    "open_project",
    "ports_of",
    "scorer_of",
    "stop_programs",
    "suite_from",
    "workspace_of",
    "writer_of",
]


def files() -> Files:
    """Return the file system."""
    return LocalFiles()


def clock_of(now: datetime | None) -> Clock:
    """Return a clock that stands at `now`, or the machine's."""
    return SystemClock() if now is None else FixedClock(now)


def engine_of(spec: EngineSpec | None = None, tables: Iterable[object] = ()) -> Engine:
    """Return the engine that a spec asks for, or that tables in memory belong to; only that one is imported."""
    chosen = spec or EngineSpec()
    if chosen.kind == "spark" or any(map(_is_spark_frame, tables)):
        from lockgate.adapters.engines.spark import SparkEngine  # noqa: PLC0415 - `--help` needs no engine

        options = {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in chosen.options.items()
        }
        return SparkEngine(chosen.master, chosen.remote, options)
    if chosen.kind == "postgres":
        from lockgate.adapters.engines.postgres import PostgresEngine  # noqa: PLC0415 - as above

        return PostgresEngine(chosen.dsn_variable, chosen.timeout)
    from lockgate.adapters.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - as above

    return DuckDBEngine(chosen.threads, chosen.memory_limit, chosen.temp_directory)


def _is_spark_frame(table: object) -> bool:
    return type(table).__module__.startswith("pyspark.sql")


def evidence_of(root: str, directory: str = "") -> EvidenceStore:
    """Return the store of evidence: `directory`, or the project's own."""
    return EvidenceDirectory(Path(directory) if directory else Path(root) / ".lockgate" / "evidence")


def scorer_of(engine: Engine) -> ModelScorer:
    """Return what runs model files."""
    from lockgate.adapters.models.scorer import FileScorer  # noqa: PLC0415 - only scoring needs it

    return FileScorer(engine)


def open_project(path: str) -> Project:
    """Read the project file at `path`.

    Raises
    ------
    DocumentError
        With every mistake of it.
    """
    from lockgate.app.project.read import read_project  # noqa: PLC0415 - brings the model gates, and so numpy

    root = str(Path(path).parent)
    return read_project(read_bytes(files(), path, "the project file"), path, root)


def ports_of(
    project: Project, *, now: datetime | None = None, evidence: str = "", progress: Progress | None = None
) -> Ports:
    """Return the outside world of a project's run."""
    engine = engine_of(project.engine)
    return Ports(
        engine=engine,
        files=files(),
        programs=LocalPrograms(),
        scorer=scorer_of(engine),
        evidence=evidence_of(project.root, evidence),
        clock=clock_of(now),
        progress=progress or Silence(),
    )


def writer_of(directory: str, *, overwrite: bool) -> ProjectFiles:
    """Return what writes the files of a new project."""
    return ProjectWriter(Path(directory), overwrite)


def workspace_of(
    directory: str, words: tuple[str, ...], inputs: tuple[str, ...], *, overwrite: bool
) -> Workspace:
    """Return the directory that is made from the files `inputs`, and from what `words` say.

    Unfinished work of the same words and files is taken up again.

    Raises
    ------
    OutputError
        If it is there and may not be replaced, another process makes it, or it cannot be made.
    """
    return ResumableDirectory(Path(directory), fingerprint(words, inputs), overwrite=overwrite)


def suite_from(contract: str, table: str) -> Suite:
    """Return the checks of the contract at path `contract` for `table`."""
    return read_suite(files(), contract, table)
