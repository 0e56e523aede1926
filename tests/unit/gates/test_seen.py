from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.judge import judge
from lockgate.gates.seen import seen_of
from lockgate.scan.blocks import BlockSpec


def test_without_blocks_a_slice_stands_for_itself() -> None:
    spec = spec_of(gate("accuracy", Requirement.at_least(0.5), sliced=True))

    (seen,) = seen_of(spec, cells_of(simulated(300, seed=1), spec), [1], seed=0)

    assert seen.blocks is None
    assert seen.view.key == (("carrier", "AA"),)


def test_with_blocks_each_slice_has_its_own() -> None:
    spec = replace(
        spec_of(gate("accuracy", Requirement.at_least(0.5), sliced=True)), blocks=BlockSpec(entity="customer")
    )
    columns = simulated(300, seed=1) | {"customer": np.arange(300) % 60}

    cells = cells_of(columns, spec)
    whole, carrier = seen_of(
        spec, cells, [at for at in range(len(cells.keys)) if cells.is_judged(at)][:2], seed=0
    )

    assert whole.blocks is not None
    assert carrier.blocks is not None
    assert sum(one.rows for one in whole.blocks.values()) == 300
    assert sum(one.rows for one in carrier.blocks.values()) == carrier.view.rows < 300


def test_blocks_that_weigh_nothing_tell_nothing() -> None:
    spec = replace(
        spec_of(gate("accuracy", Requirement.at_least(0.5))), blocks=BlockSpec(entity="customer"), weight="w"
    )
    customer = np.arange(300) % 60
    columns = simulated(300, seed=1) | {"customer": customer, "w": (customer < 8).astype(float)}

    cells = cells_of(columns, spec)
    (seen,) = seen_of(spec, cells, [0], seed=0)

    assert seen.blocks is not None
    assert len(seen.blocks) <= 8
    (found,) = judge(spec, cells)
    assert (found.verdict, found.n) == (Verdict.INCONCLUSIVE, 300)
    assert "10 or more tell how far blocks differ" in found.summary
