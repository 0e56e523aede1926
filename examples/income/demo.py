"""Audit a model of income for its fairness: the gate shuts, says why, and what is still unknown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent

STEPS = (
    ("the census of 1994 and 1995", ("python", "prepare.py"), 0),
    ("a model that never sees sex or race", ("python", "train.py"), 0),
    ("the audit: is it fair all the same?", ("lockgate", "run"), 1),
    ("what is unknown, and which labels would tell", ("lockgate", "labels", "plan"), 0),
    ("do these gates err as rarely as they say?", ("lockgate", "gate", "selftest", "--runs", "100"), 0),
)


def main() -> int:
    """Run the steps; 0 if each ended as it must."""
    environment = os.environ | {"PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")])}
    for title, command, expected in STEPS:
        print(f"\n── {title} ".ljust(100, "─"))
        print(f"$ {' '.join(command)}\n", flush=True)
        program = [str(BIN / command[0]), *command[1:]]
        code = subprocess.run(program, cwd=HERE, env=environment, check=False).returncode  # noqa: S603 - own programs
        if code != expected:
            print(f"\nexit {code}, but {expected} was expected")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
