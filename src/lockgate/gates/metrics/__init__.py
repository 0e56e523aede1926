"""The metrics of a binary classifier, one file each; a line here registers it."""

from __future__ import annotations

from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.gates.metric import Metric
from lockgate.gates.metrics.accuracy import Accuracy
from lockgate.gates.metrics.average_precision import AveragePrecision
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.expected_calibration_error import ExpectedCalibrationError
from lockgate.gates.metrics.f1 import F1
from lockgate.gates.metrics.false_negative_rate import FalseNegativeRate
from lockgate.gates.metrics.false_positive_rate import FalsePositiveRate
from lockgate.gates.metrics.log_loss import LogLoss
from lockgate.gates.metrics.precision import Precision
from lockgate.gates.metrics.recall import Recall
from lockgate.gates.metrics.roc_auc import RocAuc
from lockgate.gates.metrics.selection_rate import SelectionRate

__all__ = ["METRICS", "metric_named"]

METRICS: tuple[Metric, ...] = (
    Accuracy(),
    AveragePrecision(),
    BrierScoreLoss(),
    ExpectedCalibrationError(),
    F1(),
    FalseNegativeRate(),
    FalsePositiveRate(),
    LogLoss(),
    Precision(),
    Recall(),
    RocAuc(),
    SelectionRate(),
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
