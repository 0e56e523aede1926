"""Metric: the area under the ROC curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import FractionMeasurement, MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence, paired_standard_error
from lockgate.stats.estimate import Estimate
from lockgate.stats.ranking import placement_values, roc_auc_estimate, roc_auc_from_counts

__all__ = ["RocAuc"]

_METHOD = "DeLong, log-odds scale"


@dataclass(frozen=True, slots=True)
class RocAuc:
    """The probability that a random positive row scores above a random negative one; ties count half.

    Undefined where a class has no rows. Scores are bucketed: half the share of pairs that share a bucket
    without
    having the same score is how far the value can be off; the bounds include it.

    Examples
    --------
    >>> RocAuc().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "roc_auc"
    aliases: tuple[str, ...] = ("roc_auc_score",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        missing = _missing_class(cells)
        if missing:
            return UndefinedMeasurement(missing, cells.n)
        slack = _binning_error(cells, model)
        return FractionMeasurement(roc_auc_estimate(*cells.histogram(model)), _METHOD, slack)

    def difference(self, cells: SliceCells) -> Measurement:
        missing = _missing_class(cells)
        if missing:
            return UndefinedMeasurement(missing, cells.n)
        old, new = (roc_auc_from_counts(*cells.histogram(model)) for model in Model)
        error = paired_standard_error(cells, *(_influence(cells, model) for model in Model))
        support = min(cells.n_positive, cells.n - cells.n_positive)
        estimate = Estimate(new - old, error if support > 1 else float("nan"), cells.n, support)
        slack = sum(_binning_error(cells, model) for model in Model)
        return MeanMeasurement(estimate, "paired, DeLong on cells, t", span=1.0, slack=slack)


def _missing_class(cells: SliceCells) -> str:
    if cells.n_positive == 0:
        return "no positive rows"
    return "no negative rows" if cells.n_positive == cells.n else ""


def _influence(cells: SliceCells, model: Model) -> Influence:
    positives, negatives = cells.histogram(model)
    of_positives, of_negatives = placement_values(positives, negatives)
    area = roc_auc_from_counts(positives, negatives)
    total = positives.sum() + negatives.sum()
    return Influence(
        (of_positives - area) * (total / positives.sum()), (of_negatives - area) * (total / negatives.sum())
    )


def _binning_error(cells: SliceCells, model: Model) -> float:
    positives, negatives = cells.histogram(model)
    pairs = np.where(cells.has_ties_only(model), 0.0, positives * negatives)
    return 0.5 * float(pairs.sum()) / (float(positives.sum()) * float(negatives.sum()))
