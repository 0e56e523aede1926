"""What the use cases need from models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ParameterError
from lockgate.scan.engine import Source

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ClassLabel", "LoadedModel", "ModelLoader", "ModelScorer", "Rows", "ScoreJob", "TimeLimited"]

ClassLabel = str | int | bool | float

Rows = Mapping[str, "np.ndarray"]
"""Columns of equal length, by name.

Numbers are float64 or int64 (int64 without nulls only; else float64 with NaN), booleans are bool, instants and dates
are datetime64 in UTC with NaT, and texts are of dtype object with None. Booleans with nulls are of dtype object too.
"""


class LoadedModel(Protocol):
    """A model that is ready to predict."""

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that it reads, in its order; empty if it does not know them."""
        ...

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions; empty where they are one number a row, or unknown."""
        ...

    def predict(self, rows: Rows) -> np.ndarray:
        """Return a prediction for each row.

        Parameters
        ----------
        rows : mapping of str to ndarray
            At least the columns of `features`; those that the model does not read may be left out or stay.

        Returns
        -------
        ndarray of float64
            Shape (n,): the probability of the positive class, or a number. Shape (n, k): a probability a class.

        Raises
        ------
        ModelError
            If the model breaks, does not answer in time, or returns anything else.
        """
        ...

    def close(self) -> None:
        """Let go of processes and connections; a closed model does not predict."""
        ...


@runtime_checkable
class TimeLimited(Protocol):
    """A loaded model that is given up when it is late, which costs a little time in each call."""

    @property
    def unlimited(self) -> LoadedModel:
        """Return the same model without that: for those who measure how long a call takes."""
        ...


class ModelLoader(Protocol):
    """Loads models of every format."""

    def load(self, spec: ModelSpec) -> LoadedModel:
        """Load a model; paths in `spec` are as seen from this process.

        Raises
        ------
        ModelError
            If it cannot be loaded, or holds what nobody trusted.
        MissingExtraError
            If the package that runs it is not installed.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreJob:
    """Models, the table they score, and where the scored table goes.

    Parameters
    ----------
    models : mapping of str to ModelSpec
        Each model, by the name of the column that its predictions get; a column a class is called ``NAME_CLASS``.
    source : Source
        The rows to score.
    output : str
        Path of the Parquet file to write.
    batch_rows : int
        Rows scored at a time, 1 or more.
    """

    models: Mapping[str, ModelSpec]
    source: Source
    output: str
    batch_rows: int = 65_536

    def __post_init__(self) -> None:
        if not self.models:
            raise ParameterError.of("score", "models", "at least one column and model", {})
        if self.batch_rows < 1:
            raise ParameterError.of("score", "batch_rows", "an int of 1 or more", self.batch_rows)


class ModelScorer(Protocol):
    """Runs models over a table."""

    def score(self, job: ScoreJob, *, progress: Callable[[float], None] | None = None) -> int:
        """Write the table with the predictions of each model and return its rows.

        Raises
        ------
        ModelError, DataError
            If the model or the table cannot be used; nothing is left at `output` then.
        """
        ...
