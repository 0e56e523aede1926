"""Predictions that are quantiles: one column a level."""

from __future__ import annotations

import math

from lockgate.domain.errors import ParameterError
from lockgate.gates.predicted import Predicted

__all__ = ["MEDIAN", "levels_of", "require_interval", "require_level"]

MEDIAN = 0.5
"""The level that is the point prediction too."""


def levels_of(predicted: Predicted | None) -> dict[float, str]:
    """Return the columns of quantiles by level, ascending; empty where predictions are no quantiles.

    Raises
    ------
    ParameterError
        If a name is no number in (0, 1), or two are the same.

    Examples
    --------
    >>> levels_of({"0.9": "high", "0.5": "mid"}), levels_of("p")
    ({0.5: 'mid', 0.9: 'high'}, {})
    """
    if predicted is None or isinstance(predicted, str):
        return {}
    found: dict[float, str] = {}
    for name, column in predicted.items():
        level = _number(name)
        if not 0 < level < 1 or level in found:
            raise ParameterError.of("model gate", "candidate", "quantiles by level, each once in (0, 1)", name)
        found[level] = column
    return dict(sorted(found.items()))


def require_level(metric: str, name: str, level: float | None) -> None:
    """Refuse a level that no quantile has.

    Raises
    ------
    ParameterError
        If it is given and not in (0, 1).
    """
    if level is not None and not 0 < level < 1:
        raise ParameterError.of(f"metric {metric}", name, "a float in (0, 1)", level)


def require_interval(metric: str, lower: float | None, upper: float | None) -> None:
    """Refuse levels that are the ends of no interval.

    Raises
    ------
    ParameterError
        If one is given and not in (0, 1), or the upper is not above the lower.
    """
    require_level(metric, "lower", lower)
    require_level(metric, "upper", upper)
    if lower is not None and upper is not None and lower >= upper:
        raise ParameterError.of(f"metric {metric}", "upper", f"above `lower`, which is {lower}", upper)


def _number(name: str) -> float:
    try:
        return float(name)
    except ValueError:
        return math.nan
