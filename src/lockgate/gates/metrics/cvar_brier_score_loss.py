"""Metric: the mean Brier score of the worst share of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.cut import require_fraction
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.gates.tail import worst_losses

__all__ = ["CvarBrierScoreLoss"]


def _loss(chance: Floats) -> Floats:
    return (1 - chance) ** 2


@dataclass(frozen=True, slots=True)
class CvarBrierScoreLoss:
    """The mean Brier score of the rows with the largest ones: its conditional value at risk, or expected shortfall.

    The squared error of the probability, where it is largest. At a share of 1 it is the Brier score.

    Undefined where a class has no rows, or the share is fewer than twenty. Scores are bucketed; the bounds include how
    far the value can be off because of that. By the delta method on the log scale, with the degrees of freedom of the
    tail and one more row as bad as the worst: of 20 to 50 rows in the tail the upper bound errs up to one and a half
    times as often as it should, of more hardly; the lower one errs less. Paired by what the same rows lose.

    Parameters
    ----------
    share : float
        The share of the rows, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    R. T. Rockafellar and S. Uryasev, Journal of Risk 2 (2000), doi:10.21314/JOR.2000.038.

    Examples
    --------
    >>> CvarBrierScoreLoss().direction
    <Direction.LOWER: 'lower'>

    In a gate::

        - {metric: cvar_brier_score_loss, arguments: {share: 0.05}, notWorseThanBaselineBy: 0.02}
    """

    name: ClassVar[str] = "cvar_brier_score_loss"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    share: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "share", self.share)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return worst_losses(self.share, _loss)
