"""Drift entries of a project."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.fakes.projects import TRIPS, Home, plain, trips_contract

from lockgate.app.accept_reference import accept_reference
from lockgate.app.entries.drift import judge_states, spec_of
from lockgate.app.project.spec import Project
from lockgate.app.references import find_reference
from lockgate.app.replay import replay_run
from lockgate.domain.errors import StateError
from lockgate.domain.verdict import Severity, Verdict

MANY = {name: [*values] * 200 for name, values in TRIPS.items()}
LATER = {**MANY, "minutes": [20, 20, 20, 300] * 200}
STAGES = "  monitor:\n    - drift: {data: trips, exclude: [id]}\n      why: the model saw other trips\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def _project(home: Home, stages: str = STAGES) -> Project:
    project = home.project(f"  trips: {home.table('trips', MANY)}\n", stages)
    if not home.ports(project).references.versions("trips"):
        accept_reference(project, home.ports(project), "trips", reason="for the test")
    return project


def test_the_same_table_passes_and_keeps_its_states_and_the_digest_of_the_reference(home: Home) -> None:
    project = _project(home)

    run = home.run(project)

    entry = run.result.stages[0].entries[0]
    assert (run.result.verdict, entry.name, entry.kind) == (Verdict.PASS, "drift of trips", "drift")
    assert [str(one.subject) for one in entry.findings] == ["trips", "trips.carrier", "trips.minutes"]
    assert {one.why for one in entry.findings} == {"the model saw other trips"}
    (facts,) = entry.facts
    assert (facts.rows, facts.columns_read, facts.scans, facts.passes) == (800, 2, 1, 2)
    (name,) = [name for name in run.documents if name.startswith("monitor/drift/")]
    assert set(plain(run, name)) == {"format", "reference", "states"}
    assert len(entry.figures) == 3


def test_another_table_fails_and_replays_without_any_rows(home: Home) -> None:
    project = _project(home)
    home.table("trips", LATER)
    run_id = home.saved(project)
    (home.root / "data/trips.parquet").unlink()

    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.verdict, replayed.judged, replayed.withheld) == (Verdict.FAIL, 3, 0)
    assert replayed.differences == ()


def test_a_reference_that_was_exchanged_does_not_replay(home: Home) -> None:
    project = _project(home)
    run_id = home.saved(project)
    (home.root / "references/trips/v1.json").unlink()
    home.table("trips", LATER)
    accept_reference(project, home.ports(project), "trips", reason="another")

    replayed = replay_run(project, home.ports(project), run_id)

    assert "not the one that the run was judged against" in replayed.differences[0]


def test_a_document_of_another_format_is_refused(home: Home) -> None:
    project = _project(home)

    with pytest.raises(StateError, match="its format is"):
        judge_states(project.stages[0].entries[0], {"format": "x"}, home.ports(project).references)


def test_without_a_reference_the_entry_is_an_error_with_the_next_step(home: Home) -> None:
    project = home.project(f"  trips: {home.table('trips', MANY)}\n", STAGES)

    (finding,) = home.run(project).result.findings

    assert finding.verdict is Verdict.ERROR
    assert "lockgate reference accept trips" in finding.hint


def test_severity_and_a_named_reference_are_respected(home: Home) -> None:
    stages = "  monitor:\n    - drift: {data: trips, reference: trips/v1}\n      severity: warning\n"
    project = _project(home, stages)
    home.table("trips", LATER)

    findings = home.run(project).result.findings

    assert {one.severity for one in findings} == {Severity.WARNING}
    assert Verdict.FAIL in {one.verdict for one in findings}


def test_masked_columns_are_neither_frozen_nor_kept(home: Home) -> None:
    contract = home.write("contracts/trips.odcs.yaml", trips_contract(classification="personal"))
    line = f"  trips: {{source: {home.table('trips', MANY)}, contract: {contract}}}\n"
    project = home.project(line, "  monitor:\n    - drift: trips\n")

    accepted = accept_reference(project, home.ports(project), "trips", reason="for the test").reference

    assert [one.name for one in accepted.columns] == ["id", "carrier"]
    assert "masked" in accepted.skipped[0].reason


def test_an_entry_of_another_kind_asks_for_no_drift(home: Home) -> None:
    project = home.project("", "  train:\n    - command: {run: ['true']}\n")

    with pytest.raises(TypeError, match="command"):
        spec_of(project.stages[0].entries[0])


def test_calibrated_margins_are_told_and_replay_with_the_seed_of_the_project(home: Home) -> None:
    start = datetime(2013, 1, 1, tzinfo=UTC)
    draw = np.random.default_rng(3)
    days = [start + timedelta(days=i // 100) for i in range(4_000)]
    january = {"at": days, "minutes": draw.normal(np.repeat(draw.normal(40, 5, 40), 100), 5)}
    later = {"at": days[:200], "minutes": draw.normal(90, 5, 200)}
    stages = "  monitor:\n    - drift: {data: trips, margin: calibrated, blocks: {column: at, unit: day}}\n"
    project = home.project(f"  trips: {home.table('trips', january)}\n", stages)
    accept_reference(project, home.ports(project), "trips", reason="for the test")
    home.table("trips", later)

    run_id = home.saved(project)
    replayed = replay_run(project, home.ports(project), run_id)

    found = {str(one.subject): one for one in home.run(project).result.findings}
    assert found["trips.minutes"].verdict is Verdict.FAIL
    assert "margin calibrated on 40 windows of the reference, each of 2 days" in found["trips.minutes"].summary
    assert replayed.differences == ()


def test_slices_are_frozen_judged_and_replayed_from_the_project_file(home: Home) -> None:
    stages = "  monitor:\n    - drift: {data: trips, exclude: [id], slices: [carrier], min_slice_rows: 10}\n"
    project = _project(home, stages)
    home.table("trips", {**LATER, "carrier": ["AA", "UA", "UA", "ZZ"] * 200})

    run_id = home.saved(project)
    (home.root / "data/trips.parquet").unlink()
    replayed = replay_run(project, home.ports(project), run_id)
    recorded = home.ports(project).evidence.load(run_id)

    assert replayed.differences == ()
    assert replayed.verdict is Verdict.FAIL
    text = recorded["run.json"].decode()
    assert "the slice is new: 200 rows" in text
    assert "the slice is gone: 200 rows" in text


def test_the_false_discoveries_of_slices_are_controlled_down_the_tree(home: Home) -> None:
    project = _project(home, "  monitor:\n    - drift: {data: trips, exclude: [id], slices: [carrier]}\n")

    run = home.run(project)

    found = {str(one.subject): one for one in run.result.findings}
    assert run.result.verdict is not Verdict.FAIL
    assert "down the tree of groups, columns and slices at 0.05" in found["trips"].summary
    assert "trips.minutes · carrier=UA" in found


def test_columns_together_are_judged_and_replay_from_what_was_measured(home: Home) -> None:
    draw = np.random.default_rng(5)
    x = draw.normal(size=3_000)
    stages = (
        "  monitor:\n    - drift: {data: trips, multivariate: [domain_classifier, pca_reconstruction, mmd]}\n"
    )
    project = home.project(f"  trips: {home.table('trips', {'x': x, 'y': x})}\n", stages)
    accept_reference(project, home.ports(project), "trips", reason="for the test")
    home.table("trips", {"x": x, "y": draw.permutation(x)})

    run_id = home.saved(project)
    (home.root / "data/trips.parquet").unlink()
    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.verdict, replayed.differences) == (Verdict.FAIL, ())
    assert replayed.judged == 6
    (document,) = [
        json.loads(text)
        for name, text in home.ports(project).evidence.load(run_id).items()
        if "/drift/" in name
    ]
    assert {one["method"] for one in document["together"]} == {"domain_classifier", "pca_reconstruction", "mmd"}
    assert "rows" not in json.dumps(document["together"])


def test_what_is_compared_together_must_be_what_was_measured(home: Home) -> None:
    project = _project(home, "  monitor:\n    - drift: {data: trips, multivariate: [mmd]}\n")
    run_id = home.saved(project)
    asked_more = home.project(
        "  trips: data/trips.parquet\n",
        "  monitor:\n    - drift: {data: trips, multivariate: [mmd, domain_classifier]}\n",
    )

    (difference,) = replay_run(asked_more, home.ports(asked_more), run_id).differences

    assert "compares other things together" in difference


def test_rows_are_sampled_for_all_entries_and_with_their_blocks_beside_others(home: Home) -> None:
    named = "    - drift: {data: trips, multivariate: [mmd], features: [%s]}\n      name: %s\n"
    stages = "  monitor:\n" + named % ("minutes", "one") + named % ("id", "two")
    project = _project(home, stages)
    both = stages + "    - drift: {data: trips, blocks: {entity: carrier}}\n      name: three\n"
    beside = home.project("  trips: data/trips.parquet\n", both)

    kept = find_reference(home.ports(project).references, "trips")

    assert kept.features == ("minutes", "id")
    assert kept.sample_blocks == ()
    again = accept_reference(beside, home.ports(beside), "trips", reason="for the test").reference
    assert again.features == ("minutes", "id")
    assert len(again.sample_blocks) == len(again.sample) > 0
