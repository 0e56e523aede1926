"""Metric: the recall at the lowest threshold that has a precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_precision, require_fraction
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import recall

__all__ = ["RecallAtPrecision"]


@dataclass(frozen=True, slots=True)
class RecallAtPrecision:
    """The largest share of positives that can be found with a precision of at least `precision`.

    Undefined where a class has no rows and where no threshold has that precision. Scores are bucketed; the bounds
    include how far the value can be off because of that. By the delta method, threshold included.

    No bounds where fewer than 40 rows of either class are above the threshold: so few do not tell how far off it is.

    Parameters
    ----------
    precision : float
        The least precision, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> RecallAtPrecision().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: recall_at_precision, arguments: {precision: 0.9}, mustBeGreaterOrEqualTo: 0.4}
    """

    name: ClassVar[str] = "recall_at_precision"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    precision: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "precision", self.precision)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return at_precision(self.precision, recall)
