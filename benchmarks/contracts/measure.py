"""What each program has to say of the faulty table and of the healthy one, and what it takes to say it."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

from competitors import Competitor
from measuring import figures
from measuring.figures import Figures, repeat
from measuring.process import Run, run

__all__ = ["judges_rightly", "measure", "record_imports"]


def judges_rightly(part: Competitor, table: Path) -> str:
    """Return what `part` says about the table with nine planted faults, or raise if it misses one."""
    seen = run(part, part.command(table, 60))
    # The programs here count what passed, Lockgate what did not; it adds a check that the columns are there.
    expected = r"\b51 of 60\b" if part.script else r"\b9 of 61\b"
    if seen.exit_code != 1 or not re.search(expected, seen.output):
        raise SystemExit(f"{part.name} does not find the nine planted faults:\n{seen.output[-2_000:]}")
    return seen.last_line


def measure(part: Competitor, table: Path, modules: Path, *, checks: int, repetitions: int) -> Figures:
    """Judge the healthy table `repetitions` times; every run has to say that all checks passed.

    `modules` is the list from `record_imports`. The figures are medians.
    """
    seen = repeat(part, part.command(table, checks), modules, repetitions)
    for one in seen.runs:
        _demand_pass(part, one, checks)
    return Figures.of(seen, median)


def record_imports(part: Competitor, table: Path) -> Path:
    """Return the list of what a program imports to judge `table`."""
    modules, seen = figures.record_imports(part, part.command(table, 60))
    _demand_pass(part, seen, 60)
    return modules


def _demand_pass(part: Competitor, seen: Run, checks: int) -> None:
    n_asked = checks if part.script else checks + 1  # Lockgate also asks whether the columns are there
    says_all = re.search(r"\bPASS\b", seen.output) and re.search(rf"\b{n_asked:,} checks", seen.output)
    if seen.exit_code != 0 or not says_all:
        raise SystemExit(f"{part.name} does not pass {checks:,} checks:\n{seen.output[-2_000:]}")
