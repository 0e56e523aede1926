from __future__ import annotations

from dataclasses import replace

from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, search_spec

from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery.discovered import Discovered

CELLS = base_cells_of(classified(4_000, seed=2, harm=0.6), search_spec())


def test_everything_that_was_tried_is_kept_beside_the_findings() -> None:
    found = Discovered.of(search_spec(), SEARCH, CELLS)

    assert [one.name for one in found.tried if one.seen.is_confirmed] == ["city-b-kind-y"]
    assert [one.verdict for one in found.findings] == [Verdict.FAIL]


def test_where_the_search_cannot_be_made_nothing_is_tried() -> None:
    found = Discovered.of(search_spec(), replace(SEARCH, minimum=1_500), CELLS)

    assert found.tried == ()
    assert [one.verdict for one in found.findings] == [Verdict.INCONCLUSIVE]
