"""Metric: the area under the ROC curve of each class against the rest, or against each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.each import each_difference, each_estimate
from lockgate.gates.classes.rest import AgainstRest, RestAverage
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction, Metric
from lockgate.gates.metrics.roc_auc import RocAuc as OfTwo

__all__ = ["Opponents", "RocAuc"]


class Opponents(StrEnum):
    """Which rows those of a class are told from."""

    REST = "rest"  # all others
    EACH = "each"  # those of each other class in turn


@dataclass(frozen=True, slots=True)
class RocAuc(AgainstRest):
    """The area under the ROC curve of each class, or label, against the rest or each other; of one or averaged.

    Needs probabilities. Undefined where a class has no rows or all of them. Of one class as `roc_auc` of two classes.
    Averaged, the standard errors of the classes are added: the bounds are wider than they might be. Scores are
    bucketed; how far the value can be off is in the bounds.

    With ``against: each`` each pair of classes is judged on its own rows, by the mean of both classes' scores: as Hand
    and Till have it, and scikit-learn with ``multi_class="ovo"``. How frequent a class is then moves ``macro`` no more.
    The scores of each class are read once a label, which costs as many times more as there are classes.

    Parameters
    ----------
    average : RestAverage, default="macro"
        How classes, or pairs of them, count: ``macro`` all the same, ``weighted`` by their rows.
    of : str, default=""
        The one class or label that is asked about; empty for all. Not beside ``against: each``.
    against : Opponents, default="rest"
        Which rows those of a class are told from: ``rest`` all others, ``each`` those of each other class in turn. A
        multilabel model knows ``rest`` only.

    Raises
    ------
    ParameterError
        If one class is named and each is to be compared.

    References
    ----------
    D. J. Hand and R. J. Till, Machine Learning 45 (2001), doi:10.1023/A:1010920819831.

    Examples
    --------
    .. code-block:: yaml

        metric: roc_auc
        arguments: {average: weighted, against: each}
        mustBeGreaterOrEqualTo: 0.8

    >>> RocAuc(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "roc_auc"
    aliases: ClassVar[tuple[str, ...]] = ("roc_auc_score",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    against: Opponents = Opponents.REST

    def __post_init__(self) -> None:
        if self.of and self.against == Opponents.EACH:
            raise ParameterError.of(
                "metric", "against", "`rest` beside `of`, which is one class", self.against.value
            )

    @property
    def needs(self) -> frozenset[ClassNeed]:
        return frozenset({ClassNeed.EACH if self.against == Opponents.EACH else ClassNeed.REST})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        if self.against == Opponents.EACH:
            return each_estimate(cells, model, is_weighted=self.average is RestAverage.WEIGHTED)
        return AgainstRest.estimate(self, cells, model)

    def difference(self, cells: ClassSlice) -> Measurement:
        if self.against == Opponents.EACH:
            return each_difference(cells, is_weighted=self.average is RestAverage.WEIGHTED)
        return AgainstRest.difference(self, cells)

    @property
    def binary(self) -> Metric[SliceCells]:
        return OfTwo()
