"""Metrics that follow from the scores of one model, bucket by bucket, and the paired difference of two."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.buckets import bucket_centres, bucket_edges
from lockgate.gates.cells import Floats, Model, SliceCells
from lockgate.gates.confusion import flagged
from lockgate.gates.measurement import (
    ExcessMeasurement,
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    PositiveMeasurement,
    SignedFractionMeasurement,
    UndefinedMeasurement,
)
from lockgate.gates.projection import Influence, paired_standard_error
from lockgate.stats.estimate import Estimate
from lockgate.stats.linearised import linearised_estimate

__all__ = ["Histogram", "Ranked", "RankedMetric"]


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """Rows of each class per bucket, ascending in the score, in one slice and of one model.

    `is_tied` tells which buckets hold a single score, `factor` how many fine buckets make one, and `flagged` is how
    many positives and negatives are predicted positive. Of all rows, scores of a bucket lie between `lowest` and
    `highest`; NaN where there are none.
    """

    positives: Floats
    negatives: Floats
    is_tied: NDArray[np.bool_]
    factor: int
    flagged: tuple[float, float]
    lowest: Floats
    highest: Floats

    @classmethod
    def of(cls, cells: SliceCells, model: Model) -> Histogram:
        """Return that of a model."""
        joint, flags = cells.joint, flagged(cells, model)
        counts = (float(joint.n @ (flags * joint.positive)), float(joint.n @ (flags * (1 - joint.positive))))
        ends = cells.score_ends(model)
        return cls(*cells.histogram(model), cells.has_ties_only(model), cells.factor, counts, *ends)

    @property
    def rows(self) -> Floats:
        """Return the rows of each bucket."""
        return self.positives + self.negatives

    @property
    def scores(self) -> Floats:
        """Return the middle of each bucket."""
        return bucket_centres(self.factor)

    @property
    def half_widths(self) -> Floats:
        """Return how far a score can be from the middle of its bucket."""
        half: Floats = np.diff(bucket_edges(self.factor)) / 2
        return half


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """A metric of one histogram.

    Parameters
    ----------
    value : float
        NaN where there is none; then `missing` says why.
    influence : Influence
        Of one row of each class in each bucket; NaN where it is not known.
    support : int
        Rows that carry the information.
    slack : float, default=0.0
        How far the value can be off because what is within a bucket is not known.
    chance, spread : float, default=0.0
        By how much chance alone may have raised the value, and the standard deviation of that.
    thin : str, default=""
        Why the value has no bounds: too few rows lie where it is read.
    """

    value: float
    influence: Influence
    support: int
    slack: float = 0.0
    missing: str = ""
    chance: float = 0.0
    spread: float = 0.0
    thin: str = ""

    @classmethod
    def undefined(cls, missing: str) -> Ranked:
        """Return a metric without a value."""
        nothing = np.zeros(0)
        return cls(math.nan, Influence(nothing, nothing), 0, 0.0, missing)


_MEASURES: dict[tuple[float, float], tuple[Callable[..., Measurement], str]] = {
    (0.0, 1.0): (FractionMeasurement, "delta method, log-odds scale"),
    (-1.0, 1.0): (SignedFractionMeasurement, "delta method, log-odds scale"),
    (0.0, math.inf): (PositiveMeasurement, "delta method, log scale"),
}


@dataclass(frozen=True, slots=True)
class RankedMetric:
    """How a metric follows from the histogram of one model.

    Parameters
    ----------
    functional : callable
        From a `Histogram` with rows of both classes to a `Ranked`.
    least, greatest : float
        Between which it lies: [0, 1], [-1, 1], 0 and more; or anything else, bounded by Student's t.
    is_excess : bool, default=False
        Whether chance alone raises it, as it does a calibration error or a largest gap.
    """

    functional: Callable[[Histogram], Ranked]
    least: float = 0.0
    greatest: float = 1.0
    is_excess: bool = False

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        """Return the metric of one model."""
        found = self._of(cells, model)
        if found.missing:
            return UndefinedMeasurement(found.missing, cells.n)
        estimate = _estimate(found, cells, model)
        if self.is_excess:
            return ExcessMeasurement(
                estimate,
                "delta method, t, less what chance may add",
                found.slack,
                chance=(found.chance, 0.0),
                least=self.least,
                greatest=self.greatest,
                span=self.greatest - self.least,
                is_floored=math.isfinite(self.greatest - self.least),
            )
        measure, method = _MEASURES.get((self.least, self.greatest), (MeanMeasurement, "delta method, t"))
        return measure(estimate, method, found.slack, found.thin)

    def difference(self, cells: SliceCells) -> Measurement:
        """Return candidate minus baseline, paired on the same rows."""
        old, new = (self._of(cells, model) for model in Model)
        if old.missing or new.missing:
            return UndefinedMeasurement(old.missing or new.missing, cells.n)
        error = paired_standard_error(cells, old.influence, new.influence)
        is_same = cells.joint.total("p_gap2") == 0
        if self.is_excess and not is_same:
            error = math.hypot(error, old.spread, new.spread)
        thin = "" if is_same else old.thin or new.thin
        error = math.nan if thin else error
        estimate = Estimate(new.value - old.value, error, cells.n, min(old.support, new.support))
        slack = 0.0 if is_same else old.slack + new.slack
        span = self.greatest - self.least
        if self.is_excess:
            chance = (0.0, 0.0) if is_same else (new.chance, old.chance)
            method = "paired, delta method, t, and what chance may add"
            return ExcessMeasurement(
                estimate, method, slack, chance=chance, least=-span, greatest=span, span=span
            )
        limit = None if math.isinf(span) else span
        return MeanMeasurement(estimate, "paired, delta method, t", span=limit, slack=slack, undefined=thin)

    def _of(self, cells: SliceCells, model: Model) -> Ranked:
        if cells.n_positive == 0:
            return Ranked.undefined("no positive rows")
        if cells.n_positive == cells.n:
            return Ranked.undefined("no negative rows")
        return self.functional(Histogram.of(cells, model))


def _estimate(found: Ranked, cells: SliceCells, model: Model) -> Estimate:
    psi = np.concatenate((found.influence.of_positives, found.influence.of_negatives))
    counts = np.concatenate(cells.histogram(model))
    if found.thin or not np.isfinite(psi[counts > 0]).all():
        return Estimate(found.value, math.nan, cells.n, found.support)
    plain = linearised_estimate(found.value, psi, counts, n_effective=found.support)
    return Estimate(plain.value, math.hypot(plain.standard_error, found.spread), cells.n, found.support)
