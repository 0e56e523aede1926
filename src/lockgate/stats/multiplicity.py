"""Keep the error of many decisions taken together: Bonferroni and Holm.

When a gate opens only if *every* slice passes, its chance of opening although at least one slice is bad is
already at most `alpha`, with each slice decided at `alpha`: passing needs no correction (an intersection-union
test). What grows with the number of slices is false alarm: that some healthy slice fails. So judge passes at
`alpha` and failures at `bonferroni_alpha` or with Holm.
Neither method minds how the slices overlap or depend on each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction

__all__ = ["bonferroni_alpha", "holm_adjusted"]


def bonferroni_alpha(alpha: float, n_tests: int) -> float:
    """Return the level of each test that keeps the family at `alpha`.

    Parameters
    ----------
    alpha : float
        Error probability of the family: that any of its true hypotheses is rejected, in (0, 1).
    n_tests : int
        Tests in the family, 1 or more.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> bonferroni_alpha(0.05, 20)
    0.0025
    """
    require_open_fraction("bonferroni_alpha", "alpha", alpha)
    if n_tests < 1:
        raise ParameterError.of("bonferroni_alpha", "n_tests", "an int of 1 or more", n_tests)
    return alpha / n_tests


def holm_adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust p-values with Holm's step-down method.

    Parameters
    ----------
    p_values : sequence of float
        In [0, 1]; NaN (a test that could not be made) counts as 1 and stays in the family.

    Returns
    -------
    tuple of float
        In the order given; reject those at most `alpha`, and the family errs with at most `alpha`. Empty in,
        empty out.

    Raises
    ------
    ParameterError
        If a p-value is outside [0, 1].

    References
    ----------
    S. Holm, Scandinavian Journal of Statistics 6 (1979), jstor:4615733.

    Examples
    --------
    >>> holm_adjusted([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    ordered = _ascending("holm_adjusted", p_values)
    adjusted = [0.0] * len(ordered)
    largest = 0.0
    for rank, (p_value, position) in enumerate(ordered):
        largest = max(largest, min(1.0, p_value * (len(ordered) - rank)))
        adjusted[position] = largest
    return tuple(adjusted)


def _ascending(where: str, p_values: Sequence[float]) -> list[tuple[float, int]]:
    ordered = []
    for position, p_value in enumerate(p_values):
        if p_value < 0 or p_value > 1:
            raise ParameterError.of(where, "p_values", "floats in [0, 1]", p_value)
        ordered.append((1.0 if math.isnan(p_value) else p_value, position))
    return sorted(ordered)
