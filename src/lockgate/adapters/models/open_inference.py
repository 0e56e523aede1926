"""Models behind the Open Inference Protocol, version 2 (KServe, Triton, MLServer, Seldon and others).

A server that declares one input of several columns gets a matrix; any other gets one input a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lockgate.adapters.models.http import JsonClient
from lockgate.adapters.models.json_rows import plain_values
from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, matrix_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError
from lockgate.domain.listing import and_more

__all__ = ["OpenInferenceModel", "load_open_inference"]

_KINDS = {"b": "BOOL", "i": "INT64", "f": "FP64"}
_PROBABILITIES = ("probabilities", "predict_proba", "output_probability")


class OpenInferenceModel:
    """A model that a server runs.

    Parameters
    ----------
    spec : ModelSpec
        The address, which ends with ``/infer``, and how answers are read.
    client : JsonClient
        Asks the server.
    """

    def __init__(self, spec: ModelSpec, client: JsonClient) -> None:
        self._place = spec.url
        self._client = client
        self._wanted = spec.output
        self._output = Output.of(spec)
        declared = _inputs(client.get(spec.url.rstrip("/").removesuffix("/infer")))
        self._matrix = _matrix_of(declared)
        named = () if self._matrix else tuple(str(one["name"]) for one in declared)
        self._features = spec.features or named
        if self._matrix and not self._features:
            text = f"its input `{self._matrix['name']}` is a matrix, and nobody says of which columns"
            raise ModelError.failed(self._place, text, "name them in order: `features: [...]`")

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads, empty if neither the server nor the project says."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._output.classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        given = taken(rows, self._features, self._place)
        inputs = [self._whole(given)] if self._matrix else [_column(*one) for one in given.items()]
        document: dict[str, object] = {"inputs": inputs}
        if self._wanted:
            document["outputs"] = [{"name": self._wanted}]
        raw = self._tensor(self._client.post(document))
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold no connection, so do nothing."""

    def _whole(self, rows: Rows) -> dict[str, object]:
        declared: dict[str, Any] = self._matrix or {}
        matrix = matrix_of(rows, self._place)
        data = plain_values(matrix.ravel())
        return {
            "name": declared["name"],
            "shape": matrix.shape,
            "datatype": declared.get("datatype", "FP64"),
            "data": data,
        }

    def _tensor(self, answer: object) -> np.ndarray:
        """Return the output to take, in its shape."""
        outputs = answer.get("outputs") if isinstance(answer, dict) else None
        if not isinstance(outputs, list) or not all(isinstance(one, dict) and "name" in one for one in outputs):
            raise ModelError.failed(self._place, "the server answered without `outputs`")
        chosen = self._chosen(outputs)
        try:
            return np.asarray(chosen["data"], dtype=np.float64).reshape(chosen["shape"])
        except (KeyError, TypeError, ValueError) as error:
            text = f"its output `{chosen['name']}` is no tensor of numbers: {error}"
            raise ModelError.failed(self._place, text) from error

    def _chosen(self, outputs: list[dict[str, Any]]) -> dict[str, Any]:
        names = [str(one["name"]) for one in outputs]
        wanted = [self._wanted] if self._wanted else [name for name in names if name in _PROBABILITIES] or names
        if len(wanted) == 1 and names.count(wanted[0]) == 1:
            return outputs[names.index(wanted[0])]
        text = f"the server answered the outputs {and_more(names, 5) or 'none'}"
        raise ModelError.failed(self._place, text, "name the one to take: `output: NAME`")


def load_open_inference(spec: ModelSpec) -> OpenInferenceModel:
    """Ask a server what its model takes.

    Raises
    ------
    ModelError
        If it does not answer.
    """
    return OpenInferenceModel(spec, JsonClient(spec))


def _inputs(metadata: object) -> list[dict[str, Any]]:
    declared = metadata.get("inputs") if isinstance(metadata, dict) else None
    return [one for one in declared or [] if isinstance(one, dict) and "name" in one]


def _matrix_of(declared: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the only input, if it has several columns."""
    shape = declared[0].get("shape") or [] if len(declared) == 1 else []
    return declared[0] if len(shape) > 1 and shape[1] != 1 else None


def _column(name: str, values: np.ndarray) -> dict[str, object]:
    kind = _KINDS.get(values.dtype.kind, "BYTES")
    found: dict[str, object] = {
        "name": name,
        "shape": [len(values), 1],
        "datatype": kind,
        "data": plain_values(values),
    }
    return found if kind != "BYTES" else {**found, "parameters": {"content_type": "str"}}
