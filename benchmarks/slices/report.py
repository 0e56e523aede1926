"""Tables of the results: for the terminal, RESULTS.md and results.json."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import version

from bars import Results, bars, frame_with_intervals
from competitors import HERE, LOCKGATE, PARTS, YARDSTICK, Competitor
from measure import Figures
from table_shape import CROSSED, METRICS, REPLICATES, n_slices

__all__ = ["load", "save", "show"]


def show(results: Results) -> str:
    """Return the results as Markdown: a table for each size and set of slices, then the bars."""
    return "\n".join(_lines(results))


def save(results: Results) -> None:
    """Write RESULTS.md and results.json beside this file."""
    HERE.joinpath("RESULTS.md").write_text(
        f"# Slices benchmark: results\n\n{show(results)}\n", encoding="utf-8"
    )
    figures = [
        {"name": name, "rows": rows, "slices": n_slices(CROSSED[crossed])} | one.as_json()
        for (name, rows, crossed), one in results.items()
    ]
    measured = {part.name: _version(part) for part in PARTS if any(part.name == name for name, _, _ in results)}
    document = {"machine": _machine(), "versions": measured, "results": figures}
    HERE.joinpath("results.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def load() -> Results:
    """Return what results.json holds."""
    document = json.loads(HERE.joinpath("results.json").read_text(encoding="utf-8"))
    crossed = {n_slices(sets): name for name, sets in CROSSED.items()}
    return {
        (one.pop("name"), one.pop("rows"), crossed[one.pop("slices")]): Figures(**one)
        for one in document["results"]
    }


def _lines(results: Results) -> Iterator[str]:
    yield f"{_machine()}. Written by `benchmarks/slices/run.py`; how to read it: ../README.md."
    yield f"\nTwo models; in each slice {', '.join(METRICS)}."
    for rows, crossed in dict.fromkeys((rows, crossed) for _, rows, crossed in results):
        yield f"\n## {rows:,} rows, {n_slices(CROSSED[crossed]):,} slices\n"
        yield "| program | version | CPU s | net of imports | wall s | peak MiB | net / by hand | CPU / lockgate |"
        yield "|---|---|--:|--:|--:|--:|--:|--:|"
        yield from (
            _row(part, results, rows, crossed) for part in PARTS if (part.name, rows, crossed) in results
        )
        drawn = frame_with_intervals(results, rows)
        if crossed == "few" and drawn:
            ours = results.get((LOCKGATE.name, rows, crossed))
            ratio = f"{drawn / ours.cpu_s:,.0f}x" if ours else ""
            name = f"fairlearn MetricFrame, {REPLICATES:,} replicates, **extrapolated** from 0 and 2"
            yield f"| {name} | | {drawn:,.0f} | | | | | {ratio} |"
    yield "\n## Bars\n"
    yield "| bar | seen | at most | |"
    yield "|---|--:|--:|---|"
    for bar in bars(results):
        word = "holds" if bar.holds else "**missed**"
        yield f"| {bar.says} | {bar.seen:.2f} CPU s | {bar.limit:.2f} CPU s | {word} |"


def _row(part: Competitor, results: Results, rows: int, crossed: str) -> str:
    seen = results[part.name, rows, crossed]
    yardstick, ours = (results.get((other.name, rows, crossed)) for other in (YARDSTICK, LOCKGATE))
    net_ratio = f"{seen.net_cpu_s / yardstick.net_cpu_s:.2f}x" if yardstick else ""
    ratio = f"{seen.cpu_s / ours.cpu_s:.2f}x" if ours else ""
    numbers = f"{seen.cpu_s:.2f} | {seen.net_cpu_s:.2f} | {seen.wall_s:.2f} | {seen.peak_mib:,.0f}"
    return f"| {part.name} | {_version(part)} | {numbers} | {net_ratio} | {ratio} |"


def _version(part: Competitor) -> str:
    if not part.program:
        return f"{version('lockgate')}, duckdb {version('duckdb')}"
    code = f"from importlib.metadata import version; print(version('{part.package}'))"
    return subprocess.run([part.python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}"
