from __future__ import annotations

import numpy as np
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.fewer_bins import fewer_bins
from lockgate.gates.judge import judge
from lockgate.gates.slicing import Dimension

TABLE = {**simulated(900, seed=1), "distance": np.repeat([100, 100, 700], 300)}
SAID = "`distance` makes 2 bins of the 5 that are asked, because many rows have the same value"


def test_bins_that_are_fewer_than_asked_are_told_once_at_the_worst_slice() -> None:
    asked = gate("accuracy", Requirement.at_least(0.1), sliced=True)
    spec = spec_of(asked, by=((Dimension("distance", bins=5),), (Dimension("carrier"),)))
    cells = cells_of(TABLE, spec)

    whole, first, *others = judge(spec, cells, seed=1)

    told = [one for one in (first, *others) if one.summary.endswith(SAID)]
    assert len(told) == 1
    assert "distance" in dict(told[0].subject.slice)
    assert SAID not in whole.summary


def test_bins_that_are_as_many_are_not_told_and_one_is_none() -> None:
    asked = gate("accuracy", Requirement.at_least(0.1), sliced=True)
    spec = spec_of(asked, by=((Dimension("distance", bins=2),), (Dimension("carrier"),)))

    assert fewer_bins(spec, cells_of({**TABLE, "distance": np.arange(900)}, spec)) == {}
    one = {**TABLE, "distance": np.full(900, 7)}
    assert fewer_bins(spec, cells_of(one, spec)) == {
        "distance": "`distance` makes 1 bin of the 2 that are asked, because many rows have the same value"
    }
