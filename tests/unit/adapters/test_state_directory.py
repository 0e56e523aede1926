"""States in a directory."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from lockgate.adapters.state_directory import StateDirectory
from lockgate.domain.errors import StateError

NAMES = [
    "2013-01-01",
    "a/b c/ü.parquet",
    "..",
    ".hidden",
    "",
    "x" * 400,
    "y.long",
    "%",
    "(null)",
    "day=1/part-0.parquet",
]


@pytest.fixture
def store(tmp_path: Path) -> StateDirectory:
    return StateDirectory(tmp_path / "states")


def test_a_document_of_any_name_comes_back(store: StateDirectory, tmp_path: Path) -> None:
    store.save("a/b", "partition", {name: name.encode() for name in NAMES})

    assert store.names("a/b", "partition") == tuple(sorted(NAMES))
    assert [store.load("a/b", "partition", name) for name in NAMES] == [name.encode() for name in NAMES]
    assert all(file.is_relative_to(tmp_path / "states") for file in tmp_path.rglob("*") if file.is_file())


def test_kinds_and_tables_are_apart(store: StateDirectory) -> None:
    store.save("t", "partition", {"a": b"1"})

    assert store.load("t", "census", "a") is None
    assert store.names("u", "partition") == ()


def test_a_document_is_replaced_and_removed(store: StateDirectory) -> None:
    store.save("t", "partition", {"a": b"1", "b": b"2"})
    store.save("t", "partition", {"a": b"3"})
    store.remove("t", "partition", ["b", "never there"])

    assert store.load("t", "partition", "a") == b"3"
    assert store.names("t", "partition") == ("a",)


def test_half_written_drafts_are_not_read_and_old_ones_are_swept(store: StateDirectory, tmp_path: Path) -> None:
    store.save("t", "partition", {"a": b"1"})
    folder = tmp_path / "states/tables/t/partition"
    for name, age in ((".draft-old", 9_999), (".draft-new", 0)):
        (folder / name).write_bytes(b"half")
        moment = folder.stat().st_mtime - age
        os.utime(folder / name, (moment, moment))

    store.save("t", "partition", {"b": b"2"})

    assert store.names("t", "partition") == ("a", "b")
    assert sorted(file.name for file in folder.glob(".*")) == [".draft-new"]


def test_writers_at_once_leave_the_whole_document_of_one(store: StateDirectory) -> None:
    contents = [bytes([65 + number]) * 200_000 for number in range(4)]

    def write(content: bytes) -> None:
        for _ in range(10):
            store.save("t", "partition", {"a": content})

    writers = [threading.Thread(target=write, args=(content,)) for content in contents]
    for writer in writers:
        writer.start()
    seen = [store.load("t", "partition", "a") for _ in range(200)]
    for writer in writers:
        writer.join()

    assert store.load("t", "partition", "a") in contents
    assert all(content is None or content in contents for content in seen)


def test_the_secret_is_made_once_and_is_its_owners(store: StateDirectory, tmp_path: Path) -> None:
    secret = store.secret()

    assert StateDirectory(tmp_path / "states").secret() == secret
    assert len(secret) == 32
    assert (tmp_path / "states/secret").stat().st_mode & 0o077 == 0


def test_where_nothing_can_be_written_the_error_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = StateDirectory(tmp_path / "file")

    with pytest.raises(StateError, match="LG230"):
        store.save("t", "partition", {"a": b""})
    with pytest.raises(StateError, match="LG230"):
        store.secret()


def test_what_cannot_be_read_or_removed_is_an_error(store: StateDirectory, tmp_path: Path) -> None:
    (tmp_path / "states/tables/t/partition/a").mkdir(parents=True)

    with pytest.raises(StateError, match="LG210"):
        store.load("t", "partition", "a")
    with pytest.raises(StateError, match="LG230"):
        store.remove("t", "partition", ["a"])
