"""Who takes part, in which environment, and how each is started."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from measuring.process import Limits
from measuring.programs import Program, make_environments
from measuring.tables import make_table

__all__ = [
    "DAY_ONE",
    "DAY_TWO",
    "HERE",
    "LOCKGATE",
    "PARTS",
    "PATIENCE",
    "YARDSTICK",
    "Competitor",
    "Tables",
    "prepare",
]

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".work" / "drift"
DAY_ONE, DAY_TWO = "day one", "day two"
PATIENCE = Limits(memory_gib=20, cpu_minutes=40)
"""What `--patient` grants a program on more rows than its `most_rows`."""


@dataclass(frozen=True, slots=True)
class Competitor(Program):
    """One program of the benchmark.

    Parameters
    ----------
    times_cheaper : float, default=0
        How many times less CPU Lockgate has to use; 0 for a yardstick.
    most_rows : int, default=10 million
        With more it takes minutes or memory that is not there, so that `--patient` has to ask for it.
    has_day_two : bool, default=False
        Whether it can keep a reference and leave its rows alone.
    """

    folder = HERE
    work = WORK
    variables = {  # noqa: RUF012 - a constant
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",  # everything is compiled beforehand
        "DO_NOT_TRACK": "1",
        "NML_DISABLE_USAGE_LOGGING": "1",
        "PYTHONWARNINGS": "ignore",
        "NO_COLOR": "1",
    }

    times_cheaper: float = 0.0
    most_rows: int = 10_000_000
    has_day_two: bool = False

    def command(self, reference: Path, current: Path) -> list[str]:
        """Return the script and its arguments that compare two tables, or a table with a kept reference."""
        if self.script:
            return self.started(str(reference), str(current))
        return self.started("drift", str(reference), str(current), "--format", "json")


LOCKGATE = Competitor("lockgate", "", "", "duckdb", has_day_two=True)
YARDSTICK = Competitor("hand-written DuckDB", "handwritten_duckdb.py", "duckdb", "duckdb", has_day_two=True)
PARTS = (
    YARDSTICK,
    LOCKGATE,
    Competitor("numpy on Arrow by hand", "numpy_arrow.py", "scipy", "numpy"),
    Competitor("scipy in a loop", "scipy_loop.py", "scipy", "scipy"),
    Competitor("nannyml", "nannyml_univariate.py", "nannyml", "nannyml", times_cheaper=5, most_rows=1_000_000),
    Competitor(
        "evidently", "evidently_preset.py", "evidently", "evidently", times_cheaper=30, most_rows=1_000_000
    ),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one size, and the references that were kept of the first."""

    reference: Path
    healthy: Path
    drifted: Path

    def kept(self, part: Competitor) -> Path:
        """Return where a program keeps its reference."""
        return self.reference.with_suffix(f".{part.environment or 'lockgate'}.json")


def prepare(parts: list[Competitor], rows: list[int]) -> dict[int, Tables]:
    """Make what is missing: environments, tables, kept references."""
    make_environments(parts)
    found = {}
    for size in rows:
        tables = Tables(*(WORK / f"{kind}-{size}.parquet" for kind in ("reference", "healthy", "drifted")))
        script, shape = HERE / "make_tables.py", ("--rows", str(size), "--seed")
        make_table(tables.reference, script, *shape, "0.1")
        make_table(tables.healthy, script, *shape, "0.2")
        make_table(tables.drifted, script, *shape, "0.3", "--drifted")
        for part in parts:
            if part.has_day_two:
                _keep(part, tables)
        found[size] = tables
    return found


def _keep(part: Competitor, tables: Tables) -> None:
    """Keep the reference anew: code changes, and so may what is kept."""
    target = tables.kept(part)
    if part.script:
        command = [str(HERE / "peers" / "freeze_handwritten.py"), str(tables.reference), str(target)]
    else:
        target.unlink(missing_ok=True)
        command = [str(HERE / "freeze_lockgate.py"), str(tables.reference), str(target)]
    subprocess.run([part.python, *command], check=True, env=os.environ | {"PYTHONPATH": str(HERE)})
