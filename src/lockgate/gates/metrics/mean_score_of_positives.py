"""Metric: the mean score of the positive rows."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.class_balance import mean_score, mean_score_difference
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["MeanScoreOfPositives"]


@dataclass(frozen=True, slots=True)
class MeanScoreOfPositives:
    """The mean score of the rows whose label is positive.

    Compared between groups it is the balance for the positive class: equal where rows that turn out positive are rated
    alike. More is neither better nor worse by itself, so it takes absolute bars only. Undefined without positive rows.
    By Student's t.

    References
    ----------
    J. Kleinberg, S. Mullainathan and M. Raghavan, ITCS 2017, doi:10.4230/LIPIcs.ITCS.2017.43.

    Examples
    --------
    >>> MeanScoreOfPositives().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "mean_score_of_positives"
    aliases: tuple[str, ...] = ("balance_for_positive_class",)
    direction: Direction = Direction.NEITHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return mean_score(cells, model, label=1)

    def difference(self, cells: SliceCells) -> Measurement:
        return mean_score_difference(cells, label=1)
