"""Metric: how far predicted probabilities are from what happens, in bins of equally many rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.probability_bins import plausible_bias

__all__ = ["AdaptiveCalibrationError"]


@dataclass(frozen=True, slots=True)
class AdaptiveCalibrationError:
    """The mean distance of predicted and seen rate over bins with about equally many rows, in order of the score.

    Scores count as the middle of their fine bucket; a bucket is never split. Undefined where a class has no rows.
    Chance alone makes it positive; the lower bound gives up what that may be.

    Parameters
    ----------
    bins : int, default=10
        How many bins, from 2 to 100.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> AdaptiveCalibrationError().direction
    <Direction.LOWER: 'lower'>

    In a gate::

        - {metric: ace, arguments: {bins: 15}, mustBeLessOrEqualTo: 0.05}
    """

    name: ClassVar[str] = "adaptive_calibration_error"
    aliases: ClassVar[tuple[str, ...]] = ("ace", "equal_mass_calibration_error")
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    bins: int = 10

    def __post_init__(self) -> None:
        if isinstance(self.bins, bool) or not 2 <= self.bins <= 100:  # noqa: PLR2004 - the stated domain
            raise ParameterError.of(f"metric {self.name}", "bins", "a whole number from 2 to 100", self.bins)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return RankedMetric(self._of, is_excess=True)

    def _of(self, rows: Histogram) -> Ranked:
        counts, score = rows.rows, rows.scores
        total = float(counts.sum())
        middle = np.cumsum(counts) - counts / 2
        place = np.minimum((middle * self.bins / total).astype(np.int64), self.bins - 1)
        sums = (counts, counts * score, rows.positives)
        n, predicted, seen = (
            np.bincount(place, values, minlength=self.bins).astype(np.float64) for values in sums
        )
        gaps = predicted - seen
        value = float(np.abs(gaps).sum()) / total
        sign = np.sign(gaps)[place]
        influence = Influence(sign * (score - 1) - value, sign * score - value)
        slack = float(counts @ rows.half_widths) / total
        chance = plausible_bias(n, predicted, seen, alpha=_ALPHA)
        return Ranked(value, influence, int(total), slack, chance=chance)


_ALPHA = 0.1  # two-sided, of the bounds that say how far off each bin may be
