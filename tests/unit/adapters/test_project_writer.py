"""Files of a new project: nothing that is there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from lockgate.adapters.project_writer import ProjectWriter
from lockgate.domain.errors import ParameterError


def test_a_file_is_written_with_the_directories_it_needs(tmp_path: Path) -> None:
    where = ProjectWriter(tmp_path / "new").write("contracts/a.yaml", b"x: 1\n")

    assert where == str(tmp_path / "new" / "contracts" / "a.yaml")
    assert Path(where).read_bytes() == b"x: 1\n"
    assert [path.name for path in (tmp_path / "new" / "contracts").iterdir()] == ["a.yaml"]
    assert Path(where).stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine")

    with pytest.raises(ParameterError) as caught:
        ProjectWriter(tmp_path).write("a.yaml", b"theirs")

    assert "is there already" in caught.value.text
    assert "--force" in caught.value.hint
    assert (tmp_path / "a.yaml").read_text() == "mine"


def test_a_file_that_may_be_replaced_is(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine")

    ProjectWriter(tmp_path, overwrite=True).write("a.yaml", b"theirs")

    assert (tmp_path / "a.yaml").read_text() == "theirs"


def test_all_files_are_looked_for_before_one_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("mine")

    with pytest.raises(ParameterError, match=r"b\.yaml"):
        ProjectWriter(tmp_path).refuse_existing(("a.yaml", "b.yaml"))


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ParameterError, match="cannot be written"):
        ProjectWriter(tmp_path / "file").write("a.yaml", b"x")


def test_a_path_is_written_as_seen_from_the_project(tmp_path: Path) -> None:
    assert ProjectWriter(tmp_path / "project").relative(str(tmp_path / "data" / "a.csv")) == "../data/a.csv"


def test_a_file_is_read_if_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\xff")

    assert (ProjectWriter(tmp_path).read("a"), ProjectWriter(tmp_path).read("b")) == ("one\ufffd", None)


def test_who_asks_may_say_what_else_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()

    with pytest.raises(ParameterError, match="try b"):
        ProjectWriter(tmp_path).refuse_existing(("a.yaml",), hint="try b")
