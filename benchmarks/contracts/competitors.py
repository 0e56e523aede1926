"""Who takes part, in which environment, and how each is started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import odcs
import suite

__all__ = ["HERE", "LOCKGATE", "PARTS", "WORK", "YARDSTICK", "YARDSTICKS", "Competitor", "prepare"]

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".work"
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
    is_peer : bool, default=True
        Whether Lockgate has to be cheaper; hand-written programs are yardsticks.
    in_memory : bool, default=False
        Whether it loads the whole table.
    sizes : tuple of int, default=(60,)
        The lists of rules that it runs.
    """

    name: str
    program: str
    environment: str
    package: str
    is_peer: bool = True
    in_memory: bool = False
    sizes: tuple[int, ...] = (60,)

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        home = WORK / "envs" / self.environment if self.program else _ROOT / ".venv"
        return home / "bin" / "python"

    def command(self, table: Path, checks: int) -> list[str]:
        """Return the script and its arguments that judge `table` with `checks` rules."""
        if self.program:
            return [str(HERE / "peers" / self.program), str(table), "--checks", str(checks)]
        contract = ["--contract", str(WORK / f"lockgate-{checks}.odcs.yaml"), "--name", odcs.TABLE]
        return [str(self.python.with_name("lockgate")), "check", str(table), *contract]


_BOTH = (60, 1_000)
LOCKGATE = Competitor("lockgate", "", "", "duckdb", is_peer=False, sizes=_BOTH)
YARDSTICK = Competitor(
    "hand-written DuckDB", "handwritten_duckdb.py", "duckdb", "duckdb", is_peer=False, sizes=_BOTH
)
# The first form is as one writes it; DuckDB 2.0 materialises the table for its `count(distinct)` beside other
# aggregates. So that this flatters nobody, the bar holds for the form with distinct strings too.
YARDSTICKS = (
    YARDSTICK,
    replace(YARDSTICK, name="hand-written DuckDB, distinct strings", program="handwritten_duckdb_distinct.py"),
)
PARTS = (
    *YARDSTICKS,
    LOCKGATE,
    Competitor("hand-written polars", "polars_lazy.py", "polars_lazy", "polars", is_peer=False),
    Competitor("dataframely", "dataframely_schema.py", "dataframely_schema", "dataframely", in_memory=True),
    Competitor("pandera on polars", "pandera_polars.py", "pandera_polars", "pandera", in_memory=True),
    Competitor(
        "pointblank on polars", "pointblank_polars.py", "pointblank_polars", "pointblank", in_memory=True
    ),
    Competitor("datacontract-cli", "datacontract_cli.py", "datacontract_cli", "datacontract-cli"),
    Competitor(
        "great_expectations on pandas",
        "great_expectations_pandas.py",
        "great_expectations_pandas",
        "great-expectations",
        in_memory=True,
    ),
)


def prepare(parts: list[Competitor], rows: list[int]) -> dict[int, Path]:
    """Make what is missing: environments, contracts, tables. Return the table of each size; of 0, the faulty one."""
    for part in parts:
        _environment(part)
    for checks in LOCKGATE.sizes:
        odcs.write(odcs.for_lockgate(suite.rules(checks)), WORK / f"lockgate-{checks}.odcs.yaml")
    tables = {size: WORK / f"rows-{size}.parquet" for size in rows}
    for size, path in tables.items():
        _make_table(path, "--rows", str(size))
    tables[0] = WORK / "faulty-1000000.parquet"
    _make_table(tables[0], "--rows", "1000000", "--faulty")
    return tables


def _make_table(path: Path, *options: str) -> None:
    if not path.exists():
        print(f"making {path.name}", file=sys.stderr)
        subprocess.run([LOCKGATE.python, HERE / "make_table.py", path, *options], check=True)


def _environment(part: Competitor) -> None:
    """Make the virtual environment, compiled: else the first import would pay for writing bytecode."""
    wanted = HERE / "peers" / f"{part.environment}.txt"
    ready = part.python.parents[1] / ".ready"
    if not part.program or (ready.exists() and ready.read_bytes() == wanted.read_bytes()):
        return
    print(f"making the environment of {part.name}", file=sys.stderr)
    tool, home = _uv(), part.python.parents[1]
    subprocess.run([tool, "venv", "--quiet", "--clear", "--python", sys.executable, home], check=True)
    subprocess.run(
        [tool, "pip", "install", "--quiet", "--compile-bytecode", "--python", part.python,
         "--requirement", wanted],
        check=True, env=os.environ | {"UV_NO_CONFIG": "1"},
    )  # fmt: skip
    ready.write_bytes(wanted.read_bytes())


def _uv() -> Path:
    """Find the uv that `make` installed, or one on the path, or install it beside the tables."""
    candidates = sorted((_ROOT / ".tools").glob("uv-*/bin/uv"))
    candidates += [Path(folder, "uv") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    found = next((path for path in candidates if os.access(path, os.X_OK)), None)
    if found is None:
        found = WORK / "uv" / "bin" / "uv"
        subprocess.run([sys.executable, "-m", "venv", WORK / "uv"], check=True)
        subprocess.run([WORK / "uv" / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return found
