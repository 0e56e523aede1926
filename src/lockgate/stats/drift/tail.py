"""Tails of a simulated distribution, beyond what the draws reach."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.quantiles import normal_quantile, normal_upper_tail

__all__ = ["DrawnTail"]

Floats = NDArray[np.float64]
_ENOUGH = 10  # draws beyond a point from which their share is told from the draws themselves
_SYMMETRIC = 0.02  # skewness below which the fit is normal


@dataclass(frozen=True, slots=True, eq=False)
class DrawnTail:
    """The distribution of a statistic, known from draws.

    Parameters
    ----------
    draws : ndarray of shape (replicates,)
        The statistic of each simulated sample, ascending; may end in inf.

    Notes
    -----
    Where at least ten draws lie beyond a point, the p-value is ``(1 + count) / (1 + replicates)``, which is valid
    for any statistic. Further out, where a family of many tests needs it, the tail is that of a Pearson III
    (shifted gamma) distribution with the draws' mean, spread and skewness: exact in form for scaled chi-square
    and for normal statistics, and never above what ten draws would give.

    References
    ----------
    A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application, Cambridge (1997), section 4.2,
    doi:10.1017/CBO9780511802843.
    T. A. Knijnenburg, L. F. A. Wessels, M. J. T. Reinders and I. Shmulevich, Bioinformatics 25 (2009),
    doi:10.1093/bioinformatics/btp211 (fitted tails).

    Examples
    --------
    >>> tail = DrawnTail.of(np.random.default_rng(1).normal(size=999))
    >>> f"{tail.above(1.0):.2f} {tail.below(-1.0):.2f} {tail.above(4.0) < 0.001}"
    '0.13 0.18 True'
    """

    draws: Floats

    @classmethod
    def of(cls, draws: Floats) -> DrawnTail:
        """Sort the draws."""
        return cls(np.sort(draws))

    @property
    def mean(self) -> float:
        """Return the mean of the finite draws."""
        return float(self._finite.mean())

    @property
    def spread(self) -> float:
        """Return the standard deviation of the finite draws."""
        return float(self._finite.std(ddof=1))

    @property
    def skewness(self) -> float:
        """Return the skewness of the finite draws; 0 where all are equal."""
        deviations = self._finite - self.mean
        second = float(np.square(deviations).mean())
        return float((deviations**3).mean()) / second**1.5 if second > 0 else 0.0

    def below(self, value: float) -> float:
        """Return the probability of `value` or less, from the draws alone."""
        return (1 + int(np.searchsorted(self.draws, value, side="right"))) / (1 + self.draws.size)

    def share_below(self, value: float) -> float:
        """Return the share of the draws that are less than `value`."""
        return int(np.searchsorted(self.draws, value, side="left")) / self.draws.size

    def above(self, value: float) -> float:
        """Return the probability of `value` or more, far out from the fitted tail."""
        count = self.draws.size - int(np.searchsorted(self.draws, value, side="left"))
        from_draws = (1 + count) / (1 + self.draws.size)
        if count >= _ENOUGH or not np.isfinite(self.draws[-1]) or self.spread == 0:
            return from_draws
        return min(self._fitted(value), (1 + _ENOUGH) / (1 + self.draws.size))

    def quantile_above(self, alpha: float) -> float:
        """Return the value beyond which a share of `alpha` lies: `above` of anything more is at most `alpha`."""
        rank = math.floor(alpha * (1 + self.draws.size)) - 1
        if rank >= _ENOUGH or not np.isfinite(self.draws[-1]):
            return float(self.draws[-1 - max(rank, 0)])
        return max(self._fitted_quantile(alpha), float(self.draws[-1 - _ENOUGH]))

    def quantile_below(self, alpha: float) -> float:
        """Return the value below which a share of `alpha` lies: `below` of anything less is at most `alpha`."""
        return float(self.draws[max(math.floor(alpha * (1 + self.draws.size)) - 1, 0)])

    @property
    def _finite(self) -> Floats:
        return self.draws[np.isfinite(self.draws)]

    def _fitted(self, value: float) -> float:
        z, skewness = (value - self.mean) / self.spread, self.skewness
        if skewness < _SYMMETRIC:
            return normal_upper_tail(z)
        from scipy.special import gammaincc  # noqa: PLC0415 - loading it costs 0.3 s that others need not pay

        shape = 4 / skewness**2
        return float(gammaincc(shape, max(shape + z * math.sqrt(shape), 0.0)))

    def _fitted_quantile(self, alpha: float) -> float:
        skewness = self.skewness
        if skewness < _SYMMETRIC:
            return self.mean + self.spread * normal_quantile(1 - alpha)
        from scipy.special import gammainccinv  # noqa: PLC0415 - as above

        shape = 4 / skewness**2
        z = (float(gammainccinv(shape, alpha)) - shape) / math.sqrt(shape)
        return self.mean + self.spread * z
