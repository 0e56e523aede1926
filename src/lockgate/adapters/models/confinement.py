"""A process that may compute, and read files, and nothing else.

What it is: an audit hook that Python calls before it opens a socket, starts a program, or writes, moves or removes a
file; and on POSIX systems a limit of the kernel, by which no file grows. What it is not: a sandbox. Native code that
calls the system itself is not seen by the hook. It is a second line behind the list of what a model file may name.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

__all__ = ["confine", "refusals"]

_REFUSED = (
    "ctypes.call_function",
    "ftplib.",
    "http.client.",
    "imaplib.",
    "os.chmod",
    "os.chown",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.startfile",
    "os.symlink",
    "os.system",
    "os.truncate",
    "poplib.",
    "pty.spawn",
    "shutil.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
    "winreg.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

refusals: list[str] = []
"""What was tried and refused in this process, in order: code that hides an exception cannot hide that it tried."""


def confine() -> None:
    """Confine this process from now on; there is no way back."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _refuse_writing(arguments)
    elif event.startswith(_REFUSED):
        _refuse(event)


def _refuse_writing(arguments: tuple[object, ...]) -> None:
    path, _, flags = arguments
    if isinstance(flags, int) and flags & _WRITING and path != os.devnull:
        _refuse(f"writing {path}")


def _refuse(what: str) -> None:
    refusals.append(what)
    message = f"{what} is not permitted to a model"
    raise PermissionError(message)
