from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from tests.fakes.numbers import (
    OF_ALL_ROWS,
    OF_RANKS,
    REGRESSION_METRICS,
    every_metric,
    moments_of,
    priced,
    spec_of,
    whole,
)
from tests.fakes.numbers import gate as gate_on

from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.measurement import RateMeasurement
from lockgate.gates.metric import Direction, Metric
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale, spread
from lockgate.gates.moments.terms import Term

MEAN = MomentFormula((Term.ABSOLUTE_ERROR,), lambda mean: mean)
BIAS = MomentFormula((Term.ERROR,), lambda mean: mean, scale=Scale.REAL)
ROOT = MomentFormula((Term.SQUARED_ERROR,), np.sqrt)

OF_ERRORS = [one for one in REGRESSION_METRICS if one.name not in ("within_tolerance_score", *OF_RANKS)]

ESTIMATED = [one for one in REGRESSION_METRICS if one.name != "max_error"]
"""Metrics that say something of rows to come."""

each_metric = pytest.mark.parametrize("metric", REGRESSION_METRICS, ids=lambda metric: metric.name)
each_estimated = pytest.mark.parametrize("metric", ESTIMATED, ids=lambda metric: metric.name)


def test_a_paired_difference_of_means_is_the_paired_t_interval() -> None:
    columns = priced(50, seed=1)
    old, new = (np.abs(columns[name] - columns["price"]) for name in ("p_old", "p_new"))

    measured = MEAN.difference(whole(columns["price"], columns["p_new"], columns["p_old"]))

    expected = stats.ttest_rel(new, old).confidence_interval(0.9)
    assert measured.estimate.value == pytest.approx((new - old).mean(), rel=1e-9)
    assert measured.bounds(0.1) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_a_mean_with_a_sign_has_the_t_interval() -> None:
    columns = priced(50, seed=1)
    error = columns["p_new"] - columns["price"]

    measured = BIAS.estimate(whole(columns["price"], columns["p_new"]), Model.CANDIDATE)

    expected = stats.ttest_1samp(error, 0).confidence_interval(0.9)
    assert measured.bounds(0.1) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_the_baseline_is_what_it_would_be_as_candidate() -> None:
    columns = priced(200, seed=1)
    both = whole(columns["price"], columns["p_new"], columns["p_old"])
    alone = whole(columns["price"], columns["p_old"])

    found, expected = ROOT.estimate(both, Model.BASELINE), ROOT.estimate(alone, Model.CANDIDATE)

    assert found.estimate.value == pytest.approx(expected.estimate.value, rel=1e-9)
    assert found.bounds(0.1) == pytest.approx(expected.bounds(0.1), rel=1e-6)


def test_two_models_that_nearly_agree_keep_the_digits_of_their_difference() -> None:
    columns = priced(1_000, seed=1)
    near = columns["p_new"] + np.random.default_rng(2).normal(0, 1e-8, 1_000)
    old, new = (np.abs(p - columns["price"]) for p in (columns["p_new"], near))

    measured = MEAN.difference(whole(columns["price"], near, columns["p_new"]))

    assert measured.estimate.standard_error == pytest.approx((new - old).std(ddof=1) / 1_000**0.5, rel=1e-3)


def test_a_model_against_itself_differs_by_nothing_and_few_rows_cannot_tell() -> None:
    few, many = (MEAN.difference(whole(np.zeros(n), np.ones(n), np.ones(n))).bounds(0.1) for n in (10, 3_000))

    assert few == pytest.approx((-0.2589, 0.2589), abs=1e-4)  # 1 - 0.05 ** (1 / 10) of a loss of 1
    assert many == pytest.approx((-0.000998, 0.000998), abs=1e-6)


@each_estimated
def test_one_row_has_a_value_or_a_reason_and_no_bounds(metric: Metric[MomentSlice]) -> None:
    cells = whole([10.0], [12.0], [13.0])

    for measured in (metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)):
        assert math.isnan(measured.estimate.value) == bool(measured.undefined)
        assert isinstance(measured, RateMeasurement) or all(math.isnan(end) for end in measured.bounds(0.1))


@each_metric
def test_no_rows_have_no_metric(metric: Metric[MomentSlice]) -> None:
    cells = whole([], [], [])

    assert metric.estimate(cells, Model.CANDIDATE).undefined == metric.difference(cells).undefined == "no rows"


@pytest.mark.parametrize("metric", OF_ERRORS, ids=lambda metric: metric.name)
def test_exact_predictions_say_nothing_of_how_far_one_can_be_off(metric: Metric[MomentSlice]) -> None:
    label = np.array([1.0, 2.0, 5.0])
    cells = whole(label, label, label)

    for measured in (metric.estimate(cells, Model.BASELINE), metric.difference(cells)):
        assert measured.undefined.startswith("every prediction is exact")


@each_metric
def test_against_an_exact_model_there_is_a_difference_or_a_reason(metric: Metric[MomentSlice]) -> None:
    label = np.array([1.0, 2.0, 5.0, 3.0])

    measured = metric.difference(whole(label, label, label + np.array([1, 2, 0, 1])))

    if measured.undefined:
        assert any(word in measured.undefined for word in ("exact", "alike", "fewer than 20 rows"))
    else:
        is_better = measured.estimate.value >= 0 if metric.direction is Direction.HIGHER else None
        assert is_better or measured.estimate.value < 0


@each_estimated
def test_a_model_that_is_compared_with_itself_is_not_worse(metric: Metric[MomentSlice]) -> None:
    columns = priced(3_000, seed=1)
    same = {**columns, "p_old": columns["p_new"]}
    if metric.name == "mean_bias":
        return
    margin = abs(metric.estimate(moments_of(same, spec_of(gate_on(metric.name, NotWorse(0.0)))).slice(0),
                                 Model.CANDIDATE).estimate.value) / 10  # fmt: skip
    spec = spec_of(gate_on(metric.name, NotWorse(margin)))

    (finding,) = judge(spec, moments_of(same, spec))

    assert (finding.verdict, finding.observed) == (Verdict.PASS, 0)
    assert finding.mde is not None
    assert 0 < finding.mde < margin


@each_metric
def test_changing_places_changes_the_sign_of_the_difference(metric: Metric[MomentSlice]) -> None:
    columns = priced(300, seed=3)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))

    there, back = metric.difference(whole(label, new, old)), metric.difference(whole(label, old, new))

    assert there.estimate.value == pytest.approx(-back.estimate.value, rel=1e-7)
    assert there.bounds(0.1) == pytest.approx([-end for end in back.bounds(0.1)[::-1]], rel=1e-6)


def test_each_standard_error_is_the_one_that_a_bootstrap_of_rows_finds() -> None:
    columns = priced(400, seed=4)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))
    rows = np.random.default_rng(1).integers(0, 400, 40 * 400)
    chosen = {name: values[rows] for name, values in columns.items()}
    chosen["city"] = np.repeat(np.arange(40), 400)  # each city is one draw of all rows
    found = moments_of(chosen, spec_of(*every_metric(sliced=True)))
    drawn = [found.slice(at) for at in range(1, 41)]
    cells = whole(label, new, old)

    for metric in (one for one in ESTIMATED if one.name not in OF_ALL_ROWS):  # tails say more on purpose
        error = metric.difference(cells).estimate.standard_error
        spread_of_draws = np.std([metric.difference(one).estimate.value for one in drawn])
        assert error == pytest.approx(spread_of_draws, rel=0.45), metric.name


def test_rows_without_a_number_are_counted_in_the_reason() -> None:
    formula = MomentFormula((Term.RELATIVE_ERROR,), lambda mean: mean)

    one = formula.estimate(whole([0.0, 1.0], [1.0, 2.0]), Model.CANDIDATE)
    two = formula.difference(whole([0.0, 0.0], [1.0, 2.0], [1.0, 1.0]))

    assert one.undefined == "1 row has a label of 0"
    assert two.undefined == "2 rows have a label of 0"


def test_the_spread_of_a_constant_is_not_a_number() -> None:
    assert math.isnan(spread(np.complex128(0.1), np.complex128(0.1**2)).real)
