"""Metrics that are formulas of means, of one model and paired."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import Model
from lockgate.gates.derived_measurement import ComplementMeasurement
from lockgate.gates.measurement import (
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    PositiveMeasurement,
    UndefinedMeasurement,
)
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.terms import ROWS, Term
from lockgate.stats.estimate import ROUNDING_NOISE, Estimate
from lockgate.stats.moments import moment_estimate

__all__ = ["MomentFormula", "Scale", "spread"]

Means = NDArray[np.complex128]

_EXACT = "every prediction is exact, which says nothing of how far one can be off"


class Scale(StrEnum):
    """Where a metric lives, and so on which scale its bounds are taken."""

    REAL = "real"  # any number: Student's t
    LOSS = "loss"  # 0 or more: Student's t on the logarithm
    COMPLEMENT = "complement"  # 1 minus a loss
    SHARE = "share"  # in [0, 1]: Student's t on the log-odds


@dataclass(frozen=True, slots=True)
class MomentFormula:
    """How a metric follows from means over rows, or over queries.

    Parameters
    ----------
    terms : tuple of Term
        Whose means it needs.
    formula : callable
        From these means, in order and complex, to the metric; analytic where it is defined. On the scale
        ``COMPLEMENT`` to the loss that is taken from 1.
    scale : Scale, default=Scale.LOSS
        Where it lives.
    nothing : str
        What is missing where the formula has no value, for people.
    """

    terms: tuple[Term, ...]
    formula: Callable[..., np.complex128]
    scale: Scale = Scale.LOSS
    nothing: str = "its formula has no value"

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        """Return the metric of one model."""
        missing = self._missing(cells, (model,))
        found = self._of(cells, partial(self._loss, cells, model))
        if missing or not math.isfinite(found.value):
            return UndefinedMeasurement(missing or self.nothing, cells.n)
        if self.scale is Scale.REAL:
            return MeanMeasurement(found, "t", span=_reach(found))
        if self.scale is Scale.SHARE:
            return FractionMeasurement(found, "t, log-odds scale")
        loss = PositiveMeasurement(found, "t, log scale")
        return loss if self.scale is Scale.LOSS else ComplementMeasurement(loss)

    def difference(self, cells: MomentSlice) -> Measurement:
        """Return candidate minus baseline, on the same rows."""
        missing = self._missing(cells, tuple(Model))
        found = self._of(cells, partial(self._gap, cells))
        if missing or not math.isfinite(found.value):
            return UndefinedMeasurement(missing or self.nothing, cells.n)
        if self.scale is Scale.SHARE:
            return MeanMeasurement(found, "paired, t", span=1.0)
        # No largest amount exists by which a row can differ; the size of the losses themselves stands in for it.
        reach = max(_reach(self._of(cells, partial(self._loss, cells, model))) for model in Model)
        return MeanMeasurement(found, "paired, t", span=reach)

    def _of(self, cells: MomentSlice, formula: Callable[[Means], np.complex128]) -> Estimate:
        where = self._columns(cells)
        return moment_estimate(formula, cells.n, cells.sums[where], cells.products[np.ix_(where, where)])

    def _columns(self, cells: MomentSlice) -> list[int]:
        names = [ROWS] if cells.is_counted else []
        names += [name for term in self.terms for name in (term.value, term.gap) if name in cells.columns]
        return [cells.columns.index(name) for name in names]

    def _loss(self, cells: MomentSlice, model: Model, means: Means) -> np.complex128:
        """Return the formula for one model: the baseline's mean is the candidate's without the gap.

        Where a unit has several rows, the mean over rows is the mean sum by the mean number of rows.
        """
        given = iter(means[1:] / means[0] if cells.is_counted else means)
        taken: list[np.complex128] = []
        for term in self.terms:
            mean = next(given)
            if term.is_of_model and cells.is_paired:
                gap = next(given)
                mean = mean if model is Model.CANDIDATE else mean - gap
            taken.append(mean)
        return self.formula(*taken)

    def _gap(self, cells: MomentSlice, means: Means) -> np.complex128:
        old, new = (self._loss(cells, model, means) for model in Model)
        return old - new if self.scale is Scale.COMPLEMENT else new - old

    def _missing(self, cells: MomentSlice, models: tuple[Model, ...]) -> str:
        if cells.n == 0:
            return "no rows"
        for term in self.terms:
            count = cells.undefined.get(term, 0)
            if count:
                one, many = term.noun
                return f"{count:,} {f'{one} has' if count == 1 else f'{many} have'} {term.undefined}"
        return _EXACT if all(self._is_exact(cells, model) for model in models) else ""

    def _is_exact(self, cells: MomentSlice, model: Model) -> bool:
        """Tell whether a model is right on every row, as far as this metric looks."""
        if any(term.is_seen for term in self.terms):
            return False
        for term in (one for one in self.terms if one.is_of_model):
            at = cells.columns.index(term.value)
            square = total = float(cells.products[at, at])
            if model is Model.BASELINE and cells.is_paired:
                gap = cells.columns.index(term.gap)
                total += float(cells.products[gap, gap])
                square = total - 2 * float(cells.products[at, gap])
            if square > ROUNDING_NOISE * total:
                return False
        return True


def spread(mean: np.complex128, mean_square: np.complex128) -> np.complex128:
    """Return the variance of a number from its mean and mean square; NaN where it is constant.

    Examples
    --------
    >>> float(spread(np.complex128(2), np.complex128(5)).real)
    1.0
    """
    found = mean_square - mean * mean
    return found if found.real > ROUNDING_NOISE * mean_square.real else np.complex128(math.nan)


def _reach(estimate: Estimate) -> float:
    """Return about how far one row can pull a mean: its size and the spread of single rows."""
    error = 0.0 if math.isnan(estimate.standard_error) else estimate.standard_error
    return abs(estimate.value) + error * math.sqrt(estimate.n)
