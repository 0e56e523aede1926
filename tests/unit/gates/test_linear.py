from __future__ import annotations

import numpy as np
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.cut import at_share
from lockgate.gates.linear import LinearMetric
from lockgate.stats.operating_point import precision


def test_bounds_and_difference_move_with_the_metric() -> None:
    cells = exact_rows()[3]
    plain, moved = at_share(0.2, precision), LinearMetric(at_share(0.2, precision), -2.0, 1.0)

    low, high = plain.estimate(cells, Model.CANDIDATE).bounds(0.1)
    difference = moved.difference(cells)

    assert moved.estimate(cells, Model.CANDIDATE).bounds(0.1) == (1 - 2 * high, 1 - 2 * low)
    assert difference.estimate.value == -2 * plain.difference(cells).estimate.value
    assert difference.unit == 2


def test_what_is_undefined_stays_so() -> None:
    assert (
        LinearMetric(at_share(0.2, precision), 2.0)
        .estimate(whole(np.zeros(0, dtype=np.int64), np.zeros(0)), Model.CANDIDATE)
        .undefined
        == "no positive rows"
    )
