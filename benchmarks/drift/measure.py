"""Run one program to its verdict and measure it from outside: CPU, wall and peak memory of the whole process."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from competitors import HERE, WORK, Competitor
from table_shape import DRIFTED

__all__ = ["Figures", "drifted_columns", "measure", "record_imports"]

_IMPORTS = HERE.parent / "contracts" / "imports.py"
_ENVIRONMENT = {
    "PYTHONPATH": str(HERE),
    "PYTHONDONTWRITEBYTECODE": "1",  # everything is compiled beforehand
    "DO_NOT_TRACK": "1",
    "NML_DISABLE_USAGE_LOGGING": "1",
    "PYTHONWARNINGS": "ignore",
    "NO_COLOR": "1",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the repetitions: seconds of CPU (user + system) and wall, MiB of peak resident memory.

    `net_cpu_s` is the CPU less what importing the same modules costs. `alarms` are the columns of the healthy table
    that were called drifted.
    """

    cpu_s: float
    net_cpu_s: float
    wall_s: float
    peak_mib: float
    alarms: int
    repetitions: int

    def as_json(self) -> dict[str, Any]:
        return {key: round(value, 3) for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class _Run:
    cpu_s: float
    wall_s: float
    peak_mib: float
    exit_code: int
    output: str


def measure(part: Competitor, reference: Path, current: Path, modules: Path, *, repetitions: int) -> Figures:
    """Compare the healthy table `repetitions` times; `modules` is the list from `record_imports`."""
    runs, imports = [], []
    for _ in range(repetitions):
        imports.append(_run(part, [str(_IMPORTS), "replay", str(modules)]))
        runs.append(_run(part, part.command(reference, current)))
    cpu_s = median(run.cpu_s for run in runs)
    return Figures(
        cpu_s=cpu_s,
        net_cpu_s=cpu_s - median(run.cpu_s for run in imports),
        wall_s=median(run.wall_s for run in runs),
        peak_mib=median(run.peak_mib for run in runs),
        alarms=len(_names(part, runs[-1])),
        repetitions=repetitions,
    )


def record_imports(part: Competitor, reference: Path, current: Path) -> Path:
    """Run `part` once and return the list of what it imported; anew each time, because code changes."""
    target = WORK / f"modules-{Path(part.program).stem or 'lockgate'}.txt"
    _run(part, [str(_IMPORTS), "record", str(target), *part.command(reference, current)])
    return target


def drifted_columns(part: Competitor, reference: Path, current: Path) -> list[str]:
    """Return the columns that a program calls drifted, or raise if it misses one that is."""
    run = _run(part, part.command(reference, current))
    names = _names(part, run)
    if run.exit_code != 1 or not set(DRIFTED) <= set(names):
        raise SystemExit(f"{part.name} does not name the drifted columns:\n{run.output[-2_000:]}")
    return names


def _names(part: Competitor, run: _Run) -> list[str]:
    if run.exit_code not in (0, 1):
        raise SystemExit(f"{part.name} ended with {run.exit_code}:\n{run.output[-2_000:]}")
    if part.program:
        return run.output.strip().splitlines()[-1].rpartition(":")[2].split()
    text = run.output[run.output.index("{") : run.output.rindex("}") + 1]
    findings = [
        one
        for stage in json.loads(text)["run"]["stages"]
        for entry in stage["entries"]
        for one in entry["findings"]
    ]
    red = [one["subject"].get("columns", []) for one in findings if one["verdict"] == "fail"]
    return [name for names in red for name in names]


def _run(part: Competitor, command: list[str]) -> _Run:
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [part.python, *command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=WORK,
            env=os.environ | _ENVIRONMENT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    return _Run(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss / 1024, process.returncode, text)
