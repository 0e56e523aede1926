"""The metrics of each task, one file each; a line here registers it.

Tasks may share names; metrics of further kinds of cells stand in a folder of these cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.gates.cells import SliceCells
from lockgate.gates.classes.cells import ClassSlice
from lockgate.gates.metric import Metric
from lockgate.gates.metrics import classes, ranking
from lockgate.gates.metrics.accuracy import Accuracy
from lockgate.gates.metrics.accuracy_skill_score import AccuracySkillScore
from lockgate.gates.metrics.adaptive_calibration_error import AdaptiveCalibrationError
from lockgate.gates.metrics.average_odds import AverageOdds
from lockgate.gates.metrics.average_precision import AveragePrecision
from lockgate.gates.metrics.average_precision_skill_score import AveragePrecisionSkillScore
from lockgate.gates.metrics.average_predictive_value import AveragePredictiveValue
from lockgate.gates.metrics.balanced_accuracy import BalancedAccuracy
from lockgate.gates.metrics.brier_discrimination import BrierDiscrimination
from lockgate.gates.metrics.brier_miscalibration import BrierMiscalibration
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.brier_uncertainty import BrierUncertainty
from lockgate.gates.metrics.calibration_in_the_large import CalibrationInTheLarge
from lockgate.gates.metrics.calibration_intercept import CalibrationIntercept
from lockgate.gates.metrics.calibration_ratio import CalibrationRatio
from lockgate.gates.metrics.calibration_slope import CalibrationSlope
from lockgate.gates.metrics.churn import Churn
from lockgate.gates.metrics.cohen_kappa import CohenKappa
from lockgate.gates.metrics.cost_regret import CostRegret
from lockgate.gates.metrics.cvar_absolute_error import CvarAbsoluteError
from lockgate.gates.metrics.cvar_brier_score_loss import CvarBrierScoreLoss
from lockgate.gates.metrics.cvar_log_loss import CvarLogLoss
from lockgate.gates.metrics.d2_brier_score import D2BrierScore
from lockgate.gates.metrics.d2_log_loss_score import D2LogLossScore
from lockgate.gates.metrics.d2_tweedie_score import D2TweedieScore
from lockgate.gates.metrics.debiased_calibration_error import DebiasedCalibrationError
from lockgate.gates.metrics.diagnostic_odds_ratio import DiagnosticOddsRatio
from lockgate.gates.metrics.expected_calibration_error import ExpectedCalibrationError
from lockgate.gates.metrics.expected_cost import ExpectedCost
from lockgate.gates.metrics.expected_utility import ExpectedUtility
from lockgate.gates.metrics.explained_variance_score import ExplainedVarianceScore
from lockgate.gates.metrics.f1 import F1
from lockgate.gates.metrics.f1_regret import F1Regret
from lockgate.gates.metrics.false_discovery_rate import FalseDiscoveryRate
from lockgate.gates.metrics.false_negative_rate import FalseNegativeRate
from lockgate.gates.metrics.false_omission_rate import FalseOmissionRate
from lockgate.gates.metrics.false_positive_rate import FalsePositiveRate
from lockgate.gates.metrics.fbeta_score import FBetaScore
from lockgate.gates.metrics.fowlkes_mallows import FowlkesMallows
from lockgate.gates.metrics.generalized_entropy_index import GeneralizedEntropyIndex
from lockgate.gates.metrics.gini import Gini
from lockgate.gates.metrics.informedness import Informedness
from lockgate.gates.metrics.interval_coverage import IntervalCoverage
from lockgate.gates.metrics.interval_loss import IntervalLoss
from lockgate.gates.metrics.interval_width import IntervalWidth
from lockgate.gates.metrics.jaccard import Jaccard
from lockgate.gates.metrics.ks_statistic import KSStatistic
from lockgate.gates.metrics.lift import Lift
from lockgate.gates.metrics.log_loss import LogLoss
from lockgate.gates.metrics.markedness import Markedness
from lockgate.gates.metrics.matthews_corrcoef import MatthewsCorrcoef
from lockgate.gates.metrics.max_error import MaxError
from lockgate.gates.metrics.maximum_calibration_error import MaximumCalibrationError
from lockgate.gates.metrics.mean_absolute_error import MeanAbsoluteError
from lockgate.gates.metrics.mean_absolute_percentage_error import MeanAbsolutePercentageError
from lockgate.gates.metrics.mean_absolute_scaled_error import MeanAbsoluteScaledError
from lockgate.gates.metrics.mean_absolute_score_difference import MeanAbsoluteScoreDifference
from lockgate.gates.metrics.mean_bias import MeanBias
from lockgate.gates.metrics.mean_gamma_deviance import MeanGammaDeviance
from lockgate.gates.metrics.mean_pinball_loss import MeanPinballLoss
from lockgate.gates.metrics.mean_poisson_deviance import MeanPoissonDeviance
from lockgate.gates.metrics.mean_score_of_negatives import MeanScoreOfNegatives
from lockgate.gates.metrics.mean_score_of_positives import MeanScoreOfPositives
from lockgate.gates.metrics.mean_squared_error import MeanSquaredError
from lockgate.gates.metrics.mean_squared_log_error import MeanSquaredLogError
from lockgate.gates.metrics.mean_tweedie_deviance import MeanTweedieDeviance
from lockgate.gates.metrics.median_absolute_error import MedianAbsoluteError
from lockgate.gates.metrics.negative_flip_rate import NegativeFlipRate
from lockgate.gates.metrics.negative_likelihood_ratio import NegativeLikelihoodRatio
from lockgate.gates.metrics.negative_predictive_value import NegativePredictiveValue
from lockgate.gates.metrics.overconfidence import Overconfidence
from lockgate.gates.metrics.partial_roc_auc import PartialRocAuc
from lockgate.gates.metrics.positive_flip_rate import PositiveFlipRate
from lockgate.gates.metrics.positive_likelihood_ratio import PositiveLikelihoodRatio
from lockgate.gates.metrics.precision import Precision
from lockgate.gates.metrics.precision_at_k import PrecisionAtK
from lockgate.gates.metrics.precision_at_recall import PrecisionAtRecall
from lockgate.gates.metrics.precision_at_share import PrecisionAtShare
from lockgate.gates.metrics.precision_shift import PrecisionShift
from lockgate.gates.metrics.prevalence_threshold import PrevalenceThreshold
from lockgate.gates.metrics.profit_at_k import ProfitAtK
from lockgate.gates.metrics.profit_at_share import ProfitAtShare
from lockgate.gates.metrics.quantile_coverage import QuantileCoverage
from lockgate.gates.metrics.quantile_crossing_rate import QuantileCrossingRate
from lockgate.gates.metrics.r2_score import R2Score
from lockgate.gates.metrics.recall import Recall
from lockgate.gates.metrics.recall_at_false_positive_rate import RecallAtFalsePositiveRate
from lockgate.gates.metrics.recall_at_k import RecallAtK
from lockgate.gates.metrics.recall_at_precision import RecallAtPrecision
from lockgate.gates.metrics.recall_at_share import RecallAtShare
from lockgate.gates.metrics.roc_auc import RocAuc
from lockgate.gates.metrics.root_mean_squared_error import RootMeanSquaredError
from lockgate.gates.metrics.root_mean_squared_log_error import RootMeanSquaredLogError
from lockgate.gates.metrics.root_mean_squared_scaled_error import RootMeanSquaredScaledError
from lockgate.gates.metrics.selection_rate import SelectionRate
from lockgate.gates.metrics.selection_rate_shift import SelectionRateShift
from lockgate.gates.metrics.sensitivity_at_specificity import SensitivityAtSpecificity
from lockgate.gates.metrics.smooth_calibration_error import SmoothCalibrationError
from lockgate.gates.metrics.specificity_at_sensitivity import SpecificityAtSensitivity
from lockgate.gates.metrics.spiegelhalter_z import SpiegelhalterZ
from lockgate.gates.metrics.symmetric_percentage_error import SymmetricPercentageError
from lockgate.gates.metrics.threshold_at_recall import ThresholdAtRecall
from lockgate.gates.metrics.true_negative_rate import TrueNegativeRate
from lockgate.gates.metrics.weighted_absolute_percentage_error import WeightedAbsolutePercentageError
from lockgate.gates.metrics.weighted_interval_loss import WeightedIntervalLoss
from lockgate.gates.metrics.within_tolerance_score import WithinToleranceScore
from lockgate.gates.metrics.zero_one_loss import ZeroOneLoss
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.task import Task

__all__ = ["METRICS", "METRICS_BY_TASK", "METRICS_BY_WORD", "metric_named"]

_BINARY: tuple[Metric[SliceCells], ...] = (
    Accuracy(),
    AccuracySkillScore(),
    AdaptiveCalibrationError(),
    AverageOdds(),
    AveragePrecision(),
    AveragePrecisionSkillScore(),
    AveragePredictiveValue(),
    BalancedAccuracy(),
    BrierDiscrimination(),
    BrierMiscalibration(),
    BrierScoreLoss(),
    BrierUncertainty(),
    CalibrationInTheLarge(),
    CalibrationIntercept(),
    CalibrationRatio(),
    CalibrationSlope(),
    Churn(),
    CohenKappa(),
    CostRegret(),
    CvarBrierScoreLoss(),
    CvarLogLoss(),
    D2BrierScore(),
    D2LogLossScore(),
    DebiasedCalibrationError(),
    DiagnosticOddsRatio(),
    ExpectedCalibrationError(),
    ExpectedCost(),
    ExpectedUtility(),
    F1(),
    F1Regret(),
    FBetaScore(),
    FalseDiscoveryRate(),
    FalseNegativeRate(),
    FalseOmissionRate(),
    FalsePositiveRate(),
    FowlkesMallows(),
    GeneralizedEntropyIndex(),
    Gini(),
    Informedness(),
    Jaccard(),
    KSStatistic(),
    Lift(),
    LogLoss(),
    Markedness(),
    MatthewsCorrcoef(),
    MaximumCalibrationError(),
    MeanAbsoluteScoreDifference(),
    NegativeFlipRate(),
    MeanScoreOfNegatives(),
    MeanScoreOfPositives(),
    NegativeLikelihoodRatio(),
    NegativePredictiveValue(),
    Overconfidence(),
    PartialRocAuc(),
    PositiveFlipRate(),
    PositiveLikelihoodRatio(),
    Precision(),
    PrecisionAtK(),
    PrecisionAtRecall(),
    PrecisionAtShare(),
    PrecisionShift(),
    PrevalenceThreshold(),
    ProfitAtK(),
    ProfitAtShare(),
    Recall(),
    RecallAtFalsePositiveRate(),
    RecallAtK(),
    RecallAtPrecision(),
    RecallAtShare(),
    RocAuc(),
    SelectionRate(),
    SelectionRateShift(),
    SensitivityAtSpecificity(),
    SmoothCalibrationError(),
    SpecificityAtSensitivity(),
    SpiegelhalterZ(),
    ThresholdAtRecall(),
    TrueNegativeRate(),
    ZeroOneLoss(),
)

_OF_CLASSES: tuple[Metric[ClassSlice], ...] = (
    classes.Accuracy(),
    classes.AveragePrecision(),
    classes.Churn(),
    classes.F1(),
    classes.FBetaScore(),
    classes.HammingLoss(),
    classes.Jaccard(),
    classes.NegativeFlipRate(),
    classes.PositiveFlipRate(),
    classes.Precision(),
    classes.Recall(),
    classes.RocAuc(),
)

_MULTICLASS: tuple[Metric[ClassSlice], ...] = (
    *_OF_CLASSES,
    classes.BalancedAccuracy(),
    classes.BrierScoreLoss(),
    classes.CohenKappa(),
    classes.LogLoss(),
    classes.MatthewsCorrcoef(),
    classes.TopKAccuracyScore(),
)

_MULTILABEL: tuple[Metric[ClassSlice], ...] = (
    *_OF_CLASSES,
    classes.CoverageError(),
    classes.LabelRankingAveragePrecisionScore(),
    classes.LabelRankingLoss(),
)

_REGRESSION: tuple[Metric[MomentSlice], ...] = (
    D2TweedieScore(),
    ExplainedVarianceScore(),
    MeanAbsoluteError(),
    MeanAbsolutePercentageError(),
    MeanBias(),
    MeanGammaDeviance(),
    MeanPinballLoss(),
    MeanPoissonDeviance(),
    MeanSquaredError(),
    MeanSquaredLogError(),
    MeanTweedieDeviance(),
    R2Score(),
    RootMeanSquaredError(),
    RootMeanSquaredLogError(),
    SymmetricPercentageError(),
    WeightedAbsolutePercentageError(),
    WithinToleranceScore(),
)

_QUANTILES: tuple[Metric[MomentSlice], ...] = (
    IntervalCoverage(),
    IntervalLoss(),
    IntervalWidth(),
    QuantileCoverage(),
    QuantileCrossingRate(),
    WeightedIntervalLoss(),
)

_SCALED: tuple[Metric[MomentSlice], ...] = (
    MeanAbsoluteScaledError(),
    RootMeanSquaredScaledError(),
)

_RANKING: tuple[Metric[MomentSlice], ...] = (
    ranking.DcgScore(),
    ranking.HitRate(),
    ranking.MeanAveragePrecision(),
    ranking.MeanReciprocalRank(),
    ranking.NdcgScore(),
    ranking.PrecisionAtK(),
    ranking.RecallAtK(),
)

METRICS_BY_TASK: Mapping[Task, tuple[Metric[Any], ...]] = {
    Task.BINARY_CLASSIFICATION: _BINARY,
    Task.MULTICLASS_CLASSIFICATION: _MULTICLASS,
    Task.MULTILABEL_CLASSIFICATION: _MULTILABEL,
    Task.REGRESSION: (CvarAbsoluteError(), MaxError(), MedianAbsoluteError(), *_REGRESSION),
    Task.QUANTILE_REGRESSION: (MaxError(), MedianAbsoluteError(), *_REGRESSION, *_QUANTILES),
    Task.FORECASTING: (*_REGRESSION, *_QUANTILES, *_SCALED),
    Task.RANKING: _RANKING,
}
"""The metrics of each task, by name."""

METRICS: tuple[Metric[Any], ...] = tuple(metric for found in METRICS_BY_TASK.values() for metric in found)
"""Every metric of every task; those of several tasks may share a name."""


def _by_word() -> dict[str, dict[Task, Metric[Any]]]:
    found: dict[str, dict[Task, Metric[Any]]] = {}
    for task, metrics in METRICS_BY_TASK.items():
        for metric in metrics:
            for word in (metric.name, *metric.aliases):
                found.setdefault(word, {})[task] = metric
    return found


METRICS_BY_WORD: Mapping[str, Mapping[Task, Metric[Any]]] = _by_word()
"""For each name and each further name, the tasks that know it and what it is there."""


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
    found = METRICS_BY_WORD.get(name, {}).get(task)
    if found is not None:
        return found
    known = [known for metric in METRICS_BY_TASK[task] for known in (metric.name, *metric.aliases)]
    must = f"a metric of {task.value} ({did_you_mean(name, known)})"
    raise ParameterError.of("metric gate", "metric", must, name)
