"""Whether the columns still hang together as they did: the error of rebuilding rows from principal components."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.decision import interval_alpha
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.multivariate.samples import standardised_samples
from lockgate.stats.multivariate.shift import Shift
from lockgate.stats.quantiles import normal_upper_tail, t_quantile

__all__ = ["errors_of", "in_units", "reconstruction_shift"]

Floats = NDArray[np.float64]
_ROUNDING = 1e-9  # standard deviations below which an error is that of the arithmetic
_FEWEST_ROWS = 20  # of the reference: half of them are for the components


def reconstruction_shift(
    reference: ArrayLike, current: ArrayLike, *, explained: float = 0.65, alpha: float = 0.05, seed: int = 0
) -> Shift:
    r"""Compare how well rows are rebuilt from the principal components of the reference.

    It sees changed relations between columns, such as a join gone wrong, that leave every column as it was. It does
    not see a shift along the components; the columns' own distances do.

    Parameters
    ----------
    reference : array-like of shape (n_rows, n_columns)
        At least 20 rows, independent of each other, two columns or more.
    current : array-like of shape (m_rows, n_columns)
        At least two rows.
    explained : float, default=0.65
        Share of the variance that the components kept must explain, in (0, 1); at least one is left out.
    alpha : float, default=0.05
        One-sided error probability of each bound, in (0, 0.5).
    seed : int, default=0
        Seed of the split of the reference.

    Returns
    -------
    Shift
        The effect is the shift of the mean error in standard deviations of the reference's errors: positive
        where rows are rebuilt worse, infinite where the reference is rebuilt without error. The p-value is two-sided,
        and 1 where no error varies, which proves nothing.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Half of the reference, at random, gives the components; the other half, which they have not seen, the errors to
    compare with. Without that split the current rows would look worse even if nothing had changed. Bounds and
    p-value are Welch's. Errors are lengths of the residual, in standard deviations.

    References
    ----------
    I. T. Jolliffe, Principal Component Analysis, 2nd edition, Springer (2002), section 10.1, doi:10.1007/b98835.

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> base = generator.normal(size=(1_000, 1))
    >>> together = base + 0.1 * generator.normal(size=(1_000, 3))
    >>> shuffled = np.column_stack([generator.permutation(column) for column in together.T])
    >>> reconstruction_shift(together[:500], together[500:]).p_value > 0.05
    True
    >>> reconstruction_shift(together[:500], shuffled[500:]).lower > 5
    True
    """
    where = "reconstruction_shift"
    two_sided = interval_alpha(alpha)
    require_open_fraction(where, "explained", explained)
    if len(np.asarray(reference)) < _FEWEST_ROWS:
        raise ParameterError.of(where, "reference", f"{_FEWEST_ROWS} rows or more", len(np.asarray(reference)))
    first, second = standardised_samples(where, reference, current)
    if first.shape[1] < 2:  # noqa: PLR2004 - one column has no relations
        raise ParameterError.of(where, "reference", "two columns or more", first.shape[1])
    order = np.random.default_rng(seed).permutation(len(first))
    fitted, held_out = first[order[: len(first) // 2]], first[order[len(first) // 2 :]]
    return _compared(*errors_of(fitted, (held_out, second), explained), two_sided)


def errors_of(fitted: Floats, samples: tuple[Floats, Floats], explained: float) -> tuple[Floats, Floats]:
    """Return how far the rows of two samples are from what the principal components of others rebuild."""
    residual, centre = _left_over(fitted, explained), fitted.mean(axis=0)
    return _errors(samples[0] - centre, residual), _errors(samples[1] - centre, residual)


def _left_over(fitted: Floats, explained: float) -> Floats:
    """Return the directions that the kept components leave out."""
    _, sizes, directions = np.linalg.svd(fitted - fitted.mean(axis=0), full_matrices=True)
    shares = np.cumsum(sizes**2) / max(float((sizes**2).sum()), np.finfo(np.float64).tiny)
    kept = min(int(np.searchsorted(shares, explained)) + 1, directions.shape[0] - 1)
    left_over: Floats = directions[kept:].T
    return left_over


def _errors(rows: Floats, residual: Floats) -> Floats:
    lengths = np.linalg.norm(rows @ residual, axis=1)
    return np.where(lengths < _ROUNDING, 0.0, lengths)


def _compared(before: Floats, after: Floats, two_sided: float) -> Shift:
    unit = float(before.std(ddof=1))
    first, second = float(before.var(ddof=1)) / before.size, float(after.var(ddof=1)) / after.size
    difference, error = float(after.mean() - before.mean()), math.sqrt(first + second)
    if error == 0:
        return Shift(in_units(difference, unit), -math.inf, math.inf, 1.0)
    degrees = int((first + second) ** 2 / (first**2 / (before.size - 1) + second**2 / (after.size - 1)))
    reach = t_quantile(1 - two_sided / 2, max(degrees, 1)) * error
    p_value = 2 * normal_upper_tail(abs(difference) / error)
    effect, lower, upper = (in_units(x, unit) for x in (difference, difference - reach, difference + reach))
    return Shift(effect, lower, upper, p_value)


def in_units(difference: float, unit: float) -> float:
    """Return a difference in units, infinite where the unit is nothing and the difference is not."""
    if difference == 0:
        return 0.0
    return difference / unit if unit > 0 else math.copysign(math.inf, difference)
