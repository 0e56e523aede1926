"""Small projects on disk, run with the real adapters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.fakes.predictions import simulated

from lockgate.app.evidence import ProjectRun
from lockgate.app.ports import Ports
from lockgate.app.project.read import read_project
from lockgate.app.project.spec import Project
from lockgate.app.run_project import RunOptions, run_project
from lockgate.bootstrap import ports_of
from lockgate.contracts.parse import read_contract

__all__ = ["CHECKS", "NOW", "TRIPS", "Home", "Listener", "plain", "trips_contract"]

NOW = datetime(2013, 7, 1, 12, tzinfo=UTC)

TRIPS: Mapping[str, list[object]] = {
    "id": [1, 2, 3, 4],
    "minutes": [20, 45, 60, 300],
    "carrier": ["AA", "UA", "UA", "B6"],
}
"""A healthy table of trips."""


def trips_contract(*, lower: int = 15, name: str = "trips", classification: str = "") -> str:
    """Return a contract with a key and a range; `classification` is that of the range's column."""
    secret = f"\n        classification: {classification}" if classification else ""
    return f"""
apiVersion: v3.1.0
kind: DataContract
id: {name}-contract
version: 1.0.0
status: active
schema:
  - name: {name}
    properties:
      - {{name: id, logicalType: integer, required: true, unique: true, primaryKey: true}}
      - name: minutes
        logicalType: integer
        logicalTypeOptions: {{minimum: {lower}, maximum: 900}}
        description: how long{secret}
"""


CHECKS = len(read_contract(trips_contract(), "trips.odcs.yaml").tables[0].items)
"""How many checks that contract asks for."""


@dataclass(frozen=True, slots=True)
class Home:
    """The directory of a project."""

    root: Path

    def table(self, name: str, columns: Mapping[str, object] = TRIPS) -> str:
        """Write a Parquet file and return its path as the project names it."""
        path = self.write(f"data/{name}.parquet", "")
        pq.write_table(pa.table({key: pa.array(values) for key, values in columns.items()}), self.root / path)
        return path

    def scored(self, rows: int = 400) -> str:
        """Write a table of predictions."""
        return self.table("scored", simulated(rows, seed=1))

    def write(self, path: str, text: str) -> str:
        """Write a text and return its path."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return path

    def trips(self, name: str = "trips", *, lower: int = 15, columns: Mapping[str, object] = TRIPS) -> str:
        """Write a table of trips with its contract and return its line under ``data``."""
        contract = self.write(f"contracts/{name}.odcs.yaml", trips_contract(lower=lower, name=name))
        return f"  {name}: {{source: {self.table(name, columns)}, contract: {contract}}}\n"

    def project(self, data: str, stages: str, *, more: str = "") -> Project:
        """Read a project with these lines under ``data`` and ``stages``."""
        head = f"lockgate: 1\nproject: trips\nowner: ops\nseed: 7\n{more}"
        text = head + (f"data:\n{data}" if data else "") + f"stages:\n{stages}"
        return read_project(text, "lockgate.yaml", str(self.root))

    def ports(self, project: Project) -> Ports:
        """Return the real adapters with a clock that stands still."""
        return ports_of(project, now=NOW)

    def run(self, project: Project, **options: Any) -> ProjectRun:  # noqa: ANN401 - fields of RunOptions
        """Run a project with the real adapters."""
        return run_project(project, self.ports(project), RunOptions(**options))

    def saved(self, project: Project, **options: Any) -> str:  # noqa: ANN401 - fields of RunOptions
        """Run a project, keep its evidence and return the run's id."""
        done = self.run(project, **options)
        self.ports(project).evidence.save(done.result.run_id, done.documents)
        return done.result.run_id


def plain(run: ProjectRun, name: str) -> dict[str, Any]:
    """Return a document of a run."""
    loaded: dict[str, Any] = json.loads(run.documents[name])
    return loaded


@dataclass(slots=True)
class Listener:
    """Progress that remembers what it was told."""

    told: list[tuple[object, ...]] = field(default_factory=list)

    def stage(self, name: str, entries: int) -> None:
        """Hear that a stage begins."""
        self.told.append(("stage", name, entries))

    def entry(self, stage: str, name: str, kind: str) -> None:
        """Hear that an entry begins."""
        self.told.append(("entry", stage, name, kind))

    def fraction(self, name: str, done: float) -> None:
        """Hear how far an entry is."""
        self.told.append(("fraction", name, done))

    def entry_done(self, stage: str, name: str) -> None:
        """Hear that an entry has ended."""
        self.told.append(("done", stage, name))
