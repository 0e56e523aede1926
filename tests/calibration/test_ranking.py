"""How often the bounds of ranking metrics err; normal scores, whose true areas are known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import special, stats

from lockgate.domain.verdict import Verdict
from lockgate.stats.decision import decide_not_worse, interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import logit_bounds, t_bounds
from lockgate.stats.precision_recall import average_precision_estimate, paired_average_precision_difference
from lockgate.stats.ranking import paired_roc_auc_difference, roc_auc_estimate

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 1_000
Limit = Callable[[float, int], float]


def true_average_precision(shift: float, prevalence: float) -> float:
    """Integrate precision over the scores of the positives."""
    score = np.linspace(-8, 12, 20_001)
    found = prevalence * stats.norm.sf(score, shift)
    flagged = found + (1 - prevalence) * stats.norm.sf(score)
    return float(np.trapezoid(stats.norm.pdf(score, shift) * found / flagged, score))


@pytest.mark.parametrize("area", [0.6, 0.8, 0.9, 0.98])
@pytest.mark.parametrize("positives", [20, 100, 300])
def test_bounds_of_the_area_err_by_no_more_than_the_docs_say(
    area: float, positives: int, with_chance: Limit
) -> None:
    shift = math.sqrt(2) * float(special.ndtri(area))
    rng = np.random.default_rng(positives)
    rows = 4 * positives
    bounds = []

    for _ in range(RUNS):
        score = rng.normal(size=rows)
        score[:positives] += shift
        is_positive = np.argsort(score) < positives
        estimate = roc_auc_estimate(is_positive, ~is_positive)
        bounds.append(logit_bounds(estimate, alpha=interval_alpha(ALPHA)))

    lower, upper = np.array(bounds).T
    assert (lower > area).mean() <= with_chance(0.075 if area > 0.9 else 0.06, RUNS)
    assert (upper < area).mean() <= with_chance(0.06, RUNS)


@pytest.mark.parametrize(("positives", "errs"), [(50, 0.075), (200, 0.065)])
def test_bounds_of_average_precision_err_by_no_more_than_the_docs_say(
    positives: int, errs: float, with_chance: Limit
) -> None:
    rng = np.random.default_rng(positives)
    rows = 5 * positives
    truth = true_average_precision(1.0, 0.2)
    bounds = []

    for _ in range(RUNS):
        label = rng.random(rows) < 0.2
        label = label[np.argsort(rng.normal(size=rows) + label)]
        estimate = average_precision_estimate(label, ~label)
        bounds.append(logit_bounds(estimate, alpha=interval_alpha(ALPHA)))

    lower, upper = np.array(bounds).T
    assert (lower > truth).mean() <= with_chance(errs, RUNS)
    assert (upper < truth).mean() <= with_chance(ALPHA, RUNS)


@pytest.mark.parametrize(("positives", "rows"), [(30, 150), (100, 300), (200, 1_000)])
@pytest.mark.parametrize("metric", [paired_roc_auc_difference, paired_average_precision_difference])
def test_a_ranking_at_the_margin_is_passed_or_failed_no_more_than_the_docs_say(
    metric: Callable[..., Estimate], positives: int, rows: int, with_chance: Limit
) -> None:
    prevalence = positives / rows
    if metric is paired_roc_auc_difference:
        margin = float(special.ndtr(1.2 / math.sqrt(2)) - special.ndtr(1.0 / math.sqrt(2)))
    else:
        margin = true_average_precision(1.2, prevalence) - true_average_precision(1.0, prevalence)
    rng = np.random.default_rng(rows)
    verdicts = []

    for _ in range(RUNS):
        label = rng.random(rows) < prevalence
        baseline = rng.normal(size=rows)
        candidate = 0.9 * baseline + math.sqrt(1 - 0.9**2) * rng.normal(size=rows)
        old, new = (np.argsort(np.argsort(score)) for score in (baseline + 1.2 * label, candidate + label))
        bounds = t_bounds(metric(label, old, new, np.ones(rows)), alpha=interval_alpha(ALPHA))
        verdicts.append(decide_not_worse(*bounds, margin, is_higher_better=True).verdict)

    assert verdicts.count(Verdict.PASS) / RUNS <= with_chance(0.065, RUNS)
    assert verdicts.count(Verdict.FAIL) / RUNS <= with_chance(0.065, RUNS)
