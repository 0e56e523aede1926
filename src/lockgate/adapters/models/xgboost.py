"""XGBoost models in JSON or UBJSON: trees as numbers, no code of the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import expit, softmax

from lockgate.adapters.models.extras import imported
from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, frame_of, matrix_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["XGBoostModel", "load_xgboost"]


class XGBoostModel:
    """Boosted trees.

    Parameters
    ----------
    spec : ModelSpec
        Where it came from and how it is read.
    booster : xgboost.Booster
        The loaded trees. If training stopped early, those up to the best round are used.
    library : module
        ``xgboost``.
    """

    def __init__(self, spec: ModelSpec, booster: Any, library: Any) -> None:  # noqa: ANN401 - the library has no types
        self._place = spec.place
        self._booster = booster
        self._library = library
        named = tuple(booster.feature_names or ())
        self._features = spec.features or named
        if len(self._features) != booster.num_features():
            text = f"it takes {booster.num_features()} columns, and {len(self._features) or 'none'} are named"
            raise ModelError.failed(self._place, text, "name all of them in order: `features: [...]`")
        kinds = booster.feature_types or [""] * len(self._features)
        self._categorical = [name for name, kind in zip(self._features, kinds, strict=True) if kind == "c"]
        self._names = named
        self._objective = json.loads(booster.save_config())["learner"]["objective"]["name"]
        best = booster.attr("best_iteration")
        self._rounds = (0, int(best) + 1) if best is not None else (0, 0)
        self._output = Output.of(spec)

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._output.classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        given = taken(rows, self._features, self._place)
        table = self._frame(given) if self._categorical else matrix_of(given, self._place)
        names = list(self._names) or None
        is_margin = self._objective in ("multi:softmax", "binary:logitraw")
        try:
            data = self._library.DMatrix(table, feature_names=names, enable_categorical=bool(self._categorical))
            raw = self._booster.predict(data, output_margin=is_margin, iteration_range=self._rounds)
        except Exception as error:  # the library raises its own kinds
            raise ModelError.failed(self._place, _said(error)) from error
        if is_margin:
            raw = expit(raw) if self._objective == "binary:logitraw" else softmax(raw, axis=1)
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold nothing, so do nothing."""

    def _frame(self, rows: Rows) -> Any:  # noqa: ANN401 - a frame of pandas
        frame = frame_of(rows)
        return frame.astype(dict.fromkeys(self._categorical, "category"))


def load_xgboost(spec: ModelSpec) -> XGBoostModel:
    """Load a model file.

    Raises
    ------
    ModelError
        If the file cannot be read, or it cannot be told which columns it takes.
    MissingExtraError
        If XGBoost is not installed.
    """
    library = imported("xgboost", "xgboost")
    booster = library.Booster({} if spec.threads is None else {"nthread": spec.threads})
    try:
        booster.load_model(spec.file)
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(spec.file, _said(error)) from error
    return XGBoostModel(spec, booster, library)


def _said(error: Exception) -> str:
    """Return what the library says, without the stack of its own code."""
    return f"{type(error).__name__}: {str(error).partition('Stack trace')[0]}"
