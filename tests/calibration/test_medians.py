"""How often bounds of the median error, and of its paired difference, are on the wrong side."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from tests.fakes.medians import middle_of

from lockgate.gates.cells import Model
from lockgate.gates.metrics.median_absolute_error import MedianAbsoluteError

pytestmark = pytest.mark.slow

RUNS = 400
Limit = Callable[[float, int], float]


@pytest.mark.parametrize("together", [0.0, 0.9], ids=["apart", "together"])
@pytest.mark.parametrize("n", [20, 200])
@pytest.mark.parametrize("kind", ["normal", "long tails"])
def test_bounds_err_by_no_more_than_stated(kind: str, n: int, together: float, with_chance: Limit) -> None:
    """Five per cent a side; both models err alike."""
    draw, metric = np.random.default_rng(n), MedianAbsoluteError()
    size = (RUNS, 3, n)
    drawn = draw.normal(size=size) if kind == "normal" else draw.standard_t(2, size=size)
    common, old, new = (
        math.sqrt(share) * drawn[:, at] for at, share in enumerate((together, 1 - together, 1 - together))
    )
    truth = np.median(np.abs(common + new))
    wrong = np.zeros(4)

    for at in range(RUNS):
        cells = middle_of(np.abs(common + old)[at], np.abs(common + new)[at])
        (low, high), (less, more) = (
            one.bounds(0.1) for one in (metric.estimate(cells, Model.CANDIDATE), metric.difference(cells))
        )
        wrong += (low > truth, high < truth, less > 0, more < 0)

    assert (wrong / RUNS <= with_chance(0.05, RUNS)).all()


@pytest.mark.parametrize("n", [20, 200, 1_000])
@pytest.mark.parametrize("share", [0.47, 0.49])
def test_of_whole_numbers_too(share: float, n: int, with_chance: Limit) -> None:
    """A little less than half of the candidate's errors are 1, so its median is 2, but often not among the rows."""
    draw, metric = np.random.default_rng(n), MedianAbsoluteError()
    wrong = np.zeros(4)

    for _ in range(RUNS):
        old = draw.choice([1.0, 2.0, 3.0], n, p=[0.3, 0.4, 0.3])
        new = draw.choice([1.0, 2.0, 3.0], n, p=[share, 0.8 - share, 0.2])
        cells = middle_of(old, new)
        low, high = metric.estimate(cells, Model.CANDIDATE).bounds(0.1)
        less, more = metric.difference(cells).bounds(0.1)
        wrong += (low > 2, high < 2, less > 0, more < 0)

    assert (wrong / RUNS <= with_chance(0.05, RUNS)).all()
