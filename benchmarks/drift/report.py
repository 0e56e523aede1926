"""Tables of the results: for the terminal, RESULTS.md and results.json."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import version

from bars import Results, bars
from competitors import HERE, LOCKGATE, PARTS, YARDSTICK, Competitor

__all__ = ["save", "show"]


_NUMBERS = "CPU s | net of imports | wall s | peak MiB | alarms"


def show(results: Results) -> str:
    """Return the results as Markdown: a table for each size and day, then the bars."""
    return "\n".join(_lines(results))


def save(results: Results) -> None:
    """Write RESULTS.md and results.json beside this file."""
    HERE.joinpath("RESULTS.md").write_text(f"# Drift benchmark: results\n\n{show(results)}\n", encoding="utf-8")
    figures = [
        {"name": name, "rows": rows, "day": day or "day one"} | one.as_json()
        for (name, rows, day), one in results.items()
    ]
    measured = {
        part.name: _version(part) for part in PARTS if (part.name, min(r for _, r, _ in results), "") in results
    }
    document = {"machine": _machine(), "versions": measured, "results": figures}
    HERE.joinpath("results.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _lines(results: Results) -> Iterator[str]:
    yield f"{_machine()}. Written by `benchmarks/drift/run.py`; how to read it: ../README.md."
    for rows, day in dict.fromkeys((rows, day) for _, rows, day in results):
        yield f"\n## {rows:,} rows a side, {day or 'day one'}\n"
        yield f"| program | version | {_NUMBERS} | net / hand-written | CPU / lockgate |"
        yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
        yield from (_row(part, results, rows, day) for part in PARTS if (part.name, rows, day) in results)
    yield "\n## Bars\n"
    yield "| bar | seen | at most | |"
    yield "|---|--:|--:|---|"
    for bar in bars(results):
        word = "holds" if bar.holds else "**missed**"
        yield f"| {bar.says} | {bar.seen:.2f} {bar.unit} | {bar.limit:.2f} {bar.unit} | {word} |"


def _row(part: Competitor, results: Results, rows: int, day: str) -> str:
    seen = results[part.name, rows, day]
    yardstick, ours = (results.get((other.name, rows, day)) for other in (YARDSTICK, LOCKGATE))
    net_ratio = f"{seen.net_cpu_s / yardstick.net_cpu_s:.2f}x" if yardstick else ""
    ratio = f"{seen.cpu_s / ours.cpu_s:.2f}x" if ours else ""
    numbers = (
        f"{seen.cpu_s:.2f} | {seen.net_cpu_s:.2f} | {seen.wall_s:.2f} | {seen.peak_mib:,.0f} | {seen.alarms}"
    )
    return f"| {part.name} | {_version(part)} | {numbers} | {net_ratio} | {ratio} |"


def _version(part: Competitor) -> str:
    if not part.program:
        return f"{version('lockgate')}, duckdb {version('duckdb')}"
    code = f"from importlib.metadata import version; print(version('{part.package}'))"
    return subprocess.run([part.python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}"
