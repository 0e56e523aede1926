"""Expectations about the type of a column, or of each of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lockgate.contracts.asking import ask
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried, NotCarriedError
from lockgate.interchange.importers.great_expectations.operands import of_column
from lockgate.interchange.importers.great_expectations.types import (
    Question,
    has_own_nulls,
    holds_no_null,
    is_object,
    physical_types,
    types_of_databases,
    types_of_pandas,
)
from lockgate.scan.suite import WhenEmpty

__all__ = ["of_type"]

_OF_NO_COLUMN = ("time with time zone",)
"""What neither a frame of pandas nor a file that it reads holds."""


def of_type(key: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of a type, or of a list of types."""

    def read(asked: Asked) -> Iterator[Carried]:
        given = asked.value(key)
        if given is None:
            yield asked.nothing()
            return
        names = asked.texts(key) if isinstance(given, list) else (asked.text(key),)
        question = _question(asked, is_listed=isinstance(given, list))
        types = {
            name: types_of_pandas(name, question) if asked.on_pandas else physical_types(name) for name in names
        }
        of_databases = {name: types_of_databases(name) for name in names}
        if (
            asked.on_pandas
            and not any(own is not None for own in types.values())
            and any(of_databases.values())
        ):
            yield from _of_databases(asked, of_databases)
            return
        known = tuple(name for name, own in types.items() if own is not None)
        if question == "column" or not asked.on_pandas:
            _refuse(names, known, {name for name in known if types[name]})
        else:
            asked.exact_names.append(asked.column)
        if asked.on_pandas:
            _remark(asked, names, known)
        found = tuple(dict.fromkeys(one for name in known for one in types[name] or ()))
        yield from _of_types(asked, known, found, question) if found else _of_none(asked, known, question)

    return read


def _of_databases(asked: Asked, types: Mapping[str, tuple[str, ...] | None]) -> Iterator[Carried]:
    """Yield what names of SQL and Spark ask, where pandas knows none of a list: it was written for a database."""
    unknown = [name for name, own in types.items() if not own]
    if unknown:
        asked.remarks.append(f"no database is known to have {', '.join(unknown)}: passed over")
    asked.remarks.append("names of SQL or Spark, asked as databases ask them; pandas knows none of these")
    found = tuple(dict.fromkeys(one for own in types.values() for one in own or ()))
    yield Carried(ask("physical_type", column=asked.column, any_of=found), "pass")


def _question(asked: Asked, *, is_listed: bool) -> Question:
    if asked.name == "expect_column_type_to_be":
        return "column"
    return "listed" if is_listed else "values"


def _refuse(names: Sequence[str], known: Sequence[str], found: set[str]) -> None:
    """Refuse names that are an error there, and those of columns that only a frame of pandas has."""
    if not known or (not found and any(map(has_own_nulls, known))):
        message = f"no column of a table as it is read has a type that pandas knows as {', '.join(names)}"
        raise NotCarriedError(message)


def _remark(asked: Asked, names: Sequence[str], known: Sequence[str]) -> None:
    passed_over = [name for name in names if name not in known]
    if known and passed_over:
        asked.remarks.append(f"passed over, as pandas does: {', '.join(passed_over)}")
    elif passed_over:
        asked.remarks.append(
            f"pandas knows no type {', '.join(passed_over)}, so no column has it: ask `physical_type`"
        )
    asked.remarks.append("asked of the column's type in the engine, not of each value")


def _of_types(
    asked: Asked, known: Sequence[str], found: tuple[str, ...], question: Question
) -> Iterator[Carried]:
    is_of_column = question == "column"
    of_nulls: WhenEmpty = "fail" if is_of_column and not any(map(is_object, known)) else "pass"
    yield Carried(ask("physical_type", column=asked.column, any_of=found), of_nulls)
    if asked.on_pandas and holds_no_null(tuple(known), are_of_columns=is_of_column):
        asked.remarks.append("with a null, pandas makes a column of whole numbers or truth values another one")
        yield Carried(ask("completeness", column=asked.column))


def _of_none(asked: Asked, known: Sequence[str], question: Question) -> Iterator[Carried]:
    """Yield that no column passes but one of nulls alone, whose values are of any type that pandas knows.

    Of names that it does not know, values that it holds as objects are an error.
    """
    if known:
        of_nulls: WhenEmpty = "fail" if question == "column" else "pass"
        yield Carried(ask("physical_type", column=asked.column, any_of=_OF_NO_COLUMN), of_nulls)
    else:
        yield asked.never()
        yield from of_column(asked, "number", "timestamp", "timestamptz", if_filled=("boolean",))
