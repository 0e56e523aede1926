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


_WIDTH = 100  # of what is no terminal; COLUMNS says otherwise
_NARROWEST = 20


def terminal(*, is_error: bool = False) -> Console:
    """Return the console of standard output, or of the error stream."""
    from rich.console import Console  # noqa: PLC0415 - only what is rendered pays for rich

    class PatientConsole(Console):
        """A console whose reader may leave early: the verdict is the exit code all the same."""

        def on_broken_pipe(self) -> None:
            _forget(sys.stderr if is_error else sys.stdout)

    return PatientConsole(stderr=is_error, highlight=False, soft_wrap=False)


def show_screen(screen: RenderableType) -> None:
    """Show a screen on standard output: as it is on a terminal, as plain lines anywhere else."""
    _show(screen, is_error=False)


def fail(error: LockgateError, exit_code: int) -> None:
    """Show an error on one screen."""
    from lockgate.reports.terminal import ErrorScreen  # noqa: PLC0415 - only when something is wrong

    _show(ErrorScreen(error, exit_code), is_error=True)


def _show(screen: RenderableType, *, is_error: bool) -> None:
    stream = sys.stderr if is_error else sys.stdout
    if stream is None:
        return
    if stream.isatty() or os.environ.get("FORCE_COLOR"):
        terminal(is_error=is_error).print(screen)
        return
    from lockgate.reports.terminal import as_text  # noqa: PLC0415 - only what is rendered pays for rich

    columns = os.environ.get("COLUMNS", "")
    width = max(int(columns), _NARROWEST) if columns.isdigit() else _WIDTH
    _write(stream, as_text(screen, width=width, encoding=stream.encoding))


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
