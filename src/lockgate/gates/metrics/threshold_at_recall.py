"""Metric: the highest threshold that has a recall."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.buckets import bucket_edges
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import require_fraction
from lockgate.gates.derived_measurement import ApartMeasurement
from lockgate.gates.measurement import BootstrapMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.stats.cell_bootstrap import BootstrapEstimate
from lockgate.stats.estimate import Estimate
from lockgate.stats.operating_point import cut_at_recall
from lockgate.stats.recall_threshold import recall_threshold_bounds

__all__ = ["ThresholdAtRecall"]


@dataclass(frozen=True, slots=True)
class ThresholdAtRecall:
    """The score from which rows must be selected to find `recall` of all positives; the lower end of its fine bucket.

    A threshold that was chosen on other rows is still right only while it lies in these exact bounds. Undefined
    without positive rows.

    Not of weighed rows: the bounds are scores of rows that are counted in their order. `recall_at_false_positive_rate`
    takes weights.

    Parameters
    ----------
    recall : float
        The least recall, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> ThresholdAtRecall().direction
    <Direction.NEITHER: 'neither'>

    In a gate::

        - {metric: threshold_at_recall, arguments: {recall: 0.8}, mustBeBetween: [0.15, 0.25]}
    """

    name: ClassVar[str] = "threshold_at_recall"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.NEITHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.ROWS, Need.RANKS, Need.SCORES})
    recall: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "recall", self.recall)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n_positive == 0:
            return UndefinedMeasurement("no positive rows", cells.n)
        positives, negatives = cells.histogram(model)
        edges = bucket_edges(cells.factor)
        wanted = float(self.recall or 0)
        value = float(edges[cut_at_recall(positives, negatives, wanted).bucket])

        def draw(alpha: float) -> BootstrapEstimate:
            lower, upper = recall_threshold_bounds(positives, edges, wanted, alpha=alpha)
            near, far = recall_threshold_bounds(positives, edges, wanted, alpha=_ONE_SIGMA)
            return BootstrapEstimate(Estimate(value, (far - near) / 2, cells.n, cells.n_positive), lower, upper)

        return BootstrapMeasurement(draw, "binomial order statistics")

    def difference(self, cells: SliceCells) -> Measurement:
        old, new = (self.estimate(cells, model) for model in Model)
        return new if new.undefined else ApartMeasurement(old, new)


_ONE_SIGMA = math.erfc(math.sqrt(0.5))  # two-sided error of one standard error
