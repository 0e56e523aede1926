"""A function of the user's as a model; it runs in this process, and is trusted as a test of the project is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, frame_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import LockgateError, ModelError

__all__ = ["FunctionModel", "load_function"]

_MEND = "mend the function, or its name under `callable`"


class FunctionModel:
    """A function of a frame of pandas.

    Parameters
    ----------
    spec : ModelSpec
        Where it came from and how its answers are read.
    function : callable
        Takes a DataFrame; returns one number a row, or one a class.
    """

    def __init__(self, spec: ModelSpec, function: Callable[..., Any]) -> None:
        self._place = spec.place
        self._function = function
        self._features = spec.features
        self._output = Output.of(spec)

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that it reads, empty if nobody said."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._output.classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        frame = frame_of(taken(rows, self._features, self._place))
        try:
            raw = self._function(frame)
        except LockgateError:
            raise
        except Exception as error:  # a function may raise anything; the user gets its reason, never a traceback
            raise ModelError.failed(self._place, f"{type(error).__name__}: {error}", _MEND) from error
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold nothing, so do nothing."""


def load_function(spec: ModelSpec) -> FunctionModel:
    """Import a function.

    Raises
    ------
    ModelError
        If there is no such module or function, or importing it fails.
    """
    source, _, name = spec.callable.rpartition(":")
    try:
        module = _from_file(Path(source)) if source.endswith(".py") else import_module(source)
        function = getattr(module, name)
    except Exception as error:  # the module is the user's, and may raise anything
        raise ModelError.unreadable(spec.place, f"{type(error).__name__}: {error}", _MEND) from error
    if not callable(function):
        raise ModelError.unreadable(spec.place, f"`{name}` is no function", _MEND)
    return FunctionModel(spec, function)


def _from_file(path: Path) -> ModuleType:
    name = f"lockgate_model_{path.stem}"
    found = spec_from_file_location(name, path)
    if found is None or found.loader is None:
        raise ImportError(path)
    module = module_from_spec(found)
    sys.modules[name] = module  # dataclasses and pickles look their module up
    found.loader.exec_module(module)
    return module
