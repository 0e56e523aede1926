"""A fitted estimator with scikit-learn's methods, wherever it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, frame_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import LockgateError, ModelError

__all__ = ["EstimatorModel"]


class EstimatorModel:
    """A classifier that gives probabilities, or a regressor.

    Parameters
    ----------
    spec : ModelSpec
        Where it came from and how it is read.
    estimator : object
        The fitted estimator: with ``predict_proba`` and ``classes_``, or with ``predict`` alone.
    """

    def __init__(self, spec: ModelSpec, estimator: Any) -> None:  # noqa: ANN401 - any estimator
        self._place = spec.place
        self._estimator = estimator
        found = getattr(estimator, "classes_", ())
        known = tuple(found.tolist() if hasattr(found, "tolist") else found)
        self._is_classifier = hasattr(estimator, "predict_proba") and bool(known)
        if not self._is_classifier and (known or not hasattr(estimator, "predict")):
            hint = "calibrate it, such as with `CalibratedClassifierCV`, and save that"
            raise ModelError.failed(self._place, "it gives no probabilities (`predict_proba`)", hint)
        if not self._is_classifier and spec.positive is not None:
            text = f"the positive class is {spec.positive!r}, and it is no classifier"
            raise ModelError.failed(self._place, text, "take `positive` away")
        self._labels = spec.labels
        is_named = bool(spec.several)
        self._output = Output.of(spec) if is_named else Output(self._place, known, spec.positive)
        named = getattr(estimator, "feature_names_in_", None)
        self._features = spec.features if named is None else tuple(str(name) for name in named)
        self._is_nameless = named is None and hasattr(estimator, "n_features_in_")
        n_taken = int(estimator.n_features_in_) if self._is_nameless else len(self._features)
        if len(self._features) != n_taken:
            text = f"it takes {n_taken} columns without names, and {len(self._features) or 'none'} are named"
            raise ModelError.failed(self._place, text, "name all of them in order: `features: [...]`")

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads, empty if it does not know them."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._output.classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        frame = frame_of(taken(rows, self._features, self._place))
        # An estimator that was fitted on an array warns of names.
        given = frame.to_numpy() if self._is_nameless else frame
        ask = self._estimator.predict_proba if self._is_classifier else self._estimator.predict
        try:
            raw = ask(given)
        except LockgateError:
            raise
        except Exception as error:  # a model may raise anything; the user gets its reason, never a traceback
            raise ModelError.failed(self._place, f"{type(error).__name__}: {error}") from error
        if isinstance(raw, list) and raw and all(np.ndim(part) == _TABLE for part in raw):
            raw = _of_labels(raw, self._labels, self._place)
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold nothing, so do nothing."""


def _of_labels(raw: Sequence[np.ndarray], labels: tuple[str, ...], place: str) -> np.ndarray:
    """Return the probability of each label, from those of its absence and its presence.

    Raises
    ------
    ModelError
        If nobody said what the labels are, or one is no label but has several classes.
    """
    if not labels:
        text = f"it gives probabilities of {len(raw)} labels, and nobody says of which"
        raise ModelError.failed(place, text, "name them in order: `labels: [...]`")
    widths = [part.shape[1] for part in raw]
    odd = next((at for at, width in enumerate(widths) if width != _ABSENT_OR_PRESENT), None)
    if odd is not None:
        text = f"its output {odd + 1} is of {widths[odd]} classes, and a label is there or not"
        raise ModelError.failed(place, text, "train it on rows with the label and rows without")
    return np.column_stack([part[:, 1] for part in raw])


_ABSENT_OR_PRESENT = 2
_TABLE = 2
