from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.fakes.projects import CHECKS, NOW, TRIPS, Home, trips_contract

from lockgate.app.check_table import check_tables
from lockgate.app.contract_suites import read_suite
from lockgate.app.evidence import ProjectRun
from lockgate.app.replay import read_run
from lockgate.bootstrap import engine_of, files
from lockgate.checks.semantic_format import SemanticFormat
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.engine import Source
from lockgate.scan.expression import Expression
from lockgate.scan.judged import MOST_REJECTED
from lockgate.scan.suite import Suite, SuiteItem

LATE = {**TRIPS, "minutes": [20, 9_000, 9_001, 9_002]}


def suite(root: Path, name: str = "trips", *, lower: int = 15) -> Suite:
    path = Home(root).write(f"{name}-{lower}.odcs.yaml", trips_contract(lower=lower))
    return read_suite(files(), str(root / path), name)


def check(root: Path, *suites: Suite, sample_rows: int = 10, **tables: dict[str, object]) -> ProjectRun:
    sources = {name: Source(str(root / Home(root).table(name, table))) for name, table in tables.items()}
    return check_tables(suites, sources, engine_of(), now=NOW, sample_rows=sample_rows)


def test_a_healthy_table_passes_with_its_facts_and_its_states(tmp_path: Path) -> None:
    run = check(tmp_path, suite(tmp_path), trips=dict(TRIPS))

    entry = run.result.stages[0].entries[0]
    assert (run.result.verdict, run.result.project, run.result.now) == (Verdict.PASS, "trips", NOW)
    assert (entry.name, entry.kind, len(entry.findings)) == ("trips", "contract", CHECKS)
    assert [(facts.table, facts.rows, facts.scans) for facts in entry.facts] == [("trips", 4, 1)]
    assert list(run.documents) == ["run.json", "states/trips.json"]
    assert read_run(run.documents) == run.result


def test_a_red_check_shows_as_many_rows_as_asked(tmp_path: Path) -> None:
    run = check(tmp_path, suite(tmp_path), sample_rows=2, trips=LATE)

    red = [finding for finding in run.result.findings if finding.verdict is Verdict.FAIL]
    assert [(finding.check, finding.n_failed) for finding in red] == [("range", 3)]
    assert red[0].sample is not None
    assert len(red[0].sample.rows) == 2


def test_two_tables_are_two_entries_and_two_documents(tmp_path: Path) -> None:
    suites = (suite(tmp_path), suite(tmp_path, "stops"))

    run = check(tmp_path, *suites, trips=dict(TRIPS), stops=LATE)

    assert [(entry.name, entry.verdict) for entry in run.result.stages[0].entries] == [
        ("trips", Verdict.PASS),
        ("stops", Verdict.FAIL),
    ]
    assert list(run.documents) == ["run.json", "states/stops.json", "states/trips.json"]


def test_two_suites_of_one_table_share_its_scans_and_one_document_holds_the_states_of_both(
    tmp_path: Path,
) -> None:
    suites = (suite(tmp_path), suite(tmp_path, lower=30))

    run = check(tmp_path, *suites, trips=dict(TRIPS))

    entries = run.result.stages[0].entries
    assert [entry.verdict for entry in entries] == [Verdict.PASS, Verdict.FAIL]
    assert entries[0].facts == entries[1].facts
    states = json.loads(run.documents["states/trips.json"])["states"]
    asked = {request.key for one in suites for item in one.items for request in item.requests("trips")}
    assert set(states) == asked


def test_a_table_that_is_not_there_is_an_error_of_every_check(tmp_path: Path) -> None:
    sources = {"trips": Source(str(tmp_path / "gone.parquet"))}

    run = check_tables([suite(tmp_path)], sources, engine_of(), now=NOW)

    assert {finding.verdict for finding in run.result.findings} == {Verdict.ERROR}


def test_nothing_to_check_is_refused_because_it_would_prove_nothing() -> None:
    with pytest.raises(ParameterError, match="`suites` must be at least one suite"):
        check_tables([], {}, engine_of(), now=NOW)


def test_offending_rows_of_one_suite_are_written_and_of_several_refused(tmp_path: Path) -> None:
    source = {"trips": Source(str(tmp_path / Home(tmp_path).table("trips", LATE)))}
    target = str(tmp_path / "out.parquet")

    check_tables([suite(tmp_path)], source, engine_of(), now=NOW, failures=target)

    assert pq.read_table(target)["minutes"].to_pylist() == [9_000, 9_001, 9_002]
    with pytest.raises(ParameterError, match="one suite"):
        check_tables([suite(tmp_path), suite(tmp_path, "stops")], source, engine_of(), now=NOW, failures=target)


def test_of_a_table_that_cannot_be_read_no_rows_are_written(tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"

    run = check_tables(
        [suite(tmp_path)], {"trips": Source("nowhere.parquet")}, engine_of(), now=NOW, failures=str(target)
    )

    assert (run.result.verdict, target.exists()) == (Verdict.ERROR, False)


def test_every_offending_row_is_written_however_many_distinct_values_offend(tmp_path: Path) -> None:
    n = MOST_REJECTED + 5_000
    mails = [f"no 'mail' {number}" for number in range(n)]
    table = {"mail": ["a@b.org", *mails, None], "kind": ["x", *("y" if i % 3 else "x" for i in range(n)), "x"]}
    source = {"t": Source(str(tmp_path / Home(tmp_path).table("t", table)))}
    item = SuiteItem(check=SemanticFormat("mail", "email"))
    target = tmp_path / "out.parquet"

    def rows_of(item: SuiteItem) -> list[object]:
        asked = [Suite(table="t", items=(item,))]
        check_tables(asked, source, engine_of(), now=NOW, failures=str(target))
        rows: list[object] = pq.read_table(target)["lockgate_row"].to_pylist()
        return rows

    assert rows_of(item) == list(range(2, n + 2))
    assert rows_of(replace(item, group_by=("kind",))) == list(range(2, n + 2))
    assert len(rows_of(replace(item, where=Expression("kind = 'y'")))) == n - len(range(0, n, 3))
