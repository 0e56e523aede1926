"""Splitting a table by the real program, killed at every step of putting files in their places."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.fakes.projects import Home, trips_contract

from lockgate.adapters.whole_files import DRAFT

KILLED = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv.pop(1))

def counted(move):
    def moved(self, target):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return move(self, target)
    return moved

Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
from lockgate.cli import main
main()
"""
"""The program, killed just before the file or directory that is the given number gets its name."""

KILLED_WRITING = """
import os, signal, sys, threading
from pathlib import Path
draft = sys.argv.pop(1)

def watch():
    while not any(file.stat().st_size > 1_000 for file in Path(".out.partial").rglob(draft)):
        pass
    os.kill(os.getpid(), signal.SIGKILL)

threading.Thread(target=watch, daemon=True).start()
from lockgate.cli import main
main()
"""
"""The program, killed as soon as the draft of a file holds some rows, and long before it holds all of them."""

ARGUMENTS = ("quarantine", "data/*.parquet", "-c", "trips.odcs.yaml", "--name", "trips", "-o", "out")
STEPS = 8  # identity, marks, two parts good and bad, the document, the directory


def run(root: Path, step: int | str) -> subprocess.CompletedProcess[str]:
    """Run the program, killed before a step; or, of a pattern, while a draft of such a name is written."""
    program = KILLED if isinstance(step, int) else KILLED_WRITING
    command = [sys.executable, "-c", program, str(step), *ARGUMENTS]
    untraced = {key: value for key, value in os.environ.items() if key != "COVERAGE_PROCESS_CONFIG"}
    return subprocess.run(  # noqa: S603 - our own words
        command, cwd=root, capture_output=True, text=True, timeout=60, check=False, env=untraced
    )


def make(root: Path) -> None:
    home = Home(root)
    home.write("trips.odcs.yaml", trips_contract())
    (root / "data").mkdir()
    for part in range(2):
        table = pa.table({
            "id": pa.array(range(part * 500, part * 500 + 500)),
            "minutes": pa.array([(7 * i) % 1_000 for i in range(500)]),
            "carrier": pa.array(["UA"] * 500),
        })  # fmt: skip
        pq.write_table(table, root / "data" / f"{part}.parquet")


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_killed_at_any_step_it_shows_nothing_and_the_next_run_completes(
    step: int, tmp_path: Path, inside: Callable[..., tuple[int, str, str]]
) -> None:
    make(tmp_path)

    killed = run(tmp_path, step)
    is_there = (tmp_path / "out").exists()
    code, _, stderr = inside(*ARGUMENTS)

    assert (killed.returncode, is_there) == (-signal.SIGKILL, False)
    assert (code, stderr) == (0, "")
    good, bad = (pq.read_table(tmp_path / "out" / part) for part in ("good", "bad"))
    assert good.num_rows + bad.num_rows == 1_000
    assert all(15 <= minutes <= 900 for minutes in good["minutes"].to_pylist())
    assert not any(15 <= minutes <= 900 for minutes in bad["minutes"].to_pylist())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out", "trips.odcs.yaml"]


def test_no_further_file_gets_a_name(tmp_path: Path) -> None:
    make(tmp_path)

    result = run(tmp_path, STEPS + 1)

    assert (result.returncode, result.stderr) == (0, "")


MANY = 1_000_000


@pytest.mark.parametrize("file", ["good/*-part-00000.parquet", "bad/*-part-00000.parquet"])
def test_killed_while_rows_are_written_it_shows_no_part_of_them_and_the_next_run_completes(
    file: str, tmp_path: Path, inside: Callable[..., tuple[int, str, str]]
) -> None:
    make(tmp_path)
    minutes = pa.array(np.arange(MANY) % 1_773)  # about half of them are more than the contract allows
    words = pa.array([f"{number:032x}" for number in range(MANY)])
    table = pa.table({"id": pa.array(np.arange(1_000, MANY + 1_000)), "minutes": minutes, "carrier": words})
    pq.write_table(table, tmp_path / "data" / "0.parquet")

    killed = run(tmp_path, file.replace("/", f"/{DRAFT}"))
    partial = tmp_path / ".out.partial"
    (draft,) = partial.rglob(f"{DRAFT}*")
    is_there, rest = (tmp_path / "out").exists(), draft.read_bytes()
    complete = [pq.read_table(path).num_rows for path in partial.rglob("[!.]*.parquet")]
    code, _, stderr = inside(*ARGUMENTS)

    assert (killed.returncode, is_there, code, stderr) == (-signal.SIGKILL, False, 0, "")
    assert rest[-4:] != b"PAR1"  # it has no end, so it was being written
    assert all(complete)
    good, bad = (pq.read_table(tmp_path / "out" / part) for part in ("good", "bad"))
    assert good.num_rows + bad.num_rows == MANY + 500
    assert pc.max(good["minutes"]).as_py() == 900
    assert [path for path in (tmp_path / "out").rglob("*") if path.name.startswith(DRAFT)] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out", "trips.odcs.yaml"]
