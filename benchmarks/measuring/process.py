"""Run one process to its end and measure it from outside: CPU, wall and peak memory of the whole process."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring.programs import Program

__all__ = ["Limits", "OutOfLimits", "Run", "run", "run_process"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a process may take; it fails with more."""

    memory_gib: float
    cpu_minutes: float

    def __str__(self) -> str:
        return f"{self.memory_gib:g} GiB of memory and {self.cpu_minutes:g} minutes of CPU"

    def impose(self, process: int) -> None:
        """Have the kernel hold a process to them; memory is what it may write to and shares with nobody."""
        size, seconds = int(self.memory_gib * 2**30), int(self.cpu_minutes * 60)
        resource.prlimit(process, resource.RLIMIT_DATA, (size, size))
        resource.prlimit(process, resource.RLIMIT_CPU, (seconds, seconds))


class OutOfLimits(Exception):  # noqa: N818 - no error: an answer
    """A process did not come to its end within its limits."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds of CPU (user + system) and wall, MiB of peak resident memory; what it said.

    Children that a process waits for count: their CPU is added, of their memory the largest single process.
    """

    cpu_s: float
    wall_s: float
    peak_mib: float
    exit_code: int
    output: str

    @property
    def last_line(self) -> str:
        """What a program prints last: its verdict."""
        return self.output.strip().rpartition("\n")[2]

    @property
    def says_verdict(self) -> bool:
        """Whether a peer's program came to a verdict: a traceback ends with 1 as well."""
        return self.exit_code in (0, 1) and self.last_line.startswith(("PASS ", "FAIL "))


def run(part: Program, command: Sequence[str], limits: Limits | None = None) -> Run:
    """Let the interpreter of a program's environment run a script, `command`, with its arguments."""
    return run_process(
        [str(part.python), *command], folder=part.work, environment=part.surroundings, limits=limits
    )


def run_process(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], limits: Limits | None = None
) -> Run:
    """Run a command in `folder`, with just these environment variables."""
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, cwd=folder, env=dict(environment)
        )
        if limits:
            limits.impose(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    # A signal ends what runs out of time; what runs out of memory says so, or is aborted.
    if limits and (process.returncode < 0 or (process.returncode and "MemoryError" in text)):
        raise OutOfLimits
    return Run(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss / 1024, process.returncode, text)
