"""The metrics of a binary classifier, one file each; a line here registers it."""

from __future__ import annotations

from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.gates.metric import Metric
from lockgate.gates.metrics.accuracy import Accuracy
from lockgate.gates.metrics.average_precision import AveragePrecision
from lockgate.gates.metrics.balanced_accuracy import BalancedAccuracy
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.cohen_kappa import CohenKappa
from lockgate.gates.metrics.diagnostic_odds_ratio import DiagnosticOddsRatio
from lockgate.gates.metrics.expected_calibration_error import ExpectedCalibrationError
from lockgate.gates.metrics.f1 import F1
from lockgate.gates.metrics.false_discovery_rate import FalseDiscoveryRate
from lockgate.gates.metrics.false_negative_rate import FalseNegativeRate
from lockgate.gates.metrics.false_omission_rate import FalseOmissionRate
from lockgate.gates.metrics.false_positive_rate import FalsePositiveRate
from lockgate.gates.metrics.fowlkes_mallows import FowlkesMallows
from lockgate.gates.metrics.informedness import Informedness
from lockgate.gates.metrics.jaccard import Jaccard
from lockgate.gates.metrics.log_loss import LogLoss
from lockgate.gates.metrics.markedness import Markedness
from lockgate.gates.metrics.matthews_corrcoef import MatthewsCorrcoef
from lockgate.gates.metrics.negative_likelihood_ratio import NegativeLikelihoodRatio
from lockgate.gates.metrics.negative_predictive_value import NegativePredictiveValue
from lockgate.gates.metrics.positive_likelihood_ratio import PositiveLikelihoodRatio
from lockgate.gates.metrics.precision import Precision
from lockgate.gates.metrics.prevalence_threshold import PrevalenceThreshold
from lockgate.gates.metrics.recall import Recall
from lockgate.gates.metrics.roc_auc import RocAuc
from lockgate.gates.metrics.selection_rate import SelectionRate
from lockgate.gates.metrics.true_negative_rate import TrueNegativeRate

__all__ = ["METRICS", "metric_named"]

METRICS: tuple[Metric, ...] = (
    Accuracy(),
    AveragePrecision(),
    BalancedAccuracy(),
    BrierScoreLoss(),
    CohenKappa(),
    DiagnosticOddsRatio(),
    ExpectedCalibrationError(),
    F1(),
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
"""Every metric, by name."""


def metric_named(name: str) -> Metric:
    """Return the metric that YAML calls `name`.

    Raises
    ------
    ParameterError
        If there is none; the message names the nearest.

    Examples
    --------
    >>> metric_named("brier").name
    'brier_score_loss'
    """
    for metric in METRICS:
        if name == metric.name or name in metric.aliases:
            return metric
    known = [known for metric in METRICS for known in (metric.name, *metric.aliases)]
    raise ParameterError.of("metric gate", "metric", f"a known metric ({did_you_mean(name, known)})", name)
