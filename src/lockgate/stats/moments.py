"""Smooth functions of means, from sums, squares and cross products (the delta method)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_count
from lockgate.stats.estimate import ROUNDING_NOISE, Estimate

__all__ = ["moment_estimate"]

_STEP = 1e-30
"""An imaginary step, as in `lockgate.stats.smooth`."""


def moment_estimate(
    formula: Callable[[NDArray[np.complex128]], np.complex128], n: int, sums: ArrayLike, products: ArrayLike
) -> Estimate:
    r"""Estimate a smooth function of the means of some quantities that each row has.

    For quantities far from zero the difference of large sums loses digits: shift them by a constant before summing.

    Parameters
    ----------
    formula : callable
        Takes the means, complex and of shape (n_quantities,), and returns one number. It must be analytic where it
        is defined: sums, products, quotients, roots and logarithms are, absolute values and comparisons are not.
    n : int
        Number of rows, 0 or more.
    sums : array_like of shape (n_quantities,)
        Sum of each quantity.
    products : array_like of shape (n_quantities, n_quantities)
        Sum of the product of each two, of each with itself on the diagonal.

    Returns
    -------
    Estimate
        Undefined for ``n = 0`` and where a sum, the formula or its slope is not finite; with one row the standard
        error is NaN.

    Raises
    ------
    ParameterError
        If `n` is negative or the shapes do not fit.

    Notes
    -----
    With the gradient :math:`g_i = \operatorname{Im} f(m + i h e_i) / h` at the means :math:`m` and the sample
    covariance :math:`S`, :math:`\mathrm{SE} = \sqrt{g^\top S g / n}`. For a single mean that is
    `lockgate.stats.estimate.mean_estimate`, exact; for others it holds for many rows.

    References
    ----------
    A. W. van der Vaart, Asymptotic Statistics (1998), chapter 3.

    Examples
    --------
    The root of the mean of 1, 4, 4 and 9:

    >>> root = moment_estimate(lambda m: m[0] ** 0.5, 4, [18.0], [[114.0]])
    >>> f"{root.value:.4f} {root.standard_error:.4f}"
    '2.1213 0.3909'
    """
    require_count("moment_estimate", "n", n)
    total, cross = np.asarray(sums, dtype=np.float64), np.asarray(products, dtype=np.float64)
    if total.ndim != 1 or cross.shape != (total.size, total.size):
        must = f"of shape {(total.size, total.size)}, one number a pair"
        raise ParameterError.of("moment_estimate", "products", must, cross.shape)
    if n == 0 or not (np.isfinite(total).all() and np.isfinite(cross).all()):
        return Estimate.undefined(n)
    means = total / n
    with np.errstate(all="ignore"):
        value = float(np.real(formula(means.astype(np.complex128))))
        gradient = np.array([_slope(formula, means, at) for at in range(means.size)])
    if not (math.isfinite(value) and np.isfinite(gradient).all()):
        return Estimate.undefined(n)
    return Estimate(value, _standard_error(n, total, cross, gradient), n)


def _slope(
    formula: Callable[[NDArray[np.complex128]], np.complex128], means: NDArray[np.float64], at: int
) -> float:
    moved = means.astype(np.complex128)
    moved[at] += 1j * _STEP
    return float(np.imag(formula(moved))) / _STEP


def _standard_error(
    n: int, total: NDArray[np.float64], cross: NDArray[np.float64], gradient: NDArray[np.float64]
) -> float:
    if n == 1:
        return math.nan
    spread = float(gradient @ (cross - np.outer(total, total) / n) @ gradient)
    size = float(np.abs(gradient) @ np.sqrt(np.diag(cross).clip(min=0.0)))
    return 0.0 if spread <= ROUNDING_NOISE * size * size else math.sqrt(spread / (n - 1) / n)
