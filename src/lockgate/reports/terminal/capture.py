"""A screen as plain text, for pipes, files and tests."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType

__all__ = ["as_text"]


def as_text(screen: RenderableType, *, width: int = 80, encoding: str = "utf-8") -> str:
    """Return what a console without colour would show, without trailing spaces.

    Parameters
    ----------
    screen : RenderableType
        A screen of this package, or anything else that rich can show.
    width : int, default=80
        Columns of the console, at least 20.
    encoding : str, default="utf-8"
        Encoding of the console; one that is not UTF-8 gets ASCII signs.
    """
    buffer = io.BytesIO()
    file = io.TextIOWrapper(buffer, encoding=encoding, newline="\n", write_through=True)
    console = Console(
        file=file,
        width=width,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    console.print(screen)
    lines = buffer.getvalue().decode(encoding).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"
