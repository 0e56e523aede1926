"""Metric: the part of the Brier score that the ranking saves."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.corp import corp_slack
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.isotonic import isotonic_fit

__all__ = ["BrierDiscrimination"]


@dataclass(frozen=True, slots=True)
class BrierDiscrimination:
    """The Brier score of a constant less that of the best rates that rise with the score, by isotonic regression.

    `brier_miscalibration` − discrimination + `brier_uncertainty` is the Brier score. Undefined where a class has no
    rows. The fit follows chance too, which raises the value; the lower bound gives up what that may be.

    References
    ----------
    T. Dimitriadis, T. Gneiting, A. I. Jordan, PNAS 118 (2021), doi:10.1073/pnas.2016191118.

    Examples
    --------
    >>> BrierDiscrimination().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "brier_discrimination"
    aliases: tuple[str, ...] = ("brier_resolution",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 0.25
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _of(rows: Histogram) -> Ranked:
    p, n = rows.positives, rows.negatives
    fit = isotonic_fit(p, n)
    total = float(rows.rows.sum())
    share = float(p.sum()) / total
    of_positives, of_negatives = (1 - share) ** 2 - (1 - fit.fitted) ** 2, share**2 - fit.fitted**2
    value = max(0.0, float(p @ of_positives + n @ of_negatives) / total)
    influence = Influence(of_positives - value, of_negatives - value)
    slack = corp_slack(rows, fit)
    return Ranked(value, influence, int(total), slack, chance=fit.chance, spread=fit.spread)


_METRIC = RankedMetric(_of, 0.0, 0.25, is_excess=True)
