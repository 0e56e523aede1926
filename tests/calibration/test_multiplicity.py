"""What happens to the error when a gate looks at many slices at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import decide_all, decide_gate, decide_roles
from lockgate.gates.measurement import MeanMeasurement, RateMeasurement
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.task import Task
from lockgate.stats.decision import decide_at_least, interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import t_bounds
from lockgate.stats.multiplicity import bonferroni_alpha, holm_adjusted
from lockgate.stats.quantiles import normal_upper_tail

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 4_000
ROWS = 10**6
SLICES = 20
Floats = NDArray[np.float64]
Limit = Callable[[float, int], float]


def overlapping_slices(seed: int) -> Floats:
    """Draw standardised estimates of slices that share part of their rows."""
    rng = np.random.default_rng(seed)
    return 0.6 * rng.normal(size=(RUNS, 1)) + 0.8 * rng.normal(size=(RUNS, SLICES))


def test_a_gate_over_all_slices_opens_for_one_bad_slice_at_most_alpha(with_chance: Limit) -> None:
    # one slice sits exactly at the bar of 0, the others are far above it
    values = overlapping_slices(1)
    values[:, 1:] += 10.0

    opened = 0
    for row in values:
        bounds = (t_bounds(Estimate(value, 1.0, ROWS), alpha=interval_alpha(ALPHA)) for value in row)
        opened += all(decide_at_least(*pair, 0.0).verdict is Verdict.PASS for pair in bounds)

    assert opened / RUNS <= with_chance(ALPHA, RUNS)


def test_false_alarms_over_slices_grow_unless_failures_are_judged_with_bonferroni(with_chance: Limit) -> None:
    values = overlapping_slices(2)  # all slices exactly at the bar
    strict = interval_alpha(bonferroni_alpha(ALPHA, SLICES))
    plain = corrected = 0

    for row in values:
        worst = Estimate(float(row.min()), 1.0, ROWS)
        plain += decide_at_least(*t_bounds(worst, alpha=2 * ALPHA), 0.0).verdict is Verdict.FAIL
        corrected += decide_at_least(*t_bounds(worst, alpha=strict), 0.0).verdict is Verdict.FAIL

    assert plain / RUNS > 0.3
    assert corrected / RUNS <= with_chance(ALPHA, RUNS)


def test_holm_errs_at_most_alpha_when_some_hypotheses_are_false(with_chance: Limit) -> None:
    values = overlapping_slices(3)
    values[:, :5] += 4.0  # truly above the bar; the other fifteen are not

    wrong = 0
    for row in values:
        adjusted = holm_adjusted([normal_upper_tail(value) for value in row])
        wrong += min(adjusted[5:]) <= ALPHA

    assert wrong / RUNS <= with_chance(ALPHA, RUNS)


@pytest.mark.parametrize("n_false", [0, 10])
def test_across_200_slices_any_false_alarm_is_as_rare_as_stated(n_false: int, with_chance: Limit) -> None:
    # all slices exactly at the bar, but for some that are truly below it: Holm gives their share to the others
    rng = np.random.default_rng(7)
    runs, slices = 800, 200
    values = 0.6 * rng.normal(size=(runs, 1)) + 0.8 * rng.normal(size=(runs, slices))
    values[:, :n_false] -= 6.0

    wrong = found = 0
    for row in values:
        family = [MeanMeasurement(Estimate(float(value), 1.0, ROWS), "t") for value in row]
        verdicts = [
            one.verdict for one in decide_all(lambda bounds: decide_at_least(*bounds, 0.0), family, ALPHA)
        ]
        wrong += Verdict.FAIL in verdicts[n_false:]
        found += verdicts[:n_false].count(Verdict.FAIL)

    assert wrong / runs <= with_chance(ALPHA, runs)
    assert found >= 0.97 * n_false * runs


@pytest.mark.parametrize("shared", [0.0, 0.9], ids=["independent", "nearly the same"])
def test_gates_of_one_role_that_are_all_at_the_bar_fail_at_most_alpha(
    shared: float, with_chance: Limit
) -> None:
    # twelve metrics of one model go together: what moves one of them moves the others
    rng = np.random.default_rng(11)
    runs, gates = 3_000, 12
    values = np.sqrt(shared) * rng.normal(size=(runs, 1)) + np.sqrt(1 - shared) * rng.normal(size=(runs, gates))
    asked = [
        MetricGate(metric="mean_bias", requirement=Requirement.at_least(0.0), task=Task.REGRESSION)
    ] * gates

    family = alone = 0
    for row in values:
        measured = [MeanMeasurement(Estimate(float(value), 1.0, ROWS), "t") for value in row]
        family += any(one.verdict is Verdict.FAIL for one in decide_roles(asked, measured, ALPHA))
        alone += any(
            one.verdict is Verdict.FAIL
            for gate, seen in zip(asked, measured, strict=True)
            for one in decide_roles([gate], [seen], ALPHA)
        )

    assert family / runs <= with_chance(ALPHA, runs)
    assert alone / runs > 2 * ALPHA  # what each of them by itself would claim


def test_of_five_candidates_at_the_bar_any_passes_at_most_alpha(with_chance: Limit) -> None:
    # all five are right on exactly 70 % of the rows, the bar; half of what they do, they do alike
    draw = np.random.default_rng(9)
    rows, runs, candidates = 600, 1_000, 5
    shared, own = draw.random((runs, 1, rows)) < 0.7, draw.random((runs, candidates, rows)) < 0.7
    is_shared = draw.random((runs, 1, rows)) < 0.5
    right = np.where(is_shared, shared, own).sum(axis=2)
    decide = partial(decide_gate, MetricGate(metric="accuracy", requirement=Requirement.at_least(0.7)))

    def any_passes(among: int) -> float:
        judged = {
            count: decide_all(decide, [RateMeasurement(count, rows, rows)], ALPHA, among=among)[0].verdict
            for count in set(right.ravel().tolist())
        }
        return sum(any(judged[count] is Verdict.PASS for count in run) for run in right.tolist()) / runs

    assert any_passes(candidates) <= with_chance(ALPHA, runs)
    assert any_passes(1) > 2 * ALPHA  # what would happen without the correction
