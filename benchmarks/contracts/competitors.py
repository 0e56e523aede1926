"""Who takes part, in which environment, and how each is started."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import odcs
import suite
from measuring.programs import Program, make_environments
from measuring.tables import make_table

__all__ = ["HERE", "LOCKGATE", "PARTS", "YARDSTICK", "YARDSTICKS", "Competitor", "prepare"]

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".work"


@dataclass(frozen=True, slots=True)
class Competitor(Program):
    """One program of the benchmark.

    Parameters
    ----------
    is_peer : bool, default=True
        Whether Lockgate has to be cheaper; hand-written programs are yardsticks.
    in_memory : bool, default=False
        Whether it loads the whole table.
    sizes : tuple of int, default=(60,)
        The lists of rules that it runs.
    """

    folder = HERE
    work = WORK
    variables = {  # noqa: RUF012 - a constant
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",  # everything is compiled beforehand
        "GX_ANALYTICS_ENABLED": "False",
        "TQDM_DISABLE": "1",
        "NO_COLOR": "1",
    }

    is_peer: bool = True
    in_memory: bool = False
    sizes: tuple[int, ...] = (60,)

    def command(self, table: Path, checks: int) -> list[str]:
        """Return the script and its arguments that judge `table` with `checks` rules."""
        if self.script:
            return self.started(str(table), "--checks", str(checks))
        contract = WORK / f"lockgate-{checks}.odcs.yaml"
        return self.started("check", str(table), "--contract", str(contract), "--name", odcs.TABLE)


_BOTH = (60, 1_000)
LOCKGATE = Competitor("lockgate", "", "", "duckdb", is_peer=False, sizes=_BOTH)
YARDSTICK = Competitor(
    "hand-written DuckDB", "handwritten_duckdb.py", "duckdb", "duckdb", is_peer=False, sizes=_BOTH
)
# The first form is as one writes it; DuckDB 2.0 materialises the table for its `count(distinct)` beside other
# aggregates. So that this flatters nobody, the bar holds for the form with distinct strings too.
YARDSTICKS = (
    YARDSTICK,
    replace(YARDSTICK, name="hand-written DuckDB, distinct strings", script="handwritten_duckdb_distinct.py"),
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
    make_environments(parts)
    for checks in LOCKGATE.sizes:
        odcs.write(odcs.for_lockgate(suite.rules(checks)), WORK / f"lockgate-{checks}.odcs.yaml")
    tables = {size: WORK / f"rows-{size}.parquet" for size in rows}
    tables[0] = WORK / "faulty-1000000.parquet"
    for size, path in tables.items():
        make_table(
            path,
            HERE / "make_table.py",
            *(["--rows", str(size)] if size else ["--rows", "1000000", "--faulty"]),
        )
    return tables
