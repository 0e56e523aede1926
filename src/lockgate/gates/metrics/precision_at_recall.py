"""Metric: the precision at the highest threshold that has a recall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_recall, require_fraction
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import precision

__all__ = ["PrecisionAtRecall"]


@dataclass(frozen=True, slots=True)
class PrecisionAtRecall:
    """The share of positives among the rows that must be selected to find `recall` of all positives.

    Undefined where a class has no rows. Scores are bucketed; the bounds include how far the value can be off because
    of that. By the delta method, threshold included.

    No bounds where fewer than 20 positives lie on either side of the threshold: so few do not tell how far off it is.

    Parameters
    ----------
    recall : float
        The least recall, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> PrecisionAtRecall().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: precision_at_recall, arguments: {recall: 0.8}, mustBeGreaterOrEqualTo: 0.3}
    """

    name: ClassVar[str] = "precision_at_recall"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    recall: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "recall", self.recall)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return at_recall(self.recall, precision)
