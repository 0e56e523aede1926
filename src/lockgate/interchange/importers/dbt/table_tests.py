"""Tests of dbt-utils about other tables, intervals and sequences: checks with filters and slices of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.interchange.importers.dbt.tests import (
    Arguments,
    UntranslatedError,
    argument,
    needed,
    referred,
)
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

__all__ = ["TABLE_TESTS"]

_ALWAYS = ("", "1=1", "1 = 1", "true")
_GAPS = {"allowed": "allowed", "not_allowed": "forbidden", "required": "required"}


def _refuse(said: Arguments, **reasons: str) -> None:
    for name, why in reasons.items():
        if said.get(name):
            message = f"`{name}`: {why}"
            raise UntranslatedError(message)


def _columns(said: Arguments, name: str) -> tuple[str, ...]:
    """Return columns to slice by; an expression is no column."""
    given = said.get(name) or ()
    listed = tuple(str(given).split(",")) if isinstance(given, str) else tuple(map(str, given))
    stripped = tuple(part.strip() for part in listed)
    if not all(part.isidentifier() for part in stripped):
        message = f"`{name}` {given!r} is not one column or several"
        raise UntranslatedError(message)
    return stripped


def _equality(_: str, said: Arguments) -> Iterator[SuiteItem]:
    _refuse(
        said, exclude_columns="name the columns that are compared instead", precision="rows are the same or not"
    )
    table = referred(str(argument(said, "compare_model")))
    columns = tuple(map(str, said.get("compare_columns") or ()))
    yield SuiteItem(check=ask("same_rows", to_table=table, columns=columns, counting="set"))


def _cardinality(column: str, said: Arguments) -> Iterator[SuiteItem]:
    table, field = referred(str(argument(said, "to"))), str(argument(said, "field"))
    yield SuiteItem(check=ask("same_rows", to_table=table, columns=(needed(column),), to_columns=(field,)))


def _relationships(column: str, said: Arguments) -> Iterator[SuiteItem]:
    if str(said.get("to_condition") or "").strip().casefold() not in _ALWAYS:
        message = "`to_condition` picks rows of the other table, which is taken whole"
        raise UntranslatedError(message)
    table, field = referred(str(argument(said, "to"))), str(argument(said, "field"))
    check = ask("referential_integrity", columns=(needed(column),), to_table=table, to_columns=(field,))
    rows = str(said.get("from_condition") or "").strip()
    yield SuiteItem(check=check, where=None if rows.casefold() in _ALWAYS else Expression(rows))


def _ranges(_: str, said: Arguments) -> Iterator[SuiteItem]:
    """Yield that intervals do not overlap, and that no end is null, which no interval may be there."""
    gaps = said.get("gaps", "allowed")
    if gaps not in _GAPS:
        message = f"`gaps` must be one of {', '.join(_GAPS)}, got {gaps!r}"
        raise UntranslatedError(message)
    ends = [str(argument(said, name)) for name in ("lower_bound_column", "upper_bound_column")]
    for column in ends:
        yield SuiteItem(check=ask("completeness", column=column))
    check = ask(
        "disjoint_intervals",
        start=ends[0],
        end=ends[1],
        gaps=_GAPS[gaps],
        empty_ok=said.get("zero_length_range_allowed") is True,
    )
    yield SuiteItem(check=check, group_by=_columns(said, "partition_by"))


def _sequence(column: str, said: Arguments) -> Iterator[SuiteItem]:
    _refuse(said, datepart="steps of instants have no counterpart")
    check = ask("sequence", column=needed(column), step=_number(said.get("interval", 1)))
    yield SuiteItem(check=check, group_by=_columns(said, "group_by_columns"))


def _number(value: Any) -> float:  # noqa: ANN401 - YAML has no narrower type
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"`interval` must be a number, got {value!r}"
        raise UntranslatedError(message)
    return value


TABLE_TESTS: dict[str, tuple[Callable[[str, Arguments], Iterator[SuiteItem]], str]] = {
    "dbt_utils.cardinality_equality": (_cardinality, "same_rows"),
    "dbt_utils.equality": (_equality, "same_rows"),
    "dbt_utils.mutually_exclusive_ranges": (_ranges, "completeness, disjoint_intervals"),
    "dbt_utils.relationships_where": (_relationships, "referential_integrity"),
    "dbt_utils.sequential_values": (_sequence, "sequence"),
}
"""By name: how a test is read, and the checks that it becomes."""
