"""Arguments for metrics that need some, so that a test can ask every metric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.gates.metric import Metric, with_arguments

__all__ = ["ARGUMENTS", "ready"]

ARGUMENTS: Mapping[str, Mapping[str, object]] = {
    "hit_rate": {"k": 3},
    "mean_pinball_loss": {"quantile": 0.9},
    "interval_coverage": {"lower": 0.1, "upper": 0.9},
    "interval_width": {"lower": 0.1, "upper": 0.9},
    "interval_loss": {"lower": 0.1, "upper": 0.9},
    "quantile_coverage": {"quantile": 0.9},
    "mean_tweedie_deviance": {"power": 1.5},
    "d2_tweedie_score": {"power": 1},
    "within_tolerance_score": {"tolerance": 5.0},
    "mean_absolute_scaled_error": {"scale": "naive"},
    "root_mean_squared_scaled_error": {"scale": "naive"},
    "cost_regret": {"fp": 1.0, "fn": 4.0},
    "cvar_absolute_error": {"share": 0.1},
    "cvar_brier_score_loss": {"share": 0.1},
    "cvar_log_loss": {"share": 0.1},
    "expected_cost": {"fp": 1.0, "fn": 4.0},
    "expected_utility": {"tp": 3.0, "fp": -1.0},
    "fbeta_score": {"beta": 0.5},
    "lift": {"share": 0.2},
    "partial_roc_auc": {"max_fpr": 0.2},
    "precision_at_k": {"k": 3},
    "precision_at_recall": {"recall": 0.8},
    "precision_at_share": {"share": 0.2},
    "precision_shift": {"reference": 0.6},
    "profit_at_k": {"k": 3, "gain": 5.0, "cost": 1.0},
    "profit_at_share": {"share": 0.2, "gain": 5.0, "cost": 1.0},
    "recall_at_false_positive_rate": {"false_positive_rate": 0.1},
    "recall_at_k": {"k": 3},
    "recall_at_precision": {"precision": 0.6},
    "recall_at_share": {"share": 0.2},
    "selection_rate_shift": {"reference": 0.3},
    "sensitivity_at_specificity": {"specificity": 0.9},
    "specificity_at_sensitivity": {"sensitivity": 0.8},
    "threshold_at_recall": {"recall": 0.8},
}
"""By the name of the metric."""


def ready(metric: Metric[Any]) -> Metric[Any]:
    """Return the metric with its arguments; one that needs some and is not named here is refused."""
    return with_arguments(metric, ARGUMENTS.get(metric.name, {}))
