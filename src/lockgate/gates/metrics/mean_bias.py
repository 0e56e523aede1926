"""Metric: the mean error, with its sign."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale
from lockgate.gates.moments.terms import Term

__all__ = ["MeanBias"]


_FORMULA = MomentFormula((Term.ERROR,), lambda mean: mean, scale=Scale.REAL)


@dataclass(frozen=True, slots=True)
class MeanBias:
    """The mean of prediction − label: above 0 the model predicts too much.

    Neither high nor low is better, so it takes absolute bars only, such as ``mustBeBetween: [-0.5, 0.5]``. Undefined
    without rows, and where every prediction is exact. Bounds by Student's t.

    Examples
    --------
    >>> MeanBias().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "mean_bias"
    aliases: tuple[str, ...] = (
        "bias",
        "mean_error",
    )
    direction: Direction = Direction.NEITHER
    least: float = float("-inf")
    greatest: float = float("inf")
    needs: frozenset[Term] = frozenset(_FORMULA.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return _FORMULA.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return _FORMULA.difference(cells)
