from __future__ import annotations

from pathlib import Path

from tests.fakes.projects import NOW, Home

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.project.spec import ContractEntry, Entry, EntryNotes
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.position import Position
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Severity, Verdict

ORIGIN = Position("lockgate.yaml", 8, 7)
BARE = Finding(
    check="range",
    subject=Subject("trips"),
    verdict=Verdict.FAIL,
    reason=Reason.ROWS_VIOLATE,
    summary="3 rows outside",
)
FULL = Finding(
    check="range",
    subject=Subject("trips"),
    verdict=Verdict.FAIL,
    reason=Reason.ROWS_VIOLATE,
    summary="3 rows outside",
    severity=Severity.INFO,
    why="own why",
    owner="own owner",
    runbook="own.md",
    tags=("own",),
    origin=Position("trips.odcs.yaml", 3, 5),
)


def entry(notes: EntryNotes) -> Entry:
    return Entry(kind="contract", work=ContractEntry(table="trips"), notes=notes, origin=ORIGIN)


def context(home: Home, data: str) -> RunContext:
    project = home.project(data, "  ingest:\n    - contract: trips\n")
    return RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=0)


def test_an_entry_says_what_its_findings_do_not() -> None:
    notes = EntryNotes(severity=Severity.WARNING, why="w", owner="o", runbook="r", tags=("t",))

    finding = noted(BARE, entry(notes), "ops")

    assert (finding.severity, finding.why, finding.owner) == (Severity.WARNING, "w", "o")
    assert (finding.runbook, finding.tags, finding.origin) == ("r", ("t",), ORIGIN)


def test_what_a_finding_says_itself_stays() -> None:
    notes = EntryNotes(why="w", owner="o", runbook="r", tags=("t",))

    assert noted(FULL, entry(notes), "ops") == FULL


def test_the_severity_of_an_entry_holds_for_all_its_findings() -> None:
    assert noted(FULL, entry(EntryNotes(severity=Severity.WARNING)), "").severity is Severity.WARNING


def test_the_owner_of_the_project_owns_what_nobody_else_does() -> None:
    assert noted(BARE, entry(EntryNotes()), "ops").owner == "ops"


def test_a_table_is_where_the_project_says(tmp_path: Path) -> None:
    home = Home(tmp_path)

    source = context(home, home.trips()).source("trips")

    assert source.location == str(tmp_path / "data/trips.parquet")


def test_tables_of_the_project_are_opened_by_name(tmp_path: Path) -> None:
    home = Home(tmp_path)

    session = context(home, home.trips()).open(["trips"])

    assert session.schema("trips").names == ("id", "minutes", "carrier")
    session.close()


def test_an_outcome_need_not_have_documents() -> None:
    assert EntryOutcome(EntryResult(name="a", kind="command", findings=(BARE,))).documents == {}
