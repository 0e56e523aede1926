"""Build the documentation; any warning is an error.

Zensical stops on a page or anchor that does not exist, with a traceback that says nothing more; it is cut here.
What Zensical 0.0.73 lets through (pictures, pages outside the navigation, navigation without a page, unknown
references) is tested in `tests/docs`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main() -> int:
    """Return 0 if the documentation was built without a warning."""
    zensical = Path(sys.executable).with_name("zensical")
    command = [str(zensical), "build", "--strict", "--clean"]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if built.returncode == 0:
        return 0
    report = built.stdout + built.stderr.split("Traceback (most recent call last)")[0]
    print(COLOUR.sub("", report))
    return 1


if __name__ == "__main__":
    sys.exit(main())
