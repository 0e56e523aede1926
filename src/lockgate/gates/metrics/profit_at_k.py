"""Metric: the profit of acting on the rows with the highest scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.amounts import per_action, require_profit
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_rows, require_rows
from lockgate.gates.linear import LinearMetric
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.operating_point import precision

__all__ = ["ProfitAtK"]


@dataclass(frozen=True, slots=True)
class ProfitAtK:
    """What acting on the `k` rows with the highest scores earns.

    It earns `gain` for each positive, and costs `cost` for each negative. A budget of `k` actions a table, or a
    slice. It is a linear function of `precision_at_k`, and as certain. Undefined where a class has no rows, and with
    fewer than `k` rows.

    Not of weighed rows: `k` rows can be acted on, whatever they weigh. `profit_at_share` takes weights.

    Parameters
    ----------
    k : int
        How many rows are acted on, 1 or more.
    gain : float
        What acting on a positive row earns, finite.
    cost : float
        What acting on a negative row costs, finite; not minus the gain.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> ProfitAtK().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: profit_at_k, arguments: {k: 500, gain: 40, cost: 5}, mustBeGreaterOrEqualTo: 2000}
    """

    name: ClassVar[str] = "profit_at_k"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = float("-inf")
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Need]] = frozenset({Need.ROWS, Need.RANKS, Need.SCORES})
    k: int | None = None
    gain: float | None = None
    cost: float | None = None

    def __post_init__(self) -> None:
        require_rows(self.name, "k", self.k)
        require_profit(self.name, self.gain, self.cost)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> LinearMetric:
        return LinearMetric(at_rows(self.k, precision), *per_action(self.gain, self.cost, float(self.k or 0)))
