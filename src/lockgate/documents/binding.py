"""Nodes to dataclasses; every mistake is reported, with its place."""

from __future__ import annotations

import re
from collections.abc import Hashable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from lockgate.documents.converters import BAD, Converter, converter_of, refused
from lockgate.documents.fields import OPERATOR_KEYS, Field, fields_of, flattens
from lockgate.documents.node import Entry, Mapping, Node, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.domain.requirement import Bound, Operator, Requirement

__all__ = ["bind", "bind_requirement", "written_under"]

T = TypeVar("T")

_PARAMETER = re.compile(r"`(\w+)`")
_NOTHING: AnyMapping[str, object] = {}


def bind(
    cls: type[T],
    node: Node,
    problems: list[Problem],
    *,
    given: AnyMapping[str, object] = _NOTHING,
    foreign: frozenset[str] = frozenset(),
    is_whole: bool = True,
) -> T | None:
    """Build a dataclass from a mapping.

    Keys are the names of the constructor's fields; a field of type `Requirement` reads the operator keys
    (``mustBeBetween``, ...) beside the others. Nothing is coerced, but an int is a float where a float is asked
    for. A dataclass within may also be written as one text if a text is all it needs, or as whatever its
    classmethod ``from_scalar`` takes.

    Parameters
    ----------
    cls : type
        A dataclass.
    node : Node
        Where it is written.
    problems : list of Problem
        Every mistake is appended: LG311 wrong type, LG312 unknown key, LG313 missing key, LG314 and others for
        what the class itself refuses.
    given : mapping, default=empty
        Values of fields that the document need not repeat, such as the column that the entry stands under.
    foreign : frozenset of str, default=empty
        Keys of the mapping that somebody else reads.
    is_whole : bool, default=True
        Whether `given` is all that was written there; if mistakes are missing from it, only the keys are read, so that
        the class does not complain of what is not there.

    Returns
    -------
    instance : T or None
        None if there was a mistake, also in what was given.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> from lockgate.documents.yaml_reader import read_yaml
    >>> @dataclass(frozen=True)
    ... class Bins:
    ...     column: str
    ...     bins: int = 10
    >>> problems: list[Problem] = []
    >>> bind(Bins, read_yaml("{column: distance, bins: 4}", "lockgate.yaml"), problems)
    Bins(column='distance', bins=4)
    >>> bind(Bins, read_yaml("{colum: distance, bins: 4.5}", "lockgate.yaml"), problems)
    >>> for problem in problems:
    ...     print(problem.position.column, problem.text)
    2 unknown key `colum`
    25 `bins` must be a whole number, got `4.5`
    1 key `column` is missing
    """
    plan = _plan(cast("Hashable", cls))
    if not isinstance(node, Mapping):
        value = plan.whole.read(node, problems)
        return None if value is BAD else value  # type: ignore[return-value]  # the converter of `cls` made it
    n_before = len(problems)
    values = dict(given)
    seen: set[str] = set()
    for entry in node.entries:
        known = plan.by_key.get(entry.key)
        if known is not None:
            seen.add(entry.key)
            values[known[0].name] = _value(known[1], entry, problems)
        elif entry.key not in foreign and entry.key not in OPERATOR_KEYS & plan.keys:
            hint = did_you_mean(entry.key, plan.keys | foreign)
            problems.append(problem_at(entry, "LG312", f"unknown key `{entry.key}`", hint))
    _add_requirements(plan, node, values, problems)
    _report_missing(plan, node, values, problems)
    return _build(cls, node, values, problems) if is_whole and len(problems) == n_before else None


def bind_requirement(
    node: Mapping, problems: list[Problem], *, is_of_numbers: bool = False
) -> Requirement | None:
    """Build a requirement from the operator keys of a mapping; None if there is none, or one that is wrong.

    Two operators at once are a mistake: what holds for both is written as two entries. `is_of_numbers` takes neither
    texts nor dates as bounds.
    """
    entries = [entry for entry in node.entries if entry.key in OPERATOR_KEYS]
    if not entries:
        return None
    for entry in entries[1:]:
        text = f"`{entry.key}` stands beside `{entries[0].key}`"
        problems.append(
            problem_at(entry, "LG314", text, "keep one operator; write a second entry for the other")
        )
    first = entries[0]
    operator = Operator(first.key)
    is_range = operator in (Operator.MUST_BE_BETWEEN, Operator.MUST_NOT_BE_BETWEEN)
    value = _value(_bound(is_range=is_range, is_of_numbers=is_of_numbers), first, problems)
    if value is BAD:
        return None
    try:
        return Requirement(operator, value if is_range else (value,))
    except LockgateError as error:
        problems.append(refused(error, first.value))
        return None


def written_under(error: LockgateError, node: Mapping) -> Entry | None:
    """Return the entry of the parameter that an error begins with, None if the mapping does not write it.

    Parameters
    ----------
    error : LockgateError
        What a domain refused, such as ``"`alpha` must be a float in (0, 0.5), got 0.9"``.
    node : Mapping
        The keys as written.
    """
    named = _PARAMETER.match(error.text)
    return node.entry(named.group(1)) if named else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known of a class before any document is read."""

    by_key: dict[str, tuple[Field, Converter]]
    requirements: tuple[Field, ...]
    required: tuple[Field, ...]
    keys: frozenset[str]
    whole: Converter


@cache
def _plan(cls: Any) -> _Plan:  # noqa: ANN401 - any class
    fields = fields_of(cls)
    simple = [field for field in fields if not flattens(field.kind)]
    return _Plan(
        by_key={field.name: (field, converter_of(field.kind, bind)) for field in simple},
        requirements=tuple(field for field in fields if flattens(field.kind)),
        required=tuple(field for field in fields if field.is_required),
        keys=frozenset(key for field in fields for key in field.keys),
        whole=converter_of(cls, bind),
    )


@cache
def _bound(*, is_range: bool, is_of_numbers: bool) -> Converter:
    kind: Any = int | float if is_of_numbers else Bound
    return converter_of(tuple[kind, ...] if is_range else kind, bind)


def _value(converter: Converter, entry: Entry, problems: list[Problem]) -> Any:  # noqa: ANN401 - any field's type
    """Return the value of an entry; problems of the value itself begin with the key's name."""
    n_before = len(problems)
    value = converter.read(entry.value, problems)
    for number in range(n_before, len(problems)):
        problem = problems[number]
        if problem.text.startswith("must be"):
            problems[number] = Problem(
                problem.position,
                problem.code,
                f"`{entry.key}` {problem.text}",
                problem.hint,
                problem.source_line,
            )
    return value


def _add_requirements(plan: _Plan, node: Mapping, values: dict[str, object], problems: list[Problem]) -> None:
    for field in plan.requirements:
        n_before = len(problems)
        requirement = bind_requirement(node, problems)
        if requirement is not None:
            values[field.name] = requirement
        elif len(problems) > n_before:
            values[field.name] = BAD


def _report_missing(plan: _Plan, node: Mapping, values: dict[str, object], problems: list[Problem]) -> None:
    for field in plan.required:
        if field.name in values:
            continue
        if flattens(field.kind):
            hint = "such as `mustBeGreaterOrEqualTo` or `mustBeBetween`"
            problems.append(problem_at(node, "LG313", "an operator is missing", hint))
        else:
            problems.append(problem_at(node, "LG313", f"key `{field.name}` is missing"))


def _build(cls: type[T], node: Mapping, values: dict[str, object], problems: list[Problem]) -> T | None:
    try:
        return cls(**values)
    except LockgateError as error:
        entry = written_under(error, node)
        problems.append(refused(error, entry.value if entry else node))
        return None
