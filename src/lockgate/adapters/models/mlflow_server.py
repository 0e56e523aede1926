"""Models behind MLflow's scoring server (``mlflow models serve``, SageMaker, Databricks): ``POST /invocations``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lockgate.adapters.models.http import JsonClient
from lockgate.adapters.models.json_rows import plain_values
from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["MlflowServerModel", "load_mlflow_server"]


class MlflowServerModel:
    """A model that a server runs.

    Parameters
    ----------
    spec : ModelSpec
        The address, which ends with ``/invocations``, and how answers are read.
    client : JsonClient
        Asks the server.
    """

    def __init__(self, spec: ModelSpec, client: JsonClient) -> None:
        self._place = spec.url
        self._client = client
        self._features = spec.features
        self._output = Output.of(spec)

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the project says it reads; the server does not say."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._output.classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        given = taken(rows, self._features, self._place)
        data = list(zip(*(plain_values(column) for column in given.values()), strict=True))
        answer = self._client.post({"dataframe_split": {"columns": list(given), "data": data}})
        if not isinstance(answer, dict) or not isinstance(answer.get("predictions"), list):
            raise ModelError.failed(self._place, "the server answered without a list of `predictions`")
        found = [list(row.values()) if isinstance(row, dict) else row for row in answer["predictions"]]
        return self._output.predictions(found, count_of(rows))

    def close(self) -> None:
        """Hold no connection, so do nothing."""


def load_mlflow_server(spec: ModelSpec) -> MlflowServerModel:
    """Return the model; the server is asked when it predicts.

    Raises
    ------
    ModelError
        If the variable that should hold its token is not set.
    """
    return MlflowServerModel(spec, JsonClient(spec))
