"""What Lockgate adds to its own SQL on Spark: a contract suite against the same queries submitted by hand.

Usage: python benchmarks/spark/run.py [--rows 10000000] [--repeats 5] [--master 'local[2]']

Both are asked of one session, in turn, so that they share a warm JVM and the same cached file pages. "By hand" is
``spark.sql(text).collect()`` of exactly the texts that the run submitted.
Lockgate's time is the whole of opening the table, planning, asking and judging.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what the benchmarks have in common

from measuring.results import machine

warnings.simplefilter("ignore")

from lockgate.adapters.engines.spark import SparkEngine, SparkTables  # noqa: E402 - pyspark warns of pandas
from lockgate.checks import CHECKS  # noqa: E402 - as above
from lockgate.domain.requirement import Requirement  # noqa: E402 - as above
from lockgate.domain.verdict import Verdict  # noqa: E402 - as above
from lockgate.scan.engine import Source  # noqa: E402 - as above
from lockgate.scan.run import run_suites  # noqa: E402 - as above
from lockgate.scan.suite import Suite, SuiteItem  # noqa: E402 - as above

HERE = Path(__file__).parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FLOATS, INTS, TEXTS = 16, 12, 4
BAR = 1.3


@dataclass(frozen=True)
class Cost:
    """Seconds of wall clock, and of the CPU of the JVM and of Python."""

    wall: float
    cpu: float


def make_table(path: Path, rows: int) -> None:
    columns = [f"(hash(i, {n}) % 1000000) / 1000.0 AS f{n}" for n in range(FLOATS)]
    columns += [f"CAST(hash(i, {100 + n}) % 100000 AS BIGINT) AS i{n}" for n in range(INTS)]
    columns += [f"chr(CAST(65 + hash(i, {200 + n}) % 26 AS INTEGER)) AS s{n}" for n in range(TEXTS)]
    duckdb.execute(f"COPY (SELECT i AS id, {', '.join(columns)} FROM range({rows}) AS r(i)) TO '{path}'")  # noqa: S608 - our own path


def suite() -> Suite:
    """Return a contract of usual checks, all green: what a healthy table costs."""
    check = CHECKS
    items: list[Any] = [check["row_count"](Requirement.at_least(1)), check["uniqueness"](("id",))]
    for n in range(FLOATS):
        items += [check["completeness"](f"f{n}"), check["range"](f"f{n}", min=0, max=1000), check["finite"](f"f{n}"),
                  check["mean"](Requirement.between(400, 600), f"f{n}")]  # fmt: skip
    for n in range(INTS):
        items += [check["completeness"](f"i{n}"), check["range"](f"i{n}", min=0, max=99_999),
                  check["standard_deviation"](Requirement.at_least(1), f"i{n}")]  # fmt: skip
    for n in range(TEXTS):
        items += [
            check["completeness"](f"s{n}"),
            check["length"](f"s{n}", exact=1),
            check["pattern"](f"s{n}", "^[A-Z]$"),
        ]
    return Suite(table="t", items=tuple(SuiteItem(check=one) for one in items))


class Recording(SparkTables):
    """A session that remembers the texts it submits."""

    texts: list[str]

    def recorded(self) -> None:
        self.texts = []
        spark, texts = self._session, self.texts

        class Heard:
            def sql(self, text: str) -> Any:  # noqa: ANN401 - a DataFrame
                texts.append(text)
                return spark.sql(text)

            def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a session has
                return getattr(spark, name)

        self._session = Heard()


def measured(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time() + jvm_seconds()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() + jvm_seconds() - cpu)


def jvm_seconds() -> float:
    """Return the CPU seconds of the processes that this one has started, as Linux counts them."""
    tick = os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    times = (
        Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for child in children
    )
    return sum((int(one[11]) + int(one[12])) / tick for one in times)


def compare(spark: Any, path: Path, repeats: int) -> tuple[list[Cost], list[Cost], int]:  # noqa: ANN401 - as above
    engine, asked = SparkEngine(session=spark), suite()
    sources = {"t": Source(str(path))}
    session = Recording(spark, sources)
    session.recorded()
    first = run_suites([asked], session, now=NOW)
    red = [finding.summary for finding in first.findings[0] if finding.verdict is not Verdict.PASS]
    if red:
        sys.exit(f"the table is not healthy: {red[:3]}")

    def ours() -> None:
        opened = engine.open(sources)
        run_suites([asked], opened, now=NOW)
        opened.close()

    def by_hand() -> None:
        for text in session.texts:
            spark.sql(text).collect()

    by_hand()
    pairs = [(measured(ours), measured(by_hand)) for _ in range(repeats)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs], len(session.texts)


def told(result: dict[str, Any]) -> str:
    """Return the results as a page."""
    asked = f"{result['rows']:,} rows, {result['checks']} checks, {result['queries']} queries"
    lines = [
        "# Spark benchmark: results",
        "",
        f"{machine()}, Spark {result['spark']} on {result['master']}. Written by `benchmarks/spark/run.py`.",
        "",
        f"{asked}; medians of {len(result['lockgate_wall'])} runs in turn, seconds.",
        "",
        "| | Lockgate | the same SQL by hand | ratio | bar |",
        "|---|--:|--:|--:|--:|",
    ]
    for what, name in (("wall", "wall clock"), ("cpu", "CPU, JVM and Python")):
        ours, by_hand = (statistics.median(result[f"{who}_{what}"]) for who in ("lockgate", "by_hand"))
        lines.append(f"| {name} | {ours:.2f} | {by_hand:.2f} | {result[f'{what}_ratio']:.2f} | {BAR} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--master", default="local[2]")
    arguments = parser.parse_args()
    from pyspark.sql import SparkSession  # noqa: PLC0415 - after the arguments are known to be right

    builder = SparkSession.builder.master(arguments.master).config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.session.timeZone", "UTC").config("spark.log.level", "ERROR").getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        make_table(path, arguments.rows)
        ours, by_hand, queries = compare(spark, path, arguments.repeats)
    result = {
        "rows": arguments.rows, "checks": len(suite().items), "queries": queries, "spark": spark.version,
        "master": arguments.master,
        **{f"{who}_{what}": [round(getattr(cost, what), 2) for cost in costs]
           for who, costs in (("lockgate", ours), ("by_hand", by_hand)) for what in ("wall", "cpu")},
    }  # fmt: skip
    for what in ("wall", "cpu"):
        result[f"{what}_ratio"] = round(
            statistics.median(result[f"lockgate_{what}"]) / statistics.median(result[f"by_hand_{what}"]), 3
        )
    text = told(result)
    sys.stdout.write(text)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    if result["cpu_ratio"] > BAR or result["wall_ratio"] > BAR:
        sys.exit(f"the bar of {BAR} is missed")


if __name__ == "__main__":
    main()
