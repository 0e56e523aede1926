"""What a single answer costs, by the truth: what importance is measured in."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.rows import Column, Floats, is_missing

__all__ = ["EDGE", "RowLoss", "label_losses", "losses", "quantile_losses", "truth_of"]

EDGE = 2.220446049250313e-16
"""How far from 0 and 1 probabilities of 8 bytes are kept, as scikit-learn does."""


class RowLoss(StrEnum):
    """A loss of one row, or of one query; the mean over them is the metric of that name, or one minus it."""

    LOG_LOSS = "log_loss"
    BRIER_SCORE_LOSS = "brier_score_loss"
    ZERO_ONE_LOSS = "zero_one_loss"
    SQUARED_ERROR = "squared_error"
    ABSOLUTE_ERROR = "absolute_error"
    WEIGHTED_INTERVAL_LOSS = "weighted_interval_loss"
    NDCG_LOSS = "ndcg_loss"

    @property
    def is_of_classes(self) -> bool:
        """Tell whether it is of probabilities, so that the truth is 0 or 1."""
        return self in (RowLoss.LOG_LOSS, RowLoss.BRIER_SCORE_LOSS, RowLoss.ZERO_ONE_LOSS)


def truth_of(label: Column, loss: RowLoss, positive: str | int | bool | None = None) -> Floats:  # noqa: FBT001 - a class label
    """Return the truth as numbers: 0 and 1 for a loss of classes.

    Raises
    ------
    ParameterError
        If a label is missing, or the values are not what the loss needs.

    Examples
    --------
    >>> truth_of(np.array(["yes", "no"], dtype=object), RowLoss.LOG_LOSS, "yes").tolist()
    [1.0, 0.0]
    """
    if bool(is_missing(label).any()):
        raise ParameterError.of("importance", "label", "a column without missing values", "nulls")
    if loss.is_of_classes and positive is not None:
        values = np.unique(label).tolist()
        if positive not in values or len(values) > 2:  # noqa: PLR2004 - positive, and the other
            raise ParameterError.of(
                "importance", "positive", f"one of two values of the label, {values[:3]}", positive
            )
        return np.where(label == positive, 1.0, 0.0)
    if label.dtype.kind not in "iufb":
        raise ParameterError.of(
            "importance", "label", "a column of numbers, or `positive` given", label.dtype.name
        )
    truth = label.astype(np.float64)
    if loss.is_of_classes and not bool(np.isin(truth, (0, 1)).all()):
        raise ParameterError.of(
            "importance", "label", "0 and 1, or `positive` given", np.unique(label)[:3].tolist()
        )
    return truth


def losses(loss: RowLoss, truth: Floats, answer: Floats, *, threshold: float = 0.5) -> Floats:
    """Return the loss of each row; NaN where the answer is none.

    Examples
    --------
    >>> losses(RowLoss.ZERO_ONE_LOSS, np.array([1.0, 0.0]), np.array([0.7, 0.7])).tolist()
    [0.0, 1.0]
    """
    if loss is RowLoss.WEIGHTED_INTERVAL_LOSS:
        must = "a loss of one number, because the model gives no quantiles; or name their levels under `models`"
        raise ParameterError.of("importance", "loss", must, loss.value)
    if loss is RowLoss.LOG_LOSS:
        clipped = np.clip(answer, EDGE, 1 - EDGE)
        found: Floats = -(truth * np.log(clipped) + (1 - truth) * np.log1p(-clipped))
        return found
    if loss is RowLoss.ZERO_ONE_LOSS:
        wrong = ((answer >= threshold) != (truth > 0)).astype(np.float64)
        return np.where(np.isnan(answer), np.nan, wrong)
    if loss is RowLoss.ABSOLUTE_ERROR:
        return np.abs(answer - truth)
    return np.square(answer - truth)


def label_losses(loss: RowLoss, truth: Floats, answer: Floats, *, threshold: float = 0.5) -> Floats:
    """Return the loss of each row of a model of labels: the mean over labels; NaN where an answer is none.

    Parameters
    ----------
    loss : RowLoss
        A loss of classes.
    truth, answer : ndarray of shape (n, k)
        Whether a row has each label, 0 or 1, and the probability that it has.
    threshold : float, default=0.5
        From which probability on a label is predicted.

    Raises
    ------
    ParameterError
        If the loss is none of classes.

    Examples
    --------
    >>> label_losses(RowLoss.ZERO_ONE_LOSS, np.array([[1.0, 0.0]]), np.array([[0.7, 0.7]])).tolist()
    [0.5]
    """
    if not loss.is_of_classes:
        must = "a loss of classes, because the model gives a probability for each label"
        raise ParameterError.of("importance", "loss", must, loss.value)
    found: Floats = losses(loss, truth, answer, threshold=threshold).mean(axis=1)
    return found


def quantile_losses(loss: RowLoss, truth: Floats, answer: Floats, levels: Sequence[float]) -> Floats:
    """Return the loss of each row of a model of quantiles: twice the mean pinball loss of its levels.

    Parameters
    ----------
    loss : RowLoss
        ``weighted_interval_loss``.
    truth : ndarray of shape (n,)
        The truth.
    answer : ndarray of shape (n, k) or (n,)
        The quantiles.
    levels : sequence of float
        Their levels.

    Raises
    ------
    ParameterError
        If the loss is another.

    Examples
    --------
    >>> quantile_losses(RowLoss.WEIGHTED_INTERVAL_LOSS, np.array([3.0]), np.array([[1.0, 4.0]]), (0.5, 0.9)).tolist()
    [1.1]
    """
    if loss is not RowLoss.WEIGHTED_INTERVAL_LOSS:
        must = f"`{RowLoss.WEIGHTED_INTERVAL_LOSS}`, because the model gives quantiles"
        raise ParameterError.of("importance", "loss", must, loss.value)
    missed = truth[:, None] - answer.reshape(len(truth), -1)
    pinball = np.maximum(np.array(levels) * missed, (np.array(levels) - 1) * missed)
    found: Floats = 2.0 * pinball.mean(axis=1)
    return found
