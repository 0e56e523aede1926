"""The metrics of each task, one file each; a line here registers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.gates.cells import SliceCells
from lockgate.gates.metric import Metric
from lockgate.gates.metrics.accuracy import Accuracy
from lockgate.gates.metrics.average_precision import AveragePrecision
from lockgate.gates.metrics.balanced_accuracy import BalancedAccuracy
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.cohen_kappa import CohenKappa
from lockgate.gates.metrics.diagnostic_odds_ratio import DiagnosticOddsRatio
from lockgate.gates.metrics.expected_calibration_error import ExpectedCalibrationError
from lockgate.gates.metrics.explained_variance_score import ExplainedVarianceScore
from lockgate.gates.metrics.f1 import F1
from lockgate.gates.metrics.false_discovery_rate import FalseDiscoveryRate
from lockgate.gates.metrics.false_negative_rate import FalseNegativeRate
from lockgate.gates.metrics.false_omission_rate import FalseOmissionRate
from lockgate.gates.metrics.false_positive_rate import FalsePositiveRate
from lockgate.gates.metrics.fbeta_score import FBetaScore
from lockgate.gates.metrics.fowlkes_mallows import FowlkesMallows
from lockgate.gates.metrics.informedness import Informedness
from lockgate.gates.metrics.jaccard import Jaccard
from lockgate.gates.metrics.log_loss import LogLoss
from lockgate.gates.metrics.markedness import Markedness
from lockgate.gates.metrics.matthews_corrcoef import MatthewsCorrcoef
from lockgate.gates.metrics.mean_absolute_error import MeanAbsoluteError
from lockgate.gates.metrics.mean_absolute_percentage_error import MeanAbsolutePercentageError
from lockgate.gates.metrics.mean_bias import MeanBias
from lockgate.gates.metrics.mean_squared_error import MeanSquaredError
from lockgate.gates.metrics.mean_squared_log_error import MeanSquaredLogError
from lockgate.gates.metrics.negative_likelihood_ratio import NegativeLikelihoodRatio
from lockgate.gates.metrics.negative_predictive_value import NegativePredictiveValue
from lockgate.gates.metrics.positive_likelihood_ratio import PositiveLikelihoodRatio
from lockgate.gates.metrics.precision import Precision
from lockgate.gates.metrics.prevalence_threshold import PrevalenceThreshold
from lockgate.gates.metrics.r2_score import R2Score
from lockgate.gates.metrics.recall import Recall
from lockgate.gates.metrics.roc_auc import RocAuc
from lockgate.gates.metrics.root_mean_squared_error import RootMeanSquaredError
from lockgate.gates.metrics.root_mean_squared_log_error import RootMeanSquaredLogError
from lockgate.gates.metrics.selection_rate import SelectionRate
from lockgate.gates.metrics.true_negative_rate import TrueNegativeRate
from lockgate.gates.metrics.weighted_absolute_percentage_error import WeightedAbsolutePercentageError
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.task import Task

__all__ = ["METRICS", "METRICS_BY_TASK", "metric_named"]

_BINARY: tuple[Metric[SliceCells], ...] = (
    Accuracy(),
    AveragePrecision(),
    BalancedAccuracy(),
    BrierScoreLoss(),
    CohenKappa(),
    DiagnosticOddsRatio(),
    ExpectedCalibrationError(),
    F1(),
    FBetaScore(),
    FalseDiscoveryRate(),
    FalseNegativeRate(),
    FalseOmissionRate(),
    FalsePositiveRate(),
    FowlkesMallows(),
    Informedness(),
    Jaccard(),
    LogLoss(),
    Markedness(),
    MatthewsCorrcoef(),
    NegativeLikelihoodRatio(),
    NegativePredictiveValue(),
    PositiveLikelihoodRatio(),
    Precision(),
    PrevalenceThreshold(),
    Recall(),
    RocAuc(),
    SelectionRate(),
    TrueNegativeRate(),
)

_REGRESSION: tuple[Metric[MomentSlice], ...] = (
    ExplainedVarianceScore(),
    MeanAbsoluteError(),
    MeanAbsolutePercentageError(),
    MeanBias(),
    MeanSquaredError(),
    MeanSquaredLogError(),
    R2Score(),
    RootMeanSquaredError(),
    RootMeanSquaredLogError(),
    WeightedAbsolutePercentageError(),
)

METRICS_BY_TASK: Mapping[Task, tuple[Metric[Any], ...]] = {
    Task.BINARY_CLASSIFICATION: _BINARY,
    Task.REGRESSION: _REGRESSION,
}
"""The metrics of each task, by name."""

METRICS: tuple[Metric[Any], ...] = tuple(metric for found in METRICS_BY_TASK.values() for metric in found)
"""Every metric."""


def metric_named(name: str, task: Task = Task.BINARY_CLASSIFICATION) -> Metric[Any]:
    """Return the metric of a task that YAML calls `name`.

    Raises
    ------
    ParameterError
        If there is none; the message names the nearest.

    Examples
    --------
    >>> metric_named("brier").name, metric_named("mae", Task.REGRESSION).name
    ('brier_score_loss', 'mean_absolute_error')
    """
    for metric in METRICS_BY_TASK[task]:
        if name == metric.name or name in metric.aliases:
            return metric
    known = [known for metric in METRICS_BY_TASK[task] for known in (metric.name, *metric.aliases)]
    must = f"a metric of {task.value} ({did_you_mean(name, known)})"
    raise ParameterError.of("metric gate", "metric", must, name)
