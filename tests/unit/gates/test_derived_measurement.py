from __future__ import annotations

import math

import pytest

from lockgate.gates.derived_measurement import (
    ApartMeasurement,
    ComplementMeasurement,
    HeldMeasurement,
    MappedMeasurement,
    ScaledMeasurement,
    VarianceMeasurement,
)
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


UNKNOWN = MeanMeasurement(Estimate.undefined(), "t")


@pytest.mark.parametrize(
    "one", [VarianceMeasurement(UNKNOWN), HeldMeasurement(UNKNOWN, 0.5)], ids=["variance", "held"]
)
def test_nothing_is_known_of_what_follows_from_an_unknown_number(
    one: VarianceMeasurement | HeldMeasurement,
) -> None:
    assert all(math.isnan(bound) for bound in one.bounds(0.1))


def test_a_variance_is_bounded_by_its_values_within_the_bounds_of_the_share() -> None:
    rare, even = (VarianceMeasurement(RateMeasurement(hits, 100, 100)) for hits in (10, 50))

    low, high = rare.inner.bounds(0.1)
    assert rare.bounds(0.1) == (low * (1 - low), high * (1 - high))
    assert even.bounds(0.1)[1] == even.estimate.value == 0.25
    assert rare.estimate.value == pytest.approx(0.09)
    assert even.estimate.standard_error == 0.0
    assert (rare.method, rare.undefined, rare.slack, rare.unit) == ("Clopper-Pearson", "", 0.0, 1.0)


def test_another_estimate_of_a_number_has_its_bounds_and_lies_within() -> None:
    inner = MeanMeasurement(Estimate(0.3, 0.02, 500), "t", 0.01)
    inside, beyond = HeldMeasurement(inner, 0.31), HeldMeasurement(inner, 0.1)

    assert isinstance(inside, MappedMeasurement)
    assert inside.bounds(0.1) == inner.bounds(0.1)
    assert beyond.bounds(0.1) == (0.1, inner.bounds(0.1)[1])
    assert (beyond.estimate, beyond.slack, beyond.unit) == (Estimate(0.1, 0.02, 500), 0.01, 1.0)
