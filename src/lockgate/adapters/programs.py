"""The user's own programs, in processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO

from lockgate.app.ports import Completed

__all__ = ["INSIDE", "LocalPrograms", "stop_programs"]

_KEPT = 20_000
_GRACE_S = 5

INSIDE = "LOCKGATE_ENTRY"
"""Set for each program of an entry: pytest inside an entry does not collect the project again, and so on for ever."""

_RUNNING: set[subprocess.Popen[bytes]] = set()
"""Programs that run now. They have sessions of their own, so a Ctrl-C at the terminal does not reach them."""

_STARTING = threading.RLock()
"""Held until a program that was started is one of those that run: a signal in between would miss it."""


def stop_programs(number: signal.Signals) -> None:
    """Send a signal to every program that runs now, and to all that it started."""
    with _STARTING:
        for process in tuple(_RUNNING):
            _signal(process, number)


class LocalPrograms:
    """Runs programs on this machine; a program that runs out of time is stopped with all that it started."""

    def run(self, command: Sequence[str], *, directory: str, timeout: timedelta) -> Completed:
        """Run a command to its end; ``python`` means the Python that runs Lockgate."""
        program = [sys.executable, *command[1:]] if command[0] == "python" else list(command)
        with tempfile.TemporaryFile() as output:
            try:
                process = _start(program, directory, output)
            except (OSError, ValueError) as error:  # a word with NUL in it is a ValueError
                return Completed(None, f"it cannot be started: {getattr(error, 'strerror', '') or error}")
            try:
                code: int | None = process.wait(timeout.total_seconds())
            except subprocess.TimeoutExpired:
                _stop(process)
                code = None
            except BaseException:
                _stop(process)
                raise
            finally:
                _RUNNING.discard(process)
            output.seek(0, os.SEEK_END)
            output.seek(max(0, output.tell() - _KEPT))
            text = output.read().decode(errors="replace")
        return Completed(code, text if code is not None else f"{text}\nstopped after {timeout}")

    def run_pytest(self, arguments: Sequence[str], *, directory: str, timeout: timedelta) -> Completed:
        """Run pytest and return its JUnit XML with the outcome."""
        with tempfile.TemporaryDirectory(prefix="lockgate-") as folder:
            report = Path(folder) / "report.xml"
            command = [
                "python",
                "-m",
                "pytest",
                "-q",
                f"--junitxml={report}",
                "-p",
                "no:cacheprovider",
                *arguments,
            ]
            done = self.run(command, directory=directory, timeout=timeout)
            content = report.read_bytes() if report.is_file() else b""
        return Completed(done.exit_code, done.output, content)


def _start(program: Sequence[str], directory: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
    with _STARTING:
        process = subprocess.Popen(  # noqa: S603 - the project file names the program; no shell reads it
            program,
            cwd=directory,
            env={**os.environ, INSIDE: "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _RUNNING.add(process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the program and all that it started to end; what has not ended after a while is ended."""
    for number in (signal.SIGTERM, signal.SIGKILL):  # both: the program may end without what it started
        _signal(process, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
