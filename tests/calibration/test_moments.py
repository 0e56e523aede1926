"""How often the bounds of regression metrics err, and a model exactly at the margin is let through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.metrics import metric_named
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.terms import Term, columns_of
from lockgate.gates.task import Task
from lockgate.stats.decision import decide_not_worse, interval_alpha

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 1_000
LEVEL = 200.0  # of the labels, whose standard deviation is 40
Floats = NDArray[np.float64]
Limit = Callable[[float, int], float]


def moments(label: Floats, old: Floats, new: Floats) -> MomentSlice:
    """Return the moments of rows, as the queries would."""
    errors = {"new": new - label, "old": old - label}
    of_error: dict[Term, Callable[[Floats], Floats]] = {
        Term.ERROR: lambda e: e,
        Term.ABSOLUTE_ERROR: np.abs,
        Term.SQUARED_ERROR: np.square,
        Term.RELATIVE_ERROR: lambda e: np.abs(e) / np.abs(label),
    }
    of_label = {
        Term.LABEL: label - LEVEL,
        Term.SQUARED_LABEL: (label - LEVEL) ** 2,
        Term.ABSOLUTE_LABEL: np.abs(label),
    }
    rows: list[Floats] = []
    for form in of_error.values():
        rows += [form(errors["new"]), form(errors["new"]) - form(errors["old"])]
    values = np.array([*rows, *of_label.values()])
    columns = columns_of((*of_error, *of_label), is_paired=True)
    return MomentSlice((), label.size, columns, values.sum(axis=1), values @ values.T, {}, label.size)


def drawn(rows: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Return labels, and errors of two models that share most of what makes a row hard."""
    draw = np.random.default_rng(seed)
    shared = draw.normal(0, 8, rows)
    old, new = (shared + draw.normal(0, 6, rows) for _ in range(2))
    return draw.normal(LEVEL, 40, rows), old, new


METRICS = ("mae", "mse", "rmse", "r2", "explained_variance", "mape", "wape", "bias")


@pytest.mark.parametrize("rows", [30, 200])
def test_each_bound_errs_by_no_more_than_the_docs_say(rows: int, with_chance: Limit) -> None:
    label, old, new = drawn(1_000_000, 1)
    truth_of = moments(label, label + old, label + new)
    metrics = [metric_named(name, Task.REGRESSION) for name in METRICS]
    truth = {metric.name: metric.estimate(truth_of, Model.CANDIDATE).estimate.value for metric in metrics}
    above, below = dict.fromkeys(truth, 0), dict.fromkeys(truth, 0)

    for run in range(RUNS):
        label, old, new = drawn(rows, 10 + run)
        cells = moments(label, label + old, label + new)
        for metric in metrics:
            lower, upper = metric.estimate(cells, Model.CANDIDATE).bounds(interval_alpha(ALPHA))
            above[metric.name] += lower > truth[metric.name]
            below[metric.name] += upper < truth[metric.name]

    most = 0.095 if rows < 100 else 0.065  # of squares of few rows
    rates = {name: max(above[name], below[name]) / RUNS for name in truth}
    assert {name: rate for name, rate in rates.items() if rate > with_chance(most, RUNS)} == {}
    assert rates["mean_bias"] <= with_chance(ALPHA, RUNS)  # Student's t is exact for it


@pytest.mark.parametrize("rows", [30, 200])
def test_a_model_at_the_margin_is_passed_no_more_than_the_docs_say(rows: int, with_chance: Limit) -> None:
    def worse(errors: Floats) -> Floats:
        return 1.1 * errors

    label, old, new = drawn(1_000_000, 1)
    truth_of = moments(label, label + old, label + worse(new))
    metrics = [metric_named(name, Task.REGRESSION) for name in METRICS if name != "bias"]
    margin = {metric.name: abs(metric.difference(truth_of).estimate.value) for metric in metrics}
    passed, failed = dict.fromkeys(margin, 0), dict.fromkeys(margin, 0)

    for run in range(RUNS):
        label, old, new = drawn(rows, 10 + run)
        cells = moments(label, label + old, label + worse(new))
        for metric in metrics:
            bounds = metric.difference(cells).bounds(interval_alpha(ALPHA))
            is_score = metric.name.endswith("_score")
            verdict = decide_not_worse(*bounds, margin[metric.name], is_higher_better=is_score).verdict
            passed[metric.name] += verdict is Verdict.PASS
            failed[metric.name] += verdict is Verdict.FAIL

    most = 0.075 if rows < 100 else 0.06
    rates = {name: max(passed[name], failed[name]) / RUNS for name in margin}
    assert {name: rate for name, rate in rates.items() if rate > with_chance(most, RUNS)} == {}
