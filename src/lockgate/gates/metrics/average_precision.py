"""Metric: the area under the precision-recall curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.measurement import FractionMeasurement, MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence, paired_standard_error
from lockgate.stats.estimate import Estimate
from lockgate.stats.precision_recall import (
    average_precision_estimate,
    average_precision_from_counts,
    average_precision_influence,
)

__all__ = ["AveragePrecision", "binning_error"]


@dataclass(frozen=True, slots=True)
class AveragePrecision:
    """The mean precision over the positive rows, each taken at its own score, without interpolation.

    Undefined where a class has no rows. Scores are bucketed; the bounds include how far the value can be off
    because rows that share a bucket may come in any order.

    Examples
    --------
    >>> AveragePrecision().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "average_precision"
    aliases: tuple[str, ...] = ("average_precision_score",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        missing = _missing_class(cells)
        if missing:
            return UndefinedMeasurement(missing, cells.n)
        estimate = average_precision_estimate(*cells.histogram(model))
        return FractionMeasurement(estimate, "delta method, log-odds scale", _binning_error(cells, model))

    def difference(self, cells: SliceCells) -> Measurement:
        missing = _missing_class(cells)
        if missing:
            return UndefinedMeasurement(missing, cells.n)
        old, new = (average_precision_from_counts(*cells.histogram(model)) for model in Model)
        influences = (Influence(*average_precision_influence(*cells.histogram(model))) for model in Model)
        estimate = Estimate(new - old, paired_standard_error(cells, *influences), cells.n, cells.n_positive)
        slack = sum(_binning_error(cells, model) for model in Model)
        return MeanMeasurement(estimate, "paired, delta method, t", span=1.0, slack=slack)


def _missing_class(cells: SliceCells) -> str:
    if cells.n_positive == 0:
        return "no positive rows"
    return "no negative rows" if cells.n_positive == cells.n else ""


def _binning_error(cells: SliceCells, model: Model) -> float:
    return binning_error(*cells.histogram(model), cells.has_ties_only(model))


def binning_error(positives: Floats, negatives: Floats, is_tied: NDArray[np.bool_]) -> float:
    """Bound the effect of the order within buckets: all positives come first there, or all come last."""
    is_open = (positives > 0) & ~is_tied
    hits, rows = _above(positives), _above(positives + negatives)
    best = _share(hits + positives, rows + positives)
    worst = _share(hits + 1, rows + negatives + 1)
    seen = _share(hits + positives, rows + positives + negatives)
    up = float(positives[is_open] @ (best - seen)[is_open])
    down = float(positives[is_open] @ (seen - worst)[is_open])
    return max(0.0, up, down) / float(positives.sum())


def _above(counts: Floats) -> Floats:
    """Return how many rows are in higher buckets."""
    above: Floats = np.cumsum(counts[::-1])[::-1] - counts
    return above


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
