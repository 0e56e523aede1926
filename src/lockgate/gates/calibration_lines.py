"""Metrics that are a coefficient of Cox's calibration line."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lockgate.gates.buckets import bucket_edges
from lockgate.gates.cells import Floats
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.calibration_line import CalibrationLine

__all__ = ["line_metric"]


def line_metric(fit: Callable[[Floats, Floats, Floats, Floats], CalibrationLine]) -> RankedMetric:
    """Return a coefficient of the line as a metric."""

    def functional(rows: Histogram) -> Ranked:
        score = rows.scores
        odds = np.log(score) - np.log1p(-score)
        ends = np.clip(bucket_edges(rows.factor), score[0], score[-1])
        at_ends = np.log(ends) - np.log1p(-ends)
        off = np.maximum(odds - at_ends[:-1], at_ends[1:] - odds)
        line = fit(rows.positives, rows.negatives, odds, off)
        if math.isnan(line.value):
            return Ranked.undefined("all scores are alike, or they separate the classes")
        support = int(min(rows.positives.sum(), rows.negatives.sum()))
        return Ranked(line.value, Influence(line.of_positives, line.of_negatives), support, line.slack)

    return RankedMetric(functional, -math.inf, math.inf)
