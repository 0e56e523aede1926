"""Stored partitions as values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lockgate.adapters.state_directory import StateDirectory
from lockgate.app.partition_store import CENSUS, Census, PartitionStore
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.partition_states import PartitionStates

ROWS = Request("t", RowCount())


def part(name: str, rows: int, identity: str = "i") -> PartitionStates:
    return PartitionStates(
        table="t", partition=name, identity=identity, columns=(), answers={ROWS.key: Count(rows)}
    )


@pytest.fixture
def store(tmp_path: Path) -> PartitionStore:
    return PartitionStore(states=StateDirectory(tmp_path), table="t", keys={ROWS.key: ROWS}, masked=())


def test_partitions_come_back_with_their_digests(store: PartitionStore) -> None:
    saved = store.save([part("a", 1), part("b", 2)])

    found = store.load("a")

    assert store.names() == ("a", "b")
    assert found is not None
    assert found.digest == saved["a"].digest
    assert store.load("c") is None
    assert store.missing(found) == []
    store.remove(["a"])
    assert store.names() == ("b",)


def test_a_state_that_may_not_hold_any_more_is_as_good_as_missing(store: PartitionStore) -> None:
    saved = store.save([part("a", 1)])["a"]

    assert replace(store, fleeting=frozenset({ROWS.key})).missing(saved) == [ROWS.key]


def test_a_partition_without_an_identity_is_known_by_its_states(store: PartitionStore) -> None:
    one, same, other = (store.save([part("a", rows, "")])["a"].identity for rows in (1, 1, 2))

    assert one == same != other


def test_what_is_masked_otherwise_is_as_if_it_were_not_there(store: PartitionStore, tmp_path: Path) -> None:
    store.save([part("a", 1)])

    masked = PartitionStore(states=StateDirectory(tmp_path), table="t", keys={}, masked=("x",))

    assert masked.load("a") is None


def test_a_census_holds_while_every_partition_is_as_it_says(store: PartitionStore) -> None:
    saved = store.save([part("a", 1), part("b", 2)])
    census = Census("rows", {name: one.digest for name, one in saved.items()}, "cut")
    store.save_census(census)

    assert store.census() == census
    assert set(store.counted(census) or ()) == {"a", "b"}
    store.save([part("a", 3)])
    assert store.counted(census) is None
    assert store.counted(Census()) is None


@pytest.mark.parametrize("content", [b"{", b"[]"])
def test_a_damaged_census_is_none(store: PartitionStore, content: bytes) -> None:
    store.states.save("t", CENSUS, {"": content})

    assert store.census() == Census()
