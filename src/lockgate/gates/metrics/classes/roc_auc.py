"""Metric: the area under the ROC curve of each class against the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import SliceCells
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.classes.rest import AgainstRest
from lockgate.gates.metric import Direction, Metric
from lockgate.gates.metrics.roc_auc import RocAuc as OfTwo

__all__ = ["RocAuc"]


@dataclass(frozen=True, slots=True)
class RocAuc(AgainstRest):
    """The area under the ROC curve of each class, or label, against the rest; of one of them or averaged.

    Needs probabilities. Undefined where a class has no rows or all of them. Of one class as `roc_auc` of two classes.
    Averaged, the standard errors of the classes are added: the bounds are wider than they might be. Scores are
    bucketed; how far the value can be off is in the bounds.

    Parameters
    ----------
    average : RestAverage, default="macro"
        How classes count: ``macro`` all the same, ``weighted`` by their rows.
    of : str, default=""
        The one class or label that is asked about; empty for all.

    Examples
    --------
    .. code-block:: yaml

        metric: roc_auc
        arguments: {average: weighted}
        mustBeGreaterOrEqualTo: 0.8

    >>> RocAuc(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "roc_auc"
    aliases: ClassVar[tuple[str, ...]] = ("roc_auc_score",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset({ClassNeed.REST})

    @property
    def binary(self) -> Metric[SliceCells]:
        return OfTwo()
