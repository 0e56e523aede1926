"""The metrics by scikit-learn, from labels and scores."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sklearn import metrics
from table_shape import BINS, METRICS, THRESHOLD

__all__ = ["METRICS_OF"]

Array = np.ndarray
Measure = Callable[[Array, Array], float]


def _flagged(measure: Callable[..., float], **options: object) -> Measure:
    return lambda label, score: float(measure(label, score >= THRESHOLD, **options))


def _log_loss(label: Array, score: Array) -> float:
    return float(metrics.log_loss(label, score, labels=[0, 1]))


def _brier(label: Array, score: Array) -> float:
    return float(metrics.brier_score_loss(label, score, pos_label=1))


def _calibration_error(label: Array, score: Array) -> float:
    """Of bins of equal width; scikit-learn has the curve, not the error."""
    place = np.minimum((np.asarray(score) * BINS).astype(int), BINS - 1)
    gaps = np.bincount(place, np.asarray(score) - np.asarray(label), minlength=BINS)
    return float(np.abs(gaps).sum() / len(place))


_ALL: tuple[Measure, ...] = (
    _flagged(metrics.accuracy_score),
    _flagged(metrics.precision_score, zero_division=0.0),
    _flagged(metrics.recall_score, zero_division=0.0),
    _flagged(metrics.f1_score, zero_division=0.0),
    _log_loss,
    _brier,
    _calibration_error,
)
METRICS_OF: dict[str, Measure] = dict(zip(METRICS, _ALL, strict=True))
