"""How often the bounds of rankings err over queries, and those of forecasts over series whose rows depend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.metric import Metric, with_arguments
from lockgate.gates.metrics import metric_named
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.terms import Term, columns_of
from lockgate.gates.task import Task
from lockgate.stats.decision import decide_not_worse, interval_alpha

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 800
Floats = NDArray[np.float64]
Limit = Callable[[float, int], float]
Values = dict[str, tuple[Floats, Floats]]

DOCUMENTS, TOP = 12, 3

RANKING: dict[str, dict[str, object]] = {
    "ndcg_score": {},
    "mean_average_precision": {},
    "mean_reciprocal_rank": {},
    "hit_rate": {"k": TOP},
    "precision_at_k": {"k": TOP},
    "recall_at_k": {"k": TOP},
}
FORECASTING: dict[str, dict[str, object]] = {
    "mean_absolute_error": {},
    "root_mean_squared_error": {},
    "mean_pinball_loss": {"quantile": 0.9},
    "interval_coverage": {"lower": 0.1, "upper": 0.9},
}


def _metrics(task: Task) -> list[Metric[Any]]:
    asked = RANKING if task is Task.RANKING else FORECASTING
    return [with_arguments(metric_named(name, task), arguments) for name, arguments in asked.items()]


def _slice(metric: Metric[Any], values: tuple[Floats, Floats], rows: Floats | None) -> MomentSlice:
    """Return the moments of one term, as the queries would: candidate and gap, or by series with its rows."""
    (term,) = metric.needs
    assert isinstance(term, Term)
    new, old = values
    columns = np.array([new, new - old] if rows is None else [rows, new, new - old])
    names = columns_of([term], is_paired=True, is_counted=rows is not None)
    return MomentSlice((), new.size, names, columns.sum(axis=1), columns @ columns.T, {}, new.size)


def ranked(queries: int, draw: np.random.Generator) -> Values:
    """Return the terms of queries: candidate and baseline; each query has one relevant document or more."""
    taste = draw.normal(size=(queries, DOCUMENTS))
    liked = taste + draw.normal(0, 1, taste.shape) > 1.0
    liked[:, 0] |= ~liked.any(axis=1)
    both = [_terms(liked, taste + draw.normal(0, noise, taste.shape)) for noise in (0.9, 0.8)]
    return {name: (both[0][name], both[1][name]) for name in RANKING}


def _terms(liked: NDArray[np.bool_], score: Floats) -> dict[str, Floats]:
    hits = np.take_along_axis(liked, np.argsort(-score, axis=1), axis=1).astype(float)
    discount = 1 / np.log2(np.arange(DOCUMENTS) + 2)
    ideal = np.append(0.0, np.cumsum(discount))
    total = hits.sum(axis=1)
    precision = np.cumsum(hits, axis=1) / np.arange(1, DOCUMENTS + 1)
    return {
        "ndcg_score": hits @ discount / ideal[total.astype(int)],
        "mean_average_precision": (precision * hits).sum(axis=1) / total,
        "mean_reciprocal_rank": 1 / (hits.argmax(axis=1) + 1),
        "hit_rate": hits[:, :TOP].max(axis=1),
        "precision_at_k": hits[:, :TOP].mean(axis=1),
        "recall_at_k": hits[:, :TOP].sum(axis=1) / total,
    }


def forecast(series: int, draw: np.random.Generator) -> tuple[Values, Floats]:
    """Return the sums of series of 4 to 9 rows that share half of what was not foreseen, and their rows."""
    rows = draw.integers(4, 10, series)
    where = np.repeat(np.arange(series), rows)
    hard = draw.normal(0, 5, series)[where] + draw.normal(0, 5, where.size)
    both = [_sums(hard + draw.normal(0, noise, where.size), where, series) for noise in (6.0, 5.0)]
    return {name: (both[0][name], both[1][name]) for name in FORECASTING}, rows.astype(float)


def _sums(error: Floats, where: NDArray[np.int64], series: int) -> dict[str, Floats]:
    def summed(values: Floats) -> Floats:
        return np.bincount(where, values, minlength=series).astype(float)

    return {
        "mean_absolute_error": summed(np.abs(error)),
        "root_mean_squared_error": summed(error**2),
        "mean_pinball_loss": summed(np.maximum(0.9 * (10 - error), 0.1 * (error - 10))),
        "interval_coverage": summed((np.abs(error) < 11).astype(float)),
    }


def _drawn(task: Task, units: int, draw: np.random.Generator) -> tuple[Values, Floats | None]:
    return (ranked(units, draw), None) if task is Task.RANKING else forecast(units, draw)


@dataclass(frozen=True)
class Counts:
    """How often bounds lay wholly above or below the truth, and a model at the margin passed or failed."""

    above: dict[str, int]
    below: dict[str, int]
    passed: dict[str, int]
    failed: dict[str, int]


@cache
def _counted(task: Task, units: int) -> Counts:
    """Return what happened in all runs, with the truth of many units; both tests look at the same runs."""
    metrics = _metrics(task)
    values, rows = _drawn(task, 200_000, np.random.default_rng(1))
    many = {one.name: _slice(one, values[one.name], rows) for one in metrics}
    truth = {one.name: one.estimate(many[one.name], Model.CANDIDATE).estimate.value for one in metrics}
    margin = {one.name: abs(one.difference(many[one.name]).estimate.value) for one in metrics}
    found = Counts(*(dict.fromkeys(truth, 0) for _ in range(4)))
    draw = np.random.default_rng(2)

    for _ in range(RUNS):
        values, rows = _drawn(task, units, draw)
        for metric in metrics:
            name, cells = metric.name, _slice(metric, values[metric.name], rows)
            lower, upper = metric.estimate(cells, Model.CANDIDATE).bounds(interval_alpha(ALPHA))
            found.above[name] += lower > truth[name]
            found.below[name] += upper < truth[name]
            bounds = metric.difference(cells).bounds(interval_alpha(ALPHA))
            is_higher = task is Task.RANKING or name == "interval_coverage"
            verdict = decide_not_worse(*bounds, margin[name], is_higher_better=is_higher).verdict
            found.passed[name] += verdict is Verdict.PASS
            found.failed[name] += verdict is Verdict.FAIL
    return found


def _too_often(first: dict[str, int], second: dict[str, int], limit: float) -> dict[str, float]:
    rates = {name: max(first[name], second[name]) / RUNS for name in first}
    return {name: rate for name, rate in rates.items() if rate > limit}


CASES = pytest.mark.parametrize(
    ("task", "units", "most"),
    [
        (Task.RANKING, 30, 0.075),
        (Task.RANKING, 200, 0.06),
        (Task.FORECASTING, 20, 0.085),
        (Task.FORECASTING, 100, 0.065),
    ],
)


@CASES
def test_each_bound_errs_by_no_more_than_the_docs_say(
    task: Task, units: int, most: float, with_chance: Limit
) -> None:
    found = _counted(task, units)

    assert _too_often(found.above, found.below, with_chance(most, RUNS)) == {}


@CASES
def test_a_model_at_the_margin_is_passed_no_more_than_the_docs_say(
    task: Task, units: int, most: float, with_chance: Limit
) -> None:
    found = _counted(task, units)

    assert _too_often(found.passed, found.failed, with_chance(most, RUNS)) == {}
