"""The program, killed before a step: each time a process of its own, forked from one that has imported everything."""

from __future__ import annotations

import json
import subprocess
import sys
from types import TracebackType
from typing import Self

__all__ = ["Killed"]

_DRIVER = """
import json, os, signal, sys

import duckdb, pyarrow.parquet
import lockgate.bootstrap
from lockgate.cli.main import run_cli


def counted(call):
    def wrapped(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)
    return wrapped


exec(sys.argv[1])
for line in sys.stdin:
    left, arguments = json.loads(line)
    child = os.fork()
    if not child:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        sys.argv = ["lockgate", *arguments]
        arm()
        sys.exit(run_cli())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Killed:
    """Runs the program to its end, or kills it with SIGKILL before one of its steps.

    Parameters
    ----------
    arm : str
        Python that imports what is needed and defines ``arm``, which wraps each call that is a step in ``counted``.
    """

    def __init__(self, arm: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-c", _DRIVER, arm], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def run(self, step: int, *arguments: str) -> int:
        """Return the exit code, the signal as a negative number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([step, arguments]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())
