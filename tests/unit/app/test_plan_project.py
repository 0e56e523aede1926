from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.projects import CHECKS, Home

from lockgate.app.accept_reference import accept_reference
from lockgate.app.plan_project import plan_project
from lockgate.app.project.spec import Project
from lockgate.domain.errors import DocumentError, ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.reports.plan_text import plan_text

STAGES = "  ingest:\n    - contract: trips\n  features:\n    - pytest: tests\n    - contract: stops\n"

PLANES = """
apiVersion: v3.2.0
kind: DataContract
id: planes
version: 1.0.0
status: active
schema:
  - name: planes
    properties:
      - {name: tailnum, logicalType: string, required: true, unique: true}
      - {name: engine, logicalType: string, required: true, enum: [{value: jet}, {value: prop}]}
"""
"""A contract whose categories are judged once a value."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def project(home: Home) -> Project:
    return home.project(home.trips() + home.trips("stops", lower=1), STAGES)


def test_each_table_that_contracts_check_is_planned(home: Home, project: Project) -> None:
    tables = plan_project(project, home.ports(project))

    assert [(table.table, table.checks, table.columns, table.problem) for table in tables] == [
        ("trips", CHECKS, 3, ""),
        ("stops", CHECKS, 3, ""),
    ]
    assert {table.scans for table in tables} == {1}


@pytest.mark.parametrize(("stage", "names"), [("ingest", ["trips"]), ("features", ["stops"])])
def test_one_stage_may_be_planned_alone(home: Home, project: Project, stage: str, names: list[str]) -> None:
    tables = plan_project(project, home.ports(project), stage=stage)

    assert [table.table for table in tables] == names


def test_a_stage_without_contracts_scans_nothing(home: Home) -> None:
    project = home.project("", "  train:\n    - pytest: tests\n")

    assert plan_project(project, home.ports(project)) == []


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_the_plan_with_its_queries_is_as_shown(
    home: Home, project: Project, dialect: str, golden: Callable[[str, str], None]
) -> None:
    tables = plan_project(project, home.ports(project), stage="ingest", dialect=dialect)

    golden(f"plans/{dialect}.txt", plan_text(tables, sql=True) + "\n")


def test_the_plan_with_who_asked_is_as_shown(
    home: Home, project: Project, golden: Callable[[str, str], None]
) -> None:
    tables = plan_project(project, home.ports(project))

    golden("plans/why.txt", plan_text(tables, why="minutes") + "\n")


def test_a_run_of_a_healthy_table_costs_what_its_plan_says(home: Home) -> None:
    source = home.table(
        "planes", {"tailnum": [f"N{n}" for n in range(2_000)], "engine": ["jet", "prop"] * 1_000}
    )
    path = home.write("contracts/planes.odcs.yaml", PLANES)
    project = home.project(
        f"  planes: {{source: {source}, contract: {path}}}\n", "  ingest:\n    - contract: planes\n"
    )

    (planned,) = plan_project(project, home.ports(project))
    result = home.run(project).result

    (facts,) = result.stages[0].entries[0].facts
    assert result.verdict is Verdict.PASS
    assert planned.passes == ("values of engine", "key counts of tailnum")
    assert (planned.scans, len(planned.passes)) == (facts.scans, facts.passes)
    assert (planned.columns_read, planned.columns) == (facts.columns_read, facts.columns)


def test_a_table_that_is_not_there_has_its_problem_and_hides_no_other(home: Home, project: Project) -> None:
    (home.root / "data/trips.parquet").unlink()

    trips, stops = plan_project(project, home.ports(project))

    assert trips.problem.startswith("table `trips`: no file matches")
    assert (trips.checks, trips.queries, stops.problem) == (CHECKS, (), "")


def test_a_long_aggregate_is_cut_to_a_line(home: Home) -> None:
    names = ", ".join(f"column_with_a_long_name_{number}" for number in range(10))
    columns = ", ".join(f"{{name: {name}}}" for name in names.split(", "))
    contract = f"""
apiVersion: v3.1.0
kind: DataContract
id: wide
version: 1.0.0
status: active
schema:
  - name: wide
    properties: [{columns}]
    quality:
      - {{type: library, metric: duplicateValues, mustBe: 0, arguments: {{properties: [{names}]}}}}
"""
    path = home.write("contracts/wide.odcs.yaml", contract)
    source = home.table("wide", {name: [1, 2] for name in names.split(", ")})
    project = home.project(
        f"  wide: {{source: {source}, contract: {path}}}\n", "  ingest:\n    - contract: wide\n"
    )

    (table,) = plan_project(project, home.ports(project))

    lengths = [len(part.aggregate) for part in table.parts]
    assert max(lengths) == 100
    assert [part.aggregate[-3:] for part in table.parts if len(part.aggregate) == 100] == ["..."]


@pytest.mark.parametrize(
    ("stage", "dialect", "says"),
    [
        ("ingests", "duckdb", "no stage is named `ingests`"),
        ("", "oracle", "`dialect` must be one of duckdb, postgres, spark, got 'oracle'"),
    ],
)
def test_an_unknown_stage_or_dialect_is_refused(
    home: Home, project: Project, stage: str, dialect: str, says: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        plan_project(project, home.ports(project), stage=stage, dialect=dialect)

    assert caught.value.text == says


def test_mistakes_of_a_contract_are_told(home: Home, project: Project) -> None:
    home.write("contracts/stops.odcs.yaml", "kind: DataContract\n")

    with pytest.raises(DocumentError):
        plan_project(project, home.ports(project))


def test_a_comparison_is_planned_with_a_pass_a_column(home: Home) -> None:
    stages = "  monitor:\n    - drift: {data: trips, slices: [carrier], exclude: [id]}\n"
    project = home.project(home.trips(), stages)
    ports = home.ports(project)
    accept_reference(project, ports, "trips", reason="for the test")

    (table,) = plan_project(project, ports)

    assert (table.table, table.checks, table.scans, len(table.passes)) == ("trips (drift)", 2, 1, 4)
    assert (table.columns_read, table.columns) == (2, 3)
    assert "frozen bins" in plan_text([table], why="trips drift")
    assert "GROUP BY" in plan_text([table], sql=True)


def test_a_comparison_without_a_reference_says_so(home: Home) -> None:
    project = home.project(home.trips(), "  monitor:\n    - drift: trips\n")

    (table,) = plan_project(project, home.ports(project))

    assert "there is none of that name" in table.problem
