"""Expectations about one number, or one set, of a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from lockgate.checks.operand_type import Kind
from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Bound, Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import (
    NOTHING,
    Asked,
    Carried,
    NotCarriedError,
    other_share,
)
from lockgate.interchange.importers.great_expectations.operands import of_bounds, of_column
from lockgate.scan.suite import WhenEmpty

__all__ = ["counted", "distinct_set", "most_common", "quantiles", "share", "statistic"]

_NEARNESS = (1e-4, 1e-8)
"""Relative and absolute width by which Great Expectations lets a quantile miss its bounds."""

_OF_THE_COLUMN = ("max", "min")
"""Statistics that are a value of the column, be it one of dates."""

_SUMMED: tuple[Kind, ...] = ("number", "decimal", "boolean")
_AVERAGED: tuple[Kind, ...] = (*_SUMMED, "timestamp", "timestamptz")

_INTERPOLATIONS = ("linear", "lower", "higher", "midpoint", "nearest")


def statistic(check: str, **fixed: object) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of bounds on a statistic; without any value there is none, which fails."""

    def read(asked: Asked) -> Iterator[Carried]:
        requirements = list(asked.requirements())
        for requirement in requirements:
            if check not in _OF_THE_COLUMN and any(type(bound) is date for bound in requirement.bounds):
                message = f"the {check} of instants is an instant, and a date as its bound is an error there"
                raise NotCarriedError(message)
            yield Carried(ask(check, column=asked.column, requirement=requirement, **fixed), "fail")
        if not requirements and check == "standard_deviation":  # a single value has none
            yield Carried(ask(check, column=asked.column, requirement=Requirement.at_least(0)), "fail")
        elif not requirements:
            yield asked.some_value()
        if check in _OF_THE_COLUMN:
            yield from _of_ends(asked, requirements)
        elif check != "standard_deviation":
            yield from _of_averages(asked, requirements)

    return read


def _bounds(requirements: Sequence[Requirement]) -> list[Bound]:
    return [bound for requirement in requirements for bound in requirement.bounds]


def _of_averages(asked: Asked, requirements: Sequence[Requirement]) -> Iterator[Carried]:
    """Yield of what there is an average, and one that can be compared with its bounds; dates have none."""
    bounds = _bounds(requirements)
    if not bounds:
        yield from of_column(asked, *_AVERAGED)
    yield from of_bounds(asked, bounds)


def _of_ends(asked: Asked, requirements: Sequence[Requirement]) -> Iterator[Carried]:
    """Yield what the largest or smallest value must be, so that pandas finds it and compares it with its bounds."""
    bounds = _bounds(requirements)
    if not bounds:
        yield from of_column(asked, *_AVERAGED, "text", "date")
    elif all(type(bound) is date for bound in bounds):
        yield from of_column(asked, "text", "date")
    elif any(isinstance(bound, datetime) for bound in bounds):
        zones = {isinstance(bound, datetime) and bound.tzinfo is not None for bound in bounds}
        yield from of_column(asked, "text", "timestamptz" if zones == {True} else "timestamp")


def counted(check: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of bounds on a number that is 0 without any value, such as a sum."""

    def read(asked: Asked) -> Iterator[Carried]:
        requirements = list(asked.requirements(are_whole=check == "distinct_count"))
        target = {"columns": (asked.column,)} if check == "distinct_count" else {"column": asked.column}
        for requirement in requirements:
            verdict: WhenEmpty = "pass" if requirement.holds(0) else "fail"
            yield Carried(ask(check, requirement=requirement, **target), verdict)
        if not requirements:
            yield asked.nothing()
        if not requirements and check == "sum":
            yield from of_column(asked, "number", "boolean", if_filled=("decimal", "text"))

    return read


def share(check: str, *, is_complement: bool = False) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of bounds on a share; bounds that every share satisfies ask nothing."""

    def read(asked: Asked) -> Iterator[Carried]:
        target = {"columns": (asked.column,)} if check == "uniqueness_ratio" else {"column": asked.column}
        n_read = 0
        ends = list(_ends(asked))
        if any(_is_beyond(low, high) for low, high, _ in ends):
            yield asked.never()
            return
        for low, high, strict in ends:
            requirement = _share_requirement(low, high, is_strict=strict, is_complement=is_complement)
            if requirement is None:
                continue
            n_read += 1
            verdict: WhenEmpty = "pass" if _holds_for_none(low, high, is_strict=strict) else "fail"
            yield Carried(ask(check, requirement=requirement, **target), verdict)
        if not n_read:
            yield asked.nothing()

    return read


def _ends(asked: Asked) -> Iterator[tuple[float | None, float | None, bool]]:
    low, high = asked.number("min_value"), asked.number("max_value")
    if low is not None:
        yield low, None, asked.flag("strict_min")
    if high is not None:
        yield None, high, asked.flag("strict_max")


def _is_beyond(low: float | None, high: float | None) -> bool:
    """Tell whether no share at all satisfies a bound."""
    return (low is not None and low > 1) or (high is not None and high < 0)


def _holds_for_none(low: float | None, high: float | None, *, is_strict: bool) -> bool:
    """Tell whether the share of nothing, which is 0, satisfies one bound."""
    if low is not None:
        return low < 0 if is_strict else low <= 0
    return high is None or (high > 0 if is_strict else high >= 0)


def _share_requirement(
    low: float | None, high: float | None, *, is_strict: bool, is_complement: bool
) -> Requirement | None:
    """Return one bound on a share as a requirement; None where every share satisfies it."""
    bound = low if low is not None else high
    is_lower = low is not None
    if bound is None or (is_lower and bound < 0) or (not is_lower and bound > 1):
        return None
    if is_complement:  # asked of the share of the others
        is_lower = not is_lower
        bound = other_share(bound, is_up=is_lower == is_strict)
    lower = (Operator.MUST_BE_GREATER_OR_EQUAL_TO, Operator.MUST_BE_GREATER_THAN)
    upper = (Operator.MUST_BE_LESS_OR_EQUAL_TO, Operator.MUST_BE_LESS_THAN)
    return Requirement((lower if is_lower else upper)[is_strict], (bound,))


def distinct_set(mode: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of a set of values that occur."""

    def read(asked: Asked) -> Iterator[Carried]:
        values = asked.values_and_instants() if mode == "subset" else asked.values()
        has_null = None in (asked.value("value_set") or ())
        if has_null and (mode != "subset" or not values):
            values = (*values, NOTHING)  # a null never occurs among the values
        if not values and mode == "superset":
            yield asked.nothing()
        elif not values and mode == "subset":
            message = "`value_set` is empty"
            raise NotCarriedError(message)
        elif not values:  # only a column without any value has no other
            requirement = Requirement.at_least(1)
            yield Carried(ask("null_fraction", column=asked.column, requirement=requirement))
        else:
            verdict: WhenEmpty = "pass" if mode == "subset" else "fail"
            said = {"mode": mode, "values": values, "other_types": asked.reading_texts}
            yield Carried(ask("distinct_set", column=asked.column, **said), verdict)

    return read


def most_common(asked: Asked) -> Iterator[Carried]:
    """Yield the accepted commonest values."""
    ties = asked.flag("ties_okay")
    values = asked.values() or (NOTHING,)
    check = ask(
        "most_common_value",
        column=asked.column,
        values=values,
        ties_ok=ties,
        sole=not ties,
        other_types=asked.other_types,
    )
    yield Carried(check, "fail")


def quantiles(asked: Asked) -> Iterator[Carried]:
    """Yield one check for each quantile; bounds are as much wider as they are taken there."""
    ranges = asked.value("quantile_ranges")
    levels = ranges.get("quantiles") if isinstance(ranges, Mapping) else None
    bounds = ranges.get("value_ranges") if isinstance(ranges, Mapping) else None
    if not isinstance(levels, list) or not isinstance(bounds, list) or len(levels) < len(bounds):
        message = "`quantile_ranges` must have a quantile for each of `value_ranges`"
        raise NotCarriedError(message)
    how = asked.value("allow_relative_error") or "nearest"
    if how not in _INTERPOLATIONS:
        message = f"`allow_relative_error` must be one of {', '.join(_INTERPOLATIONS)}, got {how!r}"
        raise NotCarriedError(message)
    for level, pair in zip(levels, bounds, strict=False):
        for requirement in _near(level, pair):
            check = ask(
                "quantile", column=asked.column, q=float(level), requirement=requirement, interpolation=how
            )
            yield Carried(check, "fail")
    if not any(end is not None for pair in bounds for end in pair):
        yield asked.some_value()
        yield from of_column(asked, *_SUMMED)


def _near(level: object, pair: Any) -> Iterator[Requirement]:  # noqa: ANN401 - JSON has no narrower type
    is_pair = isinstance(pair, list) and len(pair) == 2  # noqa: PLR2004 - lower and upper
    numbers = [level, *(bound for bound in pair if bound is not None)] if is_pair else [None]
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers):
        message = f"the quantile {level!r} has no lower and upper bound: {pair!r}"
        raise NotCarriedError(message)
    low, high = pair
    bounds: list[tuple[Operator, Bound]] = []
    if low is not None:
        bounds.append((Operator.MUST_BE_GREATER_OR_EQUAL_TO, low - _width(low)))
    if high is not None:
        bounds.append((Operator.MUST_BE_LESS_OR_EQUAL_TO, high + _width(high)))
    for operator, bound in bounds:
        yield Requirement(operator, (bound,))


def _width(bound: float) -> float:
    relative, absolute = _NEARNESS
    return absolute + relative * abs(bound)
