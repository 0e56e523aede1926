"""The mean of a classifier's worst losses, from the buckets of its scores."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lockgate.gates.cells import Floats
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.tail import FEWEST_IN_TAIL, tail_mean

__all__ = ["worst_losses"]

Loss = Callable[[Floats], Floats]
"""From the probability that was given to what happened to the loss; it falls."""


def worst_losses(share: float | None, loss: Loss) -> RankedMetric:
    """Measure the mean of the losses of the worst share of rows; undefined where these are fewer than twenty.

    Parameters
    ----------
    share : float or None
        The share of the rows, above 0, at most 1; None where it was not set, which no gate does.
    loss : callable
        What a row loses by the probability that it was given.
    """
    wanted = 1.0 if share is None else share

    def functional(rows: Histogram) -> Ranked:
        counts = np.concatenate((rows.positives, rows.negatives))
        if wanted * counts.sum() < FEWEST_IN_TAIL:
            return Ranked.undefined(f"the worst {100 * wanted:g} % are fewer than {FEWEST_IN_TAIL} rows")
        # a bucket hides where its scores lie, so losses are between those of its ends, and so is their mean
        best = np.concatenate((loss(rows.highest), loss(1 - rows.lowest)))
        worst = np.concatenate((loss(rows.lowest), loss(1 - rows.highest)))
        low, high = (tail_mean(one, counts, share=wanted) for one in (best, worst))
        middle = tail_mean((best + worst) / 2, counts, share=wanted)
        value = (low.value + high.value) / 2
        n = rows.positives.size
        influence = Influence(middle.influence[:n], middle.influence[n:])
        # one more row as bad as the worst that was seen: a tail hides what did not happen yet
        unseen = float(np.abs(middle.influence).max()) / counts.sum()
        return Ranked(value, influence, int(middle.rows), (high.value - low.value) / 2, spread=unseen)

    return RankedMetric(functional, greatest=math.inf)
