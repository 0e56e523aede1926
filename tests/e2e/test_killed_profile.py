"""Kill -9 at any moment of a profile: nothing half-written is read as whole, and the next profile completes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.fakes.deliveries import Deliveries
from tests.fakes.projects import Home

from lockgate.app.ports import Ports
from lockgate.app.profile_table import refresh_table
from lockgate.app.table_work import TableJob, TableStates
from lockgate.scan.partition_range import PartitionRange

ROOT = Path(__file__).resolve().parents[2]
FEWEST = 8
"""Moments at which even the shortest profile writes: half-written, flushed, renamed, for two partitions and more."""


@pytest.mark.slow
@pytest.mark.parametrize("cut", ["by: file", "column: day"])
def test_a_profile_killed_at_any_moment_leaves_whole_states_and_the_next_one_completes(
    tmp_path: Path, cut: str
) -> None:
    source = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": source, "PYTHONHASHSEED": "0"}

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.fakes.killed_profile", str(tmp_path), cut],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    whole = kills[-1]
    assert whole["done"]
    assert len(kills) > FEWEST
    assert len(whole["after"]) == 4
    for kill in kills:
        known = {*kill["old"].values(), *whole["after"].values()}
        assert set(kill["seen"].values()) <= known, kill["at"]  # the old state or the new one, each whole
        assert set(kill["old"]) <= set(kill["seen"]), kill["at"]  # and nothing is lost
        assert kill["after"] == whole["after"], kill["at"]


@pytest.mark.parametrize("cut", ["by: file", "column: day"])
def test_two_profiles_at_once_leave_what_one_would(tmp_path: Path, cut: str) -> None:
    table = Deliveries(Home(tmp_path), cut)
    table.days([f"2013-01-{day:02}" for day in range(1, 6)])
    jobs = [table.job() for _ in range(2)]
    found: list[TableStates] = []

    def work(job: TableJob, ports: Ports) -> None:
        found.append(refresh_table(job, ports, PartitionRange()))

    workers = [threading.Thread(target=work, args=job) for job in jobs]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    after = table.refresh()
    digests = [{name: part.digest for name, part in states.states.items()} for states in (*found, after)]
    assert len(found) == 2
    assert digests[0] == digests[1] == digests[2]
    assert after.done.queries == 0
