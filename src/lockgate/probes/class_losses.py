"""What a single answer of several classes costs, by the truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.probes.losses import EDGE, RowLoss
from lockgate.probes.rows import Column, Floats, are_numbers

__all__ = ["class_losses", "places_of"]


def places_of(label: Column, classes: Sequence[object], loss: RowLoss) -> NDArray[np.int64]:
    """Return the place of each label among the classes of a model.

    Raises
    ------
    ParameterError
        If the loss is none of classes, nobody knows the classes, or a label is none of them.

    Examples
    --------
    >>> places_of(np.array(["b", "a"], dtype=object), ("a", "b"), RowLoss.LOG_LOSS).tolist()
    [1, 0]
    """
    if not loss.is_of_classes:
        must = "a loss of classes, because the model gives a number for each"
        raise ParameterError.of("importance", "loss", must, loss.value)
    known = {one: place for place, one in enumerate(classes)}
    found = [known.get(one, -1) for one in label.tolist()]
    if -1 in found:
        must = (
            f"one of the model's classes, such as {list(known)[:5]}"
            if known
            else "a class that the model names"
        )
        raise ParameterError.of("importance", "label", must, label.tolist()[found.index(-1)])
    return np.array(found, dtype=np.int64)


def class_losses(loss: RowLoss, truth: NDArray[np.int64], answer: Floats) -> Floats:
    """Return the loss of each row; NaN where a number of the answer is none.

    Parameters
    ----------
    loss : RowLoss
        A loss of classes. The Brier score sums over all classes, so that of two it is twice that of the positive one.
    truth : ndarray of shape (n,)
        The place of the true class, from 0 on.
    answer : ndarray of shape (n, k)
        The probability of each class.

    Examples
    --------
    >>> class_losses(RowLoss.ZERO_ONE_LOSS, np.array([0, 1]), np.array([[0.5, 0.3, 0.2], [0.8, 0.1, 0.1]])).tolist()
    [0.0, 1.0]
    """
    if loss is RowLoss.LOG_LOSS:
        own = np.take_along_axis(answer, truth[:, None], axis=1)[:, 0]
        found: Floats = -np.log(np.clip(own, EDGE, 1 - EDGE))
    elif loss is RowLoss.BRIER_SCORE_LOSS:
        found = np.square(answer - np.eye(answer.shape[1])[truth]).sum(axis=1)
    else:
        found = (answer.argmax(axis=1) != truth).astype(np.float64)
    return np.where(are_numbers(answer), found, np.nan)
