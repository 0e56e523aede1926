"""Metric: the share of rows whose predicted class the candidate changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.rates import rate
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction

__all__ = ["Churn"]


@dataclass(frozen=True, slots=True)
class Churn:
    """The share of rows for which the candidate predicts another class, or another set of labels, than the baseline.

    Needs a baseline. Exact, by Clopper and Pearson. Undefined without rows.


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
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.BASELINE})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        del model  # it is about both
        changed = cells.predicted(Model.BASELINE) != cells.predicted(Model.CANDIDATE)
        return rate(cells.joint.n, changed, np.ones_like(changed))

    def difference(self, cells: ClassSlice) -> Measurement:
        return UndefinedMeasurement("it compares the two models itself", cells.n)
