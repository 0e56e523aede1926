"""Run one program to its verdict and measure it from outside: CPU, wall and peak memory of the whole process."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from competitors import HERE, ROOT, WORK, Competitor
from table_shape import PLANTED

__all__ = ["Figures", "measure", "record_imports", "require_finds"]

_IMPORTS = HERE.parent / "contracts" / "imports.py"
_ENVIRONMENT = {
    "PYTHONPATH": f"{HERE}{os.pathsep}{ROOT / 'src'}",
    "PYTHONDONTWRITEBYTECODE": "1",  # everything is compiled beforehand
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "DO_NOT_TRACK": "1",
    "PYTHONWARNINGS": "ignore",
    "NO_COLOR": "1",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The least of the repetitions: seconds of CPU (user + system) and wall, MiB of peak resident memory.

    `net_cpu_s` is the CPU less what importing the same modules costs.
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


def measure(part: Competitor, command: list[str], modules: Path, *, repetitions: int) -> Figures:
    """Judge the healthy table `repetitions` times; `modules` is the list from `record_imports`."""
    runs, imports = [], []
    for _ in range(repetitions):
        imports.append(_run(part, [str(_IMPORTS), "replay", str(modules)]))
        runs.append(_run(part, command))
        if runs[-1].exit_code not in (0, 1, 3):
            raise SystemExit(f"{part.name} ended with {runs[-1].exit_code}:\n{runs[-1].output[-2_000:]}")
    cpu_s = min(run.cpu_s for run in runs)
    return Figures(
        cpu_s=cpu_s,
        net_cpu_s=cpu_s - min(run.cpu_s for run in imports),
        wall_s=min(run.wall_s for run in runs),
        peak_mib=min(run.peak_mib for run in runs),
        repetitions=repetitions,
    )


def record_imports(part: Competitor, command: list[str]) -> Path:
    """Run `part` once and return the list of what it imported; anew each time, because code changes."""
    target = WORK / f"modules-{Path(part.program).stem or 'lockgate'}.txt"
    _run(part, [str(_IMPORTS), "record", str(target), *command])
    return target


def require_finds(part: Competitor, command: list[str]) -> None:
    """Raise if a program does not find the slice in which the faulty table's candidate is worse."""
    run = _run(part, command)
    if part.program:
        found = f"{PLANTED[1]}+{PLANTED[3]}" in run.output.split()
    else:
        evidence = Path(command[-1]).parent / ".lockgate" / "evidence"
        written = json.loads((evidence / (evidence / "latest").read_text().strip() / "run.json").read_bytes())
        findings = [
            one
            for stage in written["result"]["stages"]
            for entry in stage["entries"]
            for one in entry["findings"]
        ]
        red = [dict(one["subject"].get("slice", [])) for one in findings if one["verdict"] == "fail"]
        found = {PLANTED[0]: PLANTED[1], PLANTED[2]: PLANTED[3]} in red
    if run.exit_code != 1 or not found:
        raise SystemExit(f"{part.name} does not find the planted slice:\n{run.output[-2_000:]}")


def _run(part: Competitor, command: list[str]) -> _Run:
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [part.python, *command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=WORK,
            env=os.environ | _ENVIRONMENT | part.variables,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    return _Run(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss / 1024, process.returncode, text)
