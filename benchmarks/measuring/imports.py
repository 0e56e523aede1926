"""What did a program import, and what do those imports cost? Asked of every competitor in the same way.

``record LIST PROGRAM ARGUMENTS...`` runs the program and writes the names of all modules that are loaded when it
ends, lazy imports included. ``replay LIST`` imports just those. The difference of the two costs is the program's
work net of imports.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import runpy
import sys
from pathlib import Path


def record(target: Path, program: str, arguments: list[str]) -> None:
    """Run `program` as if it were called directly, write the modules it loaded to `target`."""
    sys.argv = [program, *arguments]
    sys.path[0] = str(Path(program).parent)
    target.unlink(missing_ok=True)  # a list of an earlier run would be worse than none
    atexit.register(_write, target)  # also where the program leaves without unwinding
    runpy.run_path(program, run_name="__main__")


def _write(target: Path) -> None:
    names = [name for name, module in sys.modules.items() if getattr(module, "__spec__", None)]
    target.write_text("\n".join(names), encoding="utf-8")


def replay(source: Path) -> None:
    """Import the modules listed in `source`; those that exist only while a program runs are left out."""
    del sys.path[0]  # the folder of this file, whose names are none of the program's
    for name in source.read_text(encoding="utf-8").split():
        # Whatever a module says against being imported by itself, it costs the program nothing more.
        with contextlib.suppress(Exception):
            importlib.import_module(name)


if __name__ == "__main__":
    verb, path, *rest = sys.argv[1:]
    if verb == "record":
        record(Path(path), rest[0], rest[1:])
    else:
        replay(Path(path))
