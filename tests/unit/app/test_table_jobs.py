"""What is stored of a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.deliveries import Deliveries
from tests.fakes.projects import Home

from lockgate.app.project.suites import read_suites
from lockgate.app.table_jobs import job_of, partitioned_tables
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import KeyCounts, Keys, Orphans, RowCount, Total


def test_what_the_contract_and_others_ask_is_stored(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path))
    project = table.project()
    ports = table.home.ports(project)
    more = [Request("trips", Total("minutes")), Request("trips", KeyCounts(("carrier",)))]

    job = job_of("trips", project, read_suites(ports.files, project), ports.files, more)

    assert {more[0], Request("trips", Keys(("carrier",))), Request("trips", Keys(("id",)))} <= set(job.requests)
    assert job.source.location == str(tmp_path / "data/trips")
    assert partitioned_tables(project) == ["trips"]


def test_a_table_that_requests_point_to_is_known(tmp_path: Path) -> None:
    home = Home(tmp_path)
    project = home.project(
        "  a: {source: a.csv, partition: {by: file}}\n  b: {source: b.csv}\n",
        "  ingest:\n    - pytest: tests\n",
    )
    orphans = [Request("a", Orphans(("x",), to, ("x",))) for to in ("b", "nowhere")]

    job = job_of("a", project, {}, home.ports(project).files, orphans)

    assert list(job.others) == ["b"]
    assert job.requests == (Request("a", RowCount()), *orphans)
    with pytest.raises(ParameterError, match="LG231"):
        job_of("b", project, {}, home.ports(project).files)
    with pytest.raises(DataError, match="LG206"):
        job_of("c", project, {}, home.ports(project).files)
