"""Make a benchmark's table, once."""

from __future__ import annotations

import subprocess
from pathlib import Path

from measuring.command_line import say
from measuring.programs import LOCKGATE_PYTHON

__all__ = ["make_table"]


def make_table(path: Path, script: Path, *options: str) -> None:
    """Have `script` write a table, unless it is there; an unfinished one never gets the final name."""
    if path.exists():
        return
    say(f"making {path.name}")
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    subprocess.run([LOCKGATE_PYTHON, script, unfinished, *options], check=True)
    unfinished.replace(path)
