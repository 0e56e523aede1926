"""Where output goes: the terminal, with or without colour."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from lockgate.domain.errors import LockgateError

__all__ = ["fail", "is_watched", "note", "show_screen", "terminal", "write_text"]


def terminal(*, is_error: bool = False) -> Console:
    """Return the console of standard output, or of the error stream."""
    from rich.console import Console  # noqa: PLC0415 - only what is rendered pays for rich

    class PatientConsole(Console):
        """A console whose reader may leave early: the verdict is the exit code all the same."""

        def on_broken_pipe(self) -> None:
            _forget(sys.stderr if is_error else sys.stdout)

    return PatientConsole(stderr=is_error, highlight=False, soft_wrap=False)


def show_screen(*screens: RenderableType) -> None:
    """Show screens on standard output."""
    if sys.stdout is None:
        return
    console = terminal()
    for screen in screens:
        console.print(screen)


def fail(error: LockgateError, exit_code: int) -> None:
    """Show an error on one screen."""
    from lockgate.reports.terminal import ErrorScreen  # noqa: PLC0415 - only when something is wrong

    if sys.stderr is not None:
        terminal(is_error=True).print(ErrorScreen(error, exit_code))


def write_text(text: str) -> None:
    """Write text to standard output as it is: no markup, no wrapping."""
    _write(sys.stdout, text)


def note(text: str) -> None:
    """Write a line to the error stream, where it cannot mix with a result."""
    _write(sys.stderr, text)


def is_watched() -> bool:
    """Tell whether somebody sees what is drawn on the error stream as it changes."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def _write(stream: TextIO | None, text: str) -> None:
    """Write a text and its line end; signs that the stream's encoding lacks are escaped."""
    if stream is None:  # the caller closed it
        return
    content = text if text.endswith("\n") else text + "\n"
    try:
        content.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        content = content.encode(stream.encoding, "backslashreplace").decode(stream.encoding)
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        _forget(stream)


def _forget(stream: TextIO) -> None:
    """Let what is still to be written go nowhere; nobody reads it any more."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
