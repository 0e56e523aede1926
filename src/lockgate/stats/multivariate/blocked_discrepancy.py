"""The maximum mean discrepancy of two samples of rows that come in blocks."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.decision import interval_alpha
from lockgate.stats.multivariate.blocks import blocks_of
from lockgate.stats.multivariate.maximum_mean_discrepancy import bandwidth_of, gaussian_kernel
from lockgate.stats.multivariate.samples import standardised_samples
from lockgate.stats.multivariate.shift import Shift
from lockgate.stats.quantiles import t_quantile

__all__ = ["blocked_discrepancy"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST_ROWS = 1_000  # a side: all pairs are compared


def blocked_discrepancy(
    reference: ArrayLike,
    current: ArrayLike,
    blocks: tuple[ArrayLike, ArrayLike],
    *,
    alpha: float = 0.05,
    permutations: int = 199,
    seed: int = 0,
) -> Shift:
    r"""Compare two samples of rows by the mean of a smooth function that tells them apart best, block by block.

    Parameters
    ----------
    reference, current : array-like of shape (n_rows, n_columns)
        Rows; those of one block may depend on each other in any way.
    blocks : pair of array-like of shape (n_rows,)
        The block of each row, a whole number, 20 or more on either side. One that both samples have is the same.
    alpha : float, default=0.05
        One-sided error probability of each bound, in (0, 0.5).
    permutations : int, default=199
        Relabellings of whole blocks for the p-value, 99 or more.
    seed : int, default=0
        Seed of the rows that are drawn, and of the relabellings.

    Returns
    -------
    Shift
        As of `mean_discrepancy`, and always with bounds.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    As `mean_discrepancy`, but only pairs of rows of different blocks count: those of one block are alike whatever the
    samples are. Columns are in standard deviations of both samples together, so that the p-value, which comes from
    relabelling whole blocks, is exact where blocks are independent and alike. The bounds are Student's. Their error is
    what leaving out one block after the other shows, and what relabelling shows, squared and added: the first alone is
    small where the discrepancy happens to be, and in simulations up to 9 % of upper bounds at 5 % were then too low.
    Together 0 to 6 % were.

    References
    ----------
    A. Gretton, K. M. Borgwardt, M. J. Rasch, B. Schoelkopf and A. Smola, Journal of Machine Learning Research 13
    (2012) 723-773. B. Efron and C. Stein, Annals of Statistics 9 (1981) 586-596, doi:10.1214/aos/1176345462.

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> customers = np.arange(40).repeat(10)
    >>> rows = (generator.normal(size=(80, 2))).repeat(10, axis=0)  # each row of a customer is the same
    >>> blocked_discrepancy(rows[:400], rows[400:], (customers, customers + 40)).p_value > 0.05
    True
    >>> blocked_discrepancy(rows[:400], rows[400:] * [1.0, 4.0], (customers, customers + 40)).p_value
    0.005
    """
    where = "blocked_discrepancy"
    two_sided = interval_alpha(alpha)
    if permutations < 99:  # noqa: PLR2004 - the stated domain
        raise ParameterError.of(where, "permutations", "an int of 99 or more", permutations)
    first, second = _standardised(where, reference, current)
    generator = np.random.default_rng(seed)
    samples = [
        _drawn(rows, blocks_of(where, "blocks", ids, len(rows)), generator)
        for rows, ids in zip((first, second), blocks, strict=True)
    ]
    pairs = _Pairs.of(samples)
    effect, *relabelled = pairs.relabelled(permutations, generator).tolist()
    # relabelled samples that tie with the true one, but for rounding, count against it
    p_value = (1 + sum(value >= effect - 1e-12 for value in relabelled)) / (1 + permutations)
    fewer = min(pairs.n_first, pairs.names.size - pairs.n_first)
    error = math.hypot(pairs.error(), float(np.std(relabelled)))
    reach = t_quantile(1 - two_sided / 2, fewer - 1) * error
    return Shift(effect, effect - reach, effect + reach, p_value)


def _standardised(where: str, reference: ArrayLike, current: ArrayLike) -> tuple[Floats, Floats]:
    """Return both samples in standard deviations of both together: neither is the one that sets the scale."""
    n_first = len(standardised_samples(where, reference, current)[0])
    pooled = np.concatenate((np.asarray(reference, np.float64), np.asarray(current, np.float64)))
    rows, _ = standardised_samples(where, pooled, pooled)
    return rows[:n_first], rows[n_first:]


def _drawn(rows: Floats, blocks: Ints, generator: np.random.Generator) -> tuple[Floats, Ints]:
    order = generator.permutation(len(rows))[:_MOST_ROWS]
    return rows[order], blocks[order]


class _Pairs:
    """Sums of the kernel over pairs of rows, and their numbers, by the blocks of the two rows; the reference first.

    Parameters
    ----------
    names : ndarray of shape (n_blocks,)
        The blocks of the reference, then those of the current sample.
    n_first : int
        How many are of the reference.
    sums, numbers : ndarray of shape (n_blocks, n_blocks)
        By pair of blocks; none where both are the same.
    """

    def __init__(self, names: Ints, n_first: int, sums: Floats, numbers: Floats) -> None:
        self.names = names
        self.n_first = n_first
        is_other = names[:, None] != names[None, :]
        self.sums, self.numbers = sums * is_other, numbers * is_other

    @classmethod
    def of(cls, samples: list[tuple[Floats, Ints]]) -> _Pairs:
        scale = bandwidth_of(samples[0][0], samples[1][0])
        pooled = np.concatenate([rows[np.argsort(ids, kind="stable")] for rows, ids in samples])
        counted = [np.unique(ids, return_counts=True) for _, ids in samples]
        names, sizes = (np.concatenate(parts) for parts in zip(*counted, strict=True))
        edges = np.cumsum(sizes) - sizes
        kernel = gaussian_kernel(pooled, pooled, scale)
        sums = np.add.reduceat(np.add.reduceat(kernel, edges, axis=0), edges, axis=1)
        return cls(names, counted[0][0].size, sums, np.outer(sizes, sizes).astype(np.float64))

    def relabelled(self, permutations: int, generator: np.random.Generator) -> Floats:
        """Return the discrepancy, and those that come of relabelling blocks."""
        labels = np.zeros((self.names.size, permutations + 1))
        labels[: self.n_first, 0] = 1.0
        for at in range(1, permutations + 1):
            labels[:, at] = generator.permutation(labels[:, 0])
        return self._values(labels, np.ones_like(labels))

    def error(self) -> float:
        """Return the standard error of the discrepancy, from leaving out one block after the other."""
        is_first = (np.arange(self.names.size) < self.n_first).astype(np.float64)
        kept = (self.names[:, None] != np.unique(self.names)[None, :]).astype(np.float64)
        values = self._values(kept * is_first[:, None], kept)
        (whole,) = self._values(is_first[:, None], np.ones((self.names.size, 1)))
        return math.sqrt(float(((values - whole) ** 2).sum()) * (1 - 1 / values.size))

    def _values(self, labels: Floats, picked: Floats) -> Floats:
        """Return the discrepancy between the blocks with a label and the others of those that are picked, by column."""
        others = picked - labels

        def mean(left: Floats, right: Floats) -> Floats:
            return np.asarray(
                (left * (self.sums @ right)).sum(axis=0) / (left * (self.numbers @ right)).sum(axis=0)
            )

        return mean(labels, labels) + mean(others, others) - 2 * mean(labels, others)
