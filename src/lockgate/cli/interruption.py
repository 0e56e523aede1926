"""Ctrl-C, and the signal with which a job is cancelled: stop what was started, tidy up, and say so."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from threading import Event
from types import FrameType

from lockgate.cli.console import note
from lockgate.cli.exit_codes import ExitCode

__all__ = ["is_stopped", "stop_tidily"]

_STOPPED = Event()


def is_stopped() -> bool:
    """Tell whether a signal has asked for the end; an engine may raise an error of its own over it."""
    return _STOPPED.is_set()


def stop_tidily() -> None:
    """Let the first signal unwind the run, which removes what is half written; the second ends it at once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup and its like asked for peace
            signal.signal(number, _first)


def _first(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's signature
    _STOPPED.set()
    for other in (signal.SIGINT, signal.SIGTERM):
        signal.signal(other, _second)
    with suppress(OSError):  # not `note`: the stream may be in the middle of a line of its own
        os.write(2, b"\nstopping; once more ends it at once\n")
    _pass_on(signal.SIGTERM)
    raise KeyboardInterrupt


def _second(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as above
    _pass_on(signal.SIGKILL)
    note("stopped at once; drafts may be left beside what was being written.   exit 4")
    os._exit(ExitCode.ERROR)


def _pass_on(number: signal.Signals) -> None:
    """Tell the user's programs that this run started, if it started any."""
    if "lockgate.bootstrap" in sys.modules:
        from lockgate.bootstrap import stop_programs  # noqa: PLC0415 - nothing to stop before it is loaded

        stop_programs(number)
