"""Rates of rows, with exact bounds, of one model and paired."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassSlice, Ints
from lockgate.gates.measurement import (
    Measurement,
    PairedRateMeasurement,
    RateMeasurement,
    UndefinedMeasurement,
)

__all__ = ["has_class", "paired_rate", "predicts_class", "rate", "right"]

Bools = NDArray[np.bool_]


def rate(n: Ints, hits: Bools, among: Bools, nothing: str = "no rows") -> Measurement:
    """Measure the share of `hits` among some of the counted cells; `nothing` says what is missing if there are none."""
    trials, rows = int(n[among].sum()), int(n.sum())
    if trials == 0:
        return UndefinedMeasurement(nothing, rows)
    return RateMeasurement(int(n[hits & among].sum()), trials, rows)


def paired_rate(
    n: Ints, baseline: Bools, candidate: Bools, among: Bools, nothing: str = "no rows"
) -> Measurement:
    """Measure the difference of two such shares among the same rows."""
    trials, rows = int(n[among].sum()), int(n.sum())
    if trials == 0:
        return UndefinedMeasurement(nothing, rows)
    only_new, only_old = (int(n[one & among].sum()) for one in (candidate & ~baseline, baseline & ~candidate))
    return PairedRateMeasurement(trials, only_new, only_old, rows)


def right(cells: ClassSlice, model: Model) -> Bools:
    """Return for each joint cell whether the model predicts its label; of several labels, all of them."""
    found: Bools = cells.label == cells.predicted(model)
    return found


def has_class(cells: ClassSlice, name: str) -> Bools:
    """Return for each joint cell whether its rows have a class or label."""
    return _is(cells, cells.label, name)


def predicts_class(cells: ClassSlice, model: Model, name: str) -> Bools:
    """Return for each joint cell whether the model predicts a class or label."""
    return _is(cells, cells.predicted(model), name)


def _is(cells: ClassSlice, codes: Ints, name: str) -> Bools:
    at = cells.names.index(name)
    found: Bools = codes == at if cells.members is None else cells.members[codes, at]
    return found
