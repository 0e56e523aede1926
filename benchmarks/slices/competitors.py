"""Who takes part, in which environment, and how each is started."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from measuring.programs import ROOT, Program, make_environments
from measuring.tables import make_table
from project import write_project

__all__ = ["FRAME", "FRAME_DRAWN", "HERE", "LOCKGATE", "PARTS", "YARDSTICK", "Competitor", "Tables", "prepare"]

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".work" / "slices"


@dataclass(frozen=True, slots=True)
class Competitor(Program):
    """One program of the benchmark.

    Parameters
    ----------
    crossed : tuple of str
        Which of `table_shape.CROSSED` it is measured on.
    most_rows : int, default=5 million
        With more, it runs out of patience.
    has_slices : bool, default=True
        Whether it can tell one slice from another.
    is_slow : bool, default=False
        Whether it takes minutes, and so is run once.
    """

    folder = HERE
    work = WORK
    variables = {  # noqa: RUF012 - a constant
        "PYTHONPATH": f"{HERE}{os.pathsep}{ROOT / 'src'}",
        "PYTHONDONTWRITEBYTECODE": "1",  # everything is compiled beforehand
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "DO_NOT_TRACK": "1",
        "PYTHONWARNINGS": "ignore",
        "NO_COLOR": "1",
    }

    crossed: tuple[str, ...]
    most_rows: int = 5_000_000
    has_slices: bool = True
    is_slow: bool = False

    def command(self, table: Path, crossed: str) -> list[str]:
        """Return the script and its arguments that judge a table."""
        if self.script:
            return self.started(str(table), crossed)
        project = write_project(WORK / "projects" / f"{table.stem}-{crossed}", table, crossed)
        return self.started("run", "--project", str(project))


LOCKGATE = Competitor("lockgate", "", "", "duckdb", ("few", "some", "all"))
YARDSTICK = Competitor("hand-written DuckDB, numpy draws", "handwritten.py", "duckdb", "duckdb", ("few", "all"))
FRAME = Competitor(
    "fairlearn MetricFrame", "fairlearn_frame.py", "fairlearn", "fairlearn", ("few", "some"), is_slow=True
)
FRAME_DRAWN = Competitor(
    "fairlearn MetricFrame, 2 replicates",
    "fairlearn_frame.py",
    "fairlearn",
    "fairlearn",
    ("few",),
    most_rows=300_000,
    is_slow=True,
    settings={"N_BOOT": "2"},
)
PARTS = (
    YARDSTICK,
    LOCKGATE,
    Competitor(
        "scikit-learn in a loop",
        "sklearn_loop.py",
        "scikit-learn",
        "scikit-learn",
        ("some", "all"),
        most_rows=300_000,
        is_slow=True,
    ),
    FRAME,
    FRAME_DRAWN,
    Competitor(
        "evidently, no slices",
        "evidently_preset.py",
        "evidently",
        "evidently",
        ("few",),
        most_rows=300_000,
        has_slices=False,
        is_slow=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one size."""

    healthy: Path
    faulty: Path


def prepare(parts: list[Competitor], rows: list[int]) -> dict[int, Tables]:
    """Make what is missing: environments and tables."""
    make_environments(parts)
    found = {}
    for size in rows:
        tables = Tables(*(WORK / f"{kind}-{size}.parquet" for kind in ("healthy", "faulty")))
        make_table(tables.healthy, HERE / "make_table.py", "--rows", str(size))
        make_table(tables.faulty, HERE / "make_table.py", "--rows", str(size), "--faulty")
        found[size] = tables
    return found
