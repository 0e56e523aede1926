"""Metric: how far predicted probabilities are from what happens, without bins."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.smooth_calibration import smooth_calibration_error

__all__ = ["SmoothCalibrationError"]


@dataclass(frozen=True, slots=True)
class SmoothCalibrationError:
    """The smooth calibration error: residuals smoothed over the score with a kernel as wide as the error itself.

    No bins to choose, and no jump where a score crosses an edge. Scores count as the middle of their fine bucket.
    Undefined where a class has no rows. Chance alone makes it positive; the lower bound gives up what that may be.

    References
    ----------
    J. Błasiok and P. Nakkiran, ICLR (2024), arXiv:2309.12236.

    Examples
    --------
    >>> SmoothCalibrationError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "smooth_calibration_error"
    aliases: tuple[str, ...] = ("smooth_ece",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _of(rows: Histogram) -> Ranked:
    p, n, score = rows.positives, rows.negatives, rows.scores
    total = float(rows.rows.sum())
    residuals, squares = p * (1 - score) - n * score, p * (1 - score) ** 2 + n * score**2
    found = smooth_calibration_error(score, residuals, squares, int(total))
    mean = float(found.direction @ residuals) / total
    influence = Influence(found.direction * (1 - score) - mean, -found.direction * score - mean)
    slack = float(rows.rows @ rows.half_widths) / total
    return Ranked(found.value, influence, int(total), slack, chance=found.chance)


_METRIC = RankedMetric(_of, is_excess=True)
