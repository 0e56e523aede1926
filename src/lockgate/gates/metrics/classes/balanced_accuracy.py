"""Metric: the mean over classes of the share of their rows that is found."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import FOUND, averaged_line
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.formula import measured, measured_difference
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["BalancedAccuracy"]


@dataclass(frozen=True, slots=True)
class BalancedAccuracy:
    """The plain mean of the recall of each class: `recall` with ``average: macro``.

    Undefined where a class has no rows. By the delta method.


    Examples
    --------
    >>> BalancedAccuracy().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "balanced_accuracy"
    aliases: tuple[str, ...] = ("balanced_accuracy_score",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[ClassNeed] = frozenset()

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return measured(cells, averaged_line(cells, model, FOUND))

    def difference(self, cells: ClassSlice) -> Measurement:
        return measured_difference(cells, *(averaged_line(cells, model, FOUND) for model in Model))
