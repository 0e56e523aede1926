"""Draw samples from a pair of populations, row by row or block by block."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import shares
from lockgate.stats.drift.sample import Sample

__all__ = ["FEWEST_BLOCKS", "draw_shares", "noise_blocks"]

FEWEST_BLOCKS = 10
"""With fewer blocks than this their spread is not known well enough to decide."""

_MANY = 100  # rows in the emptiest bin from which the normal distribution is as good, and four times as fast

Floats = NDArray[np.float64]


def noise_blocks(sample: Sample, other: Sample) -> Floats | None:
    """Return the blocks that tell how a sample varies: its own, or where those are too few the other's.

    Borrowing takes for granted that blocks of both samples vary alike, as one day does like the days before it.
    None where neither sample has enough, or where the rows of `sample` are independent.
    """
    if sample.blocks is None:
        return None
    for blocks in (sample.blocks, other.blocks):
        if blocks is not None and len(blocks) >= FEWEST_BLOCKS:
            return blocks
    return None


def draw_shares(
    population: Floats,
    sample: Sample,
    blocks: Floats | None,
    *,
    replicates: int,
    generator: np.random.Generator,
) -> Floats:
    r"""Draw the shares of samples from a population that are as large and vary as much as `sample`.

    Parameters
    ----------
    population : ndarray of shape (n_bins,)
        Shares, sum 1.
    sample : Sample
        Gives the number of rows, and of blocks.
    blocks : ndarray of shape (n_noise_blocks, n_bins) or None
        Whose spread the draws get; None draws independent rows.
    replicates : int
        Samples to draw.
    generator : Generator
        Where chance comes from.

    Returns
    -------
    ndarray of shape (replicates, n_bins)
        Shares, each row sums to 1.

    Notes
    -----
    Independent rows: multinomial, or normal with the same covariance where each bin has many rows. Blocks: as many
    of them as the sample has are drawn with replacement, and how far their shares are from those of all blocks is
    added to the population, cut off at 0. Each draw is stretched by
    :math:`\sqrt{(b / (b - 1)) \cdot (b - 1) / \chi^2_{b - 1}}` for :math:`b` blocks: the spread of few blocks is
    itself uncertain, as in Student's t.

    References
    ----------
    A. C. Cameron, J. B. Gelbach and D. L. Miller, Review of Economics and Statistics 90 (2008),
    doi:10.1162/rest.90.3.414 (resampling of clusters, and what few of them do).

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> sample = Sample.of_counts([600, 400])
    >>> drawn = draw_shares(np.array([0.6, 0.4]), sample, None, replicates=500, generator=generator)
    >>> drawn.shape, f"{drawn[:, 0].mean():.2f} {drawn[:, 0].std():.3f}"
    ((500, 2), '0.60 0.016')
    """
    if blocks is None and sample.n_rows * population.min() >= _MANY:
        noise = generator.standard_normal((replicates, population.size)) * np.sqrt(population / sample.n_rows)
        drawn: Floats = population + noise - population * noise.sum(axis=1, keepdims=True)
        return drawn
    if blocks is None:
        counts = generator.multinomial(sample.n_rows, population / population.sum(), replicates)
        return shares(counts.astype(np.float64))
    n_noise, n_own = len(blocks), sample.n_blocks or 1
    weights = generator.multinomial(n_own, np.full(n_noise, 1 / n_noise), replicates)
    deviations = shares(weights.astype(np.float64) @ blocks) - shares(blocks.sum(axis=0))
    degrees = n_noise - 1
    stretch = math.sqrt(n_noise / degrees) * np.sqrt(degrees / generator.chisquare(degrees, (replicates, 1)))
    return shares(np.maximum(population + stretch * deviations, 0.0))
