"""LightGBM models in its own text format: trees as numbers, no code of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lockgate.adapters.models.extras import imported
from lockgate.adapters.models.output import Output
from lockgate.adapters.models.rows import count_of, matrix_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["LightGBMModel", "load_lightgbm"]


class LightGBMModel:
    """Boosted trees.

    Parameters
    ----------
    spec : ModelSpec
        Where it came from and how it is read.
    booster : lightgbm.Booster
        The loaded trees. Categories of a frame that it was trained on are in the file, and are used.
    """

    def __init__(self, spec: ModelSpec, booster: Any) -> None:  # noqa: ANN401 - the library has no types
        self._place = spec.place
        self._booster = booster
        self._threads = {} if spec.threads is None else {"num_threads": spec.threads}
        named = tuple(str(name) for name in booster.feature_name())
        is_nameless = named == tuple(f"Column_{at}" for at in range(len(named)))
        self._features = spec.features or (() if is_nameless else named)
        if len(self._features) != len(named):
            text = f"it takes {len(named)} columns, and {len(self._features) or 'none'} are named"
            raise ModelError.failed(self._place, text, "name all of them in order: `features: [...]`")
        self._categories = _categories(booster, self._features, self._place)
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
        given = {name: self._coded(name, column) for name, column in rows.items() if name in self._features}
        matrix = matrix_of(taken(given, self._features, self._place), self._place)
        try:
            raw = self._booster.predict(matrix, **self._threads)
        except Exception as error:  # the library raises its own kinds
            raise ModelError.failed(self._place, f"{type(error).__name__}: {error}") from error
        return self._output.predictions(raw, count_of(rows))

    def close(self) -> None:
        """Hold nothing, so do nothing."""

    def _coded(self, name: str, column: np.ndarray) -> np.ndarray:
        """Return the places of categories as in training; one that training had not is NaN, as LightGBM has it."""
        known = self._categories.get(name)
        if known is None:
            return column
        return np.array([known.get(value, np.nan) for value in column.tolist()], dtype=np.float64)


def load_lightgbm(spec: ModelSpec) -> LightGBMModel:
    """Load a model file.

    Raises
    ------
    ModelError
        If the file cannot be read, or it cannot be told which columns it takes.
    MissingExtraError
        If LightGBM is not installed.
    """
    library = imported("lightgbm", "lightgbm")
    try:
        booster = library.Booster(model_file=spec.file)
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(spec.file, f"{type(error).__name__}: {error}") from error
    return LightGBMModel(spec, booster)


def _categories(booster: Any, features: Sequence[str], place: str) -> dict[str, dict[object, int]]:  # noqa: ANN401 - as above
    """Return the place of each category of a frame's categorical columns, which stand in the file in their order."""
    kept = booster.pandas_categorical or []
    lines = booster.model_to_string(num_iteration=1).splitlines()
    line = next(line for line in lines if line.startswith("feature_infos="))
    kinds = dict(zip(features, line.removeprefix("feature_infos=").split(), strict=True))
    # A number's range is written as [low:high], categories as a:b:c; `none` is a column that no tree can use.
    seen = [name for name, kind in kinds.items() if kind != "none" and not kind.startswith("[")]
    perhaps = [name for name, kind in kinds.items() if not kind.startswith("[")]
    named = next((names for names in (seen, perhaps) if len(names) == len(kept)), None)
    if kept and named is None:
        text = f"it has the categories of {len(kept)} columns, and does not say of which"
        raise ModelError.failed(place, text, "leave constant columns out of training, and save it again")
    return {
        name: {value: at for at, value in enumerate(values)}
        for name, values in zip(named or (), kept, strict=bool(kept))
    }
