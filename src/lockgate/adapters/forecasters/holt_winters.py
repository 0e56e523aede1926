"""Holt-Winters' exponential smoothing, from statsmodels."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence

import numpy as np

from lockgate.domain.errors import MissingExtraError
from lockgate.history.series import Forecast
from lockgate.stats.history.bands import robust_scale

__all__ = ["HoltWinters"]

_SEASONS = 2  # that must have been seen before a season is told from noise


class HoltWinters:
    """Expects the next value from level, damped trend and, where two seasons were seen, an additive season."""

    def forecast(self, values: Sequence[float], period: int) -> Forecast:
        """Return the expected next value and the robust standard deviation of the errors so far.

        A missing value is replaced by the one before it: the model has no word for it.

        Raises
        ------
        MissingExtraError
            If statsmodels is not installed.
        """
        try:
            from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError.of("history", "statsmodels", "history") from error
        filled = _filled(values)
        if len(filled) < _SEASONS + 1:
            return Forecast(math.nan, math.nan)
        if np.ptp(filled) == 0:  # a constant needs no model, and has none
            return Forecast(float(filled[-1]), 0.0)
        has_season = period > 1 and len(filled) >= _SEASONS * period + 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a fit that has not converged expects worse, and its errors say so
            model = ExponentialSmoothing(
                filled,
                trend="add",
                damped_trend=True,
                seasonal="add" if has_season else None,
                seasonal_periods=period if has_season else None,
                initialization_method="estimated",
            )
            fitted = model.fit()
            expected = float(fitted.forecast(1)[0])
        errors = np.asarray(fitted.resid, dtype=np.float64)[:, None]
        return Forecast(expected, float(robust_scale(errors)[0]))


def _filled(values: Sequence[float]) -> np.ndarray:
    known: list[float] = []
    for value in values:
        if math.isfinite(value):
            known.append(value)
        elif known:
            known.append(known[-1])
    return np.array(known, dtype=np.float64)
