from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.numbers import every_metric as every_regression_metric
from tests.fakes.numbers import gate as regression_gate
from tests.fakes.numbers import moments_of, priced
from tests.fakes.numbers import spec_of as regression_spec
from tests.fakes.predictions import simulated, whole

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.accuracy import Accuracy
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.log_loss import LogLoss
from lockgate.gates.metrics.mean_absolute_error import MeanAbsoluteError
from lockgate.gates.metrics.mean_absolute_percentage_error import MeanAbsolutePercentageError
from lockgate.gates.metrics.mean_bias import MeanBias
from lockgate.gates.metrics.r2_score import R2Score
from lockgate.gates.metrics.roc_auc import RocAuc
from lockgate.gates.selftest.worlds import world_of
from lockgate.stats.quantiles import t_quantile

COLUMNS = simulated(2_000, seed=1)
CELLS = whole(COLUMNS["late"], COLUMNS["p_new"] ** 1.4, COLUMNS["p_old"])
RUNS = 400


@pytest.mark.parametrize("metric", [Accuracy(), BrierScoreLoss(), LogLoss()], ids=lambda one: one.name)
def test_models_that_are_exchanged_differ_by_nothing_but_as_much_as_their_rows(metric: LogLoss) -> None:
    world = world_of(CELLS, metric, is_exchanged=True)
    assert world is not None
    draw = np.random.default_rng(1)

    drawn = [metric.difference(world(draw)).estimate for _ in range(RUNS)]  # type: ignore[arg-type]  # cells of its task

    values = np.array([one.value for one in drawn])
    errors = np.array([one.standard_error for one in drawn])
    assert abs(values.mean()) < 4 * values.std() / np.sqrt(RUNS)
    assert values.std() == pytest.approx(errors.mean(), rel=0.12)


@pytest.mark.parametrize("metric", [Accuracy(), BrierScoreLoss(), LogLoss()], ids=lambda one: one.name)
def test_a_model_as_it_was_seen_varies_as_its_error_says(metric: LogLoss) -> None:
    world = world_of(CELLS, metric, is_exchanged=False)
    assert world is not None
    draw = np.random.default_rng(2)

    drawn = np.array([metric.estimate(world(draw), Model.CANDIDATE).estimate.value for _ in range(RUNS)])  # type: ignore[arg-type]  # as above

    seen = metric.estimate(CELLS, Model.CANDIDATE).estimate
    assert drawn.mean() == pytest.approx(seen.value, abs=4 * seen.standard_error / np.sqrt(RUNS))
    assert drawn.std() == pytest.approx(seen.standard_error, rel=0.12)


@pytest.mark.parametrize("metric", [MeanAbsoluteError(), R2Score()], ids=lambda one: one.name)
def test_moments_of_exchanged_models_are_drawn_too(metric: MeanAbsoluteError | R2Score) -> None:
    spec = regression_spec(*every_regression_metric())
    world = world_of(moments_of(priced(2_000, seed=1), spec).slice(0), metric, is_exchanged=True)
    assert world is not None
    draw = np.random.default_rng(3)

    drawn = [metric.difference(world(draw)).estimate for _ in range(RUNS)]  # type: ignore[arg-type]  # as above

    values = np.array([one.value for one in drawn])
    errors = np.array([one.standard_error for one in drawn])
    assert abs(values.mean()) < 4 * values.std() / np.sqrt(RUNS)
    assert values.std() == pytest.approx(errors.mean(), rel=0.12)


def test_of_few_rows_the_spread_that_is_drawn_varies_as_that_of_normal_rows() -> None:
    spec = regression_spec(regression_gate("mean_bias", Requirement.between(-5, 5)))
    world = world_of(moments_of(priced(20, seed=1), spec).slice(0), MeanBias(), is_exchanged=True)
    assert world is not None
    draw = np.random.default_rng(3)

    drawn = [MeanBias().difference(world(draw)).estimate for _ in range(2_000)]  # type: ignore[arg-type]  # as above

    beyond = np.mean([abs(one.value) > t_quantile(0.975, one.n - 1) * one.standard_error for one in drawn])
    assert beyond == pytest.approx(0.05, abs=0.015)
    assert np.std([one.standard_error for one in drawn]) > 0


def test_a_sample_is_as_large_as_the_cells_but_for_chance() -> None:
    world = world_of(CELLS, Accuracy(), is_exchanged=True)
    assert world is not None

    sizes = [world(np.random.default_rng(seed)).n for seed in range(50)]

    assert np.mean(sizes) == pytest.approx(2_000, abs=4 * np.sqrt(2_000 / 50))
    assert len(set(sizes)) > 10


def test_what_cells_cannot_tell_has_no_world() -> None:
    zero = priced(200, seed=1) | {"price": np.zeros(200)}
    spec = regression_spec(*every_regression_metric())

    assert world_of(CELLS, RocAuc(), is_exchanged=True) is None
    assert world_of(whole(np.zeros(0, dtype=int), np.zeros(0)), Accuracy(), is_exchanged=False) is None
    assert world_of(moments_of(zero, spec).slice(0), MeanAbsolutePercentageError(), is_exchanged=True) is None
    sound = moments_of(priced(200, seed=1), spec).slice(0)
    assert world_of(sound, MeanAbsoluteError(), is_exchanged=False) is None
