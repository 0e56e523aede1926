"""scikit-learn models in skops files: types are allowed by name, and loading runs no code of the file."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lockgate.domain.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["SkopsModel", "load_skops"]


class SkopsModel:
    """A classifier that gives probabilities.

    Parameters
    ----------
    path : str
        Where it came from, for messages.
    estimator : object
        The fitted estimator.
    positive : str, int, bool or None
        The class whose probability is the score; None for the greater of two.
    """

    def __init__(self, path: str, estimator: Any, positive: str | int | bool | None) -> None:  # noqa: ANN401, FBT001 - any estimator; a class label
        self._path = path
        self._estimator = estimator
        self._place = self._place_of(positive)

    def _place_of(self, positive: str | int | bool | None) -> int:  # noqa: FBT001 - a class label
        labels = getattr(self._estimator, "classes_", [])
        classes = list(labels.tolist() if hasattr(labels, "tolist") else labels)
        if not hasattr(self._estimator, "predict_proba") or not classes:
            raise ModelError.failed(self._path, "it gives no probabilities (`predict_proba`)")
        if positive is None and len(classes) == 2:  # noqa: PLR2004 - binary
            return classes.index(max(classes))
        if positive in classes:
            return classes.index(positive)
        hint = f"set `positive` to one of {classes[:5]}"
        raise ModelError.failed(
            self._path, f"the positive class is {positive!r}, its classes are {classes[:5]}", hint
        )

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads, empty if it does not know them."""
        return [str(name) for name in getattr(self._estimator, "feature_names_in_", [])]

    def score(self, rows: pd.DataFrame) -> np.ndarray:
        """Return the probability of the positive class for each row.

        Raises
        ------
        ModelError
            If the model breaks on the rows.
        """
        columns = list(self.features) or list(rows.columns)
        missing = sorted(set(columns) - set(rows.columns))
        if missing:
            text = f"the table lacks {len(missing)} of its features: {', '.join(missing[:5])}"
            raise ModelError.failed(self._path, text)
        try:
            probabilities: np.ndarray = self._estimator.predict_proba(rows[columns])[:, self._place]
        except Exception as error:  # a model may raise anything; the user gets its reason, never a traceback
            raise ModelError.failed(self._path, f"{type(error).__name__}: {error}") from error
        return probabilities


def load_skops(path: str, *, trusted: Sequence[str], positive: str | int | bool | None) -> SkopsModel:
    """Load a model file.

    Raises
    ------
    ModelError
        If the file cannot be read, or holds types that are neither safe by construction nor in `trusted`.
    MissingExtraError
        If skops is not installed.
    """
    try:
        import skops.io  # noqa: PLC0415 - an extra, loaded only to score
    except ImportError as error:
        raise MissingExtraError.of("score", "skops", "sklearn") from error
    try:
        unknown = sorted(set(skops.io.get_untrusted_types(file=path)) - set(trusted))
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(path, f"{type(error).__name__}: {error}") from error
    if unknown:
        hint = "if you know where the file comes from, add them to `trusted`"
        raise ModelError.unreadable(
            path,
            f"it holds {'types' if len(unknown) > 1 else 'a type'} that nobody trusted: {', '.join(unknown[:8])}",
            hint,
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a version note of scikit-learn is not the user's next step
            estimator = skops.io.load(path, trusted=list(trusted))
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(path, f"{type(error).__name__}: {error}") from error
    return SkopsModel(path, estimator, positive)
