"""Metric: how many times as many positives are among the highest scores as among random rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_share, require_fraction
from lockgate.gates.linear import LinearMetric
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.operating_point import recall

__all__ = ["Lift"]


@dataclass(frozen=True, slots=True)
class Lift:
    """The precision among the rows with the highest scores, over the share of positives in all rows.

    1 is no better than chance. Rows that tie at the end count in proportion. Undefined where a class has no rows.
    Scores are bucketed; the bounds include how far the value can be off because of that. By the delta method,
    threshold included.

    Parameters
    ----------
    share : float
        The share of rows, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> Lift().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: lift, arguments: {share: 0.1}, mustBeGreaterOrEqualTo: 3}
    """

    name: ClassVar[str] = "lift"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    share: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "share", self.share)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> LinearMetric:
        # the recall over the share, and so at most 1 over the share, which a logarithm does not know
        return LinearMetric(at_share(self.share, recall), 1 / float(self.share or 1))
