"""The composition root: the one place that picks adapters."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lockgate.adapters.clocks import SystemClock
from lockgate.adapters.contract_history import ContractHistory
from lockgate.adapters.evidence_directory import EvidenceDirectory
from lockgate.adapters.file_contents import FileContents
from lockgate.adapters.files import LocalFiles
from lockgate.adapters.frames import finding_frame
from lockgate.adapters.git_revisions import GitRevisions
from lockgate.adapters.programs import LocalPrograms, stop_programs
from lockgate.adapters.project_writer import ProjectWriter
from lockgate.adapters.reference_directory import ReferenceDirectory
from lockgate.adapters.resumable_directory import ResumableDirectory, fingerprint
from lockgate.adapters.state_directory import StateDirectory
from lockgate.adapters.table_contents import TableContents
from lockgate.app.contract_suites import read_bytes, read_suite
from lockgate.app.engine_spec import EngineSpec
from lockgate.app.ports import Files, Ports, Progress, ProjectFiles, Revisions, Workspace
from lockgate.app.silence import Silence
from lockgate.app.store_ports import EvidenceStore, ReferenceStore, VersionStore
from lockgate.domain.clock import Clock, FixedClock
from lockgate.domain.errors import MigrationError
from lockgate.scan.suite import Suite

if TYPE_CHECKING:
    from lockgate.app.migration.ports import Folder, TableStore
    from lockgate.app.model_ports import ModelLoader, ModelScorer
    from lockgate.app.project.spec import Project
    from lockgate.drift.reference import Reference
    from lockgate.migrations.migration import Target
    from lockgate.scan.engine import Engine, Source

__all__ = [
    "clock_of",
    "engine_of",
    "evidence_of",
    "files",
    "finding_frame",
    "folders",
    "history_of",
    "models",
    "open_project",
    "ports_of",
    "reference_from",
    "references_of",
    "revisions",
    "scorer_of",
    "stop_programs",
    "store_of",
    "suite_from",
    "workspace_of",
    "writer_of",
]


def files() -> Files:
    """Return the file system."""
    return LocalFiles()


def folders() -> Folder:
    """Return the file system, as folders of migrations see it."""
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


def history_of(contract: str) -> VersionStore:
    """Return the released versions that are kept beside the contract at path `contract`."""
    return ContractHistory(Path(contract).parent / "history")


def revisions() -> Revisions:
    """Return the revisions of git."""
    return GitRevisions()


def references_of(root: str) -> ReferenceStore:
    """Return the store of references: the folder ``references`` of the project."""
    return ReferenceDirectory(Path(root) / "references")


def models() -> ModelLoader:
    """Return what loads models; the package of a format is imported when a model of it is loaded."""
    from lockgate.adapters.models.loader import AnyModelLoader  # noqa: PLC0415 - brings numpy

    return AnyModelLoader()


def scorer_of(engine: Engine) -> ModelScorer:
    """Return what scores tables."""
    from lockgate.adapters.models.scorer import TableScorer  # noqa: PLC0415 - brings numpy

    return TableScorer(engine, models())


def open_project(path: str) -> Project:
    """Read the project file at `path`, and the files of pinned slices that it names.

    Raises
    ------
    DocumentError
        With every mistake of it.
    """
    from lockgate.app.project.registry import with_registries  # noqa: PLC0415 - brings the model gates, and so numpy

    return with_registries(files(), project_without_pins(path))


def project_without_pins(path: str) -> Project:
    """Read the project file at `path` alone: for those who write the files of pinned slices.

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
    from lockgate.adapters.art_attacks import ArtAttacks  # noqa: PLC0415 - brings numpy
    from lockgate.adapters.forecasters.holt_winters import HoltWinters  # noqa: PLC0415 - brings numpy
    from lockgate.adapters.hypothesis_search import HypothesisSearch  # noqa: PLC0415 - brings numpy
    from lockgate.adapters.machine import LocalMachine  # noqa: PLC0415 - as above
    from lockgate.adapters.scratch import MemoryScratch  # noqa: PLC0415 - brings an engine
    from lockgate.adapters.shap_values import ShapValues  # noqa: PLC0415 - brings numpy

    engine = engine_of(project.engine)
    states = StateDirectory(Path(project.root) / ".lockgate" / "states")
    return Ports(
        engine=engine,
        files=files(),
        programs=LocalPrograms(),
        models=models(),
        scorer=scorer_of(engine),
        machine=LocalMachine(),
        evidence=evidence_of(project.root, evidence),
        references=references_of(project.root),
        states=states,
        contents=TableContents(FileContents(states), project.engine),
        forecaster=HoltWinters(),
        scratch=MemoryScratch(),
        cases=HypothesisSearch(),
        attributions=ShapValues(),
        attacks=ArtAttacks(),
        clock=clock_of(now),
        progress=progress or Silence(),
    )


def writer_of(directory: str, *, overwrite: bool) -> ProjectFiles:
    """Return what writes the files of a new project."""
    return ProjectWriter(Path(directory), overwrite)


def store_of(target: Target, root: str) -> TableStore:
    """Return where the table of a folder of migrations is kept; `root` is the folder.

    Raises
    ------
    MigrationError
        If the environment variable that should hold the URL is not set.
    """
    if target.parquet:
        from lockgate.adapters.migrations.parquet_store import ParquetStore  # noqa: PLC0415 - brings an engine

        return ParquetStore(target.table, Path(os.path.normpath(Path(root) / target.parquet)))
    from lockgate.adapters.migrations.postgres_store import PostgresStore  # noqa: PLC0415 - as above

    url = os.environ.get(target.postgres, "")
    if not url:
        reason = f"the environment variable {target.postgres} is not set"
        raise MigrationError.no_target(
            target.table, reason, "set it to the URL: postgresql://user@host/database"
        )
    return PostgresStore(target.table, target.schema, target.postgres, url)


def reference_from(path: str) -> Reference | None:
    """Return the reference in the file at `path`; None if the file is another kind of JSON.

    Raises
    ------
    StateError
        If it is a reference that was changed since it was accepted, or of another version.
    """
    from lockgate.drift.reference import Reference, is_reference  # noqa: PLC0415 - only drift needs it

    content = read_bytes(files(), path, "the reference")
    return Reference.from_bytes(content, f"reference `{path}`") if is_reference(content) else None


def workspace_of(
    directory: str, words: tuple[str, ...], inputs: tuple[Source, ...], *, overwrite: bool
) -> Workspace:
    """Return the directory that is made from `inputs`, each one file or one version, and from what `words` say.

    Unfinished work of the same words and inputs is taken up again.

    Raises
    ------
    OutputError
        If it is there and may not be replaced, another process makes it, or it cannot be made.
    """
    from lockgate.adapters.lakes import open_lake  # noqa: PLC0415 - only where rows are written

    snapshots = [open_lake(source.location, source) for source in inputs]
    versions = [snapshot.identity for snapshot in snapshots if snapshot is not None]
    read = [source.location for source, lake in zip(inputs, snapshots, strict=True) if lake is None]
    return ResumableDirectory(Path(directory), fingerprint((*words, *versions), read), overwrite=overwrite)


def suite_from(contract: str, table: str) -> Suite:
    """Return the checks of the contract at path `contract` for `table`."""
    return read_suite(files(), contract, table)
