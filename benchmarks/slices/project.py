"""What Lockgate is asked, as a project: the same metrics and slices as every program."""

from __future__ import annotations

from pathlib import Path

from table_shape import CROSSED, MARGIN, METRICS

__all__ = ["write_project"]


def write_project(folder: Path, table: Path, crossed: str) -> Path:
    """Write ``lockgate.yaml`` into a folder of its own, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    slices = ", ".join(f"[{', '.join(names)}]" for names in CROSSED[crossed])
    gates = "\n".join(
        f"        - {{metric: {name}, notWorseThanBaselineBy: {MARGIN}, slices: all}}" for name in METRICS
    )
    path = folder / "lockgate.yaml"
    path.write_text(
        f"""lockgate: 1
project: slices
owner: benchmarks
data:
  scored: {{source: {table}}}
stages:
  evaluate:
    - name: candidate
      model:
        data: scored
        task: binary_classification
        label: label
        baseline: p_old
        candidate: p_new
        slices: [{slices}]
      gates:
{gates}
""",
        encoding="utf-8",
    )
    return path
