"""Who takes part, in which environment, and how each is started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DAY_TWO", "HERE", "LOCKGATE", "PARTS", "WORK", "YARDSTICK", "Competitor", "Tables", "prepare"]

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".work" / "drift"
_ROOT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Competitor:
    """One program of the benchmark.

    Parameters
    ----------
    name : str
        As the result tables show it.
    program : str
        Its file in `peers/`; empty for Lockgate, whose own command line is measured.
    environment : str
        Name of its pinned requirements `peers/<environment>.txt`, and of its virtual environment.
    package : str
        The distribution whose version is reported.
    times_cheaper : float, default=0
        How many times less CPU Lockgate has to use; 0 for a yardstick.
    most_rows : int, default=10 million
        With more, it runs out of memory or of patience.
    has_day_two : bool, default=False
        Whether it can keep a reference and leave its rows alone.
    """

    name: str
    program: str
    environment: str
    package: str
    times_cheaper: float = 0.0
    most_rows: int = 10_000_000
    has_day_two: bool = False

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        home = WORK / "envs" / self.environment if self.program else _ROOT / ".venv"
        return home / "bin" / "python"

    def command(self, reference: Path, current: Path) -> list[str]:
        """Return the script and its arguments that compare two tables, or a table with a kept reference."""
        if self.program:
            return [str(HERE / "peers" / self.program), str(reference), str(current)]
        return [
            str(self.python.with_name("lockgate")),
            "drift",
            str(reference),
            str(current),
            "--format",
            "json",
        ]


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
DAY_TWO = "day two"


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
    for part in parts:
        _environment(part)
    found = {}
    for size in rows:
        tables = Tables(*(WORK / f"{kind}-{size}.parquet" for kind in ("reference", "healthy", "drifted")))
        _make(tables.reference, size, "0.1")
        _make(tables.healthy, size, "0.2")
        _make(tables.drifted, size, "0.3", "--drifted")
        for part in parts:
            if part.has_day_two:
                _keep(part, tables)
        found[size] = tables
    return found


def _make(path: Path, rows: int, seed: str, *more: str) -> None:
    if not path.exists():
        print(f"making {path.name}", file=sys.stderr)
        program = [LOCKGATE.python, HERE / "make_tables.py", path, "--rows", str(rows), "--seed", seed]
        subprocess.run([*program, *more], check=True)


def _keep(part: Competitor, tables: Tables) -> None:
    """Keep the reference anew: code changes, and so may what is kept."""
    target = tables.kept(part)
    if part.program:
        command = [str(HERE / "peers" / "freeze_handwritten.py"), str(tables.reference), str(target)]
    else:
        target.unlink(missing_ok=True)
        command = [str(HERE / "freeze_lockgate.py"), str(tables.reference), str(target)]
    subprocess.run([part.python, *command], check=True, env=os.environ | {"PYTHONPATH": str(HERE)})


def _environment(part: Competitor) -> None:
    """Make the virtual environment, compiled: else the first import would pay for writing bytecode."""
    wanted = HERE / "peers" / f"{part.environment}.txt"
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
    candidates = sorted((_ROOT / ".tools").glob("uv-*/bin/uv"))
    candidates += [Path(folder, "uv") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    found = next((path for path in candidates if os.access(path, os.X_OK)), None)
    if found is None:
        raise SystemExit("there is no uv; `make setup` brings one")
    return found
