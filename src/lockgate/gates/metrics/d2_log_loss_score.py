"""Metric: which share of the log loss of a constant a model saves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.loss_skill import LossSkill
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["D2LogLossScore"]


@dataclass(frozen=True, slots=True)
class D2LogLossScore:
    """One minus the log loss over that of predicting the share of positives for every row, as in scikit-learn.

    0 is no better than the constant, 1 is perfect. Undefined where a class has no rows. By the delta method.

    Examples
    --------
    >>> D2LogLossScore().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "d2_log_loss_score"
    aliases: tuple[str, ...] = ("d2_log_loss", "log_loss_skill_score")
    direction: Direction = Direction.HIGHER
    least: float = float("-inf")
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.LOG_LOSS})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _entropy(share: float) -> tuple[float, float]:
    rest = 1 - share
    return -share * math.log(share) - rest * math.log(rest), math.log(rest / share)


_METRIC = LossSkill("log_loss", _entropy)
