"""Looking at stored states, deciding, and letting go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.fakes.deliveries import Deliveries, trips_of
from tests.fakes.projects import Home

from lockgate.app.partition_store import DECISION, decision_of
from lockgate.app.stored_states import _words, collect_garbage, decide, list_states, show_state
from lockgate.domain.errors import ParameterError
from lockgate.domain.profile import Decision
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.row_sample import RowSampleState
from lockgate.scan.cell_parts import HASH

DAYS = ("2013-01-01", "2013-01-02", "2013-06-30")


@pytest.fixture
def table(tmp_path: Path) -> Deliveries:
    made = Deliveries(Home(tmp_path), "by: file, keep: 30d")
    made.days(DAYS)
    made.refresh()
    return made


def test_stored_partitions_are_listed(table: Deliveries) -> None:
    project = table.project()
    states = table.home.ports(project).states

    found = list_states(project, states)

    assert [(one.name, one.rows) for one in found] == [(f"{day}.parquet", 4) for day in DAYS]
    assert all(one.size > 100 and len(one.digest) == 64 and one.states for one in found)
    assert list_states(project, states, ["trips", "trips"]) == found


def test_a_partition_that_cannot_be_read_is_listed_with_the_reason(table: Deliveries) -> None:
    project = table.project()
    states = table.home.ports(project).states
    states.save("trips", "partition", {"2013-01-01.parquet": b"?"})

    assert "format" in list_states(project, states)[0].problem


def test_a_table_that_is_not_partitioned_is_refused(table: Deliveries) -> None:
    project = table.project()

    with pytest.raises(ParameterError, match="LG231"):
        list_states(project, table.home.ports(project).states, ["tripz"])


def test_states_are_shown_in_words(table: Deliveries) -> None:
    ports = table.home.ports(table.project())

    found = {
        state.asked: state.known for state in show_state(table.project(), ports, "trips", "2013-01-01.parquet")
    }

    assert found["all rows"] == '{"n": 4}'
    assert found["every key of id"] == "4 keys in 4 rows"
    assert all(len(known) <= 61 for known in found.values())


def test_states_that_nobody_asks_for_any_more_and_errors_are_shown_too(table: Deliveries) -> None:
    table.deliver("2013-01-01", {"id": [1], "carrier": ["AA"]})
    table.refresh()
    project = table.project(lower=20)
    ports = table.home.ports(project)

    found = show_state(project, ports, "trips", "2013-01-01.parquet")

    assert "asked no more" in {state.asked for state in found}
    assert any(state.known.startswith("not known: has no column `minutes`") for state in found)


def test_a_partition_is_known_by_its_date_too(table: Deliveries) -> None:
    project = table.project()
    table.refresh()

    by_date = show_state(project, table.home.ports(project), "trips", "2013-01-01")

    assert by_date == show_state(project, table.home.ports(project), "trips", "2013-01-01.parquet")


def test_a_partition_that_is_not_stored_is_refused_with_the_nearest_name(table: Deliveries) -> None:
    project = table.project()

    with pytest.raises(ParameterError, match="did you mean"):
        show_state(project, table.home.ports(project), "trips", "2013-01-03.parquet")


def test_a_decision_holds_for_the_content_it_was_made_about(table: Deliveries) -> None:
    project = table.project()
    states = table.home.ports(project).states
    name = "2013-01-02.parquet"

    decide(project, states, "trips", [name], Decision.ACCEPTED, "holiday")
    before = decision_of(states, table.refresh().states[name])
    listed = list_states(project, states)[1]
    table.deliver("2013-01-02", trips_of("2013-01-02", rows=9))
    after = decision_of(states, table.refresh().states[name])

    assert before == (Decision.ACCEPTED, "holiday")
    assert (listed.decision, listed.why) == before
    assert after == (None, "")


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"decision": "maybe"}'])
def test_a_damaged_decision_is_none(table: Deliveries, content: bytes) -> None:
    part = next(iter(table.refresh().states.values()))
    states = table.home.ports(table.project()).states
    states.save("trips", DECISION, {part.partition: content})

    assert decision_of(states, part) == (None, "")


def test_old_partitions_are_told_and_then_removed(table: Deliveries) -> None:
    project = table.project()
    ports = table.home.ports(project)  # the clock stands at the first of July 2013

    told = collect_garbage(project, ports, is_dry=True)
    kept = ports.states.names("trips", "partition")
    collect_garbage(project, ports, is_dry=False)

    assert [one.name for one in told] == ["2013-01-01.parquet", "2013-01-02.parquet"]
    assert "ended on 2013-01-02, more than 30 days ago" in told[0].reason
    assert len(kept) == 3
    assert ports.states.names("trips", "partition") == ("2013-06-30.parquet",)


def test_what_the_window_of_an_entry_holds_is_kept(table: Deliveries) -> None:
    stages = "  ingest:\n    - contract: trips\n      window: 2013-01-02\n"
    project = table.project(stages=stages)
    ports = table.home.ports(project)

    told = collect_garbage(project, ports, is_dry=False)

    assert [one.kept_for for one in told] == ["", "trips"]
    assert ports.states.names("trips", "partition") == ("2013-01-02.parquet", "2013-06-30.parquet")


def test_what_a_history_looks_back_on_is_kept(tmp_path: Path) -> None:
    made = Deliveries(Home(tmp_path), "by: file, keep: 30d")
    made.days([f"2013-01-{day:02}" for day in range(1, 12)])
    made.refresh()
    entry = "{data: trips, metrics: [row_count], at_least: 8, at_most: 8}"
    project = made.project(stages=f"  ingest:\n    - history: {entry}\n")

    told = collect_garbage(project, made.home.ports(project), is_dry=False)

    assert [one.kept_for for one in told] == ["", "", *["history of trips"] * 9]


def test_without_a_length_nothing_is_ever_removed(table: Deliveries) -> None:
    forever = Deliveries(table.home)
    project = forever.project()
    unpartitioned = {"trips": replace(project.data["trips"], partition=None)}

    assert collect_garbage(project, table.home.ports(project), is_dry=False) == []
    assert collect_garbage(replace(project, data=unpartitioned), table.home.ports(project), is_dry=False) == []
    assert timedelta(days=30) == table.project().data["trips"].partition.keep  # type: ignore[union-attr]  # it has one


def test_slices_are_counted() -> None:
    assert _words({("a",): Count(1), ("b",): Count(2)}) == "2 slices"


def test_combinations_are_counted() -> None:
    some = CellsState.of((HASH,), [["1", "2"]], [2, 1])

    assert _words(some) == "2 combinations"
    assert _words(CellsState((HASH,), is_complete=False)) == "too many combinations to keep"
    assert _words(RowSampleState.of(9, [2, 1], [[1.5, None]])) == "2 rows, drawn"
