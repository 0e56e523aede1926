"""Only data that an accepted run has proved becomes a reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import NOW, TRIPS, Home, trips_contract

from lockgate.app.accept_reference import accept_reference
from lockgate.app.project.spec import Project
from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.blocks import Block

CONTRACT = "  ingest:\n    - contract: trips\n"
MULTIVARIATE = "    - drift: {data: trips, multivariate: [mmd], features: [minutes]}\n      name: together\n"
BLOCKS = "    - drift: {data: trips, blocks: {entity: %s}}\n      name: %s\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def _project(home: Home, more: str = "") -> Project:
    return home.project(home.trips(), CONTRACT + more)


def test_a_table_that_the_last_run_accepted_is_frozen_with_where_it_comes_from(home: Home) -> None:
    project = _project(home)
    run_id = home.saved(project)

    accepted = accept_reference(project, home.ports(project), "trips")

    facts = accepted.reference.acceptance
    assert (facts.run_id, facts.at, facts.seed, facts.contract) == (run_id, NOW, 7, "1.0.0")
    assert (facts.source, facts.reason) == ("data/trips.parquet", "")
    assert accepted.path == str(home.root / "references/trips/v1.json")
    assert home.ports(project).references.load("trips", "v1") == accepted.reference.to_bytes()


def test_versions_count_on_and_never_change(home: Home) -> None:
    project = _project(home)
    home.saved(project)
    ports = home.ports(project)
    accept_reference(project, ports, "trips")

    assert accept_reference(project, ports, "trips").reference.version == "v2"
    assert accept_reference(project, ports, "trips", version="summer").reference.version == "summer"
    with pytest.raises(StateError, match="never changes"):
        accept_reference(project, ports, "trips", version="v1")


@pytest.mark.parametrize("reason", ["", "the first delivery was looked at by hand"])
def test_without_a_proof_a_reason_must_be_given_and_is_kept(home: Home, reason: str) -> None:
    project = _project(home)

    if not reason:
        with pytest.raises(StateError, match="no run is there that judged it"):
            accept_reference(project, home.ports(project), "trips")
        return
    facts = accept_reference(project, home.ports(project), "trips", reason=reason).reference.acceptance

    assert (facts.run_id, facts.reason) == ("", reason)


def test_a_reason_is_not_kept_where_a_run_proves_the_data(home: Home) -> None:
    project = _project(home)
    home.saved(project)

    accepted = accept_reference(project, home.ports(project), "trips", reason="not needed")

    assert accepted.reference.acceptance.reason == ""


def test_a_table_that_failed_is_refused(home: Home) -> None:
    project = home.project(home.trips(columns={**TRIPS, "minutes": [1, 2, 3, 9_000]}), CONTRACT)
    home.saved(project)

    with pytest.raises(StateError, match="judged it FAIL"):
        accept_reference(project, home.ports(project), "trips")


def test_a_table_that_changed_since_is_refused(home: Home) -> None:
    project = _project(home)
    home.saved(project)
    home.table("trips", {**TRIPS, "minutes": [21, 45, 60, 301]})

    with pytest.raises(StateError, match="it is not the data that run"):
        accept_reference(project, home.ports(project), "trips")


@pytest.mark.parametrize(
    ("window", "says"), [("AA", "judged AA of it only; `lockgate run --window all`"), ("all", "it has changed")]
)
def test_a_run_that_judged_a_window_is_told_from_rows_that_changed(home: Home, window: str, says: str) -> None:
    """It said that the table or its contract had changed, and neither had."""
    data = home.trips().replace("}", ", partition: {column: carrier, unit: value}}")
    project = home.project(data, CONTRACT.replace("contract: trips", f"{{contract: trips, window: {window}}}"))
    home.saved(project)
    if window == "all":
        assert accept_reference(project, home.ports(project), "trips").reference.acceptance.run_id
        home.table("trips", {**TRIPS, "minutes": [21, 45, 60, 301]})

    with pytest.raises(StateError, match=says):
        accept_reference(project, home.ports(project), "trips", version="v2")


def test_a_table_that_the_last_run_did_not_judge_is_refused(home: Home) -> None:
    project = home.project(home.trips() + home.trips("others"), CONTRACT + "    - contract: others\n")
    home.saved(project, only="others")

    with pytest.raises(StateError, match="did not judge it"):
        accept_reference(project, home.ports(project), "trips")


def test_a_table_that_no_stage_checks_is_refused(home: Home) -> None:
    project = home.project(home.trips() + f"  plain: {home.table('plain')}\n", CONTRACT)

    with pytest.raises(StateError, match="no stage checks its contract"):
        accept_reference(project, home.ports(project), "plain")
    accepted = accept_reference(project, home.ports(project), "plain", reason="no contract yet")
    assert accepted.reference.acceptance.contract == ""


def test_a_table_that_is_not_there_gets_the_nearest_name(home: Home) -> None:
    project = _project(home)

    with pytest.raises(DataError, match="did you mean `trips`"):
        accept_reference(project, home.ports(project), "trip")


def test_the_blocks_of_the_drift_entry_are_frozen(home: Home) -> None:
    project = _project(home, BLOCKS % ("carrier", "one"))

    reference = accept_reference(project, home.ports(project), "trips", reason="new").reference

    assert reference.block == Block("carrier")
    assert reference.columns[0].frozen.state.blocks


def test_rows_are_kept_with_the_block_of_each(home: Home) -> None:
    project = _project(home, BLOCKS % ("carrier", "one") + MULTIVARIATE)

    reference = accept_reference(project, home.ports(project), "trips", reason="new").reference

    assert reference.block == Block("carrier")
    assert len(reference.sample_blocks) == len(reference.sample) > 0
    assert reference.to_bytes().count(b"lockgate-reference/2") == 1


def test_entries_that_one_reference_cannot_serve_are_refused_with_a_way_out(home: Home) -> None:
    project = _project(home, BLOCKS % ("carrier", "one") + BLOCKS % ("id", "two"))

    with pytest.raises(ParameterError, match="different blocks, `carrier` and `id`") as caught:
        accept_reference(project, home.ports(project), "trips", reason="new")

    assert caught.value.where == "reference `trips/v1`"
    assert "accept a version for each, and name it in `reference`: `trips/VERSION`" in caught.value.hint


@pytest.mark.parametrize("reference", ["trips/v0", "v0", "other"])
def test_entries_that_compare_with_other_versions_ask_nothing_of_this_one(home: Home, reference: str) -> None:
    other = MULTIVARIATE.replace("data: trips,", f"data: trips, reference: {reference},")
    project = _project(home, BLOCKS % ("carrier", "one") + other)

    kept = accept_reference(project, home.ports(project), "trips", reason="new").reference

    assert (kept.block, kept.features) == (Block("carrier"), ())


@pytest.mark.parametrize("reference", ["trips/v1", "v1", "trips"])
def test_entries_that_name_this_version_ask_it(home: Home, reference: str) -> None:
    project = _project(home, MULTIVARIATE.replace("data: trips,", f"data: trips, reference: {reference},"))

    assert accept_reference(project, home.ports(project), "trips", reason="new").reference.features == (
        "minutes",
    )


AGREED = "    customProperties: [{property: blockEntity, value: minutes}]\n    properties:\n"


def _agreed(home: Home, entries: str = "") -> Project:
    path = home.write("blocks.odcs.yaml", trips_contract().replace("    properties:\n", AGREED, 1))
    data = f"  trips: {{source: {home.table('trips', TRIPS)}, contract: {path}}}\n"
    return home.project(data, CONTRACT + entries)


@pytest.mark.parametrize(("entries", "column"), [("", "minutes"), (BLOCKS % ("id", "own"), "id")])
def test_blocks_of_the_contract_are_kept_unless_an_entry_names_others(
    home: Home, entries: str, column: str
) -> None:
    project = _agreed(home, entries)

    assert accept_reference(project, home.ports(project), "trips", reason="new").reference.block == Block(
        column
    )


def test_rows_are_kept_with_the_blocks_of_the_contract(home: Home) -> None:
    project = _agreed(home, MULTIVARIATE)

    reference = accept_reference(project, home.ports(project), "trips", reason="new").reference

    assert len(reference.sample_blocks) == len(reference.sample) > 0
