"""What all exporters of checks as expectations say the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from lockgate.domain.requirement import Bound, Operator, Requirement
from lockgate.interchange.instants import typed_instant
from lockgate.scan.check import Check
from lockgate.scan.tolerance import Tolerance

__all__ = [
    "WHERE_MISSING",
    "Expectation",
    "Exporter",
    "Said",
    "UnexportedError",
    "bound_of",
    "bounded",
    "fields_of",
    "mostly",
    "plain",
]

Said = dict[str, Any]
Expectation = tuple[str, Said, str]
"""A type, its arguments, and what differs; nothing differs where that is empty."""
Exporter = Callable[[Check], Iterator[Expectation]]
"""Yields the expectations that a check becomes."""

WHERE_MISSING = {"all": "all_values_are_missing", "any": "any_value_is_missing", "never": "never"}
"""`ignore_row_if` of several columns, by our `skip_nulls`."""

_BOUNDS: dict[Operator, tuple[tuple[str, str | None], ...]] = {
    Operator.MUST_BE: (("min_value", None), ("max_value", None)),
    Operator.MUST_BE_BETWEEN: (("min_value", None), ("max_value", None)),
    Operator.MUST_BE_GREATER_THAN: (("min_value", "strict_min"),),
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: (("min_value", None),),
    Operator.MUST_BE_LESS_THAN: (("max_value", "strict_max"),),
    Operator.MUST_BE_LESS_OR_EQUAL_TO: (("max_value", None),),
}


class UnexportedError(Exception):
    """A check that no expectation can say; the text says why."""


def fields_of(check: Check) -> Any:  # noqa: ANN401 - each exporter knows the fields of its own checks
    """Return a check as what has the fields of its own."""
    return check


def mostly(tolerance: Tolerance) -> Said:
    """Return the share of rows that must hold, nothing where that is all."""
    if tolerance.rows:
        message = "a number of rows that may violate has no counterpart, only a share"
        raise UnexportedError(message)
    return {"mostly": float(1 - Decimal(str(tolerance.fraction)))} if tolerance.fraction else {}


def bounded(requirement: Requirement) -> Said:
    """Return the bounds of a statistic."""
    ends = _BOUNDS.get(requirement.operator)
    if ends is None:
        message = f"`{requirement.operator.value}` has no counterpart"
        raise UnexportedError(message)
    bounds = requirement.bounds if len(requirement.bounds) == len(ends) else requirement.bounds * len(ends)
    said: Said = {}
    for (key, flag), bound in zip(ends, bounds, strict=True):
        said[key] = bound_of(bound)
        if flag:
            said[flag] = True
    return said


def bound_of(bound: Bound) -> Any:  # noqa: ANN401 - what JSON holds
    """Return one bound as JSON holds it; a text is none unless it is an instant."""
    if isinstance(bound, str) and typed_instant(bound) is None:
        message = f"a text is no bound there, as {bound!r} is here"
        raise UnexportedError(message)
    return plain(bound)


def plain(value: Any) -> Any:  # noqa: ANN401 - a listed value
    """Return a listed value as JSON holds it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
