"""Metric: the part of the Brier score that recalibrating would save."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.corp import corp_slack
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.isotonic import isotonic_fit

__all__ = ["BrierMiscalibration"]


@dataclass(frozen=True, slots=True)
class BrierMiscalibration:
    """The Brier score less that of the best rates that rise with the score, by isotonic regression.

    Miscalibration − `brier_discrimination` + `brier_uncertainty` is the Brier score. Scores count as the middle of
    their fine bucket. Undefined where a class has no rows. The fit follows chance too, which raises the value; the
    lower bound gives up what that may be.

    References
    ----------
    T. Dimitriadis, T. Gneiting, A. I. Jordan, PNAS 118 (2021), doi:10.1073/pnas.2016191118.

    Examples
    --------
    >>> BrierMiscalibration().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "brier_miscalibration"
    aliases: tuple[str, ...] = ("brier_reliability",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _of(rows: Histogram) -> Ranked:
    p, n, score = rows.positives, rows.negatives, rows.scores
    fit = isotonic_fit(p, n)
    of_positives, of_negatives = (1 - score) ** 2 - (1 - fit.fitted) ** 2, score**2 - fit.fitted**2
    total = float(rows.rows.sum())
    value = max(0.0, float(p @ of_positives + n @ of_negatives) / total)
    moved = 2 * float((p * (1 - score) + n * score) @ rows.half_widths) / total
    influence = Influence(of_positives - value, of_negatives - value)
    slack = moved + corp_slack(rows, fit)
    return Ranked(value, influence, int(total), slack, chance=fit.chance, spread=fit.spread)


_METRIC = RankedMetric(_of, is_excess=True)
