from __future__ import annotations

from lockgate.gates.derived_measurement import ApartMeasurement, ComplementMeasurement, ScaledMeasurement
from lockgate.gates.measurement import MeanMeasurement, PositiveMeasurement, RateMeasurement
from lockgate.stats.estimate import Estimate


def test_the_unit_of_a_complement_is_that_of_its_loss() -> None:
    loss = PositiveMeasurement(Estimate(0.25, 0.025, 500), "log")

    assert ComplementMeasurement(loss).unit == loss.unit == 0.25


def test_a_scaled_number_keeps_the_degrees_of_freedom_of_its_blocks() -> None:
    inner = MeanMeasurement(Estimate(0.3, 0.02, 500, degrees=11), "t")

    assert ScaledMeasurement(inner, 2.0).estimate.degrees_of_freedom == 11


def test_a_scaled_number_keeps_what_is_said_of_it() -> None:
    inner = MeanMeasurement(Estimate(0.3, 0.02, 500, 40), "t", 0.01)

    scaled = ScaledMeasurement(inner, -2.0, 1.0)

    assert scaled.estimate == Estimate(0.4, 0.04, 500, 40)
    assert (scaled.method, scaled.undefined, scaled.slack, scaled.unit) == ("t", "", 0.02, 2.0)
    assert scaled.bounds(0.1)[0] < 0.4 < scaled.bounds(0.1)[1]


def test_two_intervals_bound_a_difference_at_half_the_error_each() -> None:
    old, new = RateMeasurement(40, 100, 100), RateMeasurement(45, 100, 100)

    apart = ApartMeasurement(old, new)

    low, high = new.bounds(0.05)
    before = old.bounds(0.05)
    assert apart.bounds(0.1) == (low - before[1], high - before[0])
    assert (apart.slack, apart.method, apart.undefined) == (0.0, "two intervals, Clopper-Pearson", "")
