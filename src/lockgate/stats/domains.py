"""Refuse arguments that a formula cannot work with."""

from __future__ import annotations

import math

from lockgate.domain.errors import ParameterError

__all__ = ["require_count", "require_finite", "require_open_fraction"]


def require_open_fraction(where: str, name: str, value: float) -> None:
    """Refuse a number that is not strictly between 0 and 1.

    Raises
    ------
    ParameterError
        If `value` is NaN or outside (0, 1).
    """
    if not 0.0 < value < 1.0:
        raise ParameterError.of(where, name, "a float in (0, 1)", value)


def require_count(where: str, name: str, value: int, *, at_most: int | None = None) -> None:
    """Refuse a negative count, or one beyond `at_most`.

    Raises
    ------
    ParameterError
        If `value` is outside the range.
    """
    if value < 0 or (at_most is not None and value > at_most):
        must = "an int of 0 or more" if at_most is None else f"an int in [0, {at_most}]"
        raise ParameterError.of(where, name, must, value)


def require_finite(where: str, name: str, value: float) -> None:
    """Refuse NaN and infinity.

    Raises
    ------
    ParameterError
        If `value` is not finite.
    """
    if not math.isfinite(value):
        raise ParameterError.of(where, name, "a finite number", value)
