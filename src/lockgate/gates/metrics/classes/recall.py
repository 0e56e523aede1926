"""Metric: of the rows of a class, the share that is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.classes.averaged import FOUND, Averaged, ClassRatio
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.metric import Direction

__all__ = ["Recall"]


@dataclass(frozen=True, slots=True)
class Recall(Averaged):
    """Of the rows that have a class, the share that is predicted so, by class or averaged.

    Undefined where a class that counts has no rows. Of one class exact, by Clopper and Pearson and paired by Tango;
    averaged by the delta method.

    Parameters
    ----------
    average : Average, default="macro"
        How classes count: ``macro`` all the same, ``weighted`` by their rows, ``micro`` all rows together, ``samples``
        each row with its own labels.
    of : str, default=""
        The one class or label that is asked about; empty for all.

    Examples
    --------
    .. code-block:: yaml

        metric: recall
        arguments: {of: cat}
        mustBeGreaterOrEqualTo: 0.6

    >>> Recall(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "recall"
    aliases: ClassVar[tuple[str, ...]] = ("true_positive_rate",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset()

    @property
    def ratio(self) -> ClassRatio:
        return FOUND
