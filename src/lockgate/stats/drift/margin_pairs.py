"""Pairs of populations that are exactly the margin apart: where both errors of the decision are largest.

Which pair is worst differs for the two errors. Chance raises a distance most where the populations agree in all but
a few bins, so a false alarm is judged there; it raises it least where they differ in every bin, so a false pass is
judged there.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Kernel, shares
from lockgate.stats.drift.sample import Sample

__all__ = ["Pair", "concentrated_pair", "flattened_pair", "single_bin_pair", "stretched_pair", "tilted_pair"]

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]
Path = Callable[[Floats], Pair]

_STEPS = np.linspace(0.0, 1.0, 65)
_STRETCHES = np.concatenate((_STEPS, np.geomspace(1.1, 1e4, 96)))
_TILTS = np.concatenate(([0.0], np.geomspace(1e-6, 700.0, 96)))  # beyond 700 a double cannot tell shares apart


def concentrated_pair(reference: Sample, current: Sample, kernel: Kernel, margin: float) -> Pair | None:
    r"""Move the samples together until they are the margin apart, least in the bins that differ most clearly.

    Parameters
    ----------
    reference, current : Sample
        Both with rows, at least the margin apart.
    kernel : callable
        The distance of shares.
    margin : float
        How far apart the pair must be, more than 0.

    Returns
    -------
    tuple of ndarray of shape (n_bins,), or None
        Shares of the two populations; None where the samples are nearer than the margin.

    Notes
    -----
    Soft thresholding: from each difference :math:`q_i - p_i`, in units of its standard error, the same number is
    taken until the margin is met. What was chance in the other bins then cannot pass for drift.
    """
    p, q, middle, weight = _sides(reference, current)
    unit = np.sqrt(middle)
    scores = np.divide(q - p, unit, out=np.zeros_like(p), where=unit > 0)
    most = float(np.abs(scores).max())

    def path(steps: Floats) -> Pair:
        kept = np.maximum(np.abs(scores) - (1 - steps[:, None]) * most, 0.0)
        return _around(middle, np.sign(scores) * kept * unit, weight)

    return _reach(path, _STEPS, kernel, margin)


def flattened_pair(reference: Sample, current: Sample, kernel: Kernel, margin: float) -> Pair | None:
    """Cut off the largest differences between the samples until they are the margin apart.

    Parameters
    ----------
    reference, current, kernel, margin
        As in `concentrated_pair`.

    Returns
    -------
    tuple of ndarray of shape (n_bins,), or None
        None where the samples are nearer than the margin.

    Notes
    -----
    What it leaves are many bins that differ alike: chance then has many ways to raise a distance that looks for the
    largest gap.
    """
    p, q, middle, weight = _sides(reference, current)
    difference = q - p
    most = float(np.abs(difference).max())

    def path(steps: Floats) -> Pair:
        limit = steps[:, None] * most
        return _around(middle, np.clip(difference, -limit, limit), weight)

    return _reach(path, _STEPS, kernel, margin)


def stretched_pair(reference: Sample, current: Sample, kernel: Kernel, margin: float) -> Pair | None:
    """Shrink or stretch the differences that the samples show until they are the margin apart.

    Parameters
    ----------
    reference, current, kernel, margin
        As in `concentrated_pair`; the samples may be nearer than the margin.

    Returns
    -------
    tuple of ndarray of shape (n_bins,), or None
        None where stretching never reaches the margin. One row spread over all bins is added first.

    Notes
    -----
    A share that rises is moved on a straight line; one that falls decays, so that it stays a share.
    """
    p, q, middle, _ = _sides(reference, current, added=1.0)

    def path(steps: Floats) -> Pair:
        far = steps[:, None]
        return _stretched(middle, p, far), _stretched(middle, q, far)

    return _reach(path, _STRETCHES, kernel, margin)


def tilted_pair(
    reference: Sample,
    current: Sample,
    kernel: Kernel,
    margin: float,
    *,
    places: Floats | None,
    is_ordered: bool,
) -> Pair | None:
    r"""Tilt the pooled sample towards one end, and towards the other, until the two are the margin apart.

    Parameters
    ----------
    reference, current, kernel, margin
        As in `stretched_pair`.
    places : ndarray of shape (n_bins,) or None
        Where the bins lie, for a distance to which that matters.
    is_ordered : bool
        Whether the order of the bins matters; categories rank by their size.

    Returns
    -------
    tuple of ndarray of shape (n_bins,), or None
        None where no tilt reaches the margin.

    Notes
    -----
    :math:`m_i e^{\pm c s_i}`, the smaller sample further, in the direction that the samples lean to by more
    than chance, or else in the one that takes less. With places
    :math:`s_i` is the distance from the mean, without them -1 in the lower half of the rows and 1 in the upper.
    """
    _, _, middle, _ = _sides(reference, current, added=1.0)
    if places is None:
        scores = _halves(middle, np.arange(middle.size) if is_ordered else np.argsort(middle, kind="stable"))
    else:
        scores = places - float(middle @ places)
        scores /= np.abs(scores).max()
    return _tilt(reference, current, scores, kernel, margin)


def single_bin_pair(reference: Sample, current: Sample, kernel: Kernel, margin: float) -> Pair | None:
    """Move one bin alone, the one that differs most clearly, until the populations are the margin apart.

    Parameters
    ----------
    reference, current, kernel, margin
        As in `stretched_pair`.

    Returns
    -------
    tuple of ndarray of shape (n_bins,), or None
        None where that never reaches the margin.
    """
    p, q, middle, _ = _sides(reference, current, added=1.0)
    alone = np.zeros_like(middle)
    alone[int((np.abs(q - p) / np.sqrt(middle)).argmax())] = 1.0
    return _tilt(reference, current, alone, kernel, margin)


def _sides(reference: Sample, current: Sample, *, added: float = 0.0) -> tuple[Floats, Floats, Floats, float]:
    weight = reference.n_rows / (reference.n_rows + current.n_rows)
    even = added / reference.counts.size
    p, q = shares(reference.counts + weight * even), shares(current.counts + (1 - weight) * even)
    return p, q, weight * p + (1 - weight) * q, weight


def _halves(middle: Floats, order: NDArray[np.intp]) -> Floats:
    scores = np.empty_like(middle)
    scores[order] = np.sign(2 * (np.cumsum(middle[order]) - middle[order] / 2) - 1)
    return scores


def _around(middle: Floats, difference: Floats, weight: float) -> Pair:
    return (
        shares(np.maximum(middle - (1 - weight) * difference, 0.0)),
        shares(np.maximum(middle + weight * difference, 0.0)),
    )


def _stretched(middle: Floats, side: Floats, far: Floats) -> Floats:
    shift = side - middle
    ratio = np.maximum(-shift / middle, 0.0)
    beyond = np.maximum(far - 1, 0.0)
    decayed = (middle + np.minimum(far, 1.0) * shift) * np.exp(-beyond * ratio)
    return shares(np.where(shift > 0, middle + far * shift, decayed))


def _tilt(reference: Sample, current: Sample, scores: Floats, kernel: Kernel, margin: float) -> Pair | None:
    """Tilt the way the samples lean; where they lean no further than chance, the way that takes less."""
    p, q, middle, weight = _sides(reference, current, added=1.0)
    lean = float(scores @ (q - p))
    spread = float(middle @ np.square(scores - middle @ scores))
    chance = math.sqrt(spread * (1 / reference.n_rows + 1 / current.n_rows))
    ways = (1.0, -1.0) if abs(lean) < chance else (math.copysign(1.0, lean),)

    def path(way: float) -> Path:
        def tilted(steps: Floats) -> Pair:
            far = steps[:, None] * (way * scores)
            return _tilted(middle, (weight - 1) * far), _tilted(middle, weight * far)

        return tilted

    reached = [_reached(path(way), _TILTS, kernel, margin) for way in ways]
    return min(filter(None, reached), key=lambda found: found[1], default=(None, 0.0))[0]


def _tilted(middle: Floats, exponents: Floats) -> Floats:
    return shares(middle * np.exp(exponents - exponents.max(axis=1, keepdims=True)))


def _reach(path: Path, steps: Floats, kernel: Kernel, margin: float) -> Pair | None:
    found = _reached(path, steps, kernel, margin)
    return None if found is None else found[0]


def _reached(path: Path, steps: Floats, kernel: Kernel, margin: float) -> tuple[Pair, float] | None:
    """Return the first pair on the path that is the margin apart, and its step; the path is refined twice."""
    for _ in range(3):
        firsts, seconds = path(steps)
        beyond = np.flatnonzero(kernel(firsts, seconds) >= margin)
        if beyond.size == 0:
            return None
        at = int(beyond[0])
        found = (firsts[at], seconds[at]), float(steps[at])
        steps = np.linspace(steps[max(at - 1, 0)], steps[at], 33)
    return found
