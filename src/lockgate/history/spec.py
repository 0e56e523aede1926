"""What a history entry asks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lockgate.domain.errors import ParameterError
from lockgate.history.metrics import parse_metric
from lockgate.stats.history.bands import FEWEST_VALUES

__all__ = ["HistoryMethod", "HistorySpec"]


class HistoryMethod(StrEnum):
    """How the expected value is told from earlier ones."""

    ROBUST_Z = "robust_z"
    SEASONAL = "seasonal"
    HOLT_WINTERS = "holt_winters"
    CHANGE = "change"
    DIFFERENCE = "difference"


_OF_THE_LAST = (HistoryMethod.CHANGE, HistoryMethod.DIFFERENCE)
"""Methods that one earlier value is enough for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySpec:
    """Compare metrics of the newest partition with those of earlier, accepted partitions.

    Parameters
    ----------
    data : str
        Name of a partitioned table under ``data``.
    metrics : tuple of str, default=what the contract tells
        Such as ``row_count``, ``null_fraction of air_time``, ``mean of dep_delay``, ``lag of time_hour`` (hours from
        the newest value to the end of the partition).
    method : HistoryMethod, default="robust_z"
        ``robust_z``: median and spread of earlier values; ``seasonal``: of those of the same weekday, hour of the
        day or month; ``holt_winters``: level, trend and season (needs the extra ``history``); ``change``: the value
        before, give or take a share of it; ``difference``: the value before, give or take a fixed number.
    alpha : float, default=0.01
        Probability that any of the metrics is outside its band though nothing has changed, in (0, 1); it is shared
        by the metrics (Bonferroni).
    max_change : float, default=0.5
        For ``change``: largest accepted change as a fraction of the value before, above 0.
    max_difference : float, default=0.0
        For ``difference``, which needs it: largest accepted change in the unit of the metric, above 0.
    at_least : int, default=14
        Accepted partitions that are needed to decide, 8 or more; of ``seasonal`` at least 8 must be of the same
        season, of ``change`` and ``difference`` one is enough.
    at_most : int, default=120
        Latest accepted partitions that are compared with.
    """

    data: str
    metrics: tuple[str, ...] = ()
    method: HistoryMethod = HistoryMethod.ROBUST_Z
    alpha: float = 0.01
    max_change: float = 0.5
    max_difference: float = 0.0
    at_least: int = 14
    at_most: int = 120

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise ParameterError.of("history", "alpha", "in (0, 1)", self.alpha)
        if not self.max_change > 0:
            raise ParameterError.of("history", "max_change", "above 0", self.max_change)
        if self.method is HistoryMethod.DIFFERENCE and not 0 < self.max_difference < math.inf:
            must = "above 0, in the unit of the metrics, where `method` is `difference`"
            raise ParameterError.of("history", "max_difference", must, self.max_difference)
        if self.at_least < FEWEST_VALUES:
            raise ParameterError.of("history", "at_least", f"an int of {FEWEST_VALUES} or more", self.at_least)
        if self.at_most < self.at_least:
            raise ParameterError.of("history", "at_most", f"an int of {self.at_least} or more", self.at_most)
        for metric in self.metrics:
            parse_metric(metric)

    @property
    def needed(self) -> int:
        """Return how many accepted partitions are needed to decide."""
        return 1 if self.method in _OF_THE_LAST else self.at_least
