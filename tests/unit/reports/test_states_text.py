"""Stored states as text."""

from __future__ import annotations

from lockgate.domain.profile import Decision, Removable, StoredPartition, StoredState
from lockgate.reports.states_text import garbage_text, partitions_text, state_text


def test_nothing_stored_says_what_stores_it() -> None:
    assert "lockgate profile" in partitions_text([])


def test_a_partition_says_what_was_decided_or_why_it_cannot_be_read() -> None:
    accepted = StoredPartition(table="t", name="d", states=1, decision=Decision.ACCEPTED, why="holiday")
    broken = StoredPartition(table="t", name="e", problem="cut off")

    assert partitions_text([accepted, broken]).splitlines() == [
        "t  d  rows not known  1 state  0.0 kB    accepted: holiday",
        "t  e  cut off",
    ]


def test_states_stand_in_the_order_of_what_was_asked() -> None:
    states = [StoredState(asked="b", known="1"), StoredState(asked="a", known="2")]

    assert state_text(states) == "a  2\nb  1"


def test_what_is_needed_is_kept_and_the_reader_is_told() -> None:
    found = [
        Removable(table="t", name="a", reason="old"),
        Removable(table="t", name="b", reason="old"),
        Removable(table="t", name="c", reason="old", kept_for="quarter"),
    ]

    assert garbage_text(found, is_dry=True).splitlines() == [
        "would remove  t  a  old",
        "would remove  t  b  old",
        "keeps  t  c  old; entry `quarter` judges it",
        "2 partitions would be removed; `lockgate state gc --delete` removes them",
    ]
    assert garbage_text(found[:1], is_dry=False).splitlines() == ["removed  t  a  old", "1 partition removed"]
    assert garbage_text(found[2:], is_dry=False).splitlines()[-1] == "nothing is to be removed"
