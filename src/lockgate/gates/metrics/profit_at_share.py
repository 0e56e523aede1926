"""Metric: the profit per row of acting on a share of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.amounts import per_action, require_profit
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_share, require_fraction
from lockgate.gates.linear import LinearMetric
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.operating_point import precision

__all__ = ["ProfitAtShare"]


@dataclass(frozen=True, slots=True)
class ProfitAtShare:
    """What acting on a share of the rows, those with the highest scores, earns per row of the table.

    It earns `gain` for each positive, and costs `cost` for each negative.

    It is a linear function of `precision_at_share`, and as certain. Undefined where a class has no rows.

    Parameters
    ----------
    share : float
        The share of rows that are acted on, above 0, at most 1.
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
    >>> ProfitAtShare().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: profit_at_share, arguments: {share: 0.05, gain: 40, cost: 5}, notWorseThanBaselineBy: 0.1}
    """

    name: ClassVar[str] = "profit_at_share"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = float("-inf")
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    share: float | None = None
    gain: float | None = None
    cost: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "share", self.share)
        require_profit(self.name, self.gain, self.cost)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> LinearMetric:
        return LinearMetric(
            at_share(self.share, precision), *per_action(self.gain, self.cost, float(self.share or 0))
        )
