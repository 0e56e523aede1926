"""Metric: the area under the precision-recall curve."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import FractionMeasurement, MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence, paired_standard_error
from lockgate.stats.estimate import Estimate
from lockgate.stats.precision_recall import (
    average_precision_binning_error,
    average_precision_estimate,
    average_precision_from_counts,
    average_precision_influence,
)

__all__ = ["AveragePrecision"]


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
    return average_precision_binning_error(*cells.histogram(model), cells.has_ties_only(model))
