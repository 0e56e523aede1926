from __future__ import annotations

import pytest

from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.outlook import Outlook, outlook
from lockgate.stats.estimate import Estimate
from lockgate.stats.power import rows_needed, rows_needed_if


def _mean(value: float, error: float, n: int, *, slack: float = 0.0) -> Measurement:
    return MeanMeasurement(Estimate(value, error, n), "t", slack=slack)


WHOLE = _mean(0.0, 0.001, 10_000)


def _look(measured: Measurement) -> Outlook:
    return outlook(measured, WHOLE, ends=(0.005,), alpha=0.05, power=0.8)


def test_the_smallest_regression_follows_from_the_spread_and_the_slack() -> None:
    assert _look(_mean(0.001, 0.011, 342)).mde == pytest.approx(2.4865 * 0.011, rel=1e-3)
    assert _look(_mean(0.001, 0.011, 342, slack=0.01)).mde == pytest.approx(2.4865 * 0.011 + 0.01, rel=1e-3)


def test_more_rows_are_forecast_from_where_the_estimate_is() -> None:
    assert _look(_mean(0.001, 0.011, 342)).n_more == rows_needed(Estimate(0.001, 0.011, 342), 0.005)


def test_an_estimate_at_the_bar_is_forecast_as_if_both_models_were_equal() -> None:
    assert _look(_mean(0.005, 0.011, 342)).n_more == rows_needed_if(
        Estimate(0.005, 0.011, 342), 0.005, assumed=0.0
    )


def test_a_slice_of_one_row_borrows_the_spread_of_the_whole() -> None:
    ahead = _look(_mean(0.3, float("nan"), 1))

    assert ahead.mde == pytest.approx(2.4865 * 0.1, rel=1e-3)
    assert ahead.n_more is not None


def test_models_that_never_differ_could_still_hide_a_rare_regression() -> None:
    assert _look(_mean(0.0, 0.0, 100)).mde == pytest.approx(0.0295, abs=1e-4)


def test_nothing_is_forecast_from_nothing() -> None:
    nothing = UndefinedMeasurement("no rows", 0)

    assert outlook(nothing, nothing, ends=(0.005,), alpha=0.05, power=0.8) == Outlook(None, None)


def test_a_spread_that_is_only_rounding_hides_a_rare_regression_too() -> None:
    assert _look(_mean(0.1, 5e-17, 100)).mde == pytest.approx(0.0295, abs=1e-4)


def test_an_estimate_that_sits_at_a_bar_of_zero_is_decided_by_no_number_of_rows() -> None:
    ahead = outlook(_mean(0.0, 0.011, 342), WHOLE, ends=(0.0,), alpha=0.05, power=0.8)

    assert ahead.n_more is None
    assert ahead.mde == pytest.approx(2.4865 * 0.011, rel=1e-3)


def test_rows_of_which_as_many_would_decide_lack_something_else_than_number() -> None:
    whole = _mean(0.0, 0.001, 10_000)
    thin, enough = (UndefinedMeasurement("no positive rows", n) for n in (5, 9_000))

    assert outlook(thin, whole, ends=(0.005,), alpha=0.05, power=0.8).n_more is not None
    assert outlook(enough, whole, ends=(0.005,), alpha=0.05, power=0.8) == Outlook(None, None)


def test_few_rows_that_are_alike_need_as_many_more_as_tell_a_spread() -> None:
    assert _look(_mean(0.0, 1e-6, 2)).n_more == 8


def test_a_slack_as_large_as_the_margin_is_decided_by_no_number_of_rows() -> None:
    hidden = _look(_mean(0.0, 1e-4, 2_000, slack=0.006))
    near = _look(_mean(0.0, 1e-4, 2_000, slack=0.004))

    assert (hidden.n_more, hidden.is_hidden) == (None, True)
    assert (near.n_more, near.is_hidden) == (200, False)
    assert not _look(_mean(0.005, 0.0, 342)).is_hidden


def test_models_that_rank_alike_could_still_hide_a_rare_regression() -> None:
    alike = MeanMeasurement(Estimate(0.0, 1e-4, 2_000, 600), "t", span=1.0, slack=2e-4)

    ahead = outlook(alike, alike, ends=(-0.001,), alpha=0.05, power=0.8)

    assert ahead.mde == pytest.approx(0.005 + 2e-4 + 0.84e-4, abs=1e-4)
    assert ahead.n_more == pytest.approx(11_800, rel=0.1)


def test_a_value_without_bounds_is_not_forecast() -> None:
    thin = MeanMeasurement(Estimate(0.3, float("nan"), 900), "t", undefined="20 are needed")

    assert outlook(thin, WHOLE, ends=(0.005,), alpha=0.05, power=0.8) == Outlook(None, None)
