"""What each program has to say of the drifted tables, and what it takes to compare the healthy ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from competitors import Competitor
from measuring import figures
from measuring.process import Limits, Run, run
from table_shape import DRIFTED

__all__ = ["Figures", "drifted_columns", "measure"]


@dataclass(frozen=True, slots=True)
class Figures(figures.Figures):
    """What a program took; `alarms` are the columns of the healthy table that were called drifted."""

    columns = figures.Figures.columns | {"alarms": "{0.alarms}"}

    alarms: int


def measure(
    part: Competitor, command: list[str], modules: Path, *, repetitions: int, limits: Limits | None
) -> Figures:
    """Compare the healthy table `repetitions` times; `modules` is what it imports. The figures are medians."""
    seen = figures.repeat(part, command, modules, repetitions, limits)
    alarms = [len(_names(part, one)) for one in seen.runs]
    return Figures.of(seen, median, alarms=alarms[-1])


def drifted_columns(part: Competitor, command: list[str]) -> list[str]:
    """Return the columns that a program calls drifted, or raise if it misses one that is."""
    seen = run(part, command)
    names = _names(part, seen)
    if seen.exit_code != 1 or not set(DRIFTED) <= set(names):
        raise SystemExit(f"{part.name} does not name the drifted columns:\n{seen.output[-2_000:]}")
    return names


def _names(part: Competitor, seen: Run) -> list[str]:
    if not (seen.says_verdict if part.script else seen.exit_code in (0, 1)):
        raise SystemExit(f"{part.name} ended with {seen.exit_code}:\n{seen.output[-2_000:]}")
    if part.script:
        return seen.last_line.rpartition(":")[2].split()
    text = seen.output[seen.output.index("{") : seen.output.rindex("}") + 1]
    findings = [
        one
        for stage in json.loads(text)["run"]["stages"]
        for entry in stage["entries"]
        for one in entry["findings"]
    ]
    red = [one["subject"].get("columns", []) for one in findings if one["verdict"] == "fail"]
    return [name for names in red for name in names]
