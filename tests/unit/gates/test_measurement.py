from __future__ import annotations

import math

import pytest

from lockgate.gates.measurement import (
    BootstrapMeasurement,
    ComplementMeasurement,
    FractionMeasurement,
    MeanMeasurement,
    PairedRateMeasurement,
    PositiveMeasurement,
    RateMeasurement,
    SignedFractionMeasurement,
    UndefinedMeasurement,
)
from lockgate.stats.calibration_error import BootstrapEstimate
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import clopper_pearson
from lockgate.stats.paired import tango_interval


def test_a_rate_has_exact_bounds() -> None:
    assert RateMeasurement(8, 10, 20).bounds(0.1) == clopper_pearson(8, 10, alpha=0.1)


def test_one_trial_has_no_standard_error() -> None:
    assert math.isnan(RateMeasurement(1, 1, 5).estimate.standard_error)


def test_a_paired_rate_has_score_bounds() -> None:
    assert PairedRateMeasurement(100, 12, 4, 300).bounds(0.1) == tango_interval(100, 12, 4, alpha=0.1)


def test_one_pair_has_no_bounds() -> None:
    assert math.isnan(PairedRateMeasurement(1, 1, 0, 1).bounds(0.1)[0])


@pytest.mark.parametrize("kind", [MeanMeasurement, FractionMeasurement])
def test_slack_widens_both_bounds(kind: type[MeanMeasurement]) -> None:
    estimate = Estimate(0.5, 0.01, 1_000)

    exact, binned = kind(estimate, "t").bounds(0.1), kind(estimate, "t", slack=0.02).bounds(0.1)

    assert binned == pytest.approx((exact[0] - 0.02, exact[1] + 0.02))


def test_a_fraction_of_one_row_has_no_bounds() -> None:
    lower, upper = FractionMeasurement(Estimate(0.5, 0.01, 1), "logit").bounds(0.1)

    assert math.isnan(lower)
    assert math.isnan(upper)


def test_a_bootstrap_passes_the_level_on() -> None:
    measured = BootstrapMeasurement(lambda alpha: BootstrapEstimate(Estimate(0.02, 0.01, 50), 0.0, alpha))

    assert measured.bounds(0.25) == (0.0, 0.25)
    assert measured.estimate.n == 50


def test_what_is_undefined_has_rows_and_no_number() -> None:
    measured = UndefinedMeasurement("no positive rows", 12)

    assert (measured.estimate.n, measured.estimate.is_defined) == (12, False)


def test_a_number_of_zero_has_no_logarithm_and_so_no_bounds() -> None:
    lower, upper = PositiveMeasurement(Estimate(0.0, 0.1, 100), "log").bounds(0.1)

    assert math.isnan(lower)
    assert math.isnan(upper)


def test_a_correlation_is_bounded_on_both_sides() -> None:
    lower, upper = SignedFractionMeasurement(Estimate(-0.99, 0.05, 100), "logit").bounds(0.05)

    assert -1 < lower < -0.99 < upper < 1


def test_the_unit_of_a_number_above_zero_is_itself_and_of_a_complement_that_of_its_loss() -> None:
    loss = PositiveMeasurement(Estimate(0.25, 0.025, 500), "log")

    assert (loss.unit, ComplementMeasurement(loss).unit) == (0.25, 0.25)


def test_a_mean_over_classes_may_come_nearer_to_its_end_than_one_class_alone() -> None:
    estimate = Estimate(0.999, 1e-4, 1_000, 20)

    alone, mean = FractionMeasurement(estimate, "logit"), FractionMeasurement(estimate, "logit", span=0.1)
    signed = SignedFractionMeasurement(estimate, "logit", span=0.1)

    assert alone.bounds(0.1)[0] < 0.9 < mean.bounds(0.1)[0] < 0.999
    assert 0.9 < signed.bounds(0.1)[0] < 0.999
