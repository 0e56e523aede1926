from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.projects import NOW, Home

from lockgate.app.entries.context import RunContext
from lockgate.app.entries.signature import run_signature
from lockgate.app.project.spec import PytestEntry
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict

RULES = """
def good(rows):
    return [0.5] * len(rows)

def picky(rows):
    if rows["minutes"].isna().any():
        raise ValueError("NaN in minutes")
    return [0.5] * len(rows)

def spreads(rows):
    return rows["minutes"] / 100.0

def broken(rows):
    raise ValueError("row 17")
"""
COLUMNS = {"id": [1, 2], "minutes": [20, 40], "carrier": ["AA", "UA"], "at": ["a", "b"], "open": [True, False]}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a project with a table of trips and functions as models."""
    home = Home(tmp_path)
    home.write("rules.py", RULES)
    return home


def run(home: Home, function: str, features: str, *, data: str = "", more: str = "") -> EntryResult:
    models = f"models: {{late: {{callable: 'rules.py:{function}', features: {features}}}}}\n"
    stages = f"  serve:\n    - signature: {{data: trips, model: late{more}}}\n"
    project = home.project(data or home.trips(columns=COLUMNS), stages, more=models)
    (stage,) = home.run(project).result.stages
    (entry,) = stage.entries
    return entry


def verdicts(entry: EntryResult) -> dict[str, str]:
    return {one.check.removeprefix("signature_"): one.verdict.value for one in entry.findings}


def test_a_model_that_takes_and_gives_what_is_agreed_passes(home: Home) -> None:
    entry = run(home, "good", "[id, minutes]")

    assert entry.name == "signature of late"
    assert verdicts(entry) == dict.fromkeys(
        ["features", "contract", "output", "finite", "range", "nulls"], "pass"
    )
    assert entry.findings[0].owner == "ops"


def test_nulls_are_tried_where_the_contract_allows_them(home: Home) -> None:
    entry = run(home, "picky", "[id, minutes]")

    (failed,) = [one for one in entry.findings if one.verdict is Verdict.FAIL]
    assert failed.summary == "1 column may be null; it breaks on nulls in minutes"
    assert "ValueError: NaN in minutes" in failed.hint


def test_a_prediction_of_nan_for_a_null_is_a_break(home: Home) -> None:
    entry = run(home, "spreads", "[id, minutes]")

    assert verdicts(entry)["nulls"] == "fail"
    assert entry.findings[-1].hint == "minutes: it predicts NaN"


def test_a_column_that_the_table_lacks_is_told_and_nothing_is_predicted(home: Home) -> None:
    assert verdicts(run(home, "broken", "[id, none]")) == {"features": "fail", "contract": "fail"}


def test_a_model_that_does_not_name_its_columns_is_undecided(home: Home) -> None:
    entry = run(home, "good", "[]")

    undecided = [name for name, verdict in verdicts(entry).items() if verdict == "inconclusive"]
    assert undecided == ["features", "contract", "nulls"]


def test_a_table_without_a_contract_is_held_against_its_columns(home: Home) -> None:
    table = home.table("trips", COLUMNS)

    entry = run(home, "good", "[id]", data=f"  trips: {table}\n", more=", output: number, minimum: 1")

    assert verdicts(entry) == {"features": "pass", "output": "pass", "finite": "pass", "range": "fail"}


def test_a_model_that_breaks_is_an_error_and_the_rest_is_judged(home: Home) -> None:
    entry = run(home, "broken", "[id, minutes]")

    assert verdicts(entry) == {"features": "pass", "contract": "pass", "output": "error", "nulls": "fail"}
    assert "ValueError: row 17" in entry.findings[2].summary


def test_nulls_are_tried_in_a_row_without_others(home: Home) -> None:
    entry = run(home, "picky", "[id, minutes]", data=home.trips(columns={**COLUMNS, "minutes": [None, 40]}))

    assert verdicts(entry)["output"] == "error"
    assert entry.findings[-1].summary == "1 column may be null; it breaks on nulls in minutes"


def test_nulls_of_every_kind_are_tried(home: Home) -> None:
    contract = home.write(
        "contracts/all.odcs.yaml",
        """
apiVersion: v3.1.0
kind: DataContract
id: all
version: 1.0.0
status: active
schema:
  - name: trips
    properties: [{name: day}, {name: open}, {name: carrier}, {name: x}]
""",
    )
    home.write("rules.py", "def f(rows):\n    return rows.isna().any(axis=1) * 1.0\n")
    from datetime import UTC, datetime  # noqa: PLC0415 - of this test

    columns = {"day": [datetime(2013, 1, 1, tzinfo=UTC)], "open": [True], "carrier": ["AA"], "x": [0.5]}
    table = home.table("trips", columns)

    entry = run(
        home, "f", "[day, open, carrier, x]", data=f"  trips: {{source: {table}, contract: {contract}}}\n"
    )

    assert entry.findings[-1].summary == "4 columns may be null, and all are as they must be"


def test_an_entry_of_another_kind_is_a_mistake_of_the_caller(home: Home) -> None:
    project = home.project(home.trips(), "  serve:\n    - signature: {data: trips, model: m.skops}\n")
    entry = replace(project.stages[0].entries[0], kind="pytest", work=PytestEntry(paths=("a",)))
    context = RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=0)

    with pytest.raises(TypeError, match="pytest"):
        run_signature(entry, context)
