from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.fakes.projects import NOW, Home, Listener, trips_contract

from lockgate.adapters.engines.postgres import PostgresEngine
from lockgate.adapters.engines.spark import SparkEngine
from lockgate.app.engine_spec import EngineSpec
from lockgate.app.silence import Silence
from lockgate.bootstrap import (
    clock_of,
    engine_of,
    evidence_of,
    files,
    open_project,
    ports_of,
    scorer_of,
    suite_from,
    writer_of,
)
from lockgate.domain.errors import DocumentError, ParameterError
from lockgate.scan.engine import Source


def test_a_clock_stands_still_where_an_instant_is_given() -> None:
    assert clock_of(NOW).now() == NOW


def test_without_an_instant_the_machine_tells_the_time() -> None:
    clock = clock_of(None)

    assert clock.now().tzinfo is UTC
    assert clock.now() > datetime(2020, 1, 1, tzinfo=UTC)


def test_the_engine_is_the_one_that_the_project_names_or_that_a_frame_belongs_to() -> None:
    frame = type("DataFrame", (), {"__module__": "pyspark.sql.classic.dataframe"})()
    options: dict[str, str | int | bool] = {"spark.ui.enabled": False, "spark.sql.shuffle.partitions": 8}

    spark = engine_of(EngineSpec(kind="spark", master="yarn", options=options))
    postgres = engine_of(EngineSpec(kind="postgres", dsn_variable="DSN"))
    of_frame = engine_of(tables=(None, frame))

    assert spark == SparkEngine("yarn", "", {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "8"})
    assert postgres == PostgresEngine("DSN")
    assert of_frame == SparkEngine()


@pytest.mark.parametrize("spec", [None, EngineSpec(threads=1, memory_limit="64MiB")])
def test_the_engine_reads_tables(tmp_path: Path, spec: EngineSpec | None) -> None:
    location = tmp_path / Home(tmp_path).table("trips")

    session = engine_of(spec).open({"trips": Source(str(location))})

    assert len(session.schema("trips").columns) == 3
    session.close()


def test_files_are_joined_to_the_root_unless_absolute() -> None:
    assert files().join("home", "a/b.yaml") == str(Path("home/a/b.yaml"))
    assert files().join("home", "/a/b.yaml") == "/a/b.yaml"


def test_evidence_is_the_projects_own_unless_told(tmp_path: Path) -> None:
    root, other = tmp_path / "home", tmp_path / "kept"

    own = evidence_of(str(root)).save("a1", {"run.json": b"{}"})
    told = evidence_of(str(root), str(other)).save("a1", {"run.json": b"{}"})

    assert own == str(root / ".lockgate/evidence/a1")
    assert told == str(other / "a1")


def test_a_project_is_opened_with_its_directory_as_root(tmp_path: Path) -> None:
    text = "lockgate: 1\nproject: trips\nstages:\n  train:\n    - pytest: tests\n"
    path = tmp_path / Home(tmp_path).write("home/lockgate.yaml", text)

    project = open_project(str(path))

    assert (project.name, project.root) == ("trips", str(tmp_path / "home"))


def test_mistakes_of_a_project_file_carry_its_path(tmp_path: Path) -> None:
    path = tmp_path / Home(tmp_path).write("lockgate.yaml", "lockgate: 1\n")

    with pytest.raises(DocumentError, match=f"{path}:1:1"):
        open_project(str(path))


def test_a_project_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="the project file cannot be read: No such file or directory"):
        open_project(str(tmp_path / "lockgate.yaml"))


def test_the_ports_of_a_project_are_its_own(tmp_path: Path) -> None:
    project = Home(tmp_path).project("", "  train:\n    - pytest: tests\n")
    listener = Listener()

    quiet, watched = ports_of(project), ports_of(project, now=NOW, evidence=str(tmp_path), progress=listener)

    assert isinstance(quiet.progress, Silence)
    assert watched.progress is listener
    assert watched.clock.now() == NOW
    assert watched.evidence.save("a1", {"run.json": b"{}"}) == str(tmp_path / "a1")


def test_the_scorer_uses_the_engine_it_is_given() -> None:
    engine = engine_of()

    assert getattr(scorer_of(engine), "engine", None) is engine


def test_a_writer_refuses_to_replace_a_file_unless_told(tmp_path: Path) -> None:
    writer_of(str(tmp_path), overwrite=False).write("a.yaml", b"1")

    with pytest.raises(ParameterError):
        writer_of(str(tmp_path), overwrite=False).refuse_existing(("a.yaml",))
    writer_of(str(tmp_path), overwrite=True).refuse_existing(("a.yaml",))


def test_a_suite_is_read_from_the_path_of_a_contract(tmp_path: Path) -> None:
    path = tmp_path / Home(tmp_path).write("a.yaml", trips_contract())

    assert suite_from(str(path), "trips").key == ("id",)
