"""Walk the flights through every gate, then show the gates closing on three broken inputs.

Uses the `lockgate` command as any user would; the exit code of each run is checked against what must happen.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
NOW = "2014-01-01T12:00:00Z"
OPEN, SHUT = 0, 1

BROKEN = (
    ("units", "United's air time comes in seconds instead of minutes since March", ()),
    ("duplicated-day", "the flights of 12 June were loaded twice", ()),
    ("class-order", "the candidate's two classes are stored in the other order", ("--stage", "evaluate")),
)


def call(*command: str, where: Path = HERE) -> int:
    """Run a program of this environment in a folder, its output straight to the terminal."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    program = BIN / command[0]
    first = str(program) if program.exists() else command[0]
    environment = os.environ | {"PATH": path}
    done = subprocess.run([first, *command[1:]], cwd=where, env=environment, check=False)  # noqa: S603 - own programs
    return done.returncode


def say(text: str) -> None:
    """Print a heading of the walk."""
    print(f"\n── {text} ".ljust(100, "─"), flush=True)


def step(title: str, *command: str, where: Path = HERE, expected: int = OPEN) -> bool:
    """Run one step, say how long it took, and tell whether it ended as it must."""
    say(title)
    print(f"$ {' '.join(command)}\n", flush=True)
    started = time.perf_counter()
    code = call(*command, where=where)
    took = time.perf_counter() - started
    is_right = code == expected
    judged = "as expected" if is_right else f"but {expected} was expected"
    print(f"\nexit {code}, {judged}   {took:.1f} s", flush=True)
    return is_right


def report_of(where: Path) -> str:
    """Return the path of the last run's report, as seen from where the demo was started."""
    evidence = where / ".lockgate" / "evidence"
    run_id = (evidence / "latest").read_text(encoding="utf-8").strip()
    return os.path.relpath(evidence / run_id / "report.html")


def main() -> int:
    """Run the demo; 0 if every gate did what it must."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    started = time.perf_counter()
    run = ("lockgate", "run", "--now", NOW)
    right = [
        step("the tables: every flight out of New York in 2013", "python", "prepare.py"),
        step("the pipeline: ingest, features, train, evaluate", *run),
    ]
    if not all(right):
        print("\nthe healthy pipeline did not pass; the broken inputs are not shown")
        return 1
    right.append(step("three broken inputs, each in a copy of the project", "python", "faults.py"))
    for fault, title, options in BROKEN:
        where = HERE / "data" / "broken" / fault
        right.append(step(f"broken: {title}", *run, *options, where=where, expected=SHUT))
    took = time.perf_counter() - started
    verdict = "every gate did what it must" if all(right) else "a gate did not do what it must"
    say(f"{verdict}, {took:.0f} s in all")
    print("the reports, to open in a browser:")
    print(f"  {'healthy':16}{report_of(HERE)}")
    for fault, _, _ in BROKEN:
        print(f"  {fault:16}{report_of(HERE / 'data' / 'broken' / fault)}")
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
