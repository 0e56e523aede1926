"""Two populations that are exactly the margin apart, and as much like the samples as that allows.

They are where both errors of the decision are largest, so that is where it is calibrated.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance, shares
from lockgate.stats.drift.sample import Sample

__all__ = ["Pair", "SmoothedKernel", "margin_pair"]

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]
SmoothedKernel = Callable[[Floats, Floats], Floats]
"""The distance of two arrays of shares, as the samples' sizes and the smoothing make it."""

_STEPS = np.linspace(0.0, 1.0, 65)
_TILTS = np.concatenate(([0.0], np.geomspace(1e-6, 700.0, 96)))  # beyond 700 a double cannot tell shares apart


def margin_pair(
    reference: Sample, current: Sample, distance: Distance, kernel: SmoothedKernel, margin: float
) -> Pair | None:
    r"""Find the pair of populations.

    Parameters
    ----------
    reference, current : Sample
        Both with rows.
    distance : Distance
        Tells whether the order of the bins means something.
    kernel : callable
        The distance of shares.
    margin : float
        How far apart the pair must be, more than 0.

    Returns
    -------
    tuple of ndarray of shape (n_bins,), or None
        Shares of the reference and of the current population; None where no tilt reaches the margin.

    Notes
    -----
    Samples further apart than the margin are drawn together: both move on a straight line to the pooled sample
    until they are the margin apart. Samples nearer than that say nothing about the direction of a drift that
    they do not show; the pooled sample is then tilted, :math:`m_i e^{\pm c r_i}` with :math:`r_i` the rank of bin
    :math:`i` from -1 to 1, the smaller sample further. One row spread over all bins is added first: bins that
    happen to be empty can be reached (the rule of three). Categories rank by their size.
    """
    p, q = shares(reference.counts), shares(current.counts)
    weight = reference.n_rows / (reference.n_rows + current.n_rows)
    if float(kernel(p, q)) >= margin:
        middle = weight * p + (1 - weight) * q

        def drawn(step: Floats) -> Pair:
            far = step[:, None]
            return middle + far * (p - middle), middle + far * (q - middle)

        return _reach(drawn, _STEPS, kernel, margin)
    pooled = reference.counts + current.counts
    middle = shares(pooled + 1 / pooled.size)
    ranks = _ranks(middle, is_ordered=distance.needs_order)

    def tilted(tilt: Floats) -> Pair:
        far = tilt[:, None] * ranks
        return _tilted(middle, (weight - 1) * far), _tilted(middle, weight * far)

    return _reach(tilted, _TILTS, kernel, margin)


def _reach(path: Callable[[Floats], Pair], steps: Floats, kernel: SmoothedKernel, margin: float) -> Pair | None:
    """Return the first pair on the path that is the margin apart, the path refined twice."""
    for _ in range(3):
        firsts, seconds = path(steps)
        beyond = np.flatnonzero(kernel(firsts, seconds) >= margin)
        if beyond.size == 0:
            return None
        at = int(beyond[0])
        pair = firsts[at], seconds[at]
        steps = np.linspace(steps[max(at - 1, 0)], steps[at], 33)
    return pair


def _tilted(middle: Floats, exponents: Floats) -> Floats:
    return shares(middle * np.exp(exponents - exponents.max(axis=1, keepdims=True)))


def _ranks(middle: Floats, *, is_ordered: bool) -> Floats:
    order = np.arange(middle.size) if is_ordered else np.argsort(middle, kind="stable")
    ranks = np.empty_like(middle)
    ranks[order] = 2 * (np.cumsum(middle[order]) - middle[order] / 2) - 1
    return ranks
