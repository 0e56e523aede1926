"""Whether the columns still hang together as they did, where rows come in blocks."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from lockgate.domain.errors import ParameterError
from lockgate.stats.decision import interval_alpha
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.multivariate.blocks import Difference, blocks_of, clustered, split_of
from lockgate.stats.multivariate.reconstruction import errors_of, in_units
from lockgate.stats.multivariate.samples import standardised_samples
from lockgate.stats.multivariate.shift import Shift

__all__ = ["blocked_reconstruction"]


def blocked_reconstruction(
    reference: ArrayLike,
    current: ArrayLike,
    blocks: tuple[ArrayLike, ArrayLike],
    *,
    explained: float = 0.65,
    alpha: float = 0.05,
    seed: int = 0,
) -> Shift:
    r"""Compare how well rows are rebuilt from the principal components of other blocks of the reference.

    Parameters
    ----------
    reference, current : array-like of shape (n_rows, n_columns)
        Rows of two columns or more; those of one block may depend on each other in any way.
    blocks : pair of array-like of shape (n_rows,)
        The block of each row, a whole number, 20 or more on either side. One that both samples have is the same.
    explained : float, default=0.65
        As of `reconstruction_shift`.
    alpha : float, default=0.05
        One-sided error probability of each bound, in (0, 0.5).
    seed : int, default=0
        Seed of the split of the reference.

    Returns
    -------
    Shift
        As of `reconstruction_shift`.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Half of the blocks of the reference give the components; the errors of its other blocks are compared with those of
    the current rows. Current rows of blocks that gave the components are left out: they would be rebuilt too well. The
    variance of each mean is that of its sums by block, with Student's t on the blocks of the side that has fewer, less
    one.

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> customers, base = np.arange(60).repeat(10), generator.normal(size=(120, 1)).repeat(10, axis=0)
    >>> rows = base + 0.1 * generator.normal(size=(1_200, 3))
    >>> shuffled = np.column_stack([generator.permutation(column) for column in rows.T])
    >>> blocked_reconstruction(rows[:600], rows[600:], (customers, customers + 60)).p_value > 0.05
    True
    >>> blocked_reconstruction(rows[:600], shuffled[600:], (customers, customers + 60)).lower > 5
    True
    """
    where = "blocked_reconstruction"
    two_sided = interval_alpha(alpha)
    require_open_fraction(where, "explained", explained)
    first, second = standardised_samples(where, reference, current)
    if first.shape[1] < 2:  # noqa: PLR2004 - one column has no relations
        raise ParameterError.of(where, "reference", "two columns or more", first.shape[1])
    here, there = (
        blocks_of(where, "blocks", ids, len(rows)) for ids, rows in zip(blocks, (first, second), strict=True)
    )
    is_held_out, _ = split_of(here, there, seed)
    is_apart = ~np.isin(there, here[~is_held_out])
    before, after = errors_of(first[~is_held_out], (first[is_held_out], second[is_apart]), explained)
    return _compared((before, here[is_held_out]), (after, there[is_apart]), two_sided)


def _compared(
    before: tuple[np.ndarray, np.ndarray], after: tuple[np.ndarray, np.ndarray], two_sided: float
) -> Shift:
    unit = float(before[0].std(ddof=1))
    first, second = clustered(*before), clustered(*after)
    difference, chance = second.mean - first.mean, Difference.of(first, second)
    if chance.error == 0:
        return Shift(in_units(difference, unit), -math.inf, math.inf, 1.0)
    reach = chance.reach(two_sided)
    effect, lower, upper = (in_units(x, unit) for x in (difference, difference - reach, difference + reach))
    return Shift(effect, lower, upper, min(1.0, 2 * chance.upper_tail(abs(difference))))
