"""Metric: which share of the Brier score of a constant a model saves."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.loss_skill import LossSkill
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["D2BrierScore"]


@dataclass(frozen=True, slots=True)
class D2BrierScore:
    """One minus the Brier score over that of predicting the share of positives for every row, as in scikit-learn.

    0 is no better than the constant, 1 is perfect. Undefined where a class has no rows. By the delta method.

    Examples
    --------
    >>> D2BrierScore().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "d2_brier_score"
    aliases: tuple[str, ...] = ("brier_skill_score",)
    direction: Direction = Direction.HIGHER
    least: float = float("-inf")
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.BRIER})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


_METRIC = LossSkill("brier", lambda share: (share * (1 - share), 1 - 2 * share))
