"""Metric: the largest gap between recall and false-positive rate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.partial_area import kolmogorov_smirnov

__all__ = ["KSStatistic"]


@dataclass(frozen=True, slots=True)
class KSStatistic:
    """The Kolmogorov-Smirnov distance of positives and negatives: the largest recall minus false-positive rate.

    Undefined where a class has no rows. The largest of many gaps is raised by chance; the lower bound gives that up.
    The bounds include what an exact threshold within a bucket could find.

    Examples
    --------
    >>> KSStatistic().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "ks_statistic"
    aliases: tuple[str, ...] = ("kolmogorov_smirnov",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _of(rows: Histogram) -> Ranked:
    value, of_positives, of_negatives, best = kolmogorov_smirnov(rows.positives, rows.negatives)
    slack = max(0.0, float(np.max(best[~rows.is_tied], initial=0.0)) - value)
    p, n = rows.positives, rows.negatives
    variance = float(p @ of_positives**2 + n @ of_negatives**2) / float(rows.rows.sum()) ** 2
    support = int(min(p.sum(), n.sum()))
    chance = _CHANCE * math.sqrt(variance)
    return Ranked(value, Influence(of_positives, of_negatives), support, slack, chance=chance)


_CHANCE = 0.75  # standard errors by which choosing the largest gap raises it, at most: 0.6 were simulated

_METRIC = RankedMetric(_of, is_excess=True)
