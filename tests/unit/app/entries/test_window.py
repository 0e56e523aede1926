"""Contract entries over a window."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.deliveries import Deliveries, trips_of
from tests.fakes.projects import NOW, Home, plain

from lockgate.app.entries.context import RunContext
from lockgate.app.entries.window import run_window
from lockgate.app.evidence import ProjectRun
from lockgate.app.project.suites import read_suites
from lockgate.app.replay import replay_run
from lockgate.app.stored_states import collect_garbage
from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.scan.partition_range import PartitionRange

DAYS = ("2013-01-01", "2013-01-02", "2013-01-03")
REFERRING = """
apiVersion: v3.1.0
kind: DataContract
id: trips-contract
version: 1.0.0
status: active
schema:
  - name: trips
    properties:
      - {name: id, logicalType: integer}
      - name: carrier
        logicalType: string
        relationships: [{type: foreignKey, to: carriers.code}]
"""


@pytest.fixture
def table(tmp_path: Path) -> Deliveries:
    made = Deliveries(Home(tmp_path))
    made.days(DAYS)
    return made


def over(table: Deliveries, since: str = "", until: str = "") -> ProjectRun:
    return table.home.run(table.project(), window=PartitionRange(since, until))


def told(run: ProjectRun) -> list[tuple[str, str, str, int | None]]:
    """Return what findings say, without what only a look at the rows can tell."""
    return [(str(f.subject), f.check, f.summary, f.n) for f in run.result.findings]


def test_all_partitions_together_say_what_a_scan_says(table: Deliveries) -> None:
    merged = over(table)

    assert told(merged) == told(table.home.run(table.project()))
    assert merged.result.verdict is Verdict.PASS
    (facts,) = merged.result.stages[0].entries[0].facts
    assert (facts.rows, facts.partitions, facts.window) == (12, 3, "all partitions")


def test_a_key_that_two_days_share_is_found_in_their_window_alone(table: Deliveries) -> None:
    table.deliver("2013-01-03", trips_of("2013-01-03", first=20130102_000))

    assert over(table, "2013-01-01", "2013-01-02").result.verdict is Verdict.PASS
    red = [f for f in over(table, "2013-01-02").result.findings if f.verdict is Verdict.FAIL]
    assert [(f.check, f.n_failed) for f in red] == [("uniqueness", 4)]
    assert red[0].sample is None


def test_a_window_that_was_profiled_is_judged_without_reading_rows(table: Deliveries) -> None:
    over(table)

    again = over(table)

    (facts,) = again.result.stages[0].entries[0].facts
    assert (facts.scans, facts.columns_read) == (0, 0)


def test_a_partition_that_cannot_be_read_shuts_the_gate(table: Deliveries) -> None:
    over(table)
    table.deliver("2013-01-02").write_bytes(b"PAR1 and then nothing")

    broken, apart = over(table), over(table, "2013-01-03")

    assert broken.result.verdict is Verdict.ERROR
    assert "partition `2013-01-02.parquet` could not be profiled" in broken.result.findings[0].summary
    assert apart.result.verdict is Verdict.PASS


def test_a_window_without_a_partition_proves_nothing(table: Deliveries) -> None:
    run = over(table, "2014-01")

    assert run.result.verdict is Verdict.INCONCLUSIVE
    assert run.result.findings[0].summary == "no partition lies in 2014-01.."


def test_the_window_of_an_entry_ends_with_the_newest_partition(table: Deliveries) -> None:
    project = table.project(stages="  ingest:\n    - contract: trips\n      window: 2 days\n")

    run = table.home.run(project)

    (facts,) = run.result.stages[0].entries[0].facts
    assert (facts.rows, facts.window) == (8, "the last 2 days")


def test_a_window_replays_without_data_and_without_states(table: Deliveries) -> None:
    project = table.project(stages="  ingest:\n    - contract: trips\n      window: all\n")
    run_id = table.home.saved(project)
    ports = table.home.ports(project)
    collect_garbage(project, ports, is_dry=False)
    shutil.rmtree(table.home.root / ".lockgate/states")
    shutil.rmtree(table.home.root / "data")

    replayed = replay_run(project, ports, run_id)

    assert (replayed.judged > 0, replayed.differences) == (True, ())


def test_a_window_with_an_unread_partition_replays_what_was_judged(table: Deliveries) -> None:
    table.deliver("2013-01-02").write_bytes(b"PAR1 and then nothing")
    project = table.project(stages="  ingest:\n    - contract: trips\n      window: all\n")
    run_id = table.home.saved(project)

    replayed = replay_run(project, table.home.ports(project), run_id)

    assert (replayed.differences, replayed.withheld) == ((), 1)


def test_evidence_names_the_partitions_that_were_merged(table: Deliveries) -> None:
    document = plain(over(table, "2013-01-02", "2013-01-02"), "ingest/windows/trips.json")

    assert document["window"] == "2013-01-02"
    assert list(document["partitions"]) == ["2013-01-02.parquet"]


def test_only_contracts_of_partitioned_tables_have_a_window(tmp_path: Path) -> None:
    home = Home(tmp_path)
    project = home.project(home.trips(), "  ingest:\n    - contract: trips\n")

    with pytest.raises(ParameterError, match="LG231"):
        home.run(project, window=PartitionRange())


def referring(home: Home, *, codes: str, to: str = "carriers") -> tuple[Finding, ...]:
    home.write("contracts/trips.odcs.yaml", REFERRING)
    home.write("carriers.csv", f"code\n{codes}\n")
    known = f"  {to}: {{source: carriers.csv}}\n"
    data = "  trips: {source: data/trips, contract: contracts/trips.odcs.yaml, partition: {by: file}}\n"
    project = home.project(data + known, "  ingest:\n    - contract: trips\n")
    return home.run(project, window=PartitionRange()).result.findings


def test_a_table_that_is_pointed_to_is_read_again_when_it_changes(table: Deliveries) -> None:
    def orphans(codes: str) -> int | None:
        found = referring(table.home, codes=codes)
        return next(f.n_failed for f in found if f.check == "referential_integrity")

    assert [orphans("AA\nUA"), orphans("AA"), orphans("AA\nUA")] == [0, 3, 0]


def test_a_table_that_is_pointed_to_and_not_there_is_an_error(table: Deliveries) -> None:
    found = referring(table.home, codes="AA", to="others")

    assert next(f.verdict for f in found if f.check == "referential_integrity") is Verdict.ERROR


def test_a_table_that_is_pointed_to_and_cannot_be_read_is_an_error(table: Deliveries) -> None:
    (table.home.root / "carriers.csv").unlink(missing_ok=True)
    home = table.home
    home.write("contracts/trips.odcs.yaml", REFERRING)
    data = "  trips: {source: data/trips, contract: contracts/trips.odcs.yaml, partition: {by: file}}\n"
    project = home.project(
        f"{data}  carriers: {{source: carriers.csv}}\n", "  ingest:\n    - contract: trips\n"
    )

    run = home.run(project, window=PartitionRange())

    assert run.result.verdict is Verdict.ERROR


def test_another_kind_of_entry_has_no_window(table: Deliveries) -> None:
    project = table.project()
    ports = table.home.ports(project)
    context = RunContext(
        project=project, suites=read_suites(ports.files, project), ports=ports, now=NOW, seed=0
    )
    entry = project.stages[0].entries[0]

    with pytest.raises(TypeError):
        run_window(replace(entry, kind="contract"), context)


def test_a_table_that_rows_are_counted_against_and_that_is_not_there_is_an_error(table: Deliveries) -> None:
    counted = REFERRING.replace(
        "    properties:",
        "    quality:\n      - {type: custom, engine: lockgate,"
        " implementation: {check: row_count_match, to_table: carriers, mustBe: 0}}\n    properties:",
    ).replace("        relationships: [{type: foreignKey, to: carriers.code}]\n", "")
    table.home.write("contracts/trips.odcs.yaml", counted)
    data = "  trips: {source: data/trips, contract: contracts/trips.odcs.yaml, partition: {by: file}}\n"
    project = table.home.project(
        f"{data}  carriers: {{source: carriers.csv}}\n", "  ingest:\n    - contract: trips\n"
    )

    found = table.home.run(project, window=PartitionRange()).result.findings

    assert next(f.verdict for f in found if f.check == "row_count_match") is Verdict.ERROR
