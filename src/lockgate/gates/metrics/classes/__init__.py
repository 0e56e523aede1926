"""Metrics of several classes or labels, one file each."""

from __future__ import annotations

from lockgate.gates.metrics.classes.accuracy import Accuracy
from lockgate.gates.metrics.classes.average_precision import AveragePrecision
from lockgate.gates.metrics.classes.balanced_accuracy import BalancedAccuracy
from lockgate.gates.metrics.classes.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.classes.churn import Churn
from lockgate.gates.metrics.classes.cohen_kappa import CohenKappa
from lockgate.gates.metrics.classes.coverage_error import CoverageError
from lockgate.gates.metrics.classes.f1 import F1
from lockgate.gates.metrics.classes.fbeta_score import FBetaScore
from lockgate.gates.metrics.classes.hamming_loss import HammingLoss
from lockgate.gates.metrics.classes.jaccard import Jaccard
from lockgate.gates.metrics.classes.label_ranking_average_precision_score import (
    LabelRankingAveragePrecisionScore,
)
from lockgate.gates.metrics.classes.label_ranking_loss import LabelRankingLoss
from lockgate.gates.metrics.classes.log_loss import LogLoss
from lockgate.gates.metrics.classes.matthews_corrcoef import MatthewsCorrcoef
from lockgate.gates.metrics.classes.negative_flip_rate import NegativeFlipRate
from lockgate.gates.metrics.classes.positive_flip_rate import PositiveFlipRate
from lockgate.gates.metrics.classes.precision import Precision
from lockgate.gates.metrics.classes.recall import Recall
from lockgate.gates.metrics.classes.roc_auc import RocAuc
from lockgate.gates.metrics.classes.top_k_accuracy_score import TopKAccuracyScore

__all__ = [
    "F1",
    "Accuracy",
    "AveragePrecision",
    "BalancedAccuracy",
    "BrierScoreLoss",
    "Churn",
    "CohenKappa",
    "CoverageError",
    "FBetaScore",
    "HammingLoss",
    "Jaccard",
    "LabelRankingAveragePrecisionScore",
    "LabelRankingLoss",
    "LogLoss",
    "MatthewsCorrcoef",
    "NegativeFlipRate",
    "PositiveFlipRate",
    "Precision",
    "Recall",
    "RocAuc",
    "TopKAccuracyScore",
]
