from __future__ import annotations

import numpy as np
import pytest

from lockgate.gates.derived_measurement import ComplementMeasurement
from lockgate.gates.measurement import (
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    PositiveMeasurement,
    RateMeasurement,
)
from lockgate.gates.selftest.redrawn import Redrawn
from lockgate.stats.estimate import Estimate

SEEN = (
    MeanMeasurement(Estimate(0.1, 0.02, 400), "t"),
    FractionMeasurement(Estimate(0.95, 0.03, 60), "log-odds"),
    PositiveMeasurement(Estimate(0.6, 0.2, 400), "log"),
    ComplementMeasurement(PositiveMeasurement(Estimate(0.6, 0.2, 400), "log")),
    RateMeasurement(57, 60, 60),
)


@pytest.mark.parametrize("seen", SEEN, ids=lambda one: one.method)
def test_bounds_leave_out_the_truth_as_often_as_they_say_on_either_side(seen: Measurement) -> None:
    draws = np.random.default_rng(1).normal(size=4_000)
    ends = np.array([Redrawn(seen, z).bounds(0.1) for z in draws])

    too_high, too_low = (ends[:, 0] > seen.estimate.value).mean(), (ends[:, 1] < seen.estimate.value).mean()

    assert 0.04 < too_high < 0.06
    assert 0.04 < too_low < 0.06


def test_it_moves_with_the_truth_and_says_how_it_was_measured() -> None:
    drawn, moved = (Redrawn(SEEN[0], 0.5, by) for by in (0.0, -0.1))

    assert moved.bounds(0.1) == pytest.approx([end - 0.1 for end in drawn.bounds(0.1)])
    assert moved.estimate.value == pytest.approx(drawn.estimate.value - 0.1)
    assert (moved.method, moved.estimate.standard_error) == ("t", 0.02)


def test_a_draw_at_the_truth_has_the_bounds_that_were_seen() -> None:
    for seen in SEEN:
        assert Redrawn(seen, 0.0).bounds(0.1) == pytest.approx(seen.bounds(0.1))
