"""Whether one check implies another: each table that passes the one passes the other.

The answer is yes only where it is certain; a pair of checks that nothing here knows is compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from lockgate.contracts.evolution.intervals import Interval, implies_requirement
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.scan.check import Check
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["implies", "item_implies"]


def item_implies(known: SuiteItem, asked: SuiteItem) -> bool:
    """Tell whether a table that passes the one item cannot shut a gate by the other.

    What does not block promises nothing: it is implied by everything, and implies nothing that blocks.
    """
    if asked.severity is not Severity.BLOCKING:
        return True
    if known.severity is not Severity.BLOCKING:
        return False
    is_same_question = known.where == asked.where and known.group_by == asked.group_by
    if known.when_empty == "pass" and asked.when_empty != "pass":  # a table without rows tells them apart
        return False
    return is_same_question and implies(known.check, asked.check)


def implies(known: Check, asked: Check) -> bool:
    """Tell whether each table that passes `known` passes `asked`.

    Parameters
    ----------
    known, asked : Check
        Two checks; those of different kinds imply nothing of each other.

    Examples
    --------
    >>> from lockgate.contracts.asking import ask
    >>> narrow, wide = ask("range", column="x", min=0, max=5), ask("range", column="x", min=0, max=9)
    >>> implies(narrow, wide), implies(wide, narrow)
    (True, False)
    """
    if type(known) is not type(asked):
        return False
    own = {field.name for field in fields(known)}  # type: ignore[arg-type]  # checks are dataclasses
    free = {name for name in own if isinstance(getattr(known, name), Tolerance | Requirement)}
    free |= _RULES[known.name][0] if known.name in _RULES else set()
    if any(getattr(known, name) != getattr(asked, name) for name in own - free):
        return False
    rule = _RULES[known.name][1] if known.name in _RULES else _nothing_more
    return _accepts_no_less(known, asked) and rule(known, asked)


def _accepts_no_less(known: Check, asked: Check) -> bool:
    """Tell whether tolerance and requirement of `asked` are at least as generous."""
    for field in fields(known):  # type: ignore[arg-type]  # checks are dataclasses
        ours, theirs = getattr(known, field.name), getattr(asked, field.name)
        if isinstance(ours, Tolerance) and not _tolerates(theirs, ours):
            return False
        if isinstance(ours, Requirement) and not implies_requirement(ours, theirs):
            return False
    return True


def _tolerates(asked: Tolerance, known: Tolerance) -> bool:
    if known == Tolerance():
        return True
    if known.rows:
        return asked.rows >= known.rows
    return asked.fraction >= known.fraction


def _nothing_more(known: Any, asked: Any) -> bool:  # noqa: ANN401, ARG001 - the signature of the rules
    return True


def _range(known: Any, asked: Any) -> bool:  # noqa: ANN401 - two checks of one kind, see `_RULES`
    return _interval(known).within(_interval(asked))


def _interval(check: Any) -> Interval:  # noqa: ANN401 - as above
    return Interval(check.min, check.max, check.exclusive_min, check.exclusive_max)


def _length(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    ours, theirs = (
        Interval(*((check.min, check.max) if check.exact is None else (check.exact, check.exact)))
        for check in (known, asked)
    )
    return ours.within(theirs)


def _values_within(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    return _listed_within(known.values, asked.values)


def _values_around(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    return _listed_within(asked.values, known.values)


def _codes_around(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    return _listed_within(asked.codes, known.codes)


def _listed_within(few: tuple[Any, ...], many: tuple[Any, ...]) -> bool:
    """Tell whether a list is part of another whose values are of no further type: one might not fit the column."""
    is_part = {(type(value), value) for value in few} <= {(type(value), value) for value in many}
    return is_part and {type(value) for value in many} == {type(value) for value in few}


def _names_around(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    return {name.casefold() for name in asked.names} <= {name.casefold() for name in known.names}


def _type(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    is_integer_as_number = known.type is LogicalType.INTEGER and asked.type is LogicalType.NUMBER
    return known.type is asked.type or is_integer_as_number


def _younger(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    return bool(known.max_age <= asked.max_age)


def _same_columns(known: Any, asked: Any) -> bool:  # noqa: ANN401 - as above
    return sorted(map(str.casefold, known.columns)) == sorted(map(str.casefold, asked.columns))


_Rule = tuple[set[str], Callable[[Any, Any], bool]]

_RULES: dict[str, _Rule] = {
    "allowed_values": ({"values"}, _values_within),
    "columns_present": ({"names"}, _names_around),
    "forbidden_values": ({"values"}, _values_around),
    "freshness": ({"max_age"}, _younger),
    "length": ({"min", "max", "exact"}, _length),
    "logical_type": ({"type"}, _type),
    "missing_codes": ({"codes"}, _codes_around),
    "range": ({"min", "max", "exclusive_min", "exclusive_max"}, _range),
    "retention": ({"max_age"}, _younger),
    "uniqueness": ({"columns"}, _same_columns),
}
"""Which fields of a check may differ, and when the first check then implies the second."""
