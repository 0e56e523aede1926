"""Metric: the absolute error by the size of label and prediction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["SymmetricPercentageError"]


@dataclass(frozen=True, slots=True)
class SymmetricPercentageError:
    """The mean of 2 |prediction − label| / (|label| + |prediction|), from 0 to 2.

    A row where both are 0 counts 0. Some tools leave out the 2. Bounds by Student's t on the logarithm; paired by the
    row-wise differences.

    Examples
    --------
    .. code-block:: yaml

        metric: symmetric_percentage_error
        mustBeLessOrEqualTo: 0.2

    >>> SymmetricPercentageError().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "symmetric_percentage_error"
    aliases: ClassVar[tuple[str, ...]] = ("smape",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 2.0

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return MomentFormula((Term.SYMMETRIC_ERROR,), lambda mean: mean)
