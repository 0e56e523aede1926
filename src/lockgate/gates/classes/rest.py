"""Metrics of each class against the rest, from its binary cells: of one class, or averaged."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.classes.cells import ClassSlice, Floats
from lockgate.gates.classes.formula import class_shares, occurring
from lockgate.gates.measurement import (
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    UndefinedMeasurement,
)
from lockgate.gates.metric import Metric
from lockgate.stats.estimate import Estimate

__all__ = ["AgainstRest", "RestAverage"]


class RestAverage(StrEnum):
    """How the numbers of several classes become one."""

    MACRO = "macro"  # the plain mean over classes
    WEIGHTED = "weighted"  # the mean by rows that have the class


@dataclass(frozen=True, slots=True)
class AgainstRest(ABC):
    """A metric of each class against the rest. A metric is a subclass with a binary one.

    What the classes' numbers have in common is not known from their cells: their standard errors are added, which is
    never too little.

    Parameters
    ----------
    average : RestAverage, default="macro"
        How classes count: ``macro`` all the same, ``weighted`` by their rows.
    of : str, default=""
        The one class or label that is asked about; empty for all.
    """

    average: RestAverage = RestAverage.MACRO
    of: str = ""

    @property
    @abstractmethod
    def binary(self) -> Metric[SliceCells]:
        """Return the metric of two classes."""

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        """Return the metric of one model."""
        return self._joined(cells, lambda one: self.binary.estimate(one, model))

    def difference(self, cells: ClassSlice) -> Measurement:
        """Return candidate minus baseline, paired within each class."""
        return self._joined(cells, self.binary.difference)

    def _joined(self, cells: ClassSlice, measure: Callable[[SliceCells], Measurement]) -> Measurement:
        if self.of:
            if self.of not in cells.names:
                return UndefinedMeasurement(f"no class is named `{self.of}`", cells.n)
            return measure(cells.rest[cells.names.index(self.of)])
        label = class_shares(cells, Model.CANDIDATE)[1]
        used = occurring(cells, class_shares(cells, Model.CANDIDATE))
        if self.average is RestAverage.WEIGHTED or cells.key:
            used = label > 0
        found = [measure(one) for one, is_used in zip(cells.rest, used, strict=True) if is_used]
        names = [name for name, is_used in zip(cells.names, used, strict=True) if is_used]
        missing = next(
            (f"`{name}`: {one.undefined}" for name, one in zip(names, found, strict=True) if one.undefined), ""
        )
        if missing or not found:
            return UndefinedMeasurement(missing or "no rows", cells.n)
        weight = label[used] if self.average is RestAverage.WEIGHTED else np.ones(len(found))
        return _mean(cells, found, weight / weight.sum(), is_weighted=self.average is RestAverage.WEIGHTED)


def _mean(cells: ClassSlice, found: Sequence[Measurement], weight: Floats, *, is_weighted: bool) -> Measurement:
    """Return the mean of measured numbers, with their errors added.

    To each error one row of a kind that was not seen is added, as `lockgate.gates.classes.formula.measured` does.
    """
    values, support = (
        np.array([getattr(one.estimate, name) for one in found], dtype=float) for name in ("value", "support")
    )
    errors = np.array([one.estimate.standard_error for one in found])
    value = float(weight @ values)
    error = float(weight @ np.hypot(errors, 1 / support))
    if is_weighted:  # the weights are estimates too
        error += math.sqrt(float(weight @ (values - value) ** 2) / cells.n)
    spread = weight**2 / support
    carrying = int(min(cells.n, spread.sum() ** 2 / (spread**2 / support).sum()))
    span = min(1.0, max(1e-9, float((weight / support).max()) * carrying))
    slack = float(weight @ [one.slack for one in found])
    estimate = Estimate(value, error, cells.n, carrying)
    method = f"{found[0].method}, errors of classes added"
    kind = FractionMeasurement if isinstance(found[0], FractionMeasurement) else MeanMeasurement
    return kind(estimate, method, slack=slack, span=span)
