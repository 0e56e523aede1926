"""The maximum mean discrepancy of two samples of rows."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.decision import interval_alpha
from lockgate.stats.multivariate.samples import standardised_samples
from lockgate.stats.multivariate.shift import Shift
from lockgate.stats.quantiles import normal_quantile, normal_upper_tail

__all__ = ["bandwidth_of", "gaussian_kernel", "mean_discrepancy"]

Floats = NDArray[np.float64]
_BLOCK = 100  # rows a side in each block, for samples too large for all pairs
_FEWEST_BLOCKS = 20
_MEDIAN_OF = 500  # rows that the bandwidth is read from


def mean_discrepancy(
    reference: ArrayLike,
    current: ArrayLike,
    *,
    alpha: float = 0.05,
    permutations: int = 199,
    most_rows: int = 1_000,
    seed: int = 0,
) -> Shift:
    r"""Compare two samples of rows by the mean of a smooth function that tells them apart best.

    It sees any difference of the joint distribution in the end; in many columns it needs many rows.

    Parameters
    ----------
    reference, current : array-like of shape (n_rows, n_columns)
        At least two rows each, independent of each other.
    alpha : float, default=0.05
        One-sided error probability of each bound, in (0, 0.5).
    permutations : int, default=199
        Relabellings of the rows for the p-value, 99 or more.
    most_rows : int, default=1000
        Rows a side up to which all pairs are compared; memory grows with its square.
    seed : int, default=0
        Seed of the relabellings and of the blocks.

    Returns
    -------
    Shift
        The effect is the unbiased estimate of the squared discrepancy, around 0 where nothing differs, at most 2.
        Bounds are infinite for all pairs, where only the p-value is known.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Gaussian kernel :math:`k(x, y) = \exp(-|x - y|^2 / (2 \sigma^2))` on standardised columns, :math:`\sigma` the median
    distance of pooled rows. All pairs: the U-statistic and a permutation p-value, exact at any size. Beyond
    `most_rows` where there are 20 blocks of 100 rows a side: the mean over blocks, which is normal, with time that
    grows only with the rows; larger samples are cut to the length of the shorter. In between rows are drawn.

    References
    ----------
    A. Gretton, K. M. Borgwardt, M. J. Rasch, B. Schoelkopf and A. Smola, Journal of Machine Learning Research 13
    (2012) 723-773. W. Zaremba, A. Gretton and M. Blaschko, Advances in Neural Information Processing Systems 26
    (2013) (blocks).

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> rows = generator.normal(size=(300, 2))
    >>> mean_discrepancy(rows[:150], rows[150:]).p_value > 0.05
    True
    >>> mean_discrepancy(rows[:150], rows[150:] * [1.0, 2.0]).p_value
    0.005
    """
    where = "mean_discrepancy"
    two_sided = interval_alpha(alpha)
    if permutations < 99:  # noqa: PLR2004 - the stated domain
        raise ParameterError.of(where, "permutations", "an int of 99 or more", permutations)
    if most_rows < 2:  # noqa: PLR2004 - a pair
        raise ParameterError.of(where, "most_rows", "an int of 2 or more", most_rows)
    first, second = standardised_samples(where, reference, current)
    generator = np.random.default_rng(seed)
    first, second = generator.permutation(first), generator.permutation(second)
    scale = bandwidth_of(first, second)
    shorter = min(len(first), len(second))
    if max(len(first), len(second)) > most_rows and shorter >= _BLOCK * _FEWEST_BLOCKS:
        return _by_blocks(first[:shorter], second[:shorter], scale, two_sided)
    return _by_permutation(first[:most_rows], second[:most_rows], scale, permutations, generator)


def _by_permutation(
    first: Floats, second: Floats, scale: float, permutations: int, generator: np.random.Generator
) -> Shift:
    pooled = np.concatenate((first, second))
    kernel = gaussian_kernel(pooled, pooled, scale)
    np.fill_diagonal(kernel, 0.0)
    labels = np.zeros((len(pooled), permutations + 1))
    labels[: len(first), 0] = 1.0
    for at in range(1, permutations + 1):
        labels[:, at] = generator.permutation(labels[:, 0])
    n, m = len(first), len(second)
    seen = kernel @ labels
    within = (labels * seen).sum(axis=0)
    across = seen.sum(axis=0) - within
    others = kernel.sum() - within - 2 * across
    values = within / (n * (n - 1)) + others / (m * (m - 1)) - 2 * across / (n * m)
    # relabelled samples that tie with the true one, but for rounding, count against it
    p_value = (1 + int((values[1:] >= values[0] - 1e-12).sum())) / (1 + permutations)
    return Shift(float(values[0]), -math.inf, math.inf, p_value)


def _by_blocks(first: Floats, second: Floats, scale: float, two_sided: float) -> Shift:
    values = np.array(
        [
            _unbiased(first[start : start + _BLOCK], second[start : start + _BLOCK], scale)
            for start in range(0, len(first) - _BLOCK + 1, _BLOCK)
        ]
    )
    effect, error = float(values.mean()), float(values.std(ddof=1)) / math.sqrt(values.size)
    if error == 0:
        return Shift(effect, effect, effect, 1.0)
    reach = normal_quantile(1 - two_sided / 2) * error
    return Shift(effect, effect - reach, effect + reach, normal_upper_tail(effect / error))


def _unbiased(first: Floats, second: Floats, scale: float) -> float:
    n = len(first)
    same = gaussian_kernel(first, first, scale).sum() + gaussian_kernel(second, second, scale).sum() - 2 * n
    return float(same / (n * (n - 1)) - 2 * gaussian_kernel(first, second, scale).mean())


def gaussian_kernel(first: Floats, second: Floats, scale: float) -> Floats:
    """Return the kernel of each row of one sample with each of another."""
    kernel: Floats = np.exp(-_squared_distances(first, second) / (2 * scale**2))
    return kernel


def _squared_distances(first: Floats, second: Floats) -> Floats:
    squares = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None, :]
    distances: Floats = np.maximum(squares - 2 * first @ second.T, 0.0)
    return distances


def bandwidth_of(first: Floats, second: Floats) -> float:
    """Return the median distance of some rows of both samples, 1 where most are the same."""
    rows = np.concatenate((first[:_MEDIAN_OF], second[:_MEDIAN_OF]))
    median = float(np.median(np.sqrt(_squared_distances(rows, rows)[np.triu_indices(len(rows), 1)])))
    return median if median > 0 else 1.0
