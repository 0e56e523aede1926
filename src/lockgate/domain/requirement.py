"""What a number must satisfy, in the operator words of the Open Data Contract Standard."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lockgate.domain.errors import ParameterError

__all__ = ["Bound", "Operator", "Requirement", "format_about", "format_percent", "format_value"]

Bound = int | float | str | date | datetime

_SEPARATED_FROM = 10_000


class Operator(StrEnum):
    """A comparison, named as contracts write it."""

    MUST_BE = "mustBe"
    MUST_NOT_BE = "mustNotBe"
    MUST_BE_GREATER_THAN = "mustBeGreaterThan"
    MUST_BE_GREATER_OR_EQUAL_TO = "mustBeGreaterOrEqualTo"
    MUST_BE_LESS_THAN = "mustBeLessThan"
    MUST_BE_LESS_OR_EQUAL_TO = "mustBeLessOrEqualTo"
    MUST_BE_BETWEEN = "mustBeBetween"
    MUST_NOT_BE_BETWEEN = "mustNotBeBetween"


_RANGES = (Operator.MUST_BE_BETWEEN, Operator.MUST_NOT_BE_BETWEEN)

_TEXT = {
    Operator.MUST_BE: "= {0}",
    Operator.MUST_NOT_BE: "≠ {0}",
    Operator.MUST_BE_GREATER_THAN: "> {0}",
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: "≥ {0}",
    Operator.MUST_BE_LESS_THAN: "< {0}",
    Operator.MUST_BE_LESS_OR_EQUAL_TO: "≤ {0}",
    Operator.MUST_BE_BETWEEN: "{0} to {1}",
    Operator.MUST_NOT_BE_BETWEEN: "outside {0} to {1}",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One operator and its bounds.

    Both ends of ``mustBeBetween`` belong to the range. A value that is not a number (NaN) satisfies nothing.

    Parameters
    ----------
    operator : Operator
        The comparison.
    bounds : tuple of Bound
        One bound, or lower and upper for the two range operators; all of one kind.

    Raises
    ------
    ParameterError
        If the number of bounds does not fit, a bound is NaN, or lower exceeds upper.

    Examples
    --------
    >>> rule = Requirement(Operator.MUST_BE_BETWEEN, (15, 900))
    >>> rule.holds(60), rule.holds(13_620), rule.holds(float("nan")), str(rule)
    (True, False, False, '15 to 900')
    """

    operator: Operator
    bounds: tuple[Bound, ...]

    def __post_init__(self) -> None:
        wanted = 2 if self.operator in _RANGES else 1
        if len(self.bounds) != wanted:
            must = f"{wanted} bound{'s' if wanted > 1 else ''}"
            raise ParameterError.of("requirement", self.operator.value, must, list(self.bounds))
        if any(isinstance(bound, float) and math.isnan(bound) for bound in self.bounds):
            raise ParameterError.of("requirement", self.operator.value, "numbers, not NaN", list(self.bounds))
        if wanted == 2 and _compare(self.bounds[0], self.bounds[1]) > 0:  # noqa: PLR2004 - lower and upper
            raise ParameterError.of("requirement", self.operator.value, "lower, then upper", list(self.bounds))

    @classmethod
    def between(cls, lower: Bound, upper: Bound) -> Requirement:
        """Require a value in the closed range from `lower` to `upper`."""
        return cls(Operator.MUST_BE_BETWEEN, (lower, upper))

    @classmethod
    def at_least(cls, bound: Bound) -> Requirement:
        """Require a value that is `bound` or more."""
        return cls(Operator.MUST_BE_GREATER_OR_EQUAL_TO, (bound,))

    @classmethod
    def at_most(cls, bound: Bound) -> Requirement:
        """Require a value that is `bound` or less."""
        return cls(Operator.MUST_BE_LESS_OR_EQUAL_TO, (bound,))

    def holds(self, value: Bound) -> bool:
        """Tell whether `value` satisfies the requirement.

        Raises
        ------
        ParameterError
            If `value` cannot be compared with the bounds, such as a text with a number.
        """
        if isinstance(value, float) and math.isnan(value):
            return False
        signs = [_compare(value, bound) for bound in self.bounds]
        return _HOLDS[self.operator](*signs)

    def __str__(self) -> str:
        return _TEXT[self.operator].format(*(format_value(bound) for bound in self.bounds))


_HOLDS: dict[Operator, Callable[..., bool]] = {
    Operator.MUST_BE: lambda sign: sign == 0,
    Operator.MUST_NOT_BE: lambda sign: sign != 0,
    Operator.MUST_BE_GREATER_THAN: lambda sign: sign > 0,
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: lambda sign: sign >= 0,
    Operator.MUST_BE_LESS_THAN: lambda sign: sign < 0,
    Operator.MUST_BE_LESS_OR_EQUAL_TO: lambda sign: sign <= 0,
    Operator.MUST_BE_BETWEEN: lambda low, high: low >= 0 >= high,
    Operator.MUST_NOT_BE_BETWEEN: lambda low, high: not low >= 0 >= high,
}


def _compare(left: Bound, right: Bound) -> int:
    """Return -1, 0 or 1, like a three-way comparison."""
    try:
        return int(left > right) - int(left < right)  # type: ignore[operator]  # kinds are mixed only by mistake
    except TypeError as error:
        raise ParameterError.of("requirement", "value", f"comparable with {right!r}", left) from error


def format_value(value: object) -> str:
    """Write a value for people: at most six significant digits, thousands separated from 10,000 on.

    Four digits stand together, because they may be a year.

    Examples
    --------
    >>> format_value(41_700), format_value(2013), format_value(0.1234567), format_value(2.0), format_value("UA")
    ('41,700', '2013', '0.123457', '2', 'UA')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    comma = "," if abs(value) >= _SEPARATED_FROM else ""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):  # noqa: PLR2004 - exact in a double
        return f"{int(value):{comma}}"
    return f"{value:{comma}.6g}"


def format_about(count: int) -> str:
    """Write a forecast of rows: two significant digits, rounded up.

    Examples
    --------
    >>> format_about(4_812), format_about(7)
    ('4,900', '7')
    """
    scale = 10 ** max(0, len(str(count)) - 2)
    return f"{-(-count // scale) * scale:,}"


def format_percent(part: int, whole: int) -> str:
    """Write a share for people; it never rounds to none or all when it is neither.

    Parameters
    ----------
    part, whole : int
        Rows, ``0 <= part <= whole``; nothing of nothing is an empty text.

    Examples
    --------
    >>> format_percent(54_635, 336_776), format_percent(1, 336_776), format_percent(9_999_999, 10_000_000)
    ('16.2 %', '< 0.1 %', '> 99.9 %')
    """
    if whole <= 0:
        return ""
    share = 100 * part / whole
    text = f"{share:.1f}"
    if text == "0.0" and part:
        return "< 0.1 %"
    if text == "100.0" and part < whole:
        return "> 99.9 %"
    return f"{text.removesuffix('.0')} %"
