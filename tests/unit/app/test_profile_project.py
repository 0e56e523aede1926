"""The partitioned tables of a project."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.deliveries import Deliveries
from tests.fakes.projects import Home

from lockgate.app.profile_project import profile_project
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.partition_range import PartitionRange

DAYS = ("2013-01-01", "2013-01-02")


def test_every_partitioned_table_is_profiled(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path))
    table.days(DAYS)
    project = table.project()

    (done,) = profile_project(project, table.home.ports(project), within=PartitionRange("2013-01-02"))

    assert [line.name for line in done.partitions] == ["2013-01-02.parquet"]
    with pytest.raises(DataError, match="LG206"):
        profile_project(project, table.home.ports(project), ["nope"])


def test_a_table_that_cannot_be_read_says_so_and_harms_no_other(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write("b/2013-01-01.csv", "x\n1\n")
    data = (
        "  a: {source: nowhere/*.csv, partition: {by: file}}\n  b: {source: b/*.csv, partition: {by: file}}\n"
    )
    project = home.project(data, "  ingest:\n    - pytest: tests\n")

    broken, done = profile_project(project, home.ports(project))

    assert "no file matches" in broken.problem
    assert [line.rows for line in done.partitions] == [1]


def test_a_project_without_partitions_has_nothing_to_profile(tmp_path: Path) -> None:
    home = Home(tmp_path)
    project = home.project("  a: {source: a.csv}\n", "  ingest:\n    - pytest: tests\n")

    with pytest.raises(ParameterError, match="LG231"):
        profile_project(project, home.ports(project))
