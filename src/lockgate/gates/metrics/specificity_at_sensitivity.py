"""Metric: the specificity at the highest threshold that has a sensitivity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import at_recall, require_fraction
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import specificity

__all__ = ["SpecificityAtSensitivity"]


@dataclass(frozen=True, slots=True)
class SpecificityAtSensitivity:
    """The share of negatives that stay below the threshold which finds `sensitivity` of the positives.

    Undefined where a class has no rows. Scores are bucketed; the bounds include how far the value can be off because
    of that. By the delta method, threshold included.

    No bounds where fewer than 20 positives lie on either side of the threshold: so few do not tell how far off it is.

    Parameters
    ----------
    sensitivity : float
        The least sensitivity (recall), above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> SpecificityAtSensitivity().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: specificity_at_sensitivity, arguments: {sensitivity: 0.95}, mustBeGreaterOrEqualTo: 0.6}
    """

    name: ClassVar[str] = "specificity_at_sensitivity"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    sensitivity: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "sensitivity", self.sensitivity)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return at_recall(self.sensitivity, specificity)
