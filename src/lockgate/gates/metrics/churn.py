"""Metric: the share of rows that the two models predict differently."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.pair import flip_rate, no_difference

__all__ = ["Churn"]


@dataclass(frozen=True, slots=True)
class Churn:
    """The share of rows whose prediction at the threshold changes from baseline to candidate.

    It is about the two models together: it needs a `baseline`, and an absolute bar. Exact bounds. Undefined without
    rows.

    Examples
    --------
    >>> Churn().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "churn"
    aliases: tuple[str, ...] = ("prediction_churn",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.PAIR})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        del model
        joint = cells.joint
        return flip_rate(cells, joint.flagged_baseline != joint.flagged_candidate)

    def difference(self, cells: SliceCells) -> Measurement:
        return no_difference(self.name, cells)
