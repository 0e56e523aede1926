"""Partitions merged for an entry: shown by drift, which contracts share the merging with."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.fakes.deliveries import Deliveries, trips_of
from tests.fakes.projects import Home, plain

from lockgate.app.accept_reference import accept_reference
from lockgate.app.evidence import ProjectRun
from lockgate.app.profile_project import profile_project
from lockgate.app.project.spec import Project
from lockgate.app.replay import replay_run
from lockgate.domain.finding import Finding
from lockgate.domain.result import TableFacts
from lockgate.domain.verdict import Verdict
from lockgate.drift.together import CHECK_TOGETHER
from lockgate.scan.partition_range import PartitionRange

DAYS = ("2013-01-01", "2013-01-02", "2013-01-03")
STAGES = "  monitor:\n    - drift: {data: trips, exclude: [id]}\n      window: %s\n"
ROWS = 1_200


def project_of(table: Deliveries, entry: str = STAGES % "all") -> Project:
    project = table.project(stages=entry)
    ports = table.home.ports(project)
    if not ports.references.versions("trips"):
        accept_reference(project, ports, "trips", reason="for the test")
    return project


@pytest.fixture(params=["by: file", "column: day"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Deliveries:
    made = Deliveries(Home(tmp_path), partition=request.param)
    for day in DAYS:
        made.deliver(day, days_trips(day))
    return made


def days_trips(day: str, *, slower: int = 0) -> dict[str, list[object]]:
    trips = trips_of(day, rows=ROWS)
    minutes: list[object] = [15 + i % 40 + slower for i in range(ROWS)]
    days: list[object] = [date.fromisoformat(day)] * ROWS
    return {**trips, "minutes": minutes, "day": days}


def told(run: ProjectRun) -> list[tuple[str, str, str, str, int | None]]:
    return [(str(f.subject), f.check, f.verdict.value, f.summary, f.n) for f in run.result.findings]


def facts_of(run: ProjectRun) -> TableFacts:
    return run.result.stages[0].entries[0].facts[0]


@pytest.mark.parametrize(
    "asked",
    [
        "{data: trips, exclude: [id]}",
        "{data: trips, exclude: [id], slices: [carrier]}",
        "{data: trips, exclude: [id, day], blocks: {column: day, unit: day}}",
        "{data: trips, columns: [minutes, carrier], methods: {minutes: wasserstein}, margins: {minutes: 5}}",
    ],
)
def test_all_partitions_together_say_what_a_scan_says(tmp_path: Path, asked: str) -> None:
    table = Deliveries(Home(tmp_path))
    for day in DAYS:
        table.deliver(day, days_trips(day))
    entry = f"  monitor:\n    - drift: {asked}\n"
    project = project_of(table, entry)
    table.deliver("2013-01-03", days_trips("2013-01-03", slower=30))

    scanned, merged = table.home.run(project), table.home.run(project, window=PartitionRange())

    assert told(merged) == told(scanned)
    assert merged.result.stages[0].entries[0].figures == scanned.result.stages[0].entries[0].figures


def test_a_window_that_was_profiled_is_compared_without_reading_rows(table: Deliveries) -> None:
    project = project_of(table)
    profile_project(project, table.home.ports(project))

    run = table.home.run(project)

    facts = facts_of(run)
    assert (facts.scans, facts.partitions, facts.rows, facts.window) == (0, 3, 3 * ROWS, "all partitions")
    assert run.result.verdict is Verdict.PASS


def test_only_the_days_of_the_window_are_compared(table: Deliveries) -> None:
    project = project_of(table, STAGES % "2013-01-03")
    table.deliver("2013-01-03", days_trips("2013-01-03", slower=300))

    slow = table.home.run(project)
    before = table.home.run(project, window=PartitionRange("2013-01-01", "2013-01-02"))

    assert {f.verdict for f in slow.result.findings if f.subject.columns == ("minutes",)} == {Verdict.FAIL}
    assert {f.verdict for f in before.result.findings if f.subject.columns == ("minutes",)} == {Verdict.PASS}


def test_a_window_replays_without_rows_and_without_states(table: Deliveries) -> None:
    project = project_of(table, STAGES % "2013-01-02..")
    run_id = table.home.saved(project)
    shutil.rmtree(table.home.root / "data")
    shutil.rmtree(table.home.root / ".lockgate" / "states", ignore_errors=True)

    replayed = replay_run(project, table.home.ports(project), run_id)

    assert replayed.differences == ()
    assert replayed.judged > 0


def test_evidence_names_the_partitions_that_were_merged(table: Deliveries) -> None:
    run = table.home.run(project_of(table, STAGES % "2013-01-02.."))

    (name,) = [name for name in run.documents if name.startswith("monitor/windows/")]
    assert [one[:10] for one in plain(run, name)["partitions"]] == ["2013-01-02", "2013-01-03"]


def test_a_partition_that_cannot_be_read_shuts_the_gate(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path))
    table.deliver(DAYS[0], days_trips(DAYS[0]))
    project = project_of(table)
    (table.home.root / "data/trips/2013-01-02.parquet").write_bytes(b"not a table")

    run = table.home.run(project)

    errors = [finding for finding in run.result.findings if finding.verdict is Verdict.ERROR]
    assert [(finding.check, "2013-01-02" in finding.summary) for finding in errors] == [("window", True)]
    assert run.result.verdict is Verdict.ERROR


def test_a_window_without_a_partition_proves_nothing(table: Deliveries) -> None:
    run = table.home.run(project_of(table, STAGES % "2020"))

    (finding,) = run.result.findings
    assert (finding.check, finding.verdict) == ("window", Verdict.INCONCLUSIVE)


def test_too_many_slices_are_an_error_of_the_window_too(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path))
    table.deliver(DAYS[0], days_trips(DAYS[0]))
    project = project_of(table, STAGES.replace("exclude: [id]", "exclude: [id], slices: [carrier]") % "all")
    many = {**days_trips(DAYS[1]), "carrier": [f"c{i}" for i in range(ROWS)]}
    table.deliver(DAYS[1], many)

    run = table.home.run(project)

    errors = [finding.summary for finding in run.result.findings if finding.verdict is Verdict.ERROR]
    assert errors == ["column `carrier` has more than 100 values, too many to slice by"]


def test_a_reference_that_is_not_there_is_an_error_and_the_contract_is_profiled(table: Deliveries) -> None:
    project = table.project(stages=STAGES % "all")
    (profiled,) = profile_project(project, table.home.ports(project))

    run = table.home.run(project)

    assert profiled.problem == ""
    assert [finding.verdict for finding in run.result.findings] == [Verdict.ERROR]


@pytest.mark.parametrize("blocks", ["", ", blocks: {entity: customer}"])
def test_columns_are_compared_together_over_a_window(table: Deliveries, blocks: str) -> None:
    methods = (
        "multivariate: [domain_classifier, pca_reconstruction, mmd], exclude: [id], features: [minutes, hour]"
        f"{blocks}"
    )
    draw = np.random.default_rng(1)

    def deliver(day: str, *, is_torn: bool = False) -> None:
        minutes = [15 + i % 40 for i in range(ROWS)]
        hours = draw.permutation(minutes) if is_torn else np.array(minutes)
        table.deliver(
            day,
            {
                **days_trips(day),
                "minutes": minutes,
                "hour": (hours + draw.normal(size=ROWS)).tolist(),
                "customer": [f"c{i % 97}" for i in range(ROWS)],
            },
        )

    for day in DAYS:
        deliver(day)
    project = project_of(
        table, f"  monitor:\n    - drift: {{data: trips, {methods}}}\n      window: '2013-01-02..'\n"
    )

    same = table.home.run(project)
    for number in range(4, 8):
        deliver(f"2013-01-0{number}", is_torn=True)
    run_id = table.home.saved(project)
    torn = table.home.run(project)
    replayed = replay_run(project, table.home.ports(project), run_id)

    assert {f.verdict for f in _together(same)} == {Verdict.PASS}
    assert [f.verdict for f in _together(torn)] == [Verdict.FAIL] * 3
    assert facts_of(torn).scans == 0
    assert (replayed.verdict, replayed.differences) == (Verdict.FAIL, ())


def _together(run: ProjectRun) -> list[Finding]:
    return [finding for finding in run.result.findings if finding.check == CHECK_TOGETHER]


def test_entries_do_not_drop_what_others_need(table: Deliveries) -> None:
    stages = (
        "  monitor:\n    - drift: {data: trips, exclude: [id]}\n      window: all\n"
        "    - contract: trips\n      window: all\n"
        "    - history: {data: trips, metrics: [sum of minutes]}\n"
    )
    project = project_of(table, stages)
    table.home.run(project)
    table.deliver("2013-01-04", days_trips("2013-01-04"))
    table.home.run(project)

    again = table.home.run(project)

    assert [facts.scans for entry in again.result.stages[0].entries for facts in entry.facts] == [0, 0, 0]
