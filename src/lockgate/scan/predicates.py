"""Typed questions about one row, and how each reads in SQL.

A predicate is true, false or unknown for a row; only rows for which it is true are counted. A null makes every
comparison unknown, so a null never violates a value check. NaN lies outside every range.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Protocol

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError, short
from lockgate.domain.requirement import Bound
from lockgate.scan.as_python import as_python
from lockgate.scan.expression import Expression
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = [
    "Fails",
    "Holds",
    "IsKnown",
    "IsNull",
    "LengthOutside",
    "Matches",
    "NotNull",
    "OneOf",
    "OutOfRange",
    "Predicate",
    "column_sql",
    "literal",
    "refuse_mixed",
    "refuse_zones",
    "slice_sql",
    "table_sql",
    "text_column",
    "without_zone",
]


class Predicate(Protocol):
    """A question about one row."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        ...

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as a boolean SQL expression."""
        ...


def column_sql(column: Column) -> exp.Column:
    """Return a quoted column reference; it carries its physical type, which dialects look at."""
    reference = exp.column(column.name, quoted=True)
    reference.meta["physical"] = column.physical
    return reference


_FETCHED_AS_THEY_ARE = (
    LogicalType.BOOLEAN,
    LogicalType.DATE,
    LogicalType.INTEGER,
    LogicalType.NUMBER,
    LogicalType.STRING,
)


def slice_sql(column: Column) -> exp.Expr:
    """Return the value by which rows are sliced: the column, or its text where Python would blur or lack the type."""
    value = column_sql(column)
    is_exact = column.logical in _FETCHED_AS_THEY_ARE or column.physical == "TIMESTAMP"
    return value if is_exact else exp.cast(value, "text")


def table_sql(name: str) -> exp.Table:
    """Return a quoted table reference; the name is taken as it is, dots included."""
    return exp.Table(this=exp.to_identifier(name, quoted=True))


def literal(value: Bound | bool, column: Column, table: str) -> exp.Expr:  # noqa: FBT001 - a value, not a flag
    """Return `value` as SQL of the column's type.

    Raises
    ------
    DataError
        If a value of this kind cannot be compared with the column.
    """
    if isinstance(value, bool):
        if column.logical is not LogicalType.BOOLEAN and not column.is_void:
            raise DataError.wrong_type(
                table, column.name, f"boolean to compare with {short(value)}", column.physical
            )
        return exp.Boolean(this=value)
    if not column.is_void and (column.is_instant or column.logical is LogicalType.TIME):
        return _instant(value, column, table)
    if isinstance(value, int | float):
        if not column.is_numeric:
            raise DataError.wrong_type(
                table, column.name, f"numeric to compare with {short(value)}", column.physical
            )
        if isinstance(value, float) and not math.isfinite(value):
            return exp.cast(exp.Literal.string(str(value)), "double")
        return exp.Literal.number(value)
    if isinstance(value, str) and column.logical in (LogicalType.STRING, LogicalType.OTHER):
        return exp.Literal.string(value)
    raise DataError.wrong_type(
        table, column.name, f"text or instant to compare with {short(value)}", column.physical
    )


def refuse_mixed(column: Column, table: str) -> None:
    """Refuse to compare the values of a column that are of several types.

    Raises
    ------
    DataError
        If they are.
    """
    if column.is_mixed:
        must = "of one type, so that its values can be compared"
        raise DataError.wrong_type(table, column.name, must, column.physical)


def refuse_zones(left: Column, right: Column, table: str) -> None:
    """Refuse to compare instants with a zone and dates or instants without one.

    Raises
    ------
    DataError
        If one of the columns has zones and the other has none.
    """
    are_instants = left.is_instant and right.is_instant and not (left.is_void or right.is_void)
    if are_instants and left.is_zoned != right.is_zoned:
        must = f"with{'' if right.is_zoned else 'out'} a zone, as `{right.name}` is ({right.physical})"
        raise DataError.wrong_type(table, left.name, must, left.physical)


def _instant(value: Bound, column: Column, table: str) -> exp.Expr:
    text = value.isoformat() if isinstance(value, date | datetime) else value
    if not isinstance(text, str):
        raise DataError.wrong_type(
            table, column.name, f"numeric to compare with {short(value)}", column.physical
        )
    kind = exp.DataType.build(column.physical, dialect="duckdb", udt=True)
    try:
        if not column.is_instant:
            time.fromisoformat(text)
        elif not column.is_zoned:
            moment = datetime.fromisoformat(text)
            # the engine would drop a zone, and of a bound on dates the time of day
            text = text if moment.tzinfo is None else without_zone(moment).isoformat()
            if column.logical is LogicalType.DATE and without_zone(moment).time() != time.min:
                kind = exp.DataType.build("timestamp")
        else:
            datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        must = f"compared with an ISO {'date or instant' if column.is_instant else 'time'}, not {text!r}"
        raise DataError.wrong_type(table, column.name, must, column.physical) from error
    return exp.cast(exp.Literal.string(text), kind)


def without_zone(moment: datetime) -> datetime:
    """Return an instant as columns without a zone hold it: in UTC.

    Examples
    --------
    >>> without_zone(datetime.fromisoformat("2013-07-01T02:00:00+02:00")).isoformat()
    '2013-07-01T00:00:00'
    """
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class IsNull:
    """True where the column is null."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        return exp.Is(this=column_sql(schema.column(self.column)), expression=exp.Null())


@dataclass(frozen=True, slots=True)
class NotNull:
    """True where none of the columns is null."""

    columns: tuple[str, ...]

    def sql(self, schema: Schema) -> exp.Expr:
        return exp.and_(*(exp.not_(IsNull(column).sql(schema)) for column in self.columns))


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """True where the value lies outside the range, or is NaN; a missing bound is open.

    Parameters
    ----------
    column : str
        The column.
    lower, upper : Bound or None
        Bounds; they belong to the range unless strict.
    """

    column: str
    lower: Bound | None = None
    upper: Bound | None = None
    lower_is_strict: bool = False
    upper_is_strict: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        column = schema.column(self.column)
        value = column_sql(column)
        parts: list[exp.Expr] = []
        if self.lower is not None:
            below: type[exp.Binary] = exp.LTE if self.lower_is_strict else exp.LT
            parts.append(below(this=value, expression=literal(self.lower, column, schema.table)))
        if self.upper is not None:
            above: type[exp.Binary] = exp.GTE if self.upper_is_strict else exp.GT
            parts.append(above(this=value, expression=literal(self.upper, column, schema.table)))
        if column.holds_nan:
            parts.append(exp.IsNan(this=value))
        return exp.or_(*parts) if parts else exp.false()

    def check_bounds(self) -> None:
        """Refuse bounds between which nothing can lie.

        Raises
        ------
        ParameterError
            If a bound is NaN, the bounds are of two kinds, or lower exceeds upper.
        """
        for bound in (self.lower, self.upper):
            if isinstance(bound, float) and math.isnan(bound):
                raise ParameterError.of("range", "min", "a number, not NaN", bound)
        if not _is_inside(self.lower, self.upper, is_strict=False):
            raise ParameterError.of(
                "range", "min", f"at most `max` and of its kind ({short(self.upper)})", self.lower
            )

    def is_settled_by(self, lowest: Bound, highest: Bound) -> bool:
        """Tell whether the smallest and largest value prove that no row lies outside."""
        if any(isinstance(end, float) and math.isnan(end) for end in (lowest, highest)):
            return False
        return _is_inside(self.lower, lowest, is_strict=self.lower_is_strict) and _is_inside(
            highest, self.upper, is_strict=self.upper_is_strict
        )


def _is_inside(low: Bound | None, high: Bound | None, *, is_strict: bool) -> bool:
    if low is None or high is None:
        return True
    try:
        return bool(low < high or (low == high and not is_strict))  # type: ignore[operator]  # caught below
    except TypeError:
        return False


@dataclass(frozen=True, slots=True)
class LengthOutside:
    """True where the text has fewer than `shortest` or more than `longest` characters."""

    column: str
    shortest: int | None = None
    longest: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        length = exp.Length(this=column_sql(text_column(self.column, schema)))
        parts: list[exp.Expr] = []
        if self.shortest is not None:
            parts.append(exp.LT(this=length, expression=exp.Literal.number(self.shortest)))
        if self.longest is not None:
            parts.append(exp.GT(this=length, expression=exp.Literal.number(self.longest)))
        return exp.or_(*parts) if parts else exp.false()


def text_column(name: str, schema: Schema) -> Column:
    """Return the column if it holds text.

    Raises
    ------
    ColumnNotFoundError, DataError
        If the table has no such column, or it does not hold text.
    """
    column = schema.column(name)
    if not column.is_text:
        raise DataError.wrong_type(schema.table, name, "text", column.physical)
    return column


@dataclass(frozen=True, slots=True)
class OneOf:
    """True where the value is one of `values` (or, negated, none of them). NaN is a value like others.

    Parameters
    ----------
    column : str
        The column.
    values : tuple of Bound or bool
        The values.
    is_negated : bool, default=False
        Whether it is true for the others instead; a null is never either.
    skips_other_types : bool, default=False
        Whether values that the column cannot hold are passed over instead of refused.
    numbers_are_texts : bool, default=True
        Whether, where they are passed over, a number also stands for its text in a text column.
    is_strict : bool, default=False
        Whether, where they are passed over, values are compared as Python does.
    reads_texts : bool, default=False
        Whether then the text of an instant stands for it.
    reads_dates : bool, default=False
        Whether then it stands for its day too, in a column of dates.
    """

    column: str
    values: tuple[Bound | bool, ...]
    is_negated: bool = False
    skips_other_types: bool = False
    numbers_are_texts: bool = True
    is_strict: bool = False
    reads_texts: bool = False
    reads_dates: bool = False
    kinds: tuple[type, ...] = field(init=False, repr=False)  # true is 1 to Python, but not the same question

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", tuple(map(type, self.values)))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        column = schema.column(self.column)
        options = self._options(column, schema.table)
        if not options:  # equal to nothing, and still unknown for a null
            inside: exp.Expr = exp.NEQ(this=column_sql(column), expression=column_sql(column))
        else:
            inside = exp.In(this=column_sql(column), expressions=options)
        return exp.not_(exp.paren(inside)) if self.is_negated else inside

    def _as_python(self, listed: Bound | bool, column: Column) -> Bound | bool | None:  # noqa: FBT001 - a value
        return as_python(listed, column, reads_texts=self.reads_texts, reads_dates=self.reads_dates)

    def _options(self, column: Column, table: str) -> list[exp.Expr]:
        refuse_mixed(column, table)
        if not self.skips_other_types:
            return [literal(value, column, table) for value in self.values]
        options: list[exp.Expr] = []
        for listed in self.values:
            value = self._as_python(listed, column) if self.is_strict else listed
            if value is None:
                continue
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            is_text = is_number and self.numbers_are_texts and column.logical is LogicalType.STRING
            fitting = str(value) if is_text else value
            with suppress(DataError):
                options.append(literal(fitting, column, table))
        return options


@dataclass(frozen=True, slots=True)
class Matches:
    """True where the regular expression is found in the text (or, negated, is not)."""

    column: str
    pattern: str
    is_negated: bool = False

    def __post_init__(self) -> None:
        if "\x00" in self.pattern:
            raise ParameterError.of("pattern", "regex", "a regular expression without NUL", self.pattern)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        found: exp.Expr = exp.RegexpLike(
            this=column_sql(text_column(self.column, schema)), expression=exp.Literal.string(self.pattern)
        )
        return exp.not_(found) if self.is_negated else found


@dataclass(frozen=True, slots=True)
class Holds:
    """True where the user's expression is true."""

    expression: Expression

    @property
    def columns(self) -> tuple[str, ...]:
        return self.expression.columns

    def sql(self, schema: Schema) -> exp.Expr:
        return exp.paren(self.expression.sql(schema))


@dataclass(frozen=True, slots=True)
class Fails:
    """True where the user's expression is false; unknown is not false."""

    expression: Expression

    @property
    def columns(self) -> tuple[str, ...]:
        return self.expression.columns

    def sql(self, schema: Schema) -> exp.Expr:
        return exp.not_(exp.paren(self.expression.sql(schema)))


@dataclass(frozen=True, slots=True)
class IsKnown:
    """True where the user's expression is true or false."""

    expression: Expression

    @property
    def columns(self) -> tuple[str, ...]:
        return self.expression.columns

    def sql(self, schema: Schema) -> exp.Expr:
        return exp.not_(exp.Is(this=exp.paren(self.expression.sql(schema)), expression=exp.Null()))
