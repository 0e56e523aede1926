"""Metric: the harmonic mean of precision and recall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.classes.averaged import Averaged, ClassRatio
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.metric import Direction

__all__ = ["F1"]


@dataclass(frozen=True, slots=True)
class F1(Averaged):
    """Twice the hits of a class, by its rows plus those predicted so, by class or averaged.

    Undefined where a class that counts has no rows and is never predicted. By the delta method.

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

        metric: f1
        arguments: {average: macro}
        mustBeGreaterOrEqualTo: 0.6

    >>> F1(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "f1"
    aliases: ClassVar[tuple[str, ...]] = ("f1_score",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset()

    @property
    def ratio(self) -> ClassRatio:
        return _RATIO


_RATIO = ClassRatio(
    lambda hit, label, chosen: 2 * hit / (label + chosen),
    lambda hit, label, chosen: label + chosen - hit,
    "no row has or is predicted `{}`",
)
