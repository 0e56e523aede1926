"""Metric: the share of rows that only the candidate predicts rightly."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.pair import flip_rate, no_difference

__all__ = ["PositiveFlipRate"]


@dataclass(frozen=True, slots=True)
class PositiveFlipRate:
    """The share of all rows that the baseline predicts wrongly at the threshold and the candidate rightly.

    It is about the two models together: it needs a `baseline`, and an absolute bar. Exact bounds. Undefined without
    rows.

    Examples
    --------
    >>> PositiveFlipRate().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "positive_flip_rate"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.PAIR})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        del model
        joint = cells.joint
        return flip_rate(
            cells, (joint.flagged_baseline != joint.positive) & (joint.flagged_candidate == joint.positive)
        )

    def difference(self, cells: SliceCells) -> Measurement:
        return no_difference(self.name, cells)
