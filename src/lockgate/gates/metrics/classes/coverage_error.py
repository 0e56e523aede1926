"""Metric: how many labels one must go down to find all of a row."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.loss import mean_loss, paired_loss
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["CoverageError"]


@dataclass(frozen=True, slots=True)
class CoverageError:
    """The mean over rows of how far down the ranking of labels the last label of the row stands; ties count in full.

    0 for a row without labels. Undefined without rows. Paired by the row-wise differences.

    References
    ----------
    G. Tsoumakas, I. Katakis and I. Vlahavas, Mining Multi-label Data (2010), doi:10.1007/978-0-387-09823-4_34.

    Examples
    --------
    >>> CoverageError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "coverage_error"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.COVERAGE})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return mean_loss(cells, ClassNeed.COVERAGE, model, span=float(len(cells.names)))

    def difference(self, cells: ClassSlice) -> Measurement:
        return paired_loss(cells, ClassNeed.COVERAGE, span=float(len(cells.names)))
