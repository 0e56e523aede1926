"""Metric: hits by all rows that have or are predicted as a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.classes.averaged import Averaged, ClassRatio
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.metric import Direction

__all__ = ["Jaccard"]


@dataclass(frozen=True, slots=True)
class Jaccard(Averaged):
    """Of the rows that have a class or are predicted so, the share where both hold, by class or averaged.

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

        metric: jaccard
        arguments: {average: samples}
        mustBeGreaterOrEqualTo: 0.6

    >>> Jaccard(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "jaccard"
    aliases: ClassVar[tuple[str, ...]] = ("jaccard_score", "threat_score", "critical_success_index")
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset()

    @property
    def ratio(self) -> ClassRatio:
        return _RATIO


_RATIO = ClassRatio(
    lambda hit, label, chosen: hit / (label + chosen - hit),
    lambda hit, label, chosen: label + chosen - hit,
    "no row has or is predicted `{}`",
)
