"""Metric: the recall among the rows with the highest scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_rows, require_rows
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import recall

__all__ = ["RecallAtK"]


@dataclass(frozen=True, slots=True)
class RecallAtK:
    """The share of all positives that are among the `k` rows with the highest scores.

    In a slice these are `k` rows of the slice. Rows that tie at the end count in proportion. Undefined where a class
    has no rows, and with fewer than `k` rows. Scores are bucketed; the bounds include how far the value can be off
    because of that. By the delta method, threshold included.

    Not of weighed rows: `k` rows can be acted on, whatever they weigh. `recall_at_share` takes weights.

    Parameters
    ----------
    k : int
        How many rows, 1 or more.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> RecallAtK().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: recall_at_k, arguments: {k: 500}, mustBeGreaterOrEqualTo: 0.2}
    """

    name: ClassVar[str] = "recall_at_k"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.ROWS, Need.RANKS, Need.SCORES})
    k: int | None = None

    def __post_init__(self) -> None:
        require_rows(self.name, "k", self.k)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return at_rows(self.k, recall)
