"""What a sample could have seen, and how many more rows would decide."""

from __future__ import annotations

import math

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_finite
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import unseen_fraction
from lockgate.stats.quantiles import normal_quantile

__all__ = ["MOST_ROWS", "rows_needed", "rows_needed_if", "smallest_detectable"]

MOST_ROWS = 1_000_000_000
"""Beyond this many rows the honest answer is that no number of rows would decide."""


def smallest_detectable(
    standard_error: float, *, alpha: float = 0.05, power: float = 0.8, floor: float = 0.0
) -> float:
    r"""Compute the smallest distance from the bar that this sample would probably have seen.

    Parameters
    ----------
    standard_error : float
        Standard error of what is compared, 0 or more; NaN where unknown.
    alpha : float, default=0.05
        One-sided error probability of the decision, in (0, 0.5).
    power : float, default=0.8
        Probability with which such a distance is decided, in [0.5, 1).
    floor : float, default=0.0
        What a bound is away from the number at least, however small its error.

    Returns
    -------
    float
        :math:`\max(z_{1-\alpha} \mathrm{SE}, floor) + z_{power} \mathrm{SE}`, in the unit of the metric; NaN where the
        error is.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> f"{smallest_detectable(0.002):.5f}"
    '0.00497'
    """
    if standard_error < 0:
        raise ParameterError.of("smallest_detectable", "standard_error", "0 or more", standard_error)
    of_alpha, of_power = _factors("smallest_detectable", alpha, power)
    return max(of_alpha * standard_error, floor) + of_power * standard_error


def rows_needed(estimate: Estimate, bar: float, *, alpha: float = 0.05, power: float = 0.8) -> int | None:
    """Compute how many more rows would decide, if the truth is where the estimate is.

    Where this is None, ask `rows_needed_if` what another truth would take: 0 for a comparison with the
    baseline, which then means "if the two are equally good".

    Parameters
    ----------
    estimate : Estimate
        What is compared: a metric, or a paired difference.
    bar : float
        The bar: the required value; ``-margin`` or ``margin`` for a difference.
    alpha : float, default=0.05
        One-sided error probability of the decision, in (0, 0.5).
    power : float, default=0.8
        Probability with which that many rows decide, in [0.5, 1).

    Returns
    -------
    int or None
        Further rows like these, 0 where those at hand suffice. None where no number would do: the estimate sits
        at the bar or so near that over a billion rows were needed, or it is undefined.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    The standard error falls with the square root of the rows. Where it is 0, the rule of three takes its place.

    Examples
    --------
    >>> rows_needed(Estimate(0.001, 0.011, 342), 0.005)
    15649
    >>> rows_needed(Estimate(0.7, 0.01, 1_000), 0.7) is None
    True
    """
    return rows_needed_if(estimate, bar, assumed=estimate.value, alpha=alpha, power=power)


def rows_needed_if(  # noqa: PLR0913 - what is planned for, and how bounds are made
    estimate: Estimate,
    bar: float,
    *,
    assumed: float,
    alpha: float = 0.05,
    power: float = 0.8,
    slack: float = 0.0,
    span: float | None = None,
) -> int | None:
    """Compute how many more rows would decide, if the truth is `assumed`.

    Parameters
    ----------
    estimate : Estimate
        Gives the spread and the number of rows; its value is not used.
    bar : float
        The bar, as in `rows_needed`.
    assumed : float
        The true value to plan for; NaN gives None.
    alpha, power : float
        As in `rows_needed`.
    slack : float, default=0.0
        What the bounds are wider by, however many the rows.
    span : float or None, default=None
        As in `lockgate.stats.intervals.t_bounds`: its floor is what the bounds keep to.

    Returns
    -------
    int or None
        As in `rows_needed`; None too where the bar is within the slack.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    The floor of the span falls with the rows, the standard error with their square root, the slack not at all.

    Examples
    --------
    >>> rows_needed_if(Estimate(0.004, 0.011, 342), 0.005, assumed=0.0)
    9892
    """
    factors = _factors("rows_needed", alpha, power)
    require_finite("rows_needed", "bar", bar)
    distance = abs(assumed - bar) - slack
    if not estimate.is_defined or not 0 < distance < math.inf:
        return None
    if estimate.standard_error > 0:
        floor = 0.0 if span is None else span * unseen_fraction(estimate.support, alpha=alpha)
        ratio = _ratio(estimate.standard_error, distance, factors, floor)
    else:
        ratio = _ratio_without_spread(estimate, distance / (span or 1.0), alpha)
    more = math.ceil((ratio - 1) * estimate.n) if ratio < MOST_ROWS else MOST_ROWS
    return max(0, more) if more < MOST_ROWS else None


def _ratio(error: float, distance: float, factors: tuple[float, float], floor: float) -> float:
    """Return how many times the rows bring a bound, and the estimate's own chance, within the distance."""
    most = math.sqrt(MOST_ROWS)
    by_error = min(sum(factors) * error / distance, most) ** 2
    own = factors[1] * error
    # floor / r + own / sqrt(r) = distance, for 1 / sqrt(r)
    root = 2 * distance / (own + math.sqrt(own**2 + 4 * floor * distance))
    by_floor = min(1 / root, most) ** 2 if root > 0 else most**2
    return max(by_error, by_floor)


def _ratio_without_spread(estimate: Estimate, distance: float, alpha: float) -> float:
    if unseen_fraction(estimate.support, alpha=alpha) <= distance:
        return 0.0
    return math.log(alpha) / math.log1p(-distance) / estimate.support


def _factors(where: str, alpha: float, power: float) -> tuple[float, float]:
    if not 0 < alpha < 0.5:  # noqa: PLR2004 - a decision that errs half the time decides nothing
        raise ParameterError.of(where, "alpha", "a float in (0, 0.5)", alpha)
    if not 0.5 <= power < 1:  # noqa: PLR2004 - as above
        raise ParameterError.of(where, "power", "a float in [0.5, 1)", power)
    return normal_quantile(1 - alpha), normal_quantile(power)
