"""ONNX models, run by ONNX Runtime: a graph of known operators, no code of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lockgate.adapters.models.extras import imported
from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, matrix_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError
from lockgate.domain.listing import and_more

__all__ = ["OnnxModel", "load_onnx"]

_TYPES: Mapping[str, type] = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(bool)": np.bool_,
    "tensor(string)": np.str_,
}
_PROBABILITIES = ("probabilities", "output_probability", "probability")
_LABELS = ("tensor(int64)", "tensor(string)")


class OnnxModel:
    """A graph whose inputs are one column each, or one matrix of all columns.

    Parameters
    ----------
    spec : ModelSpec
        Where it came from and how it is read; `features` names the columns of a matrix.
    session : onnxruntime.InferenceSession
        The loaded graph.
    """

    def __init__(self, spec: ModelSpec, session: Any) -> None:  # noqa: ANN401 - ONNX Runtime has no types
        self._place = spec.place
        self._session = session
        self._inputs = list(session.get_inputs())
        self._is_matrix = len(self._inputs) == 1 and _width(self._inputs[0]) != 1
        if self._is_matrix and not spec.features:
            text = f"its input `{self._inputs[0].name}` is a matrix, and nobody says of which columns"
            raise ModelError.failed(self._place, text, "name them in order: `features: [...]`")
        width = _width(self._inputs[0]) if self._is_matrix else None
        if width is not None and width != len(spec.features):
            text = f"it takes {width} columns, and `features` names {len(spec.features)}"
            raise ModelError.failed(self._place, text, "correct `features`")
        self._features = spec.features if self._is_matrix else tuple(one.name for one in self._inputs)
        self._taken = _output_of(session.get_outputs(), spec)
        self._output = Output.of(spec)
        self._positive = spec.positive

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
        given = self._given(taken(rows, self._features, self._place))
        try:
            (raw,) = self._session.run([self._taken], given)
        except Exception as error:  # the runtime raises its own kinds, which are no public classes
            raise ModelError.failed(self._place, f"{type(error).__name__}: {error}") from error
        if isinstance(raw, list) and raw and isinstance(raw[0], dict):  # a map of classes for each row
            if not (self._output.known or self._output.several):
                self._output = Output(self._place, tuple(raw[0]), self._positive)
            raw = [list(row.values()) for row in raw]
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold nothing, so do nothing."""

    def _given(self, rows: Rows) -> dict[str, np.ndarray]:
        if self._is_matrix:
            (only,) = self._inputs
            if only.type == "tensor(string)":
                return {only.name: np.column_stack([self._texts(*column) for column in rows.items()])}
            return {only.name: matrix_of(rows, self._place).astype(_TYPES.get(only.type, np.float32))}
        return {one.name: self._column(one, rows[one.name]).reshape(-1, 1) for one in self._inputs}

    def _column(self, wanted: Any, values: np.ndarray) -> np.ndarray:  # noqa: ANN401 - as above
        kind = _TYPES.get(wanted.type)
        if kind is None:
            raise ModelError.failed(self._place, f"its input `{wanted.name}` is of the type {wanted.type}")
        if kind is np.str_:
            return self._texts(wanted.name, values)
        column = matrix_of({wanted.name: values}, self._place)[:, 0]
        if kind in (np.int64, np.int32, np.bool_) and np.isnan(column).any():
            raise ModelError.failed(self._place, f"column `{wanted.name}` has nulls, and its input takes none")
        return column.astype(kind)

    def _texts(self, name: str, values: np.ndarray) -> np.ndarray:
        if any(value is None for value in values):
            raise ModelError.failed(self._place, f"column `{name}` has nulls, and a text of ONNX is none")
        return np.array([str(value) for value in values], dtype=object)


def load_onnx(spec: ModelSpec) -> OnnxModel:
    """Load a model file.

    Raises
    ------
    ModelError
        If the file cannot be read, or it cannot be told which columns it takes.
    MissingExtraError
        If ONNX Runtime is not installed.
    """
    runtime = imported("onnxruntime", "onnx")
    options = runtime.SessionOptions()
    options.log_severity_level = 4  # what it logs, it also raises
    if spec.threads is not None:
        options.intra_op_num_threads = options.inter_op_num_threads = spec.threads
    try:
        session = runtime.InferenceSession(spec.file, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime raises its own kinds, which are no public classes
        raise ModelError.unreadable(spec.file, f"{type(error).__name__}: {error}") from error
    return OnnxModel(spec, session)


def _width(wanted: Any) -> int | None:  # noqa: ANN401 - as above
    """Return how many columns an input has, None where it does not say."""
    shape = list(wanted.shape)
    width = shape[1] if len(shape) > 1 else 1
    return width if isinstance(width, int) else None


def _output_of(outputs: Sequence[Any], spec: ModelSpec) -> str:
    """Return the name of the output to take: the one that is named, the probabilities, or the only one."""
    names = [one.name for one in outputs]
    if spec.output:
        if spec.output in names:
            return spec.output
        raise ModelError.failed(spec.place, f"it has no output `{spec.output}`", f"it has {and_more(names, 5)}")
    known = [name for name in names if name in _PROBABILITIES]
    numbers = known or [one.name for one in outputs if one.type not in _LABELS] or names
    if len(numbers) == 1:
        return str(numbers[0])
    text = f"it has several outputs: {and_more(names, 5)}"
    raise ModelError.failed(spec.place, text, "name the one to take: `output: NAME`")
