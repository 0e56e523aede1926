"""MLflow models (``python_function``). Loading one runs code of its directory, so it must be trusted by name."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from lockgate.adapters.models.extras import imported
from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, frame_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["MlflowModel", "load_mlflow"]

_TRUST = "mlflow.pyfunc"


class MlflowModel:
    """A model of any library, as MLflow has saved it.

    Parameters
    ----------
    spec : ModelSpec
        Where it came from and how its answers are read.
    model : mlflow.pyfunc.PyFuncModel
        The loaded model; its signature names the columns that it reads.
    """

    def __init__(self, spec: ModelSpec, model: Any) -> None:  # noqa: ANN401 - a class of an extra
        self._place = spec.place
        self._model = model
        schema = model.metadata.get_input_schema()
        named = tuple(schema.input_names()) if schema is not None and schema.has_input_names() else ()
        self._features = spec.features or named
        self._output = Output.of(spec)

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads, empty if it was saved without a signature."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._output.classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        frame = frame_of(taken(rows, self._features, self._place))
        try:
            raw = self._model.predict(frame)
        except Exception as error:  # a model may raise anything; the user gets its reason, never a traceback
            raise ModelError.failed(self._place, f"{type(error).__name__}: {error}") from error
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold nothing, so do nothing."""


def load_mlflow(spec: ModelSpec) -> MlflowModel:
    """Load a model directory.

    Raises
    ------
    ModelError
        If nobody trusts it, or it cannot be loaded.
    MissingExtraError
        If MLflow is not installed.
    """
    if _TRUST not in spec.trusted:
        text = "loading an MLflow model runs code of its directory, and nobody trusted it"
        raise ModelError.unreadable(spec.file, text, f"if you know where it comes from: `trusted: [{_TRUST}]`")
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")  # a gate tells nobody what it judges
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # notes on versions are not the user's next step
        pyfunc = imported("mlflow.pyfunc", "mlflow")
        logging.getLogger("mlflow").setLevel(logging.ERROR)
        try:
            model = pyfunc.load_model(spec.file)
        except Exception as error:  # the model may raise anything
            raise ModelError.unreadable(spec.file, f"{type(error).__name__}: {error}") from error
    return MlflowModel(spec, model)
