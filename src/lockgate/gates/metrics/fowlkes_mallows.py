"""Metric: the geometric mean of precision and recall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["FowlkesMallows"]


@dataclass(frozen=True, slots=True)
class FowlkesMallows:
    r"""The geometric mean of precision and recall.

    Undefined where no row is positive, or none is predicted positive. By the delta method.

    References
    ----------
    E. B. Fowlkes and C. L. Mallows, Journal of the American Statistical Association 78 (1983),
    doi:10.1080/01621459.1983.10478008.

    Examples
    --------
    >>> FowlkesMallows().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "fowlkes_mallows"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _FORMULA.difference(cells)


def _formula(m: Matrix) -> np.complex128:
    value: np.complex128 = m.tp / np.sqrt((m.tp + m.fp) * (m.tp + m.fn))
    return value


_FORMULA = ConfusionFormula(_formula, 0.0, 1.0, "no row is predicted positive, or none of them is")
