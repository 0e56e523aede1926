"""Metric: of the rows that are predicted as a class, the share that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.classes.averaged import Among, Averaged, ClassRatio
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.metric import Direction

__all__ = ["Precision"]


@dataclass(frozen=True, slots=True)
class Precision(Averaged):
    """Of the rows that are predicted as a class, the share that has it, by class or averaged.

    Undefined where a class that counts is never predicted. Of one class exact, by Clopper and Pearson; averaged, and
    paired, by the delta method.

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

        metric: precision
        arguments: {average: weighted}
        mustBeGreaterOrEqualTo: 0.6

    >>> Precision(of="cat").direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "precision"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset()

    @property
    def ratio(self) -> ClassRatio:
        return _RATIO


_RATIO = ClassRatio(
    lambda hit, _label, chosen: hit / chosen,
    lambda _hit, _label, chosen: chosen,
    "no row is predicted `{}`",
    Among.PREDICTED,
)
