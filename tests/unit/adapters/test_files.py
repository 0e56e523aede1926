"""Files of a project, on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from lockgate.adapters.files import LocalFiles


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff\r\n")

    assert LocalFiles().read(str(tmp_path / "a")) == b"\xff\r\n"


def test_a_file_that_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        LocalFiles().read(str(tmp_path / "a"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [("data/a.csv", "project/data/a.csv"), ("/data/a.csv", "/data/a.csv"), (".", "project")],
)
def test_a_path_is_seen_from_the_directory_unless_it_is_absolute(path: str, expected: str) -> None:
    assert LocalFiles().join("project", path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("delta://lake/flights", "delta://project/lake/flights"),
        ("delta:///lake/flights", "delta:///lake/flights"),
        ("delta://s3://lake/flights", "delta://s3://lake/flights"),
        ("s3://lake/flights", "s3://lake/flights"),
        ("table://sales.orders", "table://sales.orders"),
        ("iceberg://lake/sales.orders", "iceberg://lake/sales.orders"),
    ],
)
def test_only_what_is_a_path_of_this_machine_is_seen_from_the_directory(path: str, expected: str) -> None:
    assert LocalFiles().join("project", path) == expected


def test_names_in_a_directory_are_sorted_and_none_where_there_is_none(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_text("")

    assert LocalFiles().names(str(tmp_path)) == ("a", "b")
    assert LocalFiles().names(str(tmp_path / "nowhere")) == ()
