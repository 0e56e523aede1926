"""Metrics that are smooth functions of the shares of a few kinds of rows, linearised for the delta method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.linearised import Linearised

__all__ = ["Complexes", "SumsGradient", "gradient_of_sums", "linearised_function"]

Complexes = NDArray[np.complex128]

_STEP = 1e-30
"""An imaginary step: the derivative is read off the imaginary part, so nothing cancels and none is too small."""


def linearised_function(
    formula: Callable[[NDArray[np.complex128]], np.complex128], counts: ArrayLike, *, support: int | None = None
) -> Linearised:
    r"""Linearise a function of shares of rows.

    Parameters
    ----------
    formula : callable
        Takes the shares, complex and of shape (n_kinds,), and returns one number. It must be analytic where it is
        defined: sums, products, quotients, roots and logarithms are, absolute values and comparisons are not.
    counts : array_like of shape (n_kinds,)
        Rows of each kind, 0 or more.
    support : int or None, default=None
        Rows that carry the information; None means all of them.

    Returns
    -------
    Linearised
        With the influence of one row of each kind; NaN as value and zeros as influence where the formula has no
        finite value, such as without rows.

    Raises
    ------
    ParameterError
        If a count is negative, or there is more than one dimension.

    Notes
    -----
    For the shares :math:`p_k = n_k / n` the influence of kind `k` is
    :math:`\\psi_k = g_k - \\sum_j p_j g_j`, with the gradient :math:`g_k = \\operatorname{Im} f(p + i h e_k) / h`.

    References
    ----------
    W. Squire and G. Trapp, SIAM Review 40 (1998), doi:10.1137/S003614459631241X.

    Examples
    --------
    >>> kappa = linearised_function(lambda p: p[0] / (p[0] + p[1]), [30, 10, 60])
    >>> kappa.value, [round(float(one), 3) for one in kappa.influence]
    (0.75, [0.625, -1.875, 0.0])
    """
    rows = np.asarray(counts, dtype=np.float64)
    if rows.ndim != 1 or (rows.size and not float(rows.min()) >= 0):
        raise ParameterError.of("linearised_function", "counts", "0 or more for each kind", rows.tolist())
    n = int(rows.sum())
    carrying = n if support is None else support
    shares = rows / n if n else rows
    with np.errstate(all="ignore"):
        value = float(np.real(formula(shares.astype(np.complex128))))
        gradient = np.array([_slope(formula, shares, kind) for kind in range(rows.size)])
    if n == 0 or not np.isfinite(value) or not np.isfinite(gradient[rows > 0]).all():
        return Linearised(float("nan"), np.zeros_like(rows), carrying)
    gradient[~np.isfinite(gradient)] = 0.0  # of a kind that has no rows
    return Linearised(value, gradient - float(shares @ gradient), carrying)


def _slope(
    formula: Callable[[NDArray[np.complex128]], np.complex128], shares: NDArray[np.float64], kind: int
) -> float:
    moved = shares.astype(np.complex128)
    moved[kind] += 1j * _STEP
    return float(np.imag(formula(moved))) / _STEP


@dataclass(frozen=True, slots=True)
class SumsGradient:
    """A function of sums over classes: its value, NaN if there is none, and its slope in each number of each class."""

    value: float
    slope: NDArray[np.float64]


def gradient_of_sums(
    parts: Callable[..., Sequence[Complexes]], formula: Callable[..., np.complex128], numbers: ArrayLike
) -> SumsGradient:
    r"""Take the gradient of a function of sums over classes, such as a mean over classes of a share.

    However many classes there are, the parts are computed once for each kind of number.

    Parameters
    ----------
    parts : callable
        Takes one complex array of shape (n_classes,) for each kind of number, and returns the arrays that are summed.
        Each entry depends on its own class only.
    formula : callable
        Takes the sums, complex, and returns one number. Both must be analytic where they are defined.
    numbers : array_like of shape (n_kinds, n_classes)
        What each class has.

    Returns
    -------
    SumsGradient
        With NaN as value and zeros as slope where there is no finite value or slope, such as without classes.

    Notes
    -----
    :math:`g_{qk} = \sum_m F_m \, \partial a_m(x_{\cdot k}) / \partial x_{qk}`, each factor by an imaginary step.

    Examples
    --------
    >>> found = gradient_of_sums(lambda hit, all: [hit / all], lambda total: total / 2, [[3, 1], [4, 2]])
    >>> found.value, found.slope.tolist()
    (0.625, [[0.125, 0.25], [-0.09375, -0.125]])
    """
    given = np.asarray(numbers, dtype=np.float64).astype(np.complex128)
    nothing = SumsGradient(float("nan"), np.zeros(given.shape))
    if given.shape[1] == 0:
        return nothing
    with np.errstate(all="ignore"):
        sums = [np.complex128(part.sum()) for part in parts(*given)]
        value = float(np.real(formula(*sums)))
        outer = [
            float(np.imag(formula(*(one + 1j * _STEP if at == m else one for at, one in enumerate(sums)))))
            / _STEP
            for m in range(len(sums))
        ]
        slope = np.zeros(given.shape)
        for kind in range(len(given)):
            moved = parts(*(row + 1j * _STEP if at == kind else row for at, row in enumerate(given)))
            for factor, part in zip(outer, moved, strict=True):
                slope[kind] += factor * np.imag(part) / _STEP
    if not (np.isfinite(value) and np.isfinite(slope).all()):
        return nothing
    return SumsGradient(value, slope)
