"""Rates and ratios of the confusion matrix, of one model and paired."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Floats, Ints, Model, SliceCells
from lockgate.gates.measurement import (
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    PairedRateMeasurement,
    RateMeasurement,
    UndefinedMeasurement,
)
from lockgate.stats.linearised import Linearised, linearised_difference, linearised_estimate, linearised_ratio

__all__ = ["Ratio", "flagged", "paired_rate", "paired_ratio", "rate", "ratio"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """What one row of each joint cell adds to a ratio's two sums."""

    numerator: Floats
    denominator: Floats


def flagged(cells: SliceCells, model: Model) -> Ints:
    """Return for each joint cell whether the model predicts positive, 0 or 1."""
    joint = cells.joint
    return joint.flagged_candidate if model is Model.CANDIDATE else joint.flagged_baseline


def rate(cells: SliceCells, hits: Ints, among: Ints, nothing: str) -> Measurement:
    """Measure the rate of `hits` among some cells; both are 0 or 1 for each joint cell.

    `nothing` says what is missing when no row is among them.
    """
    trials = int(cells.joint.n @ among)
    if trials == 0:
        return UndefinedMeasurement(nothing, cells.n)
    return RateMeasurement(int(cells.joint.n @ (hits * among)), trials, cells.n)


def paired_rate(cells: SliceCells, hits: tuple[Ints, Ints], among: Ints, nothing: str) -> Measurement:
    """Measure the difference of two rates among the same rows; `hits` are the baseline's and the candidate's."""
    trials = int(cells.joint.n @ among)
    if trials == 0:
        return UndefinedMeasurement(nothing, cells.n)
    old, new = hits
    only_new = int(cells.joint.n @ (new * (1 - old) * among))
    only_old = int(cells.joint.n @ (old * (1 - new) * among))
    return PairedRateMeasurement(trials, only_new, only_old, cells.n)


def ratio(cells: SliceCells, terms: Ratio, nothing: str) -> Measurement:
    """Measure a ratio whose denominator depends on the model; its bounds are on the log-odds scale."""
    line = _line(cells, terms)
    if np.isnan(line.value):
        return UndefinedMeasurement(nothing, cells.n)
    estimate = linearised_estimate(line.value, line.influence, cells.joint.n, n_effective=line.n_effective)
    return FractionMeasurement(estimate, "delta method, log-odds scale")


def paired_ratio(cells: SliceCells, baseline: Ratio, candidate: Ratio, nothing: str) -> Measurement:
    """Measure the difference of two such ratios on the same rows."""
    old, new = _line(cells, baseline), _line(cells, candidate)
    if np.isnan(old.value) or np.isnan(new.value):
        return UndefinedMeasurement(nothing, cells.n)
    return MeanMeasurement(linearised_difference(new, old, cells.joint.n), "paired, delta method, t", span=1.0)


def _line(cells: SliceCells, terms: Ratio) -> Linearised:
    return linearised_ratio(terms.numerator, terms.denominator, cells.joint.n)
