"""What a further day costs with stored states, and what it costs to scan all days again. Writes RESULTS.md.

    .venv/bin/python benchmarks/incremental/run.py
    .venv/bin/python benchmarks/incremental/run.py --rows 1000 --days 365

A day is a file with the 30 columns and the 60 checks of the contract benchmark, uniqueness of the key included. All
columns but the key are compared with a frozen reference as well. CPU seconds are those of a whole process, children
included; "net of imports" is that less what a process costs that imports the same modules. Medians of three runs, one
run for what takes long.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what the benchmarks have in common
sys.path.append(str(Path(__file__).resolve().parents[1] / "contracts"))  # for its table and its checks

import make_table
import odcs
import suite
from measuring.figures import IMPORTS
from measuring.process import run_process
from measuring.programs import LOCKGATE_PYTHON, ROOT
from measuring.results import machine

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".work" / "incremental"
CHECKS = 60
WINDOW_BAR = 1.0
"""CPU seconds, net of imports, in which all days must be judged from their states."""

PROJECT = f"""lockgate: 1
project: incremental
data:
  {odcs.TABLE}: {{source: days, contract: contract.odcs.yaml, partition: {{by: file}}}}
stages:
  ingest:
    - contract: {odcs.TABLE}
  monitor:
    - drift: {{data: {odcs.TABLE}, exclude: [id]}}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the results: what was done, CPU seconds, and those net of imports."""

    name: str
    cpu: float
    net: float


def main() -> None:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000, 10_000], help="rows of a day")
    parser.add_argument("--days", type=int, default=365)
    options = parser.parse_args()
    sections = [(rows, _measure_days(options.days, rows), _size()) for rows in options.rows]
    text = _results(options.days, sections)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def _measure_days(days: int, rows: int) -> list[Step]:
    shutil.rmtree(WORK, ignore_errors=True)
    for day in range(days):
        _make_day(day, rows)
    odcs.write(odcs.for_lockgate(suite.rules(CHECKS)), WORK / "contract.odcs.yaml")
    (WORK / "lockgate.yaml").write_text(PROJECT, encoding="utf-8")
    _command("reference", "accept", odcs.TABLE, "--reason", "benchmark")
    steps = [_step(f"first profile of {days} days", "profile", times=1)]
    steps.append(_step("profile again, nothing changed", "profile"))
    further = []
    for _ in range(3):
        _make_day(days, rows, seed=len(further))
        further.append(_step("profile after one more day", "profile", times=1))
        (WORK / "days" / _name(days)).unlink()
        _command("profile")
    steps.append(sorted(further, key=lambda step: step.net)[1])
    quarter = f"{_name(days - 90)[:10]}..{_name(days - 1)[:10]}"
    contract, drift = ("run", "--stage", "ingest"), ("run", "--stage", "monitor")
    everything = f"all {days} days"
    steps.append(_step("compare a quarter with the reference, from states", *drift, "--window", quarter))
    steps.append(_step(f"compare {everything} with the reference, from states", *drift, "--window", "all"))
    steps.append(_step(f"compare {everything} with the reference, by a scan", *drift))
    steps.append(_step("judge a quarter from states", *contract, "--window", quarter))
    steps.append(_step(f"judge {everything} from states", *contract, "--window", "all"))
    steps.append(_step(f"judge {everything} by a scan", *contract))
    return steps


def _name(day: int) -> str:
    (found,) = duckdb.execute("select (date '2025-01-01' + to_days(?))::date::varchar", [day]).fetchall()[0]
    return f"{found}.parquet"


def _make_day(day: int, rows: int, seed: int = 0) -> None:
    """Write the file of one day; the keys of all days are distinct."""
    file = WORK / "days" / _name(day)
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(make_table.row_group(day + 10_000 * seed, day * rows, rows), file)
    os.utime(
        file, (1_735_689_600 + day, 1_735_689_600 + day + seed)
    )  # long ago, so that its digest is remembered


def _step(name: str, *arguments: str, times: int = 3) -> Step:
    listed = WORK / "modules.txt"
    program = str(HERE / "program.py")
    cpu = statistics.median(_command(*arguments) for _ in range(times))
    if arguments[0] == "run" or not listed.exists():
        _cpu(IMPORTS, "record", str(listed), program, *arguments)
    base = statistics.median(_cpu(IMPORTS, "replay", str(listed)) for _ in range(3))
    return Step(name, cpu, cpu - base)


def _command(*arguments: str) -> float:
    return _cpu(str(HERE / "program.py"), *arguments)


def _cpu(*arguments: str) -> float:
    """Return the CPU seconds of a process, its children included."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = run_process([str(LOCKGATE_PYTHON), *arguments], folder=WORK, environment=environment)
    if done.exit_code not in (0, 1):
        message = f"{arguments} ended with {done.exit_code}: {done.output[-1_500:]}"
        raise RuntimeError(message)
    return done.cpu_s


def _size() -> float:
    """Return the megabytes of the stored states."""
    files = (WORK / ".lockgate" / "states" / "tables").rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def _results(days: int, sections: list[tuple[int, list[Step], float]]) -> str:
    lines = ["# Incremental benchmark: results", "", f"{machine()}, DuckDB {duckdb.__version__}."]
    lines.append("Written by `benchmarks/incremental/run.py`, which says how.")
    for rows, steps, size in sections:
        lines += ["", f"## {days} days of {rows:,} rows, {CHECKS} checks on 30 columns", ""]
        lines += ["| step | CPU s | net of imports |", "|---|--:|--:|"]
        lines += [f"| {step.name} | {step.cpu:.2f} | {step.net:.2f} |" for step in steps]
        judged, compared = steps[-2].net, steps[-5].net
        lines += ["", f"States: {size:,.1f} MB, {1_000 * size / days:,.0f} kB a day."]
        lines += [_bar("All days judged", judged), _bar("All days compared", compared)]
    return "\n".join(lines) + "\n"


def _bar(what: str, seconds: float) -> str:
    verdict = "holds" if seconds <= WINDOW_BAR else "missed"
    return f"{what} from states in {WINDOW_BAR:g} CPU s, net of imports: {seconds:.2f}, {verdict}.  "


if __name__ == "__main__":
    main()
