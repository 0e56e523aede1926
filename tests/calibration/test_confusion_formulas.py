"""How often the bounds of formulas of the confusion matrix err, against what the documentation says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.predictions import whole

from lockgate.gates.cells import JointCells, Model, SliceCells
from lockgate.gates.metric import Metric
from lockgate.gates.metrics import metric_named
from lockgate.stats.decision import interval_alpha

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 2_000
NAMES = (
    "average_predictive_value", "balanced_accuracy", "cohen_kappa", "diagnostic_odds_ratio", "fowlkes_mallows",
    "generalized_entropy_index", "informedness", "markedness", "matthews_corrcoef", "negative_likelihood_ratio",
    "positive_likelihood_ratio",
    "prevalence_threshold",
)  # fmt: skip
Limit = Callable[[float, int], float]


def cells(template: SliceCells, label: np.ndarray, flag: np.ndarray, n: np.ndarray) -> SliceCells:
    joint = JointCells.of([np.zeros_like(n), label, flag, flag, flag, flag], n, np.zeros((n.size, 15)))
    return replace(template, joint=joint, rows=int(n.sum()))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("rows", "prevalence", "recall", "fallout"), [(300, 0.5, 0.8, 0.2), (1_000, 0.2, 0.7, 0.1)]
)
def test_each_bound_errs_by_no_more_than_the_docs_say(
    name: str, rows: int, prevalence: float, recall: float, fallout: float, with_chance: Limit
) -> None:
    metric: Metric[SliceCells] = metric_named(name)
    template = whole([0, 1], [0.2, 0.8])
    label, flag = np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0])
    share = np.array([prevalence * recall, prevalence * (1 - recall), (1 - prevalence) * fallout,
                      (1 - prevalence) * (1 - fallout)])  # fmt: skip
    truth = metric.estimate(
        cells(template, label, flag, np.rint(share * 1e9).astype(np.int64)), Model.CANDIDATE
    )
    tables = np.random.default_rng(rows).multinomial(rows, share, RUNS)

    bounds = np.array([
        metric.estimate(cells(template, label, flag, table), Model.CANDIDATE).bounds(interval_alpha(ALPHA))
        for table in tables
    ])  # fmt: skip

    value = truth.estimate.value
    assert (bounds[:, 0] > value).mean() <= with_chance(0.06, RUNS)
    assert (bounds[:, 1] < value).mean() <= with_chance(0.06, RUNS)
