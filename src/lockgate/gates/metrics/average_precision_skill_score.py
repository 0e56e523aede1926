"""Metric: how much of the way from chance to perfect average precision a model goes."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.precision_recall import (
    average_precision_binning_error,
    average_precision_from_counts,
    average_precision_influence,
)

__all__ = ["AveragePrecisionSkillScore"]


@dataclass(frozen=True, slots=True)
class AveragePrecisionSkillScore:
    """(average precision − share of positives) / (1 − share of positives).

    0 is no better than a constant, 1 is perfect.

    Undefined where a class has no rows. The share of positives varies with the rows, and the bounds include that.

    Examples
    --------
    >>> AveragePrecisionSkillScore().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "average_precision_skill_score"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = float("-inf")
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _of(rows: Histogram) -> Ranked:
    p, n = rows.positives, rows.negatives
    share = float(p.sum()) / float(rows.rows.sum())
    rest = 1 - share
    value = average_precision_from_counts(p, n)
    of_positives, of_negatives = average_precision_influence(p, n)
    tilt = (value - 1) / rest**2
    influence = Influence(of_positives / rest + tilt * rest, of_negatives / rest - tilt * share)
    slack = average_precision_binning_error(p, n, rows.is_tied) / rest
    return Ranked((value - share) / rest, influence, int(p.sum()), slack)


_METRIC = RankedMetric(_of, float("-inf"), 1.0)
