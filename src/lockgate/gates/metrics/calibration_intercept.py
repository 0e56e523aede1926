"""Metric: the shift of the log-odds that labels ask for."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.calibration_lines import line_metric
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.calibration_line import calibration_intercept

__all__ = ["CalibrationIntercept"]


@dataclass(frozen=True, slots=True)
class CalibrationIntercept:
    """The intercept of the logistic regression of the label whose offset is the log-odds of the score.

    The slope is held at 1. 0 is ideal; below 0 the scores are too high.

    Scores count as the middle of their fine bucket, so none is 0 or 1; the bounds include what that can change.
    Undefined where a class has no rows. By the inverse information.

    References
    ----------
    D. R. Cox, Biometrika 45 (1958), doi:10.1093/biomet/45.3-4.562.

    Examples
    --------
    >>> CalibrationIntercept().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "calibration_intercept"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = float("-inf")
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


_METRIC = line_metric(calibration_intercept)
