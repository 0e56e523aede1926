"""The user's own programs: how they end is what is told, and none outlives its time."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lockgate.adapters import programs
from lockgate.adapters.programs import INSIDE, LocalPrograms, stop_programs
from lockgate.app.ports import Completed

MINUTE = timedelta(minutes=1)
Run = Callable[..., Completed]


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a Python program, with little patience for one that does not want to end."""
    monkeypatch.setattr(programs, "_GRACE_S", 0.2)

    def run(code: str, timeout: timedelta = MINUTE) -> Completed:
        return LocalPrograms().run(["python", "-c", code], directory=str(tmp_path), timeout=timeout)

    return run


@pytest.mark.parametrize("code", [0, 1, 3, 255])
def test_the_exit_code_is_told(code: int, python: Run) -> None:
    assert python(f"raise SystemExit({code})").exit_code == code


def test_what_is_written_to_both_streams_is_told_in_order(python: Run) -> None:
    done = python("import sys; print('out', flush=True); print('err', file=sys.stderr)")

    assert done == Completed(0, "out\nerr\n")


def test_python_means_the_one_that_runs_lockgate_and_the_directory_is_that_of_the_project(
    python: Run, tmp_path: Path
) -> None:
    done = python("import os, sys; print(sys.executable, os.getcwd(), sys.stdin.read())")

    assert done.output.split() == [sys.executable, str(tmp_path)]


def test_a_program_knows_that_it_is_inside_an_entry(python: Run) -> None:
    assert python(f"import os; print(os.environ['{INSIDE}'])").output == "1\n"


def test_no_shell_reads_the_words(tmp_path: Path) -> None:
    done = LocalPrograms().run(["echo", "$HOME; ls > x"], directory=str(tmp_path), timeout=MINUTE)

    assert done.output == "$HOME; ls > x\n"


def test_of_a_great_output_the_end_is_kept(python: Run) -> None:
    done = python("print('x' * 5_000_000); print('the end')")

    assert (done.exit_code, len(done.output)) == (0, 20_000)
    assert done.output.endswith("x\nthe end\n")


def test_output_that_is_no_text_is_told_as_far_as_it_goes(python: Run) -> None:
    done = python(r"import sys; sys.stdout.buffer.write(b'a\xff\x00b')")

    assert done.output == "a\ufffd\x00b"


@pytest.mark.parametrize("command", [["no-such-program-of-lockgate"], ["/"], ["a\x00b"]])
def test_a_program_that_cannot_be_started_has_no_exit_code(command: list[str], tmp_path: Path) -> None:
    done = LocalPrograms().run(command, directory=str(tmp_path), timeout=MINUTE)

    assert done.exit_code is None
    assert done.output.startswith("it cannot be started: ")


def test_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = LocalPrograms().run(["echo"], directory=str(tmp_path / "none"), timeout=MINUTE)

    assert done.exit_code is None
    assert "No such file or directory" in done.output


def test_a_program_that_dies_by_a_signal_did_not_pass(python: Run) -> None:
    assert python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)").exit_code == -9


BOTH = """
import os, signal, sys, time
{first}
child = os.fork()
if child == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
print(child, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("first", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"])
def test_a_program_out_of_time_is_stopped_with_all_that_it_started(first: str, python: Run) -> None:
    done = python(BOTH.format(first=first), timedelta(seconds=1))

    child = int(done.output.split()[0])
    assert done.exit_code is None
    assert done.output.endswith("stopped after 0:00:01")
    assert _is_gone(child)


def _is_gone(process: int) -> bool:
    """Tell whether a process has ended, or does so within a while."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 30)[0])
    finally:
        os.close(handle)


def test_programs_that_run_are_stopped_when_asked(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    found: list[Completed] = []
    code = f"open({str(ready)!r}, 'w').close(); import time; time.sleep(600)"
    command = ["python", "-c", code]
    thread = threading.Thread(
        target=lambda: found.append(LocalPrograms().run(command, directory=str(tmp_path), timeout=MINUTE))
    )
    thread.start()
    ready.read_text()  # until the program has opened it

    stop_programs(signal.SIGTERM)
    thread.join(30)

    assert [done.exit_code for done in found] == [-signal.SIGTERM]


def test_a_program_that_is_just_starting_is_stopped_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may run before the call that starts it has returned."""
    begun, found = threading.Event(), list[Completed]()

    class Slow(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401 - Popen's own
            super().__init__(*arguments, **more)
            begun.set()
            time.sleep(0.2)

    monkeypatch.setattr(subprocess, "Popen", Slow)
    command = ["sleep", "600"]
    thread = threading.Thread(
        target=lambda: found.append(LocalPrograms().run(command, directory=str(tmp_path), timeout=MINUTE))
    )
    thread.start()
    begun.wait(30)

    stop_programs(signal.SIGTERM)
    thread.join(30)

    assert [done.exit_code for done in found] == [-signal.SIGTERM]


def test_pytest_gives_its_report(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("def test_good():\n    pass\n\ndef test_bad():\n    assert False\n")

    done = LocalPrograms().run_pytest(["test_a.py"], directory=str(tmp_path), timeout=MINUTE)

    assert done.exit_code == 1
    assert b'name="test_good"' in done.report
    assert b"<failure" in done.report
    assert not (tmp_path / ".pytest_cache").exists()


def test_pytest_without_tests_gives_what_it_said(tmp_path: Path) -> None:
    done = LocalPrograms().run_pytest(["no_such_test.py"], directory=str(tmp_path), timeout=MINUTE)

    assert done.exit_code == 4
    assert "no_such_test.py" in done.output
