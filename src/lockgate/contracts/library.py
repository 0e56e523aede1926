"""Quality rules of the standard's own library: null, missing, invalid and duplicate values, row count."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lockgate.contracts.asking import ask
from lockgate.contracts.meta import Meta
from lockgate.documents.binding import bind_requirement
from lockgate.documents.node import Mapping, Scalar, Sequence, problem_at
from lockgate.domain.errors import Problem, did_you_mean
from lockgate.domain.finding import Scalar as Value
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["library_items", "tolerance_of"]

_PERCENT = ("percent", "percentage", "%")
_ROWS = ("", "row", "rows", "record", "records", "value", "values", "count")
_ARGUMENTS = {
    "duplicateValues": ("properties",),
    "invalidValues": ("validValues", "pattern"),
    "missingValues": ("missingValues",),
}
_BELOW = 1 - 1e-12  # so that a share itself is no longer below it, whatever the number of rows


def library_items(rule: Mapping, column: str, meta: Meta, problems: list[Problem]) -> list[SuiteItem]:
    """Return the checks of one rule that names a ``metric``.

    An upper limit (``mustBe: 0``, ``mustBeLessThan``, ``mustBeLessOrEqualTo``, ``mustBeBetween: [0, n]``) is a
    row-level check with that tolerance, so that offending rows are shown. Of null values any other limit can be
    asked too. A share of invalid values is taken of the values that are there.
    """
    n_before = len(problems)
    requirement = bind_requirement(rule, problems)
    if requirement is None:
        return []
    metric, unit = rule.text("metric"), rule.text("unit").casefold()
    _refuse_unread(rule, metric, unit, problems)
    if metric == "rowCount":
        return [meta.item(ask("row_count", requirement=requirement))] if len(problems) == n_before else []
    asked = _Asked(rule, column, problems)
    is_percent = unit in _PERCENT
    tolerance = tolerance_of(requirement, is_percent=is_percent)
    items: list[SuiteItem] = []
    if metric not in _CHECKS_OF:  # the standard's own schema has told it
        return []
    if tolerance is not None:
        items = [meta.item(check) for check in _CHECKS_OF[metric](asked, tolerance)]
    elif metric == "nullValues" and asked.column:
        items = [_nulls(asked.column, requirement, meta, is_percent=is_percent)]
    else:
        hint = "write `mustBe: 0`, `mustBeLessThan` or `mustBeLessOrEqualTo`"
        problems.append(problem_at(rule, "LG314", f"`{metric}` can only be asked to stay below a limit", hint))
    return items if len(problems) == n_before else []


def _refuse_unread(rule: Mapping, metric: str, unit: str, problems: list[Problem]) -> None:
    """Report what of a rule nothing would read: an argument of another metric, a unit that is neither."""
    arguments = rule.get("arguments")
    known = _ARGUMENTS.get(metric, ())
    for entry in arguments.entries if isinstance(arguments, Mapping) else ():
        if entry.key not in known:
            text = f"`{metric}` has no argument `{entry.key}`"
            problems.append(problem_at(entry, "LG312", text, did_you_mean(entry.key, known)))
    units = _ROWS if metric == "rowCount" else (*_ROWS, *_PERCENT)
    if unit not in units:
        hint = "count rows" if metric == "rowCount" else "write `rows` or `percent`"
        place = rule.get("unit") or rule
        problems.append(problem_at(place, "LG314", f"`{metric}` is not counted in `{unit}`", hint))


def _nulls(column: str, requirement: Requirement, meta: Meta, *, is_percent: bool) -> SuiteItem:
    if not is_percent:
        where = Expression(f"{_quoted(column)} IS NULL")
        return meta.item(ask("row_count", requirement=requirement), where=where)
    bounds = tuple(bound / 100 if isinstance(bound, int | float) else bound for bound in requirement.bounds)
    return meta.item(ask("null_fraction", column=column, requirement=Requirement(requirement.operator, bounds)))


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class _Asked:
    """A rule's column and arguments."""

    rule: Mapping
    column: str
    problems: list[Problem]

    def refuse(self, text: str) -> None:
        self.problems.append(problem_at(self.rule.get("arguments") or self.rule, "LG313", text))

    def needed_column(self) -> str:
        if not self.column:
            text = f"`{self.rule.text('metric')}` is asked of a column"
            hint = "move the rule under `quality` of a property"
            self.problems.append(problem_at(self.rule, "LG314", text, hint))
        return self.column

    def text(self, name: str) -> str:
        arguments = self.rule.get("arguments")
        return arguments.text(name) if isinstance(arguments, Mapping) else ""

    def values(self, name: str) -> tuple[Value, ...]:
        arguments = self.rule.get("arguments")
        listed = arguments.get(name) if isinstance(arguments, Mapping) else None
        items = listed.items if isinstance(listed, Sequence) else ()
        for item in items:
            if not isinstance(item, Scalar):
                text = f"each of `{name}` must be a single value, got {item.shown}"
                self.problems.append(problem_at(item, "LG311", text))
        return tuple(item.value for item in items if isinstance(item, Scalar))

    def properties(self) -> tuple[str, ...]:
        columns = tuple(str(value) for value in self.values("properties"))
        if not columns:
            self.refuse("`arguments` must have `properties`, the columns that together are unique")
        return columns


def _duplicates(asked: _Asked, tolerance: Tolerance) -> Iterator[Check]:
    listed = asked.values("properties")
    columns = (asked.column,) if asked.column and not listed else asked.properties()
    if columns:
        yield ask("uniqueness", columns=columns, tolerance=tolerance)


def _null_values(asked: _Asked, tolerance: Tolerance) -> Iterator[Check]:
    if column := asked.needed_column():
        yield ask("completeness", column=column, tolerance=tolerance)


def _invalid(asked: _Asked, tolerance: Tolerance) -> Iterator[Check]:
    column, values, pattern = asked.needed_column(), asked.values("validValues"), asked.text("pattern")
    if column and values:
        yield ask("allowed_values", column=column, values=values, tolerance=tolerance)
    if column and pattern:
        yield ask("pattern", column=column, regex=pattern, tolerance=tolerance)
    if column and not values and not pattern:
        asked.refuse("`arguments` must have `validValues` or `pattern`")


def _missing(asked: _Asked, tolerance: Tolerance) -> Iterator[Check]:
    """Yield the check that no value is missing: neither null, where that is listed, nor a code."""
    column, listed = asked.needed_column(), asked.values("missingValues")
    codes = tuple(value for value in listed if value is not None)
    if not column:
        return
    if not codes:
        yield ask("completeness", column=column, tolerance=tolerance)
    elif len(codes) == len(listed):
        yield ask("missing_codes", column=column, codes=codes, tolerance=tolerance)
    else:
        yield neither_null_nor(column, codes, tolerance)


def neither_null_nor(column: str, codes: Iterable[Value], tolerance: Tolerance) -> Check:
    """Return the check that counts nulls and codes for missing values together, because one limit holds for both."""
    options = ", ".join(_literal(code) for code in codes)
    text = f"{_quoted(column)} IS NOT NULL AND NOT {_quoted(column)} IN ({options})"
    return ask("row_predicate", expression=Expression(text), tolerance=tolerance)


_CHECKS_OF: dict[str, Callable[[_Asked, Tolerance], Iterator[Check]]] = {
    "duplicateValues": _duplicates,
    "invalidValues": _invalid,
    "missingValues": _missing,
    "nullValues": _null_values,
}


def _literal(value: Value) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value).lower()


def tolerance_of(requirement: Requirement, *, is_percent: bool) -> Tolerance | None:
    """Return the tolerance that an upper limit on offending rows is, None for any other requirement.

    Examples
    --------
    >>> tolerance_of(Requirement(Operator.MUST_BE_LESS_THAN, (5,)), is_percent=False)
    Tolerance(rows=4, fraction=0.0)
    >>> tolerance_of(Requirement.at_least(5), is_percent=False) is None
    True
    """
    limits = [bound for bound in requirement.bounds if isinstance(bound, int | float)]
    is_upper = requirement.operator in (Operator.MUST_BE_LESS_THAN, Operator.MUST_BE_LESS_OR_EQUAL_TO)
    is_zero = requirement.operator is Operator.MUST_BE and limits == [0]
    is_between = requirement.operator is Operator.MUST_BE_BETWEEN and limits[:1] == [0]
    if len(limits) != len(requirement.bounds) or not (is_upper or is_zero or is_between) or limits[-1] < 0:
        return None
    limit = limits[-1]
    if not math.isfinite(limit):
        return None
    is_strict = requirement.operator is Operator.MUST_BE_LESS_THAN
    if is_strict and limit <= 0:
        return None
    if is_percent:
        return Tolerance(fraction=min(limit / 100 * (_BELOW if is_strict else 1.0), 1.0))
    return Tolerance(rows=math.ceil(limit) - 1 if is_strict else math.floor(limit))
