"""Metric: the recall at the lowest threshold that has a false-positive rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_fallout, require_fraction
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import recall

__all__ = ["RecallAtFalsePositiveRate"]


@dataclass(frozen=True, slots=True)
class RecallAtFalsePositiveRate:
    """The share of positives found when at most a share of the negatives may be predicted positive.

    Undefined where a class has no rows. The curve is not interpolated. Scores are bucketed; the bounds include how
    far the value can be off because of that. By the delta method, threshold included.

    No bounds where fewer than 20 negatives lie beyond the threshold: so few do not tell how far off it is.

    Parameters
    ----------
    false_positive_rate : float
        The largest false-positive rate, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> RecallAtFalsePositiveRate().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: recall_at_fpr, arguments: {false_positive_rate: 0.01}, notWorseThanBaselineBy: 0.02}
    """

    name: ClassVar[str] = "recall_at_false_positive_rate"
    aliases: ClassVar[tuple[str, ...]] = ("recall_at_fpr",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    false_positive_rate: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "false_positive_rate", self.false_positive_rate)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return at_fallout(self.false_positive_rate, recall)
