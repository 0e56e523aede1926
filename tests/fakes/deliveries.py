"""A partitioned table of trips, delivered day by day, with its project."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.fakes.projects import Home

from lockgate.app.ports import Ports
from lockgate.app.profile_table import refresh_table
from lockgate.app.project.spec import Project
from lockgate.app.project.suites import read_suites
from lockgate.app.store_ports import Content, Contents
from lockgate.app.table_jobs import job_of
from lockgate.app.table_work import TableJob, TableStates
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.engine import Source
from lockgate.scan.partition_range import PartitionRange

__all__ = ["DAYS", "GATE", "Deliveries", "Unknown", "changes", "rows", "trips_of"]

DAYS = ("2013-01-01", "2013-01-02", "2013-01-03")

CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: trips-contract
version: 1.0.0
status: active
schema:
  - name: trips
    properties:
      - {{name: id, logicalType: integer, required: true, unique: true, primaryKey: true}}
      - name: minutes
        logicalType: integer
        logicalTypeOptions: {{minimum: {lower}, maximum: 900}}
        quality:
          - {{type: custom, engine: lockgate, implementation: {{check: median, mustBeBetween: [0, 900]}}}}
      - {{name: carrier, logicalType: string{secret}}}
"""
GATE = "      - {name: gate, required: true, customProperties: [{property: optional, value: true}]}\n"


def trips_of(
    day: str, *, rows: int = 4, first: int | None = None, minutes: int = 40
) -> dict[str, list[object]]:
    """Return the trips of one day; ids of two days never meet, unless `first` says where they begin."""
    start = int(day.replace("-", "")) * 1_000 if first is None else first
    return {
        "id": list(range(start, start + rows)),
        "minutes": [minutes + i for i in range(rows)],
        "carrier": [("AA", "UA", None)[i % 3] for i in range(rows)],
        "day": [day] * rows,
    }


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The home of the project, and how its table is cut: ``by: file`` or ``column: day``."""

    home: Home
    partition: str = "by: file"
    stages: str = "  ingest:\n    - contract: trips\n"

    def deliver(self, day: str, columns: Mapping[str, object] | None = None) -> Path:
        """Write the file of a day, in its place or anew; its time is long ago, so that its digest is remembered."""
        file = self.home.root / "data" / "trips" / f"{day}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        table = {name: pa.array(values) for name, values in (columns or trips_of(day)).items()}
        earlier = file.stat().st_mtime if file.exists() else 1_000_000_000
        pq.write_table(pa.table(table), file)
        os.utime(file, (earlier + 60, earlier + 60))
        return file

    def days(self, days: Sequence[str]) -> None:
        """Write the files of some days."""
        for day in days:
            self.deliver(day)

    def project(
        self, *, lower: int = 15, classification: str = "", stages: str = "", columns: str = ""
    ) -> Project:
        """Read the project; `columns` are lines of YAML that its contract has besides."""
        classified = f", classification: {classification}" if classification else ""
        self.home.write("contracts/trips.odcs.yaml", CONTRACT.format(lower=lower, secret=classified) + columns)
        where = "source: data/trips, contract: contracts/trips.odcs.yaml"
        data = f"  trips: {{{where}, partition: {{{self.partition}}}}}\n"
        return self.home.project(data, stages or self.stages)

    def job(self, **options: str | int) -> tuple[TableJob, Ports]:
        """Return what is stored of the table, and the real adapters."""
        project = self.project(**options)  # type: ignore[arg-type]  # options of the project
        ports = self.home.ports(project)
        return job_of("trips", project, read_suites(ports.files, project), ports), ports

    def refresh(
        self,
        within: PartitionRange | None = None,
        *,
        is_vouched: bool = False,
        again: bool = False,
        **options: str | int,
    ) -> TableStates:
        """Bring the states of the table up to date."""
        job, ports = self.job(**options)
        return refresh_table(job, ports, within or PartitionRange(), is_vouched=is_vouched, again=again)


def changes(states: TableStates) -> dict[str, str]:
    """Return what was done with each partition."""
    return {line.name.removesuffix(".parquet"): line.change.value for line in states.done.partitions}


def rows(states: TableStates) -> dict[str, int]:
    """Return the rows of each partition."""
    found = {}
    for name, part in states.states.items():
        counted = part.answers[Request("trips", RowCount()).key]
        assert isinstance(counted, Count)
        found[name.removesuffix(".parquet")] = counted.n
    return found


@dataclass(frozen=True, slots=True)
class Unknown:
    """Contents of a world where nothing tells what some tables hold, as in a database."""

    real: Contents
    tables: tuple[str, ...]

    def of(self, table: str, source: Source, *, afresh: bool = False) -> Content:
        return Content(source=source) if table in self.tables else self.real.of(table, source, afresh=afresh)

    def files(self, table: str, source: Source) -> Sequence[str]:
        return self.real.files(table, source)

    def digests(self, files: Sequence[str], *, afresh: bool = False) -> Mapping[str, str]:
        return self.real.digests(files, afresh=afresh)
