"""What is stored of a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.deliveries import Deliveries
from tests.fakes.projects import Home

from lockgate.app.accept_reference import accept_reference
from lockgate.app.project.suites import read_suites
from lockgate.app.table_jobs import job_of, partitioned_tables
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.key_counts import Keys
from lockgate.scan.aggregates.listed_counts import ListedCounts
from lockgate.scan.aggregates.moments import Total

DRIFT = "  monitor:\n    - drift: {data: trips, slices: [carrier]}\n      window: all\n"


def test_what_the_contract_and_entries_ask_is_stored(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path))
    asks = "metrics: [sum of minutes, distinct_count of carrier]"
    project = table.project(
        stages=f"  ingest:\n    - contract: trips\n    - history: {{data: trips, {asks}}}\n"
    )
    ports = table.home.ports(project)

    job = job_of("trips", project, read_suites(ports.files, project), ports)

    asked = {
        Request("trips", Total("minutes")),
        Request("trips", Keys(("carrier",))),
        Request("trips", Keys(("id",))),
    }
    assert asked <= set(job.requests)
    assert job.source.location == str(tmp_path / "data/trips")
    assert partitioned_tables(project) == ["trips"]


CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: a-contract
version: 1.0.0
status: active
schema:
  - name: a
    properties:
      - name: x
        logicalType: integer
        relationships: [{to: b.x}]
      - name: y
        logicalType: integer
        relationships: [{to: nowhere.x}]
"""


def test_a_table_that_requests_point_to_is_known(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write("a.odcs.yaml", CONTRACT)
    project = home.project(
        "  a: {source: a.csv, contract: a.odcs.yaml, partition: {by: file}}\n  b: {source: b.csv}\n",
        "  ingest:\n    - contract: a\n",
    )
    ports = home.ports(project)

    job = job_of("a", project, read_suites(ports.files, project), ports)

    assert list(job.others) == ["b"]
    with pytest.raises(ParameterError, match="LG231"):
        job_of("b", project, {}, ports)
    with pytest.raises(DataError, match="LG206"):
        job_of("c", project, {}, ports)


def test_the_distributions_that_drift_is_measured_from_are_stored(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path), stages=DRIFT)
    table.days(["2013-01-01", "2013-01-02"])
    project = table.project()
    ports = table.home.ports(project)
    without = job_of("trips", project, read_suites(ports.files, project), ports)

    accept_reference(project, ports, "trips", reason="a test")
    job = job_of("trips", project, read_suites(ports.files, project), ports)

    more = [request for request in job.requests if request not in without.requests]
    assert [(request.aggregate.columns, request.by) for request in more[:2]] == [
        (("id",), ()),
        (("minutes",), ()),
    ]
    assert Request("trips", ListedCounts("carrier")) in more
