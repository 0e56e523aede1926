"""Metric: the prevalence below which positive predictions fail quickly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["PrevalenceThreshold"]


@dataclass(frozen=True, slots=True)
class PrevalenceThreshold:
    r"""The share of positives below which the precision of a test with these rates falls off fastest.

    Undefined where a class has no rows or neither rate is above 0. By the delta method.

    References
    ----------
    J. Balayla, PLoS ONE 15 (2020), doi:10.1371/journal.pone.0240215.

    Examples
    --------
    >>> PrevalenceThreshold().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "prevalence_threshold"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    recall, fallout = m.tp / (m.tp + m.fn), m.fp / (m.fp + m.tn)
    value: np.complex128 = np.sqrt(fallout) / (np.sqrt(recall) + np.sqrt(fallout))
    return value


_FORMULA = ConfusionFormula(_formula, 0.0, 1.0, "no row is predicted positive")
