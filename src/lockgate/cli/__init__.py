"""The command line: parse, call the application, render."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # Imports and documents make many objects and no garbage: looking for it took a fifth of a small run's CPU.
    gc.set_threshold(200_000, 20, 100)
    from lockgate.cli.main import run_cli  # noqa: PLC0415 - importing the package must stay cheap

    _leave(run_cli())


def _leave(code: int) -> NoReturn:
    """End the process once all is written; taking its objects apart one by one took another fifth.

    Threads that still work for a run that was stopped end with it.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed by the caller, or nobody reads it
            stream.flush()
    atexit._run_exitfuncs()  # noqa: SLF001 - what asked to be called at the end still is
    os._exit(code)
