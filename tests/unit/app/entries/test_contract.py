from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.projects import CHECKS, NOW, TRIPS, Home, Listener

from lockgate.app.entries.context import EntryOutcome, RunContext
from lockgate.app.entries.contract import run_contracts, states_document
from lockgate.app.project.spec import Project, PytestEntry
from lockgate.app.project.suites import read_suites
from lockgate.domain.result import TableFacts
from lockgate.domain.verdict import Severity, Verdict

LATE = {**TRIPS, "minutes": [20, 9_000, 9_001, 9_002]}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def run(home: Home, project: Project, listener: Listener | None = None) -> list[EntryOutcome]:
    ports = replace(home.ports(project), progress=listener or Listener())
    suites = read_suites(ports.files, project)
    context = RunContext(project=project, suites=suites, ports=ports, now=NOW, seed=0)
    return run_contracts(project.stages[0].entries, context)


def test_a_table_is_checked_against_its_contract_in_one_scan(home: Home) -> None:
    project = home.project(home.trips(), "  ingest:\n    - contract: trips\n")

    (outcome,) = run(home, project)

    assert (outcome.result.name, outcome.result.kind, outcome.result.verdict) == (
        "trips",
        "contract",
        Verdict.PASS,
    )
    assert len(outcome.result.findings) == CHECKS
    assert {"columns_present", "completeness", "uniqueness", "range"} < {
        one.check for one in outcome.result.findings
    }
    assert outcome.result.facts == (TableFacts("trips", 4, 2, 3, 1, 1),)
    assert list(outcome.documents) == ["states/trips.json"]


def test_a_red_finding_has_its_rows_its_owner_and_its_place_in_the_contract(home: Home) -> None:
    project = home.project(home.trips(columns=LATE), "  ingest:\n    - contract: trips\n")

    red = [finding for finding in run(home, project)[0].result.findings if finding.verdict is not Verdict.PASS]

    assert [(finding.check, finding.n_failed, finding.owner) for finding in red] == [("range", 3, "ops")]
    assert red[0].sample is not None
    assert len(red[0].sample.rows) == 3
    assert red[0].origin is not None
    assert red[0].origin.file.endswith("contracts/trips.odcs.yaml")


def test_each_entry_has_the_findings_of_its_own_table(home: Home) -> None:
    data = home.trips() + home.trips("stops", columns=LATE)
    stages = "  ingest:\n    - contract: stops\n    - {contract: trips, name: raw, severity: warning}\n"

    stops, trips = run(home, home.project(data, stages))

    assert [(one.result.name, one.result.verdict) for one in (stops, trips)] == [
        ("stops", Verdict.FAIL),
        ("raw", Verdict.PASS),
    ]
    assert {finding.subject.table for finding in trips.result.findings} == {"trips"}
    assert {finding.severity for finding in trips.result.findings} == {Severity.WARNING}
    assert [*stops.documents, *trips.documents] == ["states/stops.json", "states/raw.json"]


def test_a_table_that_is_not_there_hides_nothing_of_the_others(home: Home) -> None:
    data = home.trips() + home.trips("stops")
    (home.root / "data/stops.parquet").unlink()
    stages = "  ingest:\n    - contract: stops\n    - contract: trips\n"

    stops, trips = run(home, home.project(data, stages))

    assert {finding.verdict for finding in stops.result.findings} == {Verdict.ERROR}
    assert trips.result.verdict is Verdict.PASS


def test_a_table_that_a_reference_points_to_is_read_too(home: Home) -> None:
    contract = """
apiVersion: v3.1.0
kind: DataContract
id: trips-contract
version: 1.0.0
status: active
schema:
  - name: trips
    properties:
      - name: carrier
        logicalType: string
        relationships: [{to: carriers.code}]
"""
    path = home.write("contracts/refers.odcs.yaml", contract)
    trips, carriers = home.table("trips"), home.table("carriers", {"code": ["AA", "UA"]})
    data = f"  trips: {{source: {trips}, contract: {path}}}\n  carriers: {carriers}\n"

    (outcome,) = run(home, home.project(data, "  ingest:\n    - contract: trips\n"))

    red = [finding for finding in outcome.result.findings if finding.verdict is not Verdict.PASS]
    assert [(finding.check, finding.n_failed) for finding in red] == [("referential_integrity", 1)]


def test_the_document_of_states_is_named_after_the_entry(home: Home) -> None:
    project = home.project(home.trips(), "  ingest:\n    - {contract: trips, name: raw trips}\n")

    assert states_document(project.stages[0].entries[0]).startswith("states/raw-trips-")


def test_an_entry_of_another_kind_is_a_mistake_of_the_caller(home: Home) -> None:
    project = home.project(home.trips(), "  ingest:\n    - contract: trips\n")
    entry = replace(project.stages[0].entries[0], kind="pytest", work=PytestEntry(paths=("a",)))
    context = RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=0)

    with pytest.raises(TypeError, match="pytest"):
        run_contracts([entry], context)
