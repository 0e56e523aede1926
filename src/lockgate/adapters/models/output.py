"""What a model returned, to predictions: one number a row, or one a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lockgate.app.model_ports import ClassLabel
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["Output"]

_BINARY = 2


@dataclass(frozen=True, slots=True)
class Output:
    """How the numbers of one model are read.

    Parameters
    ----------
    place : str
        Where the model came from, for messages.
    known : tuple of class labels, default=unknown
        The class of each of its probabilities.
    positive : class label or None
        The class whose probability is the score; None for the greater of two.
    several : tuple of class labels, default=none
        What each of its numbers is, where a row gets several that are no probabilities of classes: labels or quantiles.
    """

    place: str
    known: tuple[ClassLabel, ...] = ()
    positive: ClassLabel | None = None
    several: tuple[ClassLabel, ...] = ()

    @classmethod
    def of(cls, spec: ModelSpec) -> Output:
        """Return how the numbers of a model are read that does not say itself what they are."""
        return cls(spec.place, spec.classes, spec.positive, spec.several)

    def __post_init__(self) -> None:
        if self.positive is not None and self.known and self.positive not in self.known:
            shown = list(self.known[:5])
            text = f"the positive class is {self.positive!r}, its classes are {shown}"
            raise ModelError.failed(self.place, text, f"set `positive` to one of {shown}")

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class, label or level of each column of predictions; empty where a row gets one number."""
        if self.several:
            return self.several if len(self.several) > 1 else ()
        return self.known if len(self.known) > _BINARY and self.positive is None else ()

    def predictions(self, raw: object, rows: int) -> np.ndarray:
        """Return predictions for `rows` rows from what the model returned.

        Raises
        ------
        ModelError
            If these are no numbers, not one a row, or not one a class.
        """
        try:
            values = np.asarray(raw, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise ModelError.failed(self.place, f"it returned something that is no number: {error}") from error
        if values.ndim == 2 and values.shape[1] == 1:  # noqa: PLR2004 - one column
            values = values[:, 0]
        if values.ndim not in (1, 2) or len(values) != rows:
            shape = " × ".join(f"{length:,}" for length in values.shape)
            told = f"{shape} predictions" if shape else "a single number"
            raise ModelError.failed(self.place, f"it returned {told} for {rows:,} rows")
        if self.several:
            return self._named(values)
        return self._one(values) if values.ndim == 1 else self._many(values)

    def _one(self, values: np.ndarray) -> np.ndarray:
        """Return the probability of the positive class; what is given is that of the second of two, or a number."""
        if len(self.known) == _BINARY:
            wanted = max(self.known, key=_order) if self.positive is None else self.positive
            return values if wanted == self.known[1] else 1.0 - values
        if self.positive is None or (self.positive in (1, True) and not self.known):
            return values
        text = f"it returned one number a row, and nobody knows whether that is about {self.positive!r}"
        raise ModelError.failed(self.place, text, "name its classes in order: `classes: [no, yes]`")

    def _named(self, values: np.ndarray) -> np.ndarray:
        """Return one number for each label or level."""
        columns = 1 if values.ndim == 1 else values.shape[1]
        if columns != len(self.several):
            text = (
                f"it returned {columns} numbers a row, and {len(self.several)} are named: {list(self.several)}"
            )
            raise ModelError.failed(self.place, text, "correct `labels` or `quantiles` of the model")
        return values

    def _many(self, values: np.ndarray) -> np.ndarray:
        columns = values.shape[1]
        if self.known and len(self.known) != columns:
            text = f"it returned {columns} numbers a row, and has {len(self.known)} classes"
            raise ModelError.failed(self.place, text, "correct `classes`")
        if self.positive is not None:
            if not self.known and columns == _BINARY and self.positive in (0, 1):
                return np.ascontiguousarray(values[:, int(self.positive)])
            if not self.known:
                text = f"nobody knows which of its {columns} numbers a row is about {self.positive!r}"
                raise ModelError.failed(self.place, text, "name its classes in order: `classes: [no, yes]`")
            return np.ascontiguousarray(values[:, self.known.index(self.positive)])
        if columns == _BINARY:
            at = self.known.index(max(self.known, key=_order)) if self.known else 1
            return np.ascontiguousarray(values[:, at])
        return values


def _order(label: ClassLabel) -> tuple[bool, ClassLabel]:
    """Return a key by which any two labels can be compared: numbers before texts."""
    return isinstance(label, str), label
