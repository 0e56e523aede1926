"""What a reference table looks like, part by part: the parts are days (or hours, weeks, months), else a hash's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, cast

from sqlglot import exp

from lockgate.scan.aggregate import plain_number
from lockgate.scan.engine import Session
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.texts import joined_texts

__all__ = ["HELD_OUT", "ColumnPart", "Part", "Profile", "profile_table"]

HELD_OUT = 0.2
"""Fraction of the rows, the newest ones where there is a time, that only verify what the others propose."""

_MOST_CATEGORIES = 60
_UNITS = (("HOUR", timedelta(days=3)), ("DAY", timedelta(days=1_500)), ("WEEK", timedelta(days=10_000)))
_SHORTEST = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """A column within one part of the table.

    `lower` and `upper` are the extremes of numbers and dates, and of the lengths of texts; None where there is no
    value. `odd` counts NaN and infinities, which the extremes leave out.
    """

    filled: int
    lower: Any = None
    upper: Any = None
    odd: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one day, or of one value of a hash."""

    name: str
    rows: int
    columns: dict[str, ColumnPart]


@dataclass(frozen=True, slots=True)
class Profile:
    """A table in parts: those that propose, and those that verify.

    Parameters
    ----------
    fit, held : tuple of Part
        The parts, oldest first; `held` are the newest, about `HELD_OUT` of the rows.
    time : Column or None
        The column whose parts they are; None where a hash made them.
    newest : datetime or None
        The newest instant of `time`, UTC where it had a zone.
    gap : timedelta
        Longest time from one part to the next.
    categories : dict of str to tuple
        Values of text columns that have few, each with the number of rows in `fit` and in `held`.
    distinct : dict of str to int
        Distinct values of each column, approximately.
    """

    schema: Schema
    fit: tuple[Part, ...]
    held: tuple[Part, ...]
    time: Column | None
    newest: datetime | None
    gap: timedelta
    categories: dict[str, tuple[tuple[str, int, int], ...]]
    distinct: dict[str, int]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return all parts, oldest first."""
        return (*self.fit, *self.held)

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return sum(part.rows for part in self.parts)


def profile_table(session: Session, table: str) -> Profile:
    """Look at a table: one scan for an overview, one for all parts, one pass for each column of few texts.

    Raises
    ------
    DataError
        If the table cannot be read.
    """
    schema = session.schema(table)
    rows, distinct, spans = _overview(session, schema)
    time, unit = _time_of(schema, rows, spans)
    key = _bucket(schema, time, unit)
    parts = _parts(session, schema, key)
    n_fit = _cut([part.rows for part in parts])
    names = {part.name for part in parts[n_fit:]}
    few = [
        column.name
        for column in schema.columns
        if column.logical is LogicalType.STRING and 0 < distinct[column.name] <= _MOST_CATEGORIES
    ]
    newest = spans[time.name][2] if time is not None else None
    return Profile(
        schema=schema,
        fit=tuple(parts[:n_fit]),
        held=tuple(parts[n_fit:]),
        time=time,
        newest=newest,
        gap=_longest_gap(parts, unit) if time is not None else timedelta(0),
        categories={name: _categories(session, schema, name, key, names) for name in few},
        distinct=distinct,
    )


Spans = dict[str, tuple[int, datetime | None, datetime | None]]
"""Filled rows, smallest and greatest value of each column of instants."""


def _overview(session: Session, schema: Schema) -> tuple[int, dict[str, int], Spans]:
    instants = [column for column in schema.columns if column.is_instant]
    values: list[exp.Expr] = [exp.Count(this=exp.Star())]
    values += [exp.ApproxDistinct(this=column_sql(column)) for column in schema.columns]
    for column in instants:
        values += [exp.Count(this=column_sql(column)), *_ends_as_text(column)]
    (row,) = session.rows(exp.select(*values).from_(table_sql(schema.table)))
    n = len(schema.columns)
    found = [plain_number(value) for value in row[: n + 1]]
    distinct = {column.name: int(found[number + 1]) for number, column in enumerate(schema.columns)}
    rest = row[n + 1 :]
    spans: Spans = {}
    for number, column in enumerate(instants):
        filled, oldest, newest = rest[3 * number : 3 * number + 3]
        spans[column.name] = (int(plain_number(filled)), _instant(oldest), _instant(newest))
    return int(found[0]), distinct, spans


def _ends_as_text(column: Column) -> list[exp.Expr]:
    # as text, because an engine may need more packages than ours to hand over a zoned timestamp
    return [exp.cast(made(this=column_sql(column)), "text") for made in (exp.Min, exp.Max)]


def _instant(text: object) -> datetime | None:
    """Return the instant of a text; None for none, and for one beyond Python's calendar. A zone is left out."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=None) if text is not None else None
    except ValueError:
        return None


def _time_of(schema: Schema, rows: int, spans: Spans) -> tuple[Column | None, str]:
    """Return the column of instants that is filled best, and spans longest; and the width of its parts."""
    candidates = [
        (filled, newest - oldest, name)
        for name, (filled, oldest, newest) in spans.items()
        if oldest is not None and newest is not None and newest - oldest >= _SHORTEST and filled >= 0.99 * rows
    ]
    if not candidates:
        return None, ""
    _, span, name = max(candidates, key=lambda found: found[:2])
    column = schema.column(name)
    unit = next((unit for unit, longest in _UNITS if span <= longest), "MONTH")
    return column, "DAY" if unit == "HOUR" and column.logical is LogicalType.DATE else unit


def _bucket(schema: Schema, time: Column | None, unit: str) -> exp.Expr:
    if time is not None:
        return exp.cast(exp.TimestampTrunc(this=column_sql(time), unit=exp.var(unit)), "text")
    texts = [
        exp.Coalesce(this=exp.cast(column_sql(column), "text"), expressions=[exp.Literal.string("")])
        for column in schema.columns
    ]
    first = [exp.Literal.number(1), exp.Literal.number(1)]
    return exp.Substring(this=exp.MD5(this=joined_texts(texts)), start=first[0], length=first[1])


def _parts(session: Session, schema: Schema, key: exp.Expr) -> list[Part]:
    values: list[exp.Expr] = [exp.Count(this=exp.Star())]
    widths: list[int] = []
    for column in schema.columns:
        asked = _column_values(column)
        values += asked
        widths.append(len(asked))
    query = exp.select(exp.alias_(key.copy(), "part"), *values).from_(table_sql(schema.table))
    rows = session.rows(query.group_by(exp.Literal.number(1)).order_by(exp.Literal.number(1)))
    # without a time (null) first: they are as old as can be
    ordered = sorted(rows, key=lambda row: (row[0] is not None, str(row[0])))
    return [_part(row, schema, widths) for row in ordered]


def _part(row: tuple[object, ...], schema: Schema, widths: list[int]) -> Part:
    columns: dict[str, ColumnPart] = {}
    start = 2
    for column, width in zip(schema.columns, widths, strict=True):
        columns[column.name] = _column_part(column, row[start : start + width])
        start += width
    return Part(str(row[0]), int(plain_number(row[1])), columns)


def _column_part(column: Column, found: tuple[object, ...]) -> ColumnPart:
    filled = int(plain_number(found[0]))
    if len(found) == 1 or not filled:
        return ColumnPart(filled)
    read = _instant if column.is_instant else _number
    odd = _number(found[3]) if column.holds_nan else None
    return ColumnPart(filled, read(found[1]), read(found[2]), int(odd or 0))


def _number(value: object) -> int | float | None:
    return None if value is None else plain_number(value)


def _column_values(column: Column) -> list[exp.Expr]:
    value = column_sql(column)
    values: list[exp.Expr] = [exp.Count(this=value)]
    if column.logical is LogicalType.STRING:
        length = exp.Length(this=value.copy())
        return [*values, exp.Min(this=length), exp.Max(this=length.copy())]
    if column.holds_nan:
        odd = exp.or_(exp.IsNan(this=value.copy()), exp.IsInf(this=value.copy()))
        sound = exp.Case().when(exp.not_(odd), value.copy())
        n_odd = exp.Sum(this=exp.Case().when(odd.copy(), exp.Literal.number(1)).else_(exp.Literal.number(0)))
        return [*values, exp.Min(this=sound), exp.Max(this=sound.copy()), n_odd]
    if column.is_instant:
        return [*values, *_ends_as_text(column)]
    return [*values, exp.Min(this=value.copy()), exp.Max(this=value.copy())] if column.is_numeric else values


def _cut(rows: list[int]) -> int:
    """Return how many of the parts propose: all but the newest that hold about `HELD_OUT` of the rows."""
    total, kept = sum(rows), 0
    for number in range(len(rows), 1, -1):
        kept += rows[number - 1]
        if kept >= HELD_OUT * total:
            return number - 1
    return len(rows)


def _longest_gap(parts: list[Part], unit: str) -> timedelta:
    starts = [datetime.fromisoformat(part.name) for part in parts if part.name != "None"]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    widths = {"HOUR": timedelta(hours=1), "DAY": timedelta(days=1), "WEEK": timedelta(days=7)}
    return max(gaps, default=widths.get(unit, timedelta(days=31)))


def _categories(
    session: Session, schema: Schema, name: str, key: exp.Expr, held: set[str]
) -> tuple[tuple[str, int, int], ...]:
    value = column_sql(schema.column(name))
    query = exp.select(value, key.copy(), exp.Count(this=exp.Star())).from_(table_sql(schema.table))
    counts: dict[str, list[int]] = {}
    for found, part, n in session.rows(query.group_by(value.copy(), key.copy())):
        if found is not None:
            counts.setdefault(cast("str", found), [0, 0])[str(part) in held] += int(plain_number(n))
    return tuple((word, fit, newest) for word, (fit, newest) in sorted(counts.items()))
