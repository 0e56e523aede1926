from __future__ import annotations

from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.seen import seen_of


def test_without_blocks_a_slice_stands_for_itself() -> None:
    spec = spec_of(gate("accuracy", Requirement.at_least(0.5), sliced=True))

    seen = seen_of(spec, cells_of(simulated(300, seed=1), spec), 1, seed=0)

    assert seen.blocks is None
    assert seen.view.key == (("carrier", "AA"),)
