"""Metric: Spiegelhalter's test of calibration."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence, paired_standard_error
from lockgate.gates.ranked import Histogram
from lockgate.stats.estimate import Estimate

__all__ = ["SpiegelhalterZ"]


@dataclass(frozen=True, slots=True)
class SpiegelhalterZ:
    """The excess of the Brier score over what it would be if each score were the true probability, in standard errors.

    Σ (y − p)(1 − 2p) / √Σ (1 − 2p)² p (1 − p). A calibrated model has a standard normal z, so |z| above 3 says that
    it is not calibrated; a small z does not prove that it is, and z grows with the rows. The bounds are for the z
    that these rows stand for. Undefined where a class has no rows or every score is 0, ½ or 1.

    Not of weighed rows: it counts in standard errors of as many rows, and weights do not tell how many there are.

    References
    ----------
    D. J. Spiegelhalter, Statistics in Medicine 5 (1986), doi:10.1002/sim.4780050506.

    Examples
    --------
    >>> SpiegelhalterZ().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "spiegelhalter_z"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = float("-inf")
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset({Need.ROWS, Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        found = _of(cells, model)
        if isinstance(found, str):
            return UndefinedMeasurement(found, cells.n)
        z, influence, slack = found
        rows = Histogram.of(cells, model)
        square = rows.positives @ influence.of_positives**2 + rows.negatives @ influence.of_negatives**2
        return MeanMeasurement(Estimate(z, math.sqrt(float(square)) / cells.n, cells.n), "t", slack)

    def difference(self, cells: SliceCells) -> Measurement:
        old, new = (_of(cells, model) for model in Model)
        if isinstance(old, str) or isinstance(new, str):
            return UndefinedMeasurement(old if isinstance(old, str) else str(new), cells.n)
        error = paired_standard_error(cells, old[1], new[1])
        return MeanMeasurement(Estimate(new[0] - old[0], error, cells.n), "paired, t", old[2] + new[2])


def _of(cells: SliceCells, model: Model) -> tuple[float, Influence, float] | str:
    """Return z, influences, and how far z can be off because its scale is from buckets; or why there is none."""
    if not 0 < cells.n_positive < cells.n:
        return "no positive rows" if cells.n_positive == 0 else "no negative rows"
    rows = Histogram.of(cells, model)
    p, counts = rows.scores, rows.rows
    scale = math.sqrt(float(counts @ ((1 - 2 * p) ** 2 * p * (1 - p))))
    if scale < _LEAST * math.sqrt(cells.n):
        return "no score tells anything: each is 0, ½ or 1"
    joint, name = cells.joint, f"p_{model.name.lower()}"
    of_positives = float(joint.positive @ (joint.n - 2 * joint.column(name)))
    excess = of_positives - joint.total(name) + 2 * joint.total(f"{name}2")
    step = (
        np.abs((1 - 2 * p) * (1 - 8 * p * (1 - p))) + rows.half_widths
    )  # of the square, and what its slope may change
    off = float(counts @ (step * rows.half_widths)) / scale**2
    mean = excess / cells.n
    pull = cells.n / scale
    influence = Influence(pull * ((1 - p) * (1 - 2 * p) - mean), pull * (-p * (1 - 2 * p) - mean))
    return excess / scale, influence, abs(excess / scale) * off


_LEAST = 1e-3
