"""Digests of files, remembered."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from lockgate.adapters import file_contents
from lockgate.adapters.file_contents import FileContents
from lockgate.adapters.state_directory import StateDirectory
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source

LONG_AGO = 1_000_000_000


@pytest.fixture
def contents(tmp_path: Path) -> FileContents:
    return FileContents(StateDirectory(tmp_path / "states"))


def written(file: Path, text: str, moment: float = LONG_AGO) -> str:
    file.write_text(text)
    os.utime(file, (moment, moment))
    return str(file)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_file_is_known_by_its_bytes(contents: FileContents, tmp_path: Path) -> None:
    files = [written(tmp_path / name, text) for name, text in (("a", "x"), ("b", "y"), ("c", "x"))]

    assert list(contents.digests(files).values()) == [sha256("x"), sha256("y"), sha256("x")]
    assert contents.digests(files) == contents.digests(files, afresh=True)


def test_an_unchanged_file_is_not_read_again(
    contents: FileContents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "a", "x")
    contents.digests([file])
    monkeypatch.setattr(file_contents, "_digest", lambda _: "read")

    assert contents.digests([file]) == {file: sha256("x")}
    assert contents.digests([file], afresh=True) == {file: "read"}


def test_a_change_of_time_or_size_is_noticed(contents: FileContents, tmp_path: Path) -> None:
    file = written(tmp_path / "a", "x")
    contents.digests([file])

    written(tmp_path / "a", "y", LONG_AGO + 1)
    later = contents.digests([file])
    written(tmp_path / "a", "yy", LONG_AGO + 1)

    assert later == {file: sha256("y")}
    assert contents.digests([file]) == {file: sha256("yy")}


def test_a_file_that_changed_just_now_is_read_each_time(contents: FileContents, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("x")
    status = file.stat()
    contents.digests([str(file)])

    file.write_text("y")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert contents.digests([str(file)]) == {str(file): sha256("y")}


def test_a_damaged_memory_costs_a_look_and_nothing_else(contents: FileContents, tmp_path: Path) -> None:
    file = written(tmp_path / "a", "x")
    for damaged in (b"{", b"[]", b'{"a": 1}', b'{"a": [[1], "x"]}'):
        contents.states.save("", "contents", {"files": damaged})

        assert contents.digests([file]) == {file: sha256("x")}


def test_files_that_are_gone_are_forgotten(contents: FileContents, tmp_path: Path) -> None:
    gone = written(tmp_path / "a", "x")
    contents.digests([gone])
    Path(gone).unlink()

    contents.digests([written(tmp_path / "b", "y")])

    assert gone.encode() not in (contents.states.load("", "contents", "files") or b"")


def test_a_missing_or_unreadable_file_is_an_error(contents: FileContents, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="LG202"):
        contents.digests([str(tmp_path / "nope")])
    with pytest.raises(DataError, match="LG203"):
        contents.digests([str(tmp_path)])


def test_files_of_a_source_are_those_that_the_engine_reads(contents: FileContents, tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "note.md"):
        written(tmp_path / name, "x\n1\n")

    found = contents.files("t", Source(str(tmp_path)))

    assert [Path(file).name for file in found] == ["a.csv", "b.csv"]
