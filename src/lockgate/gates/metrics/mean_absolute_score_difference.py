"""Metric: how far the scores of the two models are apart."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.pair import no_difference
from lockgate.stats.estimate import mean_estimate

__all__ = ["MeanAbsoluteScoreDifference"]


@dataclass(frozen=True, slots=True)
class MeanAbsoluteScoreDifference:
    """The mean of |candidate's score − baseline's score|, in [0, 1].

    It is about the two models together: it needs a `baseline`, and an absolute bar. By Student's t. Undefined without
    rows.

    Examples
    --------
    >>> MeanAbsoluteScoreDifference().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "mean_absolute_score_difference"
    aliases: tuple[str, ...] = ("score_churn",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.PAIR, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        del model
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        joint = cells.joint
        mean = mean_estimate(cells.n, joint.total("p_gap_size"), joint.total("p_gap2"))
        return MeanMeasurement(mean, "t", span=1.0)

    def difference(self, cells: SliceCells) -> Measurement:
        return no_difference(self.name, cells)
