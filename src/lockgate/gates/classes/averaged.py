"""Shares that each class has, such as recall: of one class, or one number for all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassSlice
from lockgate.gates.classes.formula import (
    ClassFormula,
    ClassLine,
    class_shares,
    measured,
    measured_difference,
    occurring,
    row_line,
)
from lockgate.gates.classes.rates import has_class, paired_rate, predicts_class, rate
from lockgate.gates.measurement import Measurement

__all__ = ["FOUND", "Among", "Average", "Averaged", "ClassRatio", "averaged_line"]


class Average(StrEnum):
    """How the numbers of several classes become one."""

    MACRO = "macro"  # the plain mean over classes
    WEIGHTED = "weighted"  # the mean by rows that have the class
    MICRO = "micro"  # counts of all classes together
    SAMPLES = "samples"  # the mean over rows, each with its own labels


class Among(StrEnum):
    """Whether a share is one of hits, among which rows: then that of one class is a rate with exact bounds."""

    LABEL = "label"
    PREDICTED = "predicted"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ClassRatio:
    """A share of a class.

    Parameters
    ----------
    of : callable
        From hits, labels and predictions to the share; analytic.
    among : callable
        From the same to what it is a share of: 0 where the share has no value.
    nothing : str
        What is missing then; ``{}`` stands for the class.
    hits : Among, default=Among.OTHER
        Whether it is the share of hits among one kind of rows.
    """

    of: Callable[..., Any]
    among: Callable[..., Any]
    nothing: str
    hits: Among = Among.OTHER


FOUND = ClassRatio(
    lambda hit, label, _chosen: hit / label,
    lambda _hit, label, _chosen: label,
    "no row has the label `{}`",
    Among.LABEL,
)
"""Of the rows that have a class, the share that is predicted so."""


@dataclass(frozen=True, slots=True)
class Averaged(ABC):
    """A share of one class, or averaged over classes. A metric is a subclass with a `ratio`.

    Parameters
    ----------
    average : Average, default="macro"
        How classes count: ``macro`` all the same, ``weighted`` by their rows, ``micro`` all rows together, ``samples``
        each row with its own labels.
    of : str, default=""
        The one class or label that is asked about; empty for all.

    Raises
    ------
    ParameterError
        If a class is named beside an average.
    """

    average: Average = Average.MACRO
    of: str = ""

    @property
    @abstractmethod
    def ratio(self) -> ClassRatio:
        """Return the share."""

    def __post_init__(self) -> None:
        if self.of and self.average is not Average.MACRO:
            raise ParameterError.of(
                "metric", "average", "not given beside `of`, which is one class", self.average.value
            )

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        """Return the metric of one model."""
        if self.of in cells.names and self.ratio.hits is not Among.OTHER:
            has, chosen = has_class(cells, self.of), predicts_class(cells, model, self.of)
            among, hits = (has, chosen) if self.ratio.hits is Among.LABEL else (chosen, has)
            return rate(cells.joint.n, hits, among, self.ratio.nothing.format(self.of))
        return measured(cells, self._line(cells, model))

    def difference(self, cells: ClassSlice) -> Measurement:
        """Return candidate minus baseline, on the same rows."""
        if self.of in cells.names and self.ratio.hits is Among.LABEL:
            old, new = (predicts_class(cells, model, self.of) for model in Model)
            nothing = self.ratio.nothing.format(self.of)
            return paired_rate(cells.joint.n, old, new, has_class(cells, self.of), nothing)
        return measured_difference(cells, *(self._line(cells, model) for model in Model))

    def _line(self, cells: ClassSlice, model: Model) -> ClassLine:
        return averaged_line(cells, model, self.ratio, average=self.average, of=self.of)


def averaged_line(
    cells: ClassSlice, model: Model, ratio: ClassRatio, *, average: Average = Average.MACRO, of: str = ""
) -> ClassLine:
    """Return a share of one class, or averaged over classes, of one model on joint cells."""
    if average is Average.SAMPLES:
        return row_line(cells, model, ratio.of)
    shares = class_shares(cells, model)
    used = occurring(cells, shares)
    if of:
        used = np.array([name == of for name in cells.names], dtype=bool)
        if not used.any():
            return ClassLine.undefined(cells, f"no class is named `{of}`")
    if average is Average.WEIGHTED:
        used &= shares[1] > 0
    return _formula(ratio, average, int(used.sum())).line(cells, model, used)


def _formula(ratio: ClassRatio, average: Average, n_classes: int) -> ClassFormula:
    if average is Average.MICRO:
        return ClassFormula(_counted, ratio.of, ratio.among, is_pooled=True, nothing=ratio.nothing)
    if average is Average.WEIGHTED:
        return ClassFormula(
            lambda hit, label, chosen: (label * ratio.of(hit, label, chosen), label),
            lambda total, rows: total / rows,
            ratio.among,
            weight=lambda _hit, label, _chosen: label,
            nothing=ratio.nothing,
        )
    return ClassFormula(
        lambda *counts: (ratio.of(*counts),),
        lambda total: total / n_classes,
        ratio.among,
        nothing=ratio.nothing,
    )


def _counted(*counts: Any) -> tuple[Any, ...]:  # noqa: ANN401 - complex arrays
    return counts
