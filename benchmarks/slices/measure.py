"""What each program has to say of the faulty table, and what it takes to judge the healthy one."""

from __future__ import annotations

import json
from pathlib import Path

from competitors import Competitor
from measuring.figures import Figures, repeat
from measuring.process import run
from table_shape import PLANTED

__all__ = ["measure", "require_finds"]


def measure(part: Competitor, command: list[str], modules: Path, *, repetitions: int) -> Figures:
    """Judge the healthy table `repetitions` times; `modules` is what it imports. The figures are the least."""
    seen = repeat(part, command, modules, repetitions)
    for one in seen.runs:
        # Lockgate's own verdict may also be that it could not decide.
        if not (one.says_verdict if part.script else one.exit_code in (0, 1, 3)):
            raise SystemExit(f"{part.name} ended with {one.exit_code}:\n{one.output[-2_000:]}")
    return Figures.of(seen, min)


def require_finds(part: Competitor, command: list[str]) -> None:
    """Raise if a program does not find the slice in which the faulty table's candidate is worse."""
    seen = run(part, command)
    if part.script:
        found = f"{PLANTED[1]}+{PLANTED[3]}" in seen.output.split()
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
    if seen.exit_code != 1 or not found:
        raise SystemExit(f"{part.name} does not find the planted slice:\n{seen.output[-2_000:]}")
