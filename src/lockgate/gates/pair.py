"""Numbers about two models together, such as how often they differ."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import SliceCells
from lockgate.gates.measurement import Measurement, RateMeasurement, UndefinedMeasurement

__all__ = ["flip_rate", "no_difference"]


def flip_rate(cells: SliceCells, flips: NDArray[np.bool_]) -> Measurement:
    """Measure the share of rows in the joint cells that `flips` marks."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    return RateMeasurement(int(cells.joint.n @ flips.astype(np.int64)), cells.n, cells.n)


def no_difference(name: str, cells: SliceCells) -> Measurement:
    """Say that there is no second number to subtract."""
    return UndefinedMeasurement(f"{name} compares the two models by itself", cells.n)
