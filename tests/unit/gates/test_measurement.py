from __future__ import annotations

import math

import pytest

from lockgate.gates.measurement import (
    FEWEST_ROWS,
    BootstrapMeasurement,
    ExcessMeasurement,
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


def test_the_unit_of_a_number_above_zero_is_itself() -> None:
    assert PositiveMeasurement(Estimate(0.25, 0.025, 500), "log").unit == 0.25


def test_a_mean_over_classes_may_come_nearer_to_its_end_than_one_class_alone() -> None:
    estimate = Estimate(0.999, 1e-4, 1_000, 20)

    alone, mean = FractionMeasurement(estimate, "logit"), FractionMeasurement(estimate, "logit", span=0.1)
    signed = SignedFractionMeasurement(estimate, "logit", span=0.1)

    assert alone.bounds(0.1)[0] < 0.9 < mean.bounds(0.1)[0] < 0.999
    assert 0.9 < signed.bounds(0.1)[0] < 0.999


def test_slack_widens_the_bounds_on_every_scale() -> None:
    estimate = Estimate(0.4, 0.02, 500)

    for measure in (FractionMeasurement, SignedFractionMeasurement, PositiveMeasurement):
        plain, wide = measure(estimate, "m").bounds(0.1), measure(estimate, "m", 0.01).bounds(0.1)
        assert (plain[0] - wide[0], wide[1] - plain[1]) == pytest.approx((0.01, 0.01))


def test_on_every_scale_a_number_without_an_error_has_no_bounds() -> None:
    estimate = Estimate(0.4, math.nan, 500)

    for measure in (FractionMeasurement, SignedFractionMeasurement, PositiveMeasurement, ExcessMeasurement):
        assert all(math.isnan(bound) for bound in measure(estimate, "m", 0.01).bounds(0.1))


def test_on_every_scale_rows_that_are_alike_prove_nothing_while_they_are_few() -> None:
    scales = (
        MeanMeasurement,
        FractionMeasurement,
        SignedFractionMeasurement,
        PositiveMeasurement,
        ExcessMeasurement,
    )

    for measure in scales:
        few, enough = (measure(Estimate(0.4, 0.0, n), "m").bounds(0.1) for n in (FEWEST_ROWS - 1, FEWEST_ROWS))
        assert all(math.isnan(bound) for bound in few)
        assert enough[0] < 0.4 < enough[1]
    thin = BootstrapMeasurement(lambda alpha: BootstrapEstimate(Estimate(0.02, 0.01, 9), 0.0, alpha))
    assert all(math.isnan(bound) for bound in thin.bounds(0.1))


def test_the_logarithm_of_a_bound_may_be_beyond_what_a_number_holds() -> None:
    assert PositiveMeasurement(Estimate(1e300, 1e303, 10), "log").bounds(0.1)[1] < math.inf


def test_what_chance_adds_is_given_up_on_its_own_side() -> None:
    estimate = Estimate(0.3, 0.02, 500)
    plain = MeanMeasurement(estimate, "t").bounds(0.1)

    below, above = ExcessMeasurement(estimate, "t", 0.01, chance=(0.02, 0.05)).bounds(0.1)

    assert (plain[0] - below, above - plain[1]) == pytest.approx((0.03, 0.06))


def test_what_chance_adds_does_not_lead_beyond_the_ends() -> None:
    measured = ExcessMeasurement(Estimate(0.01, 0.02, 500), "t", chance=(0.02, 0.0), greatest=0.03)

    assert measured.bounds(0.1) == (0.0, 0.03)


def test_what_rows_that_are_alike_may_have_missed_is_in_the_unit_of_the_number() -> None:
    estimate = Estimate(0.0, 0.0, 1_000, 20)

    share, cost = (ExcessMeasurement(estimate, "t", span=span) for span in (1.0, 400.0))

    assert cost.bounds(0.1)[1] == pytest.approx(400 * share.bounds(0.1)[1])
    assert (share.unit, cost.unit) == (1.0, 400.0)
