"""Metric: the sensitivity at the lowest threshold that has a specificity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_fallout, require_fraction
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import recall

__all__ = ["SensitivityAtSpecificity"]


@dataclass(frozen=True, slots=True)
class SensitivityAtSpecificity:
    """The share of positives found when `specificity` of the negatives must stay below the threshold.

    Undefined where a class has no rows. Scores are bucketed; the bounds include how far the value can be off because
    of that. By the delta method, threshold included.

    No bounds where fewer than 20 negatives lie beyond the threshold: so few do not tell how far off it is.

    Parameters
    ----------
    specificity : float
        The least specificity, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> SensitivityAtSpecificity().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: sensitivity_at_specificity, arguments: {specificity: 0.99}, mustBeGreaterOrEqualTo: 0.5}
    """

    name: ClassVar[str] = "sensitivity_at_specificity"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    specificity: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "specificity", self.specificity)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return at_fallout(1 - float(self.specificity or 0), recall)
