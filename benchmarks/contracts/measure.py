"""Run one program to its verdict and measure it from outside: CPU, wall and peak memory of the whole process."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from competitors import HERE, WORK, Competitor

__all__ = ["Figures", "judges_rightly", "measure", "record_imports"]

_ENVIRONMENT = {
    "PYTHONPATH": str(HERE),
    "PYTHONDONTWRITEBYTECODE": "1",  # everything is compiled beforehand
    "GX_ANALYTICS_ENABLED": "False",
    "TQDM_DISABLE": "1",
    "NO_COLOR": "1",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the repetitions: seconds of CPU (user + system) and wall, MiB of peak resident memory.

    `net_cpu_s` is the CPU less what importing the same modules costs. Children that a program waits for count:
    their CPU is added, of their memory the largest single process.
    """

    cpu_s: float
    net_cpu_s: float
    wall_s: float
    peak_mib: float
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


def judges_rightly(part: Competitor, table: Path) -> str:
    """Return what `part` says about the table with nine planted faults, or raise if it misses one."""
    run = _run(part, part.command(table, 60))
    # The programs here count what passed, Lockgate what did not; it adds a check that the columns are there.
    expected = r"\b9 of 61\b" if not part.program else r"\b51 of 60\b"
    if run.exit_code != 1 or not re.search(expected, run.output):
        raise SystemExit(f"{part.name} does not find the nine planted faults:\n{run.output[-2_000:]}")
    return run.output.strip().splitlines()[-1]


def measure(part: Competitor, table: Path, modules: Path, *, checks: int, repetitions: int) -> Figures:
    """Judge the healthy table `repetitions` times; every run has to say that all checks passed.

    `modules` is the list from `record_imports`.
    """
    command = part.command(table, checks)
    runs, imports = [], []
    for _ in range(repetitions):
        imports.append(_run(part, [str(HERE / "imports.py"), "replay", str(modules)]))
        runs.append(_run(part, command))
        _demand_pass(part, runs[-1], checks)
    cpu_s = median(run.cpu_s for run in runs)
    return Figures(
        cpu_s=cpu_s,
        net_cpu_s=cpu_s - median(run.cpu_s for run in imports),
        wall_s=median(run.wall_s for run in runs),
        peak_mib=median(run.peak_mib for run in runs),
        repetitions=repetitions,
    )


def record_imports(part: Competitor, table: Path) -> Path:
    """Run `part` once and return the list of what it imported; anew each time, because code changes."""
    target = WORK / f"modules-{Path(part.program).stem or 'lockgate'}.txt"
    run = _run(part, [str(HERE / "imports.py"), "record", str(target), *part.command(table, 60)])
    _demand_pass(part, run, 60)
    return target


def _demand_pass(part: Competitor, run: _Run, checks: int) -> None:
    n_asked = checks if part.program else checks + 1  # Lockgate also asks whether the columns are there
    says_all = re.search(r"\bPASS\b", run.output) and re.search(rf"\b{n_asked:,} checks", run.output)
    if run.exit_code != 0 or not says_all:
        raise SystemExit(f"{part.name} does not pass {checks:,} checks:\n{run.output[-2_000:]}")


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
