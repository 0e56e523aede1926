"""Which values a requirement or a range accepts, as intervals that can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lockgate.domain.requirement import Bound, Operator, Requirement

__all__ = ["Interval", "accepted", "implies_requirement", "of_one_kind"]


def of_one_kind(values: tuple[Bound | None, ...]) -> bool:
    """Tell whether all values that are there can be compared: numbers, or all of one type with equal zones.

    Examples
    --------
    >>> of_one_kind((1, 2.5, None)), of_one_kind((1, "a"))
    (True, False)
    """
    return len({_kind(value) for value in values if value is not None}) <= 1


def _kind(value: Bound) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    zoned = isinstance(value, datetime) and value.tzinfo is not None
    return type(value).__name__ + (" with zone" if zoned else "")


@dataclass(frozen=True, slots=True)
class Interval:
    """Values from `lower` to `upper`; None is open; all bounds of one kind.

    Examples
    --------
    >>> Interval(0, 5).within(Interval(0, 9)), Interval(0, 5).within(Interval(0, 5, open_upper=True))
    (True, False)
    """

    lower: Bound | None = None
    upper: Bound | None = None
    open_lower: bool = False
    open_upper: bool = False

    def within(self, other: Interval) -> bool:
        """Tell whether each value of this interval lies in the other."""
        if not of_one_kind((self.lower, self.upper, other.lower, other.upper)):
            return False
        return _end_within(
            self.lower, other.lower, is_open=self.open_lower, outer_is_open=other.open_lower, sign=1
        ) and _end_within(
            self.upper, other.upper, is_open=self.open_upper, outer_is_open=other.open_upper, sign=-1
        )


def _end_within(
    inner: Bound | None, outer: Bound | None, *, is_open: bool, outer_is_open: bool, sign: int
) -> bool:
    if outer is None:
        return True
    if inner is None:
        return False
    if isinstance(inner, str):  # the column's type says how texts are ordered, and it is not known here
        return inner == outer and (is_open or not outer_is_open)
    order = (int(inner > outer) - int(inner < outer)) * sign  # type: ignore[operator]  # of one kind
    return order > 0 or (order == 0 and (is_open or not outer_is_open))


_ACCEPTED: dict[Operator, Callable[..., tuple[Interval, ...]]] = {
    Operator.MUST_BE: lambda x: (Interval(x, x),),
    Operator.MUST_NOT_BE: lambda x: (Interval(upper=x, open_upper=True), Interval(lower=x, open_lower=True)),
    Operator.MUST_BE_GREATER_THAN: lambda x: (Interval(lower=x, open_lower=True),),
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: lambda x: (Interval(lower=x),),
    Operator.MUST_BE_LESS_THAN: lambda x: (Interval(upper=x, open_upper=True),),
    Operator.MUST_BE_LESS_OR_EQUAL_TO: lambda x: (Interval(upper=x),),
    Operator.MUST_BE_BETWEEN: lambda x, y: (Interval(x, y),),
    Operator.MUST_NOT_BE_BETWEEN: lambda x, y: (
        Interval(upper=x, open_upper=True),
        Interval(lower=y, open_lower=True),
    ),
}


def accepted(requirement: Requirement) -> tuple[Interval, ...]:
    """Return the values that satisfy a requirement, as intervals with a gap between them.

    Examples
    --------
    >>> accepted(Requirement.at_least(3))
    (Interval(lower=3, upper=None, open_lower=False, open_upper=False),)
    """
    return _ACCEPTED[requirement.operator](*requirement.bounds)


def implies_requirement(known: Requirement, asked: Requirement) -> bool:
    """Tell whether each value that satisfies `known` satisfies `asked`.

    Examples
    --------
    >>> implies_requirement(Requirement.between(5, 9), Requirement.at_least(3))
    True
    >>> implies_requirement(Requirement.at_least(3), Requirement.between(5, 9))
    False
    """
    return all(any(part.within(whole) for whole in accepted(asked)) for part in accepted(known))
