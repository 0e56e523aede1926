"""Metric: what the fixed threshold gives away of the best F1."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.regret import regret

__all__ = ["F1Regret"]


@dataclass(frozen=True, slots=True)
class F1Regret:
    """The F1 of the best threshold for these rows, less that of the fixed one.

    Above 0 the threshold, which was chosen on other rows, is no longer the right one. Chance raises the value,
    because the best threshold is chosen by the same rows; the lower bound gives that up. Undefined where a class has
    no rows.

    Examples
    --------
    >>> F1Regret().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "f1_regret"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _gain(hits: Floats, chosen: Floats, share: float) -> tuple[Floats, Floats, Floats, Floats]:
    below = chosen + share
    value = 2 * hits / below
    return value, 2 / below, -value / below, -value / below


_METRIC = regret(_gain, 1.0)
