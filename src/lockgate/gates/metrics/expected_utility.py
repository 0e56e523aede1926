"""Metric: the mean utility of a decision at the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.amounts import Amounts, require_amounts
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["ExpectedUtility"]


@dataclass(frozen=True, slots=True)
class ExpectedUtility:
    """The mean utility of a row when the model decides at the threshold, from what each outcome is worth.

    Undefined without rows. Bounds by Student's t; the difference is paired.

    Parameters
    ----------
    tp : float, default=0.0
        What a true positive is worth, finite.
    fp : float, default=0.0
        What a false positive is worth, finite.
    fn : float, default=0.0
        What a false negative is worth, finite.
    tn : float, default=0.0
        What a true negative is worth, finite.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> ExpectedUtility().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: expected_utility, arguments: {tp: -40, fp: 5, fn: 0}, notWorseThanBaselineBy: 0.5}
    """

    name: ClassVar[str] = "expected_utility"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = float("-inf")
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Need]] = frozenset()
    tp: float = 0.0
    fp: float = 0.0
    fn: float = 0.0
    tn: float = 0.0

    def __post_init__(self) -> None:
        require_amounts(self.name, {"tp": self.tp, "fp": self.fp, "fn": self.fn, "tn": self.tn})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> Amounts:
        return Amounts(self.tp, self.fp, self.fn, self.tn)
