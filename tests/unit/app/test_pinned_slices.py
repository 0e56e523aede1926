from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, search_spec

from lockgate.adapters.project_writer import ProjectWriter
from lockgate.app.pinned_slices import pin, pins_of, remove, store
from lockgate.app.project.spec import ContractEntry, Entry, EntryNotes
from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.pinned_slice import PinnedSlice

NIGHT, DAY = PinnedSlice(name="night", where="hour < 5"), PinnedSlice(name="day", where="hour >= 5")


def test_a_confirmed_slice_is_pinned_with_what_was_seen() -> None:
    spec = search_spec()
    found = Discovered.of(spec, SEARCH, base_cells_of(classified(4_000, seed=2, harm=0.6), spec))

    (pinned,) = pins_of(found, ["city-b-kind-y"], "why not")

    assert (pinned.name, pinned.where, pinned.why) == ("city-b-kind-y", "city = 'b' and kind = 'y'", "why not")
    assert pinned.seen == found.findings[0].summary
    with pytest.raises(ParameterError, match="confirmed no slice named `city-b`"):
        pins_of(found, ["city-b"], "")


def test_slices_are_added_once_and_in_order() -> None:
    again = PinnedSlice(name="night", where="hour < 5", why="again")

    assert pin([NIGHT], [DAY, again]) == (DAY, NIGHT)
    with pytest.raises(ParameterError, match="another slice is pinned as `night`"):
        pin([NIGHT], [PinnedSlice(name="night", where="hour < 6")])


def test_slices_are_taken_out_by_name() -> None:
    assert remove([DAY, NIGHT], ["day"]) == (NIGHT,)
    with pytest.raises(ParameterError, match="no slice is pinned as `dya`"):
        remove([DAY, NIGHT], ["dya"])


def test_only_a_model_entry_has_a_registry(tmp_path: Path) -> None:
    work = ContractEntry(table="scored")
    entry = Entry(kind="contract", work=work, notes=EntryNotes(), origin=Position("lockgate.yaml", 1, 1))

    with pytest.raises(TypeError, match="contract"):
        store(ProjectWriter(tmp_path), entry, ())
