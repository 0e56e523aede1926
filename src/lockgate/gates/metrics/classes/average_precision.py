"""Metric: precision of each class against the rest, averaged over its recall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import SliceCells
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.classes.rest import AgainstRest
from lockgate.gates.metric import Direction, Metric
from lockgate.gates.metrics.average_precision import AveragePrecision as OfTwo

__all__ = ["AveragePrecision"]


@dataclass(frozen=True, slots=True)
class AveragePrecision(AgainstRest):
    """The area under the precision-recall curve of each class, or label, against the rest; of one of them or averaged.

    Needs probabilities. Undefined where a class has no rows. Of one class as `average_precision` of two classes.
    Averaged, the standard errors of the classes are added: the bounds are wider than they might be.

    Parameters
    ----------
    average : RestAverage, default="macro"
        How classes count: ``macro`` all the same, ``weighted`` by their rows.
    of : str, default=""
        The one class or label that is asked about; empty for all.

    Examples
    --------
    .. code-block:: yaml

        metric: average_precision
        arguments: {average: weighted}
        mustBeGreaterOrEqualTo: 0.8

    >>> AveragePrecision(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "average_precision"
    aliases: ClassVar[tuple[str, ...]] = ("average_precision_score",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset({ClassNeed.REST})

    @property
    def binary(self) -> Metric[SliceCells]:
        return OfTwo()
