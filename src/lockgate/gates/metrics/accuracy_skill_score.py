"""Metric: which share of the errors of always predicting the larger class a model avoids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["AccuracySkillScore"]


@dataclass(frozen=True, slots=True)
class AccuracySkillScore:
    """(accuracy − largest share) / (1 − largest share), with the share of the larger class.

    0 is no better than always predicting the larger class, 1 is perfect.

    Undefined where a class has no rows. By the delta method.

    Examples
    --------
    >>> AccuracySkillScore().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "accuracy_skill_score"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = float("-inf")
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    positives, negatives = m.tp + m.fn, m.fp + m.tn
    rarer = positives if positives.real < negatives.real else negatives
    return 1 - (m.fp + m.fn) / rarer


_METRIC = ConfusionFormula(_formula, float("-inf"), 1.0, "no rows")
