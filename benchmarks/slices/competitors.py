"""Who takes part, in which environment, and how each is started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from project import write_project

__all__ = [
    "FRAME",
    "FRAME_DRAWN",
    "HERE",
    "LOCKGATE",
    "PARTS",
    "ROOT",
    "WORK",
    "YARDSTICK",
    "Competitor",
    "Tables",
    "prepare",
]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = HERE.parent / ".work" / "slices"


@dataclass(frozen=True, slots=True)
class Competitor:
    """One program of the benchmark.

    Parameters
    ----------
    name : str
        As the result tables show it.
    program : str
        Its file in `peers/`; empty for Lockgate, whose own command line is measured.
    package : str
        The distribution whose version is reported; also the name of its pinned requirements ``peers/<package>.txt``.
    crossed : tuple of str
        Which of `table_shape.CROSSED` it is measured on.
    most_rows : int, default=5 million
        With more, it runs out of patience.
    has_slices : bool, default=True
        Whether it can tell one slice from another.
    variables : mapping of str to str
        Its environment.
    """

    name: str
    program: str
    package: str
    crossed: tuple[str, ...]
    most_rows: int = 5_000_000
    has_slices: bool = True
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        home = WORK / "envs" / self.package if self.program else ROOT / ".venv"
        return home / "bin" / "python"

    def command(self, table: Path, crossed: str) -> list[str]:
        """Return the script and its arguments that judge a table."""
        if self.program:
            return [str(HERE / "peers" / self.program), str(table), crossed]
        project = write_project(WORK / "projects" / f"{table.stem}-{crossed}", table, crossed)
        return [str(self.python.with_name("lockgate")), "run", "--project", str(project)]


LOCKGATE = Competitor("lockgate", "", "duckdb", ("few", "some", "all"))
YARDSTICK = Competitor("hand-written DuckDB, numpy draws", "handwritten.py", "duckdb", ("few", "all"))
FRAME = Competitor(
    "fairlearn MetricFrame", "fairlearn_frame.py", "fairlearn", ("few", "some"), most_rows=300_000
)
FRAME_DRAWN = Competitor(
    "fairlearn MetricFrame, 2 replicates",
    "fairlearn_frame.py",
    "fairlearn",
    ("few",),
    most_rows=300_000,
    variables={"N_BOOT": "2"},
)
PARTS = (
    YARDSTICK,
    LOCKGATE,
    Competitor("scikit-learn in a loop", "sklearn_loop.py", "scikit-learn", ("some", "all"), most_rows=300_000),
    FRAME,
    FRAME_DRAWN,
    Competitor(
        "evidently, no slices",
        "evidently_preset.py",
        "evidently",
        ("few",),
        most_rows=300_000,
        has_slices=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one size."""

    healthy: Path
    faulty: Path


def prepare(parts: list[Competitor], rows: list[int]) -> dict[int, Tables]:
    """Make what is missing: environments and tables."""
    for part in parts:
        _environment(part)
    found = {}
    for size in rows:
        tables = Tables(*(WORK / f"{kind}-{size}.parquet" for kind in ("healthy", "faulty")))
        _make(tables.healthy, size)
        _make(tables.faulty, size, "--faulty")
        found[size] = tables
    return found


def _make(path: Path, rows: int, *more: str) -> None:
    if not path.exists():
        print(f"making {path.name}", file=sys.stderr)
        program = [LOCKGATE.python, HERE / "make_table.py", path, "--rows", str(rows)]
        subprocess.run([*program, *more], check=True)


def _environment(part: Competitor) -> None:
    """Make the virtual environment, compiled: else the first import would pay for writing bytecode."""
    wanted = HERE / "peers" / f"{part.package}.txt"
    ready = part.python.parents[1] / ".ready"
    if not part.program or (ready.exists() and ready.read_bytes() == wanted.read_bytes()):
        return
    print(f"making the environment of {part.name}", file=sys.stderr)
    home = part.python.parents[1]
    subprocess.run([_uv(), "venv", "--quiet", "--clear", "--python", sys.executable, home], check=True)
    subprocess.run(
        [_uv(), "pip", "install", "--quiet", "--compile-bytecode", "--python", part.python,
         "--requirement", wanted],
        check=True, env=os.environ | {"UV_NO_CONFIG": "1"},
    )  # fmt: skip
    ready.write_bytes(wanted.read_bytes())


def _uv() -> Path:
    """Find the uv that `make` installed, or one on the path."""
    candidates = sorted((ROOT / ".tools").glob("uv-*/bin/uv"))
    candidates += [Path(folder, "uv") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    found = next((path for path in candidates if os.access(path, os.X_OK)), None)
    if found is None:
        raise SystemExit("there is no uv; `make setup` brings one")
    return found
