"""Splitting a table by the real program, killed at every step of putting files in their places."""

from __future__ import annotations

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
from tests.fakes.killed import Killed
from tests.fakes.projects import Home, trips_contract

from lockgate.adapters.whole_files import DRAFT

NAMES = """
from pathlib import Path


def arm():
    Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
"""
"""A step is a file or directory that gets its name."""

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

STEPS = 8  # identity, marks, two parts good and bad, the document, the directory
Inside = Callable[..., tuple[int, str, str]]


def arguments(root: Path) -> list[str]:
    paths = [str(root / "data" / "*.parquet"), "-c", str(root / "trips.odcs.yaml"), "-o", str(root / "out")]
    return ["quarantine", *paths, "--name", "trips"]


def make(root: Path) -> None:
    home = Home(root)
    home.write("trips.odcs.yaml", trips_contract())
    (root / "data").mkdir(parents=True)
    for part in range(2):
        table = pa.table({
            "id": pa.array(range(part * 500, part * 500 + 500)),
            "minutes": pa.array([(7 * i) % 1_000 for i in range(500)]),
            "carrier": pa.array(["UA"] * 500),
        })  # fmt: skip
        pq.write_table(table, root / "data" / f"{part}.parquet")


def test_killed_at_any_step_it_shows_nothing_and_the_next_run_completes(tmp_path: Path, inside: Inside) -> None:
    with Killed(NAMES) as program:
        for step in range(STEPS):
            root = tmp_path / str(step)
            make(root)

            killed = program.run(step, *arguments(root))
            is_there = (root / "out").exists()
            code, _, stderr = inside(*arguments(root))

            assert (killed, is_there) == (-signal.SIGKILL, False)
            assert (code, stderr) == (0, "")
            good, bad = (pq.read_table(root / "out" / part) for part in ("good", "bad"))
            assert good.num_rows + bad.num_rows == 1_000
            assert all(15 <= minutes <= 900 for minutes in good["minutes"].to_pylist())
            assert not any(15 <= minutes <= 900 for minutes in bad["minutes"].to_pylist())
            assert sorted(path.name for path in root.iterdir()) == ["data", "out", "trips.odcs.yaml"]
        make(tmp_path / "whole")
        assert program.run(STEPS, *arguments(tmp_path / "whole")) == 0  # no further file gets a name


MANY = 1_000_000


@pytest.mark.parametrize("file", ["good/*-part-00000.parquet", "bad/*-part-00000.parquet"])
def test_killed_while_rows_are_written_it_shows_no_part_of_them_and_the_next_run_completes(
    file: str, tmp_path: Path, inside: Inside
) -> None:
    make(tmp_path)
    minutes = pa.array(np.arange(MANY) % 1_773)  # about half of them are more than the contract allows
    words = pa.array([f"{number:032x}" for number in range(MANY)])
    table = pa.table({"id": pa.array(np.arange(1_000, MANY + 1_000)), "minutes": minutes, "carrier": words})
    pq.write_table(table, tmp_path / "data" / "0.parquet")

    draft = file.replace("/", f"/{DRAFT}")
    command = [sys.executable, "-c", KILLED_WRITING, draft, *arguments(tmp_path)]
    killed = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)  # noqa: S603 - our own words
    partial = tmp_path / ".out.partial"
    (written,) = partial.rglob(f"{DRAFT}*")
    is_there, rest = (tmp_path / "out").exists(), written.read_bytes()
    complete = [pq.read_table(path).num_rows for path in partial.rglob("[!.]*.parquet")]
    code, _, stderr = inside(*arguments(tmp_path))

    assert (killed.returncode, is_there, code, stderr) == (-signal.SIGKILL, False, 0, "")
    assert rest[-4:] != b"PAR1"  # it has no end, so it was being written
    assert all(complete)
    good, bad = (pq.read_table(tmp_path / "out" / part) for part in ("good", "bad"))
    assert good.num_rows + bad.num_rows == MANY + 500
    assert pc.max(good["minutes"]).as_py() == 900
    assert [path for path in (tmp_path / "out").rglob("*") if path.name.startswith(DRAFT)] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out", "trips.odcs.yaml"]
