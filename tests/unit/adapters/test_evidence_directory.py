"""Evidence on disk: whole or not at all, whoever writes, whatever is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lockgate.adapters.evidence_directory import EvidenceDirectory
from lockgate.domain.errors import EvidenceError

RUN = {"run.json": b"{}\n", "states/flights.json": b"[1]\n"}
MANY = {"run.json": b"{}\n", **{f"states/{i}.json": b"x" * 1_000 for i in range(40)}}

WRITER = """
import sys
from pathlib import Path
from lockgate.adapters.evidence_directory import EvidenceDirectory
store = EvidenceDirectory(Path(sys.argv[1]))
documents = {"run.json": b"{}\\n", **{f"states/{i}.json": b"x" * 1_000 for i in range(40)}}
print("ready", flush=True)
while True:
    store.save("7f3a9c", documents)
"""


def test_a_run_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path / "new" / "evidence")

    where = store.save("7f3a9c", RUN)

    assert where == str(tmp_path / "new" / "evidence" / "7f3a9c")
    assert store.load("7f3a9c") == RUN


@pytest.mark.parametrize("latest", ["", "latest"])
def test_the_latest_run_is_the_one_saved_last(latest: str, tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("first", RUN)
    store.save("second", {"run.json": b"2"})

    assert store.load(latest) == {"run.json": b"2"}


def test_saving_leaves_nothing_but_the_runs_and_the_pointer(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)

    for _ in range(3):
        store.save("7f3a9c", RUN)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["7f3a9c", "latest"]
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o755", "0o644"}


def test_a_run_that_was_damaged_is_mended_by_saving_it_again(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("7f3a9c", RUN)
    (tmp_path / "7f3a9c" / "run.json").write_bytes(b"broken")
    (tmp_path / "7f3a9c" / "states" / "flights.json").unlink()

    store.save("7f3a9c", RUN)

    assert store.load("7f3a9c") == RUN


def test_writers_in_many_threads_do_not_disturb_each_other_or_a_reader(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("7f3a9c", MANY)

    with ThreadPoolExecutor(4) as pool:
        saved = [pool.submit(store.save, "7f3a9c", MANY) for _ in range(30)]
        read = [pool.submit(store.load, "latest") for _ in range(30)]

    assert {future.result() for future in saved} == {str(tmp_path / "7f3a9c")}
    assert all(future.result() == MANY for future in read)


def test_writers_that_are_killed_leave_every_run_readable(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("old", RUN)
    writers = [_writer(tmp_path) for _ in range(2)]
    before_kill = []

    for writer in writers:
        before_kill += [store.load("7f3a9c") == MANY for _ in range(10) if (tmp_path / "7f3a9c").exists()]
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()

    assert all(before_kill)
    assert store.load("old") == RUN
    assert store.load("") in (RUN, MANY)
    store.save("7f3a9c", MANY)
    assert store.load("7f3a9c") == MANY


def _writer(root: Path) -> subprocess.Popen[bytes]:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE)  # noqa: S603 - ours
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    return writer


@pytest.mark.parametrize("name", ["..", ".", "../other", "/etc", "a/b", ".draft-1", "a\x00b", "a b", "a\n"])
def test_an_id_that_is_no_plain_name_is_refused(name: str, tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path / "evidence")
    store.save("good", RUN)
    (tmp_path / "run.json").write_text("outside")

    with pytest.raises(EvidenceError, match="a run id is a plain name"):
        store.load(name)
    with pytest.raises(EvidenceError):
        store.save(name, RUN)


@pytest.mark.parametrize("pointer", [b"../other\n", b"\xff\xfe", b""])
def test_a_pointer_that_was_tampered_with_is_refused(pointer: bytes, tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("good", RUN)
    (tmp_path / "latest").write_bytes(pointer)

    with pytest.raises(EvidenceError, match="LG603"):
        store.load("")


def test_the_beginning_of_an_id_finds_the_one_run_that_begins_so(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("7f3a9c", RUN)
    store.save("7f", {"run.json": b"short"})
    store.save("1b2c", {"run.json": b"other"})

    assert store.load("7f3") == RUN
    assert store.load("7f") == {"run.json": b"short"}


def test_the_beginning_of_several_ids_is_refused_with_all_of_them(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("7f3a9c", RUN)
    store.save("7f3b00", RUN)

    with pytest.raises(EvidenceError) as caught:
        store.load("7f3")

    assert caught.value.text == "several runs begin with `7f3`"
    assert sorted(caught.value.hint.split(", ")) == ["7f3a9c", "7f3b00"]


def test_a_directory_in_the_place_of_the_main_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "7f3a9c/run.json").mkdir(parents=True)

    with pytest.raises(EvidenceError, match=r"7f3a9c`: cannot be read: `run\.json` is a directory"):
        EvidenceDirectory(tmp_path).load("7f3a")


def test_a_document_that_the_system_cannot_read_is_told_with_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EvidenceDirectory(tmp_path)
    store.save("7f3a9c", RUN)

    def refuse(file: Path) -> bytes:
        raise OSError(5, "Input/output error", str(file))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(EvidenceError, match="7f3a9c`: cannot be read: Input/output error"):
        store.load("7f3")


def test_runs_are_listed_newest_first_and_drafts_are_none(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    for age, run_id in enumerate(["old", "newer", ".draft-1"]):
        (tmp_path / run_id).mkdir()
        (tmp_path / run_id / "run.json").touch()
        os.utime(tmp_path / run_id / "run.json", (1_000 + age, 1_000 + age))

    assert store.runs() == ("newer", "old")


def test_an_unknown_id_is_refused_with_the_newest_five(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)
    for number in range(7):
        store.save(f"run{number}", RUN)
        os.utime(tmp_path / f"run{number}" / "run.json", (1_000 + number, 1_000 + number))

    with pytest.raises(EvidenceError) as caught:
        store.load("7f3a")

    assert caught.value.hint.startswith("newest first: run6, run5, run4, run3, run2; ")


def test_a_run_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    store = EvidenceDirectory(tmp_path)

    with pytest.raises(EvidenceError, match="there is no run of that name"):
        store.load("7f3a9c")
    with pytest.raises(EvidenceError, match="LG603"):
        store.load("latest")


def test_a_place_that_cannot_be_written_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = EvidenceDirectory(tmp_path / "file" / "evidence")

    with pytest.raises(EvidenceError) as caught:
        store.save("7f3a9c", RUN)

    assert caught.value.code == "LG602"
    assert caught.value.hint == "choose a writable directory with --evidence"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_directory_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    with pytest.raises(EvidenceError, match="Permission denied"):
        EvidenceDirectory(tmp_path).save("7f3a9c", RUN)


def test_a_file_in_the_place_of_a_run_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "7f3a9c").write_text("in the way")

    with pytest.raises(EvidenceError, match="LG602"):
        EvidenceDirectory(tmp_path).save("7f3a9c", RUN)

    assert (tmp_path / "7f3a9c").read_text() == "in the way"
