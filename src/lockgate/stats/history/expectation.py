"""The range in which the next value of a metric is expected, and the judgement of a value by it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.quantiles import normal_quantile

__all__ = ["Expectation", "Forecaster", "expectation_of_forecast", "judge_expectation"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the past of a metric says about its next value.

    Parameters
    ----------
    centre : float
        The value expected; NaN where the past says nothing.
    lower, upper : float
        The range that the next value leaves with the stated probability if nothing changed.
    n : int
        Values of the past that it rests on.
    """

    centre: float
    lower: float
    upper: float
    n: int

    @classmethod
    def unknown(cls, n: int) -> Expectation:
        """Return what too short a past says."""
        return cls(math.nan, math.nan, math.nan, n)


class Forecaster(Protocol):
    """Predicts the next value of a series, such as Holt-Winters does; implemented outside of the statistics."""

    def forecast(self, values: Sequence[float], *, season: int | None) -> tuple[float, float]:
        """Return the next value and the standard deviation of its error.

        Parameters
        ----------
        values : sequence of float
            The past, evenly spaced, oldest first, without gaps.
        season : int or None
            Values in a season, such as 7 for days of a week; None without seasons.
        """
        ...


def expectation_of_forecast(centre: float, spread: float, n: int, *, alpha: float = 0.01) -> Expectation:
    """Turn a forecast and the standard deviation of its error into an expectation.

    Parameters
    ----------
    centre : float
        The forecast.
    spread : float
        Standard deviation of its error, 0 or more; NaN where unknown. The model's own number forgets that the model
        was fitted; the spread of errors one step ahead does not.
    n : int
        Values that it rests on.
    alpha : float, default=0.01
        Probability of leaving the range if nothing changed, in (0, 1).

    Returns
    -------
    Expectation
        A normal range; unknown where a number is not finite.

    Raises
    ------
    ParameterError
        If `alpha` is outside its domain or `spread` is negative.

    Examples
    --------
    >>> expected = expectation_of_forecast(100.0, 2.0, 56)
    >>> f"{expected.lower:.2f} {expected.upper:.2f}"
    '94.85 105.15'
    """
    require_open_fraction("expectation_of_forecast", "alpha", alpha)
    if spread < 0:
        raise ParameterError.of("expectation_of_forecast", "spread", "0 or more", spread)
    if not (math.isfinite(centre) and math.isfinite(spread)):
        return Expectation.unknown(n)
    reach = normal_quantile(1 - alpha / 2) * spread
    return Expectation(centre, centre - reach, centre + reach, n)


def judge_expectation(expectation: Expectation, observed: float) -> Verdict:
    """Judge the newest value of a metric.

    Parameters
    ----------
    expectation : Expectation
        What its past says.
    observed : float
        The value; NaN or infinite where it could not be computed.

    Returns
    -------
    Verdict
        ``PASS`` inside the range, its ends included, ``FAIL`` outside; ``INCONCLUSIVE`` where the past says
        nothing or the value is not finite.

    Examples
    --------
    >>> judge_expectation(Expectation(10.0, 9.0, 11.0, 30), 11.5)
    <Verdict.FAIL: 'fail'>
    >>> judge_expectation(Expectation.unknown(2), 11.5)
    <Verdict.INCONCLUSIVE: 'inconclusive'>
    """
    if math.isnan(expectation.lower) or math.isnan(expectation.upper) or not math.isfinite(observed):
        return Verdict.INCONCLUSIVE
    return Verdict.PASS if expectation.lower <= observed <= expectation.upper else Verdict.FAIL
