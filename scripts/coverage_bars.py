"""Compare branch coverage with the bar of each package; run it after the tests.

The pure packages hold no input or output, so nothing excuses an untested branch there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PURE, SURFACE = 100.0, 90.0
SURFACES = ("adapters", "api", "bootstrap", "cli", "pytest_plugin")


def covered() -> dict[str, tuple[int, int]]:
    """Return covered and possible lines plus branches, by package."""
    target = ROOT / ".tools" / "coverage.json"
    target.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(target)]
    subprocess.run(command, check=True, cwd=ROOT)
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for name, file in json.loads(target.read_text(encoding="utf-8"))["files"].items():
        summary, package = file["summary"], package_of(name)
        seen = summary["covered_lines"] + summary["covered_branches"]
        possible = summary["num_statements"] + summary["num_branches"]
        sums[package] = (sums[package][0] + seen, sums[package][1] + possible)
    return dict(sums)


def package_of(name: str) -> str:
    """Return the layer of a source file: the part after `lockgate/`."""
    inside = Path(name).parts[Path(name).parts.index("lockgate") + 1 :]
    return inside[0].removesuffix(".py") if inside[0] != "__init__.py" else "lockgate"


def main() -> int:
    """Print one line a package; return 1 if any is below its bar."""
    low = []
    for package, (seen, possible) in sorted(covered().items()):
        percent = 100.0 * seen / possible if possible else 100.0
        bar = SURFACE if package in SURFACES else PURE
        is_low = percent < bar
        low += [package] if is_low else []
        print(f"         {package:<14} {percent:6.2f} %   bar {bar:.0f} %{'   too low' if is_low else ''}")
    if low:
        print("         lines: .venv/bin/coverage report --include='src/lockgate/PACKAGE/*'")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
