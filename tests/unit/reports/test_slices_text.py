from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, search_spec

from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.discovery_spec import Against, Discovery
from lockgate.gates.pinned_slice import PinnedSlice
from lockgate.reports import slices_text
from lockgate.reports.slices_text import discovered_text, pinned_text


def found(harm: float, asked: Discovery = SEARCH) -> Discovered:
    """Return what a search sees."""
    spec = search_spec(asked)
    return Discovered.of(spec, asked, base_cells_of(classified(4_000, seed=2, harm=harm), spec))


def test_weak_slices_are_shown_with_their_condition_and_the_next_step() -> None:
    lines = discovered_text(found(0.6)).splitlines()

    assert lines[0].startswith("1 weak slice of ")
    assert lines[1] == "asked: log_loss not worse than the rest by more than 0"
    assert lines[3].split()[:2] == ["✘", "city-b-kind-y"]
    assert lines[4] == "     where city = 'b' and kind = 'y'"
    assert lines[-1] == "next: find out why, or lockgate slices pin city-b-kind-y"


@pytest.mark.parametrize(("where", "shown"), [("city = 'b'", "\"city = 'b'\""), ('"a b" > 1', "'\"a b\" > 1'")])
def test_what_the_entry_does_not_ask_is_pinned_by_its_condition(where: str, shown: str) -> None:
    other = replace(found(0.6), is_of_entry=False)
    weak = replace(other.tried[0], where=where)

    last = discovered_text(replace(other, tried=(weak,))).splitlines()[-1]

    assert last == f"next: find out why, or lockgate slices pin city-b-kind-y --where {shown}"


def test_where_nothing_is_confirmed_the_finding_says_so() -> None:
    assert discovered_text(found(0.0)).startswith("✔ no weak slice confirmed")


def test_against_the_baseline_there_is_no_rest() -> None:
    asked = replace(SEARCH, against=Against.BASELINE)
    columns = classified(4_000, seed=2)
    vague = np.where(np.asarray(columns["city"]) == "a", 0.5, np.asarray(columns["p_new"], dtype=float))
    spec = search_spec(asked)

    lines = discovered_text(
        Discovered.of(spec, asked, base_cells_of({**columns, "p_new": vague}, spec))
    ).splitlines()

    assert lines[3].split()[1] == "city-a"
    assert lines[3].split()[4] == "-"


def test_many_slices_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices_text, "MOST_SHOWN", 0)

    assert "  and 1 slice more" in discovered_text(replace(found(0.6), tried=found(0.6).tried[:1]))


def test_pinned_slices_are_listed() -> None:
    night = PinnedSlice(name="night", where="hour < 5", why="crews")

    assert pinned_text([night]).splitlines() == ["night", "  where  hour < 5", "  why    crews"]
    assert "lockgate slices discover" in pinned_text([])
