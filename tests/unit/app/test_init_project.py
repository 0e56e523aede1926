from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import NOW, Home

from lockgate.app.init_project import init_project
from lockgate.app.run_project import RunOptions, run_project
from lockgate.bootstrap import clock_of, engine_of, open_project, ports_of, writer_of
from lockgate.domain.errors import DataError, ParameterError
from lockgate.domain.verdict import Verdict

TABLE = {"id": list(range(500)), "minutes": [20 + number % 60 for number in range(500)]}
NAMES = ["trips", "new trips", "yes", "12", "a: b", 'quo"te', "../up", "飛行機", "...", "-x"]


def init(root: Path, table: str = "trips", *, location: str = "data/trips.parquet") -> list[str]:
    return init_project(
        str(root / location),
        table,
        engine=engine_of(),
        clock=clock_of(NOW),
        writer=writer_of(str(root), overwrite=False),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_project_of_a_table_of_any_name_runs_at_once_and_passes(tmp_path: Path, name: str) -> None:
    Home(tmp_path).table("trips", TABLE)

    paths = init(tmp_path, name)

    assert sorted(path for path in paths if not Path(path).is_relative_to(tmp_path)) == []
    project = open_project(str(tmp_path / "lockgate.yaml"))
    run = run_project(project, ports_of(project, now=NOW), RunOptions())
    assert (list(project.data), run.result.verdict) == ([name], Verdict.PASS)


def test_the_contract_comes_first_and_then_what_asks_for_it(tmp_path: Path) -> None:
    Home(tmp_path).table("trips", TABLE)

    paths = init(tmp_path)

    assert [str(Path(path).relative_to(tmp_path)) for path in paths] == [
        "contracts/trips.odcs.yaml",
        "lockgate.yaml",
        ".gitignore",
    ]
    assert (tmp_path / ".gitignore").read_text().splitlines()[-1] == ".lockgate/"


def test_a_list_of_what_git_ignores_is_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.table("trips", TABLE)
    home.write(".gitignore", "mine\n")

    paths = init(tmp_path)

    assert [Path(path).name for path in paths] == ["trips.odcs.yaml", "lockgate.yaml"]
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


def test_a_second_table_is_refused_with_the_lines_that_add_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.table("trips", TABLE)
    home.table("stops", TABLE)
    init(tmp_path)

    with pytest.raises(ParameterError) as caught:
        init(tmp_path, "stops", location="data/stops.parquet")

    lines = caught.value.hint.splitlines()
    assert "lockgate contract infer data/stops.parquet --output contracts/stops.odcs.yaml" in lines
    assert "  stops: {source: data/stops.parquet, contract: contracts/stops.odcs.yaml}" in lines
    assert "    - contract: stops" in lines


@pytest.mark.parametrize("there", ["lockgate.yaml", "contracts/trips.odcs.yaml"])
def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path, there: str) -> None:
    home = Home(tmp_path)
    home.table("trips", TABLE)
    home.write(there, "mine")

    with pytest.raises(ParameterError):
        init(tmp_path)

    assert (tmp_path / there).read_text() == "mine"
    assert sum(1 for path in tmp_path.rglob("*.yaml")) == 1


def test_nothing_is_written_for_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        init(tmp_path)

    assert list(tmp_path.iterdir()) == []
