"""Audit a lender: the gates of its model open, those of its decisions shut, and what is unknown is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent

STEPS = (
    ("decisions on mortgages, and loans with scores", ("python", "prepare.py"), 0),
    ("both audits", ("lockgate", "run"), 1),
    ("what is unknown, and which rows would tell", ("lockgate", "labels", "plan"), 0),
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
