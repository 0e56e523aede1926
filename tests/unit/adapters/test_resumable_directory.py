"""A directory that appears whole or not at all, whoever makes it and whatever is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from lockgate.adapters.resumable_directory import ResumableDirectory, fingerprint
from lockgate.domain.errors import OutputError


class Make(Protocol):
    """Begins work on a target; it is closed when the test ends."""

    def __call__(
        self, target: Path, identity: str = "one", *, overwrite: bool = False
    ) -> ResumableDirectory: ...


@pytest.fixture
def made() -> Iterator[Make]:
    with ExitStack() as opened:

        def make(target: Path, identity: str = "one", *, overwrite: bool = False) -> ResumableDirectory:
            work = ResumableDirectory(target, identity, overwrite=overwrite)
            opened.callback(work.close)
            return work

        yield make


def test_nothing_is_there_before_it_is_finished_and_everything_after(made: Make, tmp_path: Path) -> None:
    work = made(tmp_path / "out")
    Path(work.path("good/a")).write_text("a")
    Path(work.path("marks")).write_text("m")
    before = (tmp_path / "out").exists()

    where = work.finish({"about.json": b"{}"}, leave_out=("marks",))

    assert (before, where) == (False, str(tmp_path / "out"))
    found = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert found == {"out/good/a", "out/about.json"}


def test_the_same_work_finds_what_was_complete_and_no_draft(made: Make, tmp_path: Path) -> None:
    first = made(tmp_path / "out")
    Path(first.path("a")).write_text("a")
    Path(first.path(".draft-b")).write_text("half")
    first.close()

    second = made(tmp_path / "out")

    assert (second.has("a"), second.has(".draft-b")) == (True, False)


def test_other_work_begins_with_nothing(made: Make, tmp_path: Path) -> None:
    first = made(tmp_path / "out")
    Path(first.path("good/a")).write_text("a")
    Path(first.path("b")).write_text("b")
    first.close()

    second = made(tmp_path / "out", "two")

    assert [second.has(name) for name in ("good/a", "b")] == [False, False]


def test_only_one_works_on_a_target_at_a_time(made: Make, tmp_path: Path) -> None:
    first = made(tmp_path / "out")

    with pytest.raises(OutputError, match="another process is writing it"):
        made(tmp_path / "out")
    first.close()
    assert not made(tmp_path / "out").has("a")


def test_what_is_there_is_replaced_only_on_demand(made: Make, tmp_path: Path) -> None:
    made(tmp_path / "out").finish({"a": b"old"})

    with pytest.raises(
        OutputError, match=r"it is there already\.\n  hint: name another, or replace it with --force"
    ):
        made(tmp_path / "out")
    made(tmp_path / "out", overwrite=True).finish({"b": b"new"})

    assert [(file.name, file.read_text()) for file in (tmp_path / "out").iterdir()] == [("b", "new")]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_place_that_cannot_be_written_is_an_error(made: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OutputError, match="cannot be written"):
        made(tmp_path / "file" / "out")


def test_a_place_that_was_taken_meanwhile_is_an_error(made: Make, tmp_path: Path) -> None:
    work = made(tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "theirs").write_text("")

    with pytest.raises(OutputError, match="cannot be written"):
        work.finish({})


def test_a_fingerprint_tells_words_files_sizes_and_times_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("a")
    one = fingerprint(("x",), (str(file),))

    assert one == fingerprint(("x",), (str(file),))
    assert one != fingerprint(("y",), (str(file),))
    file.write_text("ab")
    assert one != fingerprint(("x",), (str(file),))
