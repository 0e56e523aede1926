"""Where output goes: the terminal, with or without colour."""

from __future__ import annotations

import sys
from functools import cache

from rich.console import Console

from lockgate.domain.errors import LockgateError

__all__ = ["errors", "fail", "out"]


@cache
def out() -> Console:
    """Return the console for results."""
    return Console(highlight=False, soft_wrap=False)


@cache
def errors() -> Console:
    """Return the console for errors and progress."""
    return Console(stderr=True, highlight=False)


def fail(error: LockgateError, exit_code: int) -> None:
    """Show an error on one screen."""
    from lockgate.reports.terminal import ErrorScreen  # noqa: PLC0415 - only when something is wrong

    errors().print(ErrorScreen(error, exit_code))


def write_text(text: str) -> None:
    """Write text as it is: no markup, no wrapping."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()
