"""Metrics that follow from what each class has: hits, labels and predictions; of one model and paired."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassSlice, Floats
from lockgate.gates.measurement import (
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    SignedFractionMeasurement,
    UndefinedMeasurement,
)
from lockgate.stats.estimate import ROUNDING_NOISE, Estimate
from lockgate.stats.linearised import linearised_estimate
from lockgate.stats.smooth import Complexes, gradient_of_sums

__all__ = [
    "ClassFormula",
    "ClassLine",
    "class_shares",
    "gathered",
    "mean_line",
    "measured",
    "measured_difference",
    "occurring",
    "row_counts",
    "row_line",
]

METHOD = "delta method, log-odds scale"


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A metric on joint cells: its value, how far a row of each cell pulls it, and what it rests on.

    Parameters
    ----------
    value : float
        NaN where it is undefined; `nothing` then says why.
    influence : ndarray of shape (n_cells,)
        How far one row of each cell pulls it, times the rows.
    unseen : float
        How far one row of a kind that was not seen could pull it, times the rows.
    support : int
        Rows that carry the information.
    nothing : str
        What is missing where it has no value.
    """

    value: float
    influence: Floats
    unseen: float
    support: int
    nothing: str = ""

    @classmethod
    def undefined(cls, cells: ClassSlice, nothing: str) -> ClassLine:
        """Return what is known where the metric has no value."""
        return cls(math.nan, np.zeros(len(cells.joint.n)), 0.0, 0, nothing)


@dataclass(frozen=True, slots=True)
class ClassFormula:
    """How a metric follows from what each class has.

    Parameters
    ----------
    parts : callable
        From hits, labels and predictions of each class, as complex shares of the rows, to what is summed over classes.
    formula : callable
        From these sums to the metric.
    among : callable
        From hits, labels and predictions to the share of the rows that a class's part rests on.
    weight : callable or None, default=None
        From the same to how much a class counts; None where all count the same.
    is_pooled : bool, default=False
        Whether rows of all classes count together, so that one class may have none.
    nothing : str
        What is missing where a class has no such rows; ``{}`` stands for the class.
    no_value : str
        What is missing where the formula has no value.
    """

    parts: Callable[..., Sequence[Complexes]]
    formula: Callable[..., np.complex128]
    among: Callable[..., Floats]
    weight: Callable[..., Floats] | None = None
    is_pooled: bool = False
    nothing: str = "no row has or is predicted `{}`"
    no_value: str = "its formula has no value"

    def line(self, cells: ClassSlice, model: Model, used: NDArray[np.bool_]) -> ClassLine:
        """Return the metric of one model over some classes, on joint cells."""
        n = cells.n
        if n == 0:
            return ClassLine.undefined(cells, "no rows")
        shares = class_shares(cells, model)
        chosen = shares[:, used]
        rows = np.rint(self.among(*chosen) * n)
        if self.is_pooled:
            rows = rows.sum(keepdims=True)
        if not rows.all():
            named = [name for name, is_used in zip(cells.names, used, strict=True) if is_used]
            which = "any class" if self.is_pooled else named[int(np.flatnonzero(rows == 0)[0])]
            return ClassLine.undefined(cells, self.nothing.format(which))
        found = gradient_of_sums(self.parts, self.formula, chosen)
        if math.isnan(found.value):
            return ClassLine.undefined(cells, self.no_value)
        slope = np.zeros(shares.shape)
        slope[:, used] = found.slope
        centre = float((slope * shares).sum())
        influence = _pull(cells, model, slope) - centre
        support = min(n, self._support(chosen, rows))
        return ClassLine(found.value, influence, _unseen(slope, shares), support)

    def _support(self, chosen: Floats, rows: Floats) -> int:
        """Return how many rows carry as much as the classes together: those of the smallest if it counts as much."""
        weight = np.ones(len(rows)) if self.weight is None or self.is_pooled else self.weight(*chosen)
        spread = weight**2 / rows
        return int(float(spread.sum()) ** 2 / float((spread**2 / rows).sum()) + ROUNDING_NOISE)


def gathered(formula: ClassFormula, cells: ClassSlice, model: Model) -> ClassLine:
    """Return a metric of one model over all classes, be there rows of them or not."""
    return formula.line(cells, model, np.ones(len(cells.names), dtype=bool))


def measured(cells: ClassSlice, line: ClassLine, *, least: float = 0.0) -> Measurement:
    """Measure a metric in [`least`, 1], where `least` is 0 or -1.

    The squared error counts one more row of a kind that was not seen: five rows of a class that are all right must not
    pass for certainty.
    """
    if line.nothing:
        return UndefinedMeasurement(line.nothing, cells.n)
    plain = linearised_estimate(line.value, line.influence, cells.joint.n, n_effective=line.support)
    estimate = _wider(plain, line.unseen)
    span = _span(line.unseen, estimate) / (1 - least)
    return (SignedFractionMeasurement if least < 0 else FractionMeasurement)(estimate, METHOD, span=span)


def measured_difference(
    cells: ClassSlice, baseline: ClassLine, candidate: ClassLine, *, least: float = 0.0
) -> Measurement:
    """Measure candidate minus baseline on the same rows, with one more row of a kind that was not seen."""
    if baseline.nothing or candidate.nothing:
        return UndefinedMeasurement(candidate.nothing or baseline.nothing, cells.n)
    psi = candidate.influence - baseline.influence
    support = min(baseline.support, candidate.support)
    value = candidate.value - baseline.value
    unseen = max(baseline.unseen, candidate.unseen, float(np.abs(psi).max(initial=0.0)))
    estimate = _wider(linearised_estimate(value, psi, cells.joint.n, n_effective=support), unseen)
    span = min(1.0 - least, _span(unseen, estimate) * (1 - least))
    return MeanMeasurement(estimate, "paired, delta method, t", span=span)


def class_shares(cells: ClassSlice, model: Model) -> Floats:
    """Return hits, labels and predictions of each class, as shares of the rows; of shape (3, n_names)."""
    label, predicted, n = cells.label, cells.predicted(model), cells.joint.n
    size = len(cells.names)
    if cells.members is None:
        found = [np.bincount(label[hit], n[hit], minlength=size) for hit in (label == predicted,)]
        found += [np.bincount(code, n, minlength=size) for code in (label, predicted)]
    else:
        truth, chosen = cells.members[label], cells.members[predicted]
        found = [n @ what for what in (truth & chosen, truth, chosen)]
    shares: Floats = np.array(found, dtype=np.float64) / max(1, cells.n)
    return shares


def occurring(cells: ClassSlice, shares: Floats) -> NDArray[np.bool_]:
    """Return which classes a mean is taken over.

    Of all rows those that are named, be there rows of them or not; else, and in slices, those that are the label or
    predicted.
    """
    if cells.is_named and not cells.key:
        return np.ones(len(cells.names), dtype=bool)
    used: NDArray[np.bool_] = (shares[1] + shares[2]) > 0
    return used


def _pull(cells: ClassSlice, model: Model, slope: Floats) -> Floats:
    label, predicted = cells.label, cells.predicted(model)
    if cells.members is None:
        found: Floats = (
            np.where(label == predicted, slope[0][label], 0.0) + slope[1][label] + slope[2][predicted]
        )
        return found
    truth, chosen = cells.members[label], cells.members[predicted]
    of_sets: Floats = (truth & chosen) @ slope[0] + truth @ slope[1] + chosen @ slope[2]
    return of_sets


def _unseen(slope: Floats, shares: Floats) -> float:
    """Return how far one more row can pull by what it is of one class: nothing, label, prediction, or both."""
    kinds = np.stack([np.zeros(slope.shape[1]), slope[1], slope[2], slope.sum(axis=0)])
    return float(np.abs(kinds - (slope * shares).sum(axis=0)).max(initial=0.0))


def _wider(plain: Estimate, unseen: float) -> Estimate:
    error = math.hypot(plain.standard_error, unseen / plain.n)
    return Estimate(plain.value, error, plain.n, plain.n_effective)


def _span(unseen: float, estimate: Estimate) -> float:
    """Return how far the metric moves if all that carries it does: each of its rows as far as one unseen row."""
    return min(1.0, max(1e-9, unseen / max(1, estimate.n) * estimate.support))


def row_line(cells: ClassSlice, model: Model, share: Callable[..., Floats]) -> ClassLine:
    """Return the mean over rows of a share that each row has of its own labels; 0 where it has none of them."""
    hit, label, chosen = row_counts(cells, model)
    with np.errstate(all="ignore"):
        each = np.nan_to_num(np.asarray(share(hit, label, chosen), dtype=np.float64), nan=0.0)
    return mean_line(cells, each)


def mean_line(cells: ClassSlice, each: Floats) -> ClassLine:
    """Return the mean over rows of a number in [0, 1] that the rows of each joint cell have."""
    if not cells.n:
        return ClassLine.undefined(cells, "no rows")
    value = float(each @ cells.joint.n) / cells.n
    return ClassLine(value, each - value, max(value, 1 - value), cells.n)


def row_counts(cells: ClassSlice, model: Model) -> tuple[Floats, Floats, Floats]:
    """Return for each joint cell how many labels are hit, how many its rows have, and how many are predicted."""
    if cells.members is None:
        hit = (cells.label == cells.predicted(model)).astype(np.float64)
        return hit, np.ones(len(hit)), np.ones(len(hit))
    truth, chosen = cells.members[cells.label], cells.members[cells.predicted(model)]
    hit, label, predicted = (what.sum(axis=1).astype(np.float64) for what in (truth & chosen, truth, chosen))
    return hit, label, predicted
