"""Metric: the share of rows that only the baseline predicts rightly."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.pair import flip_rate, no_difference

__all__ = ["NegativeFlipRate"]


@dataclass(frozen=True, slots=True)
class NegativeFlipRate:
    """The share of rows that the baseline predicts rightly at the threshold and the candidate wrongly.

    It is what users see break.

    It is about the two models together: it needs a `baseline`, and an absolute bar. Exact bounds. Undefined without
    rows.

    Examples
    --------
    >>> NegativeFlipRate().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "negative_flip_rate"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.PAIR})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        del model
        joint = cells.joint
        return flip_rate(
            cells, (joint.flagged_baseline == joint.positive) & (joint.flagged_candidate != joint.positive)
        )

    def difference(self, cells: SliceCells) -> Measurement:
        return no_difference(self.name, cells)
