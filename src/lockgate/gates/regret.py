"""What a fixed threshold gives away against the best one on the same rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lockgate.gates.cells import Floats
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.operating_point import at_or_above

__all__ = ["Gain", "regret"]

Gain = Callable[[Floats, Floats, float], tuple[Floats, Floats, Floats, Floats]]
"""From shares of all rows (true positives, predicted positives, positives) to a gain and its three derivatives."""


def regret(gain: Gain, greatest: float) -> RankedMetric:
    """Return the gain of the best threshold minus that of the fixed one, from 0 to `greatest`, which is finite.

    Chance alone raises it, as the best threshold is chosen by the same rows: by about as much as the rows between the
    two thresholds vary.
    """

    def functional(rows: Histogram) -> Ranked:
        p, n = rows.positives, rows.negatives
        total, positives = float(rows.rows.sum()), float(p.sum())
        share, support = positives / total, int(min(positives, total - positives))
        hits = np.append(at_or_above(p), 0.0) / total
        chosen = np.append(at_or_above(rows.rows), 0.0) / total
        fixed_hits, fixed_misses = rows.flagged
        fixed = np.array([fixed_hits]) / total, np.array([fixed_hits + fixed_misses]) / total
        here, before = gain(hits, chosen, share), gain(*fixed, share)
        at = int(np.argmax(here[0]))
        value = float(here[0][at] - before[0][0])
        if value <= 0:  # the fixed threshold, inside a bucket, is the best that is seen
            nothing = np.zeros(p.size)
            return Ranked(0.0, Influence(nothing, nothing), support)
        best = (np.arange(p.size) >= at).astype(np.float64)
        positive = _pull(here, at, best, 1.0) - _pull(before, 0, _above(p, fixed_hits), 1.0)
        negative = _pull(here, at, best, 0.0) - _pull(before, 0, _above(n, fixed_misses), 0.0)
        mean = float(p @ positive + n @ negative) / total
        influence = Influence(positive - mean, negative - mean)
        variance = float(p @ influence.of_positives**2 + n @ influence.of_negatives**2) / total**2
        chance = float(np.sqrt(variance))
        return Ranked(value, influence, support, chance=chance)

    return RankedMetric(functional, 0.0, greatest, is_excess=True)


def _pull(found: tuple[Floats, Floats, Floats, Floats], at: int, weights: Floats, label: float) -> Floats:
    _, of_hits, of_rows, of_positives = found
    pull: Floats = (of_hits[at] * label + of_rows[at]) * weights + of_positives[at] * label
    return pull


def _above(counts: Floats, flagged: float) -> Floats:
    """Return for each bucket the fraction of its rows that are among the highest `flagged`."""
    before = at_or_above(counts) - counts
    share = np.divide(flagged - before, counts, out=np.zeros_like(counts), where=counts > 0)
    return np.clip(share, 0.0, 1.0)
