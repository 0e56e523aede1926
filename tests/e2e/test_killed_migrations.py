"""A migration that is killed at any moment leaves the old table or the new one, and running it again completes it.

The process is a real one and is killed with SIGKILL: before each change it makes to the file system, one after the
other until it gets through, and while the rows are being written.
"""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.killed import Killed
from tests.fakes.migration_folders import MigrationHome

FIRST, SECOND = "0001_rename_km", "0002_more"

CHANGES = """
import os

calls = ["mkdir", "rename", "replace", "symlink", "link", "unlink", "rmdir", "fsync", "utime"]


def arm():
    for name in calls:
        setattr(os, name, counted(getattr(os, name)))
"""

KILLED_WHILE_WRITING = """
import os, signal, sys, threading
from pathlib import Path

versions = Path(sys.argv.pop(1))


def watch():
    while True:
        for file in versions.glob("*.draft/*/rows.parquet"):
            if file.stat().st_size > 0:
                os.kill(os.getpid(), signal.SIGKILL)


threading.Thread(target=watch, daemon=True).start()
from lockgate.cli import main

sys.exit(main())
"""


def run(program: str, *arguments: str) -> int:
    """Run a driver to its end and return its exit code, the signal as a negative number."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603 - our own words


def seen(home: MigrationHome) -> Mapping[str, list[Any]] | None:
    """Return the table as a reader sees it; None where there is none, which is an error to every reader."""
    return home.rows() if home.location.exists() else None


@pytest.fixture
def home(tmp_path: Path) -> MigrationHome:
    home = MigrationHome(tmp_path).ready()
    home.migration(
        SECOND, "UPDATE trips SET distance = distance * 2", "UPDATE trips SET distance = distance / 2"
    )
    return home


def expected(home: MigrationHome) -> list[Mapping[str, list[Any]]]:
    """Return the table before, after the first migration and after the second, from a twin."""
    twin = MigrationHome(home.root / "twin").ready()
    twin.migration(
        SECOND, "UPDATE trips SET distance = distance * 2", "UPDATE trips SET distance = distance / 2"
    )
    tables: list[Mapping[str, list[Any]]] = [twin.rows()]
    for name in (FIRST, SECOND):
        twin.migrator().up(name)
        tables.append(twin.rows())
    return tables


@pytest.mark.slow
def test_killed_before_each_change_to_the_file_system_and_run_again(tmp_path: Path) -> None:
    whole = expected(MigrationHome(tmp_path / "x"))
    found: list[int | None] = []
    with Killed(CHANGES) as program:
        for moment in itertools.count():
            home = MigrationHome(tmp_path / f"at-{moment}").ready()
            home.migration(
                SECOND, "UPDATE trips SET distance = distance * 2", "UPDATE trips SET distance = distance / 2"
            )

            code = program.run(moment, "migrate", "up", home.folder)

            table = seen(home)
            assert table is None or table in whole  # never a mixture, never half of it
            applied = len(
                home.store().journal().applied
            )  # what is seen and what the journal says belong together
            assert table is None or table == whole[applied]
            found.append(None if table is None else applied)
            home.migrator().up()
            assert (seen(home), len(home.store().journal().applied)) == (whole[2], 2)
            if code == 0:
                break
            assert code == -signal.SIGKILL
    assert {0, 1, 2} <= set(found)
    assert found.count(None) == 1  # the moment when a directory becomes a link for the first time


def test_killed_while_the_rows_are_being_written(home: MigrationHome) -> None:
    before = seen(home)

    code = run(KILLED_WHILE_WRITING, str(home.root / "data" / ".trips.versions"), "migrate", "up", home.folder)

    assert code == -signal.SIGKILL
    assert seen(home) == before
    assert home.store().journal().applied == ()
    assert list((home.root / "data" / ".trips.versions").glob("*.draft")) != []
    assert [done.id for done in home.migrator().up()] == [FIRST, SECOND]
    assert list((home.root / "data" / ".trips.versions").glob("*.draft")) == []


def test_a_lock_of_a_killed_process_is_free(home: MigrationHome) -> None:
    with Killed(CHANGES) as program:
        program.run(12, "migrate", "up", home.folder)

    assert [done.id for done in home.migrator().up()][-1] == SECOND
