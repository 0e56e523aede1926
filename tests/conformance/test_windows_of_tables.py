"""Windows, drift and history of tables that are no plain files: each engine's own, and those that keep versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import write_deltalake
from tests.conformance.engines import DSN_VARIABLE, bench_of, spark_session
from tests.fakes.deliveries import CONTRACT
from tests.fakes.projects import Home

from lockgate.app.accept_reference import accept_reference
from lockgate.app.ports import Ports
from lockgate.app.profile_project import profile_project
from lockgate.app.project.spec import Project
from lockgate.app.run_project import RunOptions, run_project
from lockgate.domain.result import EntryResult
from lockgate.scan.partition_range import PartitionRange

DAYS = [f"2013-01-0{day}" for day in range(1, 6)]
STAGES = """\
  ingest:
    - contract: trips
      window: 2013-01-04..
    - history: {data: trips, metrics: [row_count, mean of minutes], method: change}
    - drift: {data: trips, columns: [minutes, carrier]}
      window: 2013-01-03..
"""
PLACES = [
    "delta",
    pytest.param("postgres", marks=[pytest.mark.postgres]),
    pytest.param("spark", marks=[pytest.mark.spark]),
]


def trips(*, late: int = 0) -> pa.Table:
    """Return four trips a day, of which the last day's take `late` minutes more."""
    n = 4 * len(DAYS)
    return pa.table({
        "id": pa.array(range(n)),
        "minutes": pa.array([40 + i % 4 + (late if i >= n - 4 else 0) for i in range(n)]),
        "carrier": pa.array(["AA", "UA", "B6", None] * len(DAYS)),
        "day": pa.array([date.fromisoformat(DAYS[i // 4]) for i in range(n)]),
    })  # fmt: skip


@dataclass
class Place:
    """A project about trips in one kind of place."""

    home: Home
    kind: str

    def put(self, table: pa.Table) -> Project:
        """Put trips in the place of those that are there, and return the project."""
        engine, source = getattr(self, f"_{self.kind}")(table)
        self.home.write("contracts/trips.odcs.yaml", CONTRACT.format(lower=15, secret=""))
        cut = "partition: {column: day}, contract: contracts/trips.odcs.yaml"
        return self.home.project(
            f"  trips: {{source: {source}, {cut}}}\n", STAGES, more=f"engine: {{{engine}}}\n"
        )

    def ports(self, project: Project) -> Ports:
        """Return the real adapters, and the engine that the tests have started."""
        ports = self.home.ports(project)
        return (
            replace(ports, engine=bench_of(self.kind).engine) if self.kind in ("postgres", "spark") else ports
        )

    def run(self, project: Project) -> tuple[EntryResult, ...]:
        """Return the entries of a run."""
        return run_project(project, self.ports(project), RunOptions()).result.stages[0].entries

    def _files(self, table: pa.Table) -> tuple[str, str]:
        pq.write_table(table, self.home.root / "trips.parquet")
        return "kind: duckdb", "trips.parquet"

    def _delta(self, table: pa.Table) -> tuple[str, str]:
        write_deltalake(self.home.root / "lake", table, mode="overwrite")
        return "kind: duckdb", f"delta://{self.home.root / 'lake'}"

    def _postgres(self, table: pa.Table) -> tuple[str, str]:
        relation = bench_of("postgres").sources({"trips": table})["trips"].location
        return f"kind: postgres, dsn_variable: {DSN_VARIABLE}", f"'table://{relation}'"

    def _spark(self, table: pa.Table) -> tuple[str, str]:
        spark_session().createDataFrame(table).createOrReplaceTempView("trips_of_windows")
        return "kind: spark", "table://trips_of_windows"


def told(entries: tuple[EntryResult, ...]) -> list[tuple[object, ...]]:
    return [
        (entry.kind, str(finding.subject), finding.check, finding.verdict.value, finding.summary)
        for entry in entries
        for finding in entry.findings
    ]


def scans(entries: tuple[EntryResult, ...]) -> list[int]:
    return [entry.facts[0].scans for entry in entries if entry.facts]


@pytest.mark.parametrize("kind", PLACES)
def test_windows_drift_and_history_of_a_table_are_those_of_a_file_of_its_rows(
    kind: str, tmp_path: Path
) -> None:
    files, place = (Place(Home(tmp_path / name), name) for name in ("files", kind))
    found = []
    for one in (files, place):
        one.home.write("x", "")
        project = one.put(trips())
        accept_reference(project, one.ports(project), "trips", reason="for the test")
        found.append([one.run(project), one.run(one.put(trips(late=60)))])
    (healthy, late), (as_healthy, as_late) = found

    pairs = zip(told(healthy) + told(late), told(as_healthy) + told(as_late), strict=True)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert {line[3] for line in told(late)} >= {"pass", "fail"}
    assert all(scans(as_late)[:1])  # what has changed is read, whoever tells that it has


def test_an_unchanged_version_is_not_read_again_and_the_run_names_it(tmp_path: Path) -> None:
    place = Place(Home(tmp_path), "delta")
    project = place.put(trips())
    place.run(project)
    again = place.run(project)
    place.put(trips(late=60))
    later = place.run(project)

    assert scans(again) == [0, 0]
    assert [[entry.facts[0].version for entry in run[:2]] for run in (again, later)] == [["0", "0"], ["1", "1"]]
    assert scans(later)[0] > 0


def test_log_and_dead_files_of_a_lake_are_no_partitions(tmp_path: Path) -> None:
    place = Place(Home(tmp_path), "delta")
    place.put(trips(late=60))
    project = place.put(trips())

    (profiled,) = profile_project(project, place.ports(project))

    assert [(line.name, line.rows) for line in profiled.partitions] == [(day, 4) for day in DAYS]


@pytest.mark.postgres
def test_profiling_since_a_day_reads_nothing_before_it(tmp_path: Path) -> None:
    place = Place(Home(tmp_path), "postgres")
    project = place.put(trips())

    (profiled,) = profile_project(project, place.ports(project), within=PartitionRange(since="2013-01-04"))

    assert [line.name for line in profiled.partitions] == DAYS[3:]
