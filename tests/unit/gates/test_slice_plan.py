from __future__ import annotations

from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.gates.cells import CellPlan
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.slice_plan import Cut, stands_alone
from lockgate.gates.slicing import Dimension
from lockgate.scan.blocks import Block

LOSS = gate("log_loss", NotWorse(0.02), sliced=True)


def test_bins_are_named_by_their_edges() -> None:
    assert Cut("distance", (500.0, 1_000.0)).labels == ("below 500", "500 to below 1000", "1000 and above")
    assert Cut("distance", ()).labels == ("all",)
    assert Cut("carrier").labels == ()


def test_a_named_value_without_rows_is_missing_and_others_are_not_judged() -> None:
    named = Dimension("carrier", values=("UA", "HA"))

    cells = cells_of(simulated(100, seed=1), spec_of(LOSS, by=((named,),)))

    assert list(cells.missing({1})) == [(("carrier", "HA"),)]
    assert [cells.key(at) for at in range(len(cells.keys)) if cells.is_judged(at)] == [(), (("carrier", "UA"),)]


def test_rows_that_are_weighed_or_belong_to_a_block_do_not_stand_alone() -> None:
    plain = CellPlan(table="t", label="y", candidate="p", cuts=(Cut("carrier"),))
    blocked = CellPlan(table="t", label="y", candidate="p", cuts=(Cut("day", block=Block("day")),))

    assert stands_alone(plain, "")
    assert not stands_alone(plain, "w")
    assert not stands_alone(blocked, "")
