"""Metric: the slope of labels on the log-odds of the score."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.calibration_lines import line_metric
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.calibration_line import calibration_slope

__all__ = ["CalibrationSlope"]


@dataclass(frozen=True, slots=True)
class CalibrationSlope:
    """The slope of the logistic regression of the label on the log-odds of the score.

    1 is ideal; below 1 the scores are too extreme.

    Scores count as the middle of their fine bucket, so none is 0 or 1; the bounds include what that can change.
    Undefined where a class has no rows, where all scores are alike, and where they separate the classes. By the
    inverse information.

    References
    ----------
    D. R. Cox, Biometrika 45 (1958), doi:10.1093/biomet/45.3-4.562.

    Examples
    --------
    >>> CalibrationSlope().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "calibration_slope"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = float("-inf")
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


_METRIC = line_metric(calibration_slope)
