"""Expectations about a table as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried, NotCarriedError

__all__ = [
    "column_exists",
    "columns_in_order",
    "columns_in_set",
    "count_between",
    "count_equal",
    "rows_as_many_as",
]


def column_exists(asked: Asked) -> Iterator[Carried]:
    """Yield that the column is there, and at its place where one is given that is not 0."""
    place = asked.whole("column_index")
    if place:
        yield Carried(ask("column_position", column=asked.column, position=place, exact_case=asked.on_pandas))
    else:
        yield Carried(ask("columns_present", names=(asked.column,), exact_case=asked.on_pandas))


def columns_in_order(asked: Asked) -> Iterator[Carried]:
    """Yield that the columns are these in this order, and no other."""
    listed = asked.value("column_list")
    if listed is None:  # nothing is asked, as there
        yield Carried(ask("row_count", requirement=Requirement.at_least(0)))
        return
    if listed == []:
        yield _no_column()
        return
    names = asked.texts("column_list")
    different = tuple(dict.fromkeys(names))
    yield Carried(ask("columns_exact", names=different, exact_case=asked.on_pandas))
    if len(different) < len(names):  # a table has no name twice
        yield Carried(ask("column_count", requirement=Requirement(Operator.MUST_BE, (len(names),))))
    elif len(names) > 1:
        yield Carried(ask("column_order", names=names))


def _no_column() -> Carried:
    return Carried(ask("column_count", requirement=Requirement(Operator.MUST_BE, (0,))))


def columns_in_set(asked: Asked) -> Iterator[Carried]:
    """Yield that these columns are there, and with ``exact_match`` no other."""
    exact = asked.flag("exact_match", default="exact_match" not in asked.kwargs)
    if not asked.value("column_set") and not exact:  # as above
        yield Carried(ask("row_count", requirement=Requirement.at_least(0)))
        return
    if not asked.value("column_set"):
        yield _no_column()
        return
    check = "columns_exact" if exact else "columns_present"
    names = tuple(dict.fromkeys(asked.texts("column_set")))
    yield Carried(ask(check, names=names, exact_case=asked.on_pandas))


def count_between(check: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of bounds on a count."""

    def read(asked: Asked) -> Iterator[Carried]:
        low, high = asked.whole("min_value"), asked.whole("max_value")
        if check == "row_count" and low is not None and high is not None and low > high:
            message = f"`min_value` {low!r} exceeds `max_value` {high!r}"
            raise NotCarriedError(message)
        for requirement in list(asked.requirements(are_whole=check == "row_count")) or [
            Requirement.at_least(0)
        ]:
            yield Carried(ask(check, requirement=requirement))

    return read


def count_equal(check: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of one count."""

    def read(asked: Asked) -> Iterator[Carried]:
        value = asked.whole("value")
        if value is None:
            message = "`value` is missing"
            raise NotCarriedError(message)
        yield Carried(ask(check, requirement=Requirement(Operator.MUST_BE, (value,))))

    return read


def rows_as_many_as(asked: Asked) -> Iterator[Carried]:
    """Yield that another table has as many rows."""
    requirement = Requirement(Operator.MUST_BE, (0,))
    yield Carried(ask("row_count_match", requirement=requirement, to_table=asked.text("other_table_name")))
