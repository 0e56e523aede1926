"""Whether a classifier can tell the current rows from the reference, where rows come in blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lockgate.stats.decision import interval_alpha
from lockgate.stats.multivariate.blocks import Difference, blocks_of, clustered, split_of
from lockgate.stats.multivariate.domain_classifier import area_of, fitted_scores
from lockgate.stats.multivariate.samples import standardised_samples
from lockgate.stats.multivariate.shift import Shift

__all__ = ["blocked_classifier"]

_PENALTY = 1.0  # as of rows that are independent


def blocked_classifier(
    reference: ArrayLike,
    current: ArrayLike,
    blocks: tuple[ArrayLike, ArrayLike],
    *,
    alpha: float = 0.05,
    seed: int = 0,
) -> Shift:
    r"""Measure how well a classifier tells current rows from reference rows of blocks that it has not seen.

    Parameters
    ----------
    reference, current : array-like of shape (n_rows, n_columns)
        Rows; those of one block may depend on each other in any way.
    blocks : pair of array-like of shape (n_rows,)
        The block of each row, a whole number, 20 or more on either side. One that both samples have is the same.
    alpha : float, default=0.05
        One-sided error probability of each bound, in (0, 0.5).
    seed : int, default=0
        Seed of the split.

    Returns
    -------
    Shift
        As of `domain_classifier`.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    The classifier of `domain_classifier`. Half of the blocks train it, and the rows of the others give the area; a
    block that both samples have is in one half with all of its rows, for else an entity would be known by its other
    rows. The variance of the area is that of its parts summed up by block (DeLong's, for clusters), with Student's t on
    the blocks held out of the side that has fewer, less one. Entities that both samples have make the two sides alike,
    which this variance does not count on: it is too large then, and never too small.

    References
    ----------
    N. A. Obuchowski, Biometrics 53 (1997) 567-578, doi:10.2307/2533958.

    Examples
    --------
    >>> generator = np.random.default_rng(2)
    >>> customers = np.arange(60).repeat(20)
    >>> rows = (generator.normal(size=(120, 3))).repeat(20, axis=0)  # each row of a customer is the same
    >>> blocked_classifier(rows[:1200], rows[1200:], (customers, customers + 60)).p_value > 0.05
    True
    >>> blocked_classifier(rows[:1200], rows[1200:] + 2.0, (customers, customers + 60)).lower > 0.7
    True
    """
    where = "blocked_classifier"
    two_sided = interval_alpha(alpha)
    first, second = standardised_samples(where, reference, current)
    here, there = (
        blocks_of(where, "blocks", ids, len(rows)) for ids, rows in zip(blocks, (first, second), strict=True)
    )
    split = split_of(here, there, seed)
    is_held_out, is_current = np.concatenate(split), np.repeat([0.0, 1.0], [len(first), len(second)])
    scores = fitted_scores(np.concatenate((first, second)), is_current, is_held_out, _PENALTY)
    above, below = area_of(scores, is_current[is_held_out] == 1)
    area = float(above.mean())
    chance = Difference.of(clustered(below, here[split[0]]), clustered(above, there[split[1]]))
    reach = chance.reach(two_sided)
    return Shift(area, max(area - reach, 0.0), min(area + reach, 1.0), chance.upper_tail(area - 0.5))
