"""The parts of a cell: a value is kept as 128 bits, so that equal values are equal, or in their order, everywhere."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import Protocol, cast

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.scan.grouping import columns_named, hash_sql
from lockgate.scan.measurable import instant_sql
from lockgate.scan.native_types import native_type
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = [
    "COUNT",
    "HASH",
    "NOTHING",
    "TEXT",
    "Binnable",
    "Comparable",
    "Hashed",
    "Ordered",
    "Part",
    "coder",
    "decoder",
    "kinds_of",
]

NOTHING = (1 << 128) - 1
"""The code of null, after those of all values."""

HASH = "hash"
"""The kind of a part that tells equal values from others, and nothing else."""

COUNT = "count"
"""The kind of a part that is no value of the table, but a count."""

TEXT = "text"
"""The kind of a part whose code is the place of its text among the texts that are kept beside the cells."""

_MIDDLE = 1 << 127
_SIGN = 1 << 63
_DIGITS = Context(prec=80)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - of the calendar that instants are cast to


class Part(Protocol):
    """What one part of a cell is."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that it reads."""
        ...

    def kind(self, schema: Schema) -> str:
        """Return how its codes are made: hash, count, text, float, whole, moment, or decimal with its scale."""
        ...

    def keys(self, schema: Schema) -> list[exp.Expr]:
        """Return what rows are grouped by."""
        ...

    def value(self, prefix: str, schema: Schema) -> exp.Expr:
        """Return what is fetched of a group whose keys were named ``prefix0``, ``prefix1`` and so on."""
        ...


@dataclass(frozen=True, slots=True)
class Hashed:
    """Columns of which only equality matters; null equals null."""

    columns: tuple[str, ...]

    def kind(self, schema: Schema) -> str:  # noqa: ARG002 - of any columns
        """Return how its codes are made."""
        return HASH

    def keys(self, schema: Schema) -> list[exp.Expr]:
        """Return what rows are grouped by."""
        return [column_sql(schema.column(name)) for name in self.columns]

    def value(self, prefix: str, schema: Schema) -> exp.Expr:
        """Return what is fetched of a group."""
        columns = [schema.column(name) for name in self.columns]
        return hash_sql(columns, columns_named(prefix, len(columns)), holds_nulls=True)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A column whose values are kept themselves: numbers exactly as they are, instants in microseconds of UTC."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def kind(self, schema: Schema) -> str:
        """Return how its codes are made."""
        column = schema.column(self.column)
        found = _kind(column)
        if not found:
            must = "a number, boolean, date or timestamp, for of others the order is not kept over partitions"
            raise DataError.wrong_type(schema.table, column.name, must, column.physical)
        return found

    def keys(self, schema: Schema) -> list[exp.Expr]:
        """Return what rows are grouped by."""
        value: exp.Expr = column_sql(schema.column(self.column))
        return [exp.cast(value, "timestamp") if self.kind(schema) == "moment" else value]

    def value(self, prefix: str, schema: Schema) -> exp.Expr:  # noqa: ARG002 - as it is
        """Return what is fetched of a group."""
        return exp.column(f"{prefix}0")


@dataclass(frozen=True, slots=True)
class Comparable:
    """A column whose values are kept in their order, texts among them: these compare by their bytes, as engines do."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def kind(self, schema: Schema) -> str:
        """Return how its codes are made."""
        return TEXT if self._is_text(schema) else Ordered(self.column).kind(schema)

    def keys(self, schema: Schema) -> list[exp.Expr]:
        """Return what rows are grouped by."""
        if self._is_text(schema):
            return [column_sql(schema.column(self.column))]
        return Ordered(self.column).keys(schema)

    def value(self, prefix: str, schema: Schema) -> exp.Expr:
        """Return what is fetched of a group."""
        return Ordered(self.column).value(prefix, schema)

    def _is_text(self, schema: Schema) -> bool:
        column = schema.column(self.column)  # other types have a text, and an order of their own
        return column.logical is LogicalType.STRING and native_type(column.physical).family == "TEXT"


@dataclass(frozen=True, slots=True)
class Binnable:
    """A column whose numbers or instants are kept in order; of other values only equality matters.

    Instants are in order by the microsecond: in bins of many rows nobody misses what is finer.
    """

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def kind(self, schema: Schema) -> str:
        """Return how its codes are made."""
        return "moment" if schema.column(self.column).is_instant else self._part(schema).kind(schema)

    def keys(self, schema: Schema) -> list[exp.Expr]:
        """Return what rows are grouped by."""
        column = schema.column(self.column)
        return [instant_sql(column)] if column.is_instant else self._part(schema).keys(schema)

    def value(self, prefix: str, schema: Schema) -> exp.Expr:
        """Return what is fetched of a group."""
        return self._part(schema).value(prefix, schema)

    def _part(self, schema: Schema) -> Part:
        column = schema.column(self.column)
        return Ordered(self.column) if column.is_numeric or column.is_instant else Hashed((self.column,))


def _kind(column: Column) -> str:
    if column.holds_nan:
        return "float"
    if column.logical in (LogicalType.INTEGER, LogicalType.BOOLEAN):
        return "whole"
    if column.is_instant:  # what is finer than a microsecond would be lost
        return "" if column.physical in ("TIMESTAMP_NS", "TIMESTAMPTZ_NS") else "moment"
    sizes = native_type(column.physical).sizes if column.is_numeric else ()
    return f"decimal:{sizes[1]}" if len(sizes) > 1 else ""


def coder(kind: str) -> Callable[[object], int]:
    """Return what turns a fetched value into its code: 128 bits, in the order of the values.

    Examples
    --------
    >>> code = coder("float")
    >>> code(-1.5) < code(-0.0) == code(0.0) < code(2) < code(math.inf) < code(math.nan) < code(None) == NOTHING
    True
    >>> coder("decimal:2")(Decimal("1.5")) - coder("decimal:2")(Decimal(0))
    150
    """
    if kind == HASH:
        return lambda value: int(cast("str", value), 16)
    make = _CODERS[kind.partition(":")[0]]
    scale = int(kind.partition(":")[2] or 0)

    def code(value: object) -> int:
        return NOTHING if value is None else make(value, scale)

    return code


def decoder(kind: str) -> Callable[[int], int | float | Decimal]:
    """Return what turns a code back into its value; instants come as microseconds since 1970, texts as their place.

    Examples
    --------
    >>> values = {"float": -2.5, "whole": -7, "decimal:1": Decimal(3)}
    >>> [decoder(kind)(coder(kind)(value)) for kind, value in values.items()]
    [-2.5, -7, Decimal('3.0')]
    """
    scale = int(kind.partition(":")[2] or 0)
    if kind == TEXT:
        return lambda code: code
    if kind == "float":
        return _float_of
    if scale:
        return lambda code: Decimal(code - _MIDDLE).scaleb(-scale, _DIGITS)
    return lambda code: code - _MIDDLE


def _code_float(value: object, _: int) -> int:
    number = float(cast("float", value)) + 0.0  # a zero with a sign loses it
    number = math.nan if math.isnan(number) else number
    (bits,) = struct.unpack(">Q", struct.pack(">d", number))
    ordered: int = bits ^ (2 * _SIGN - 1) if bits & _SIGN else bits | _SIGN
    return ordered << 64


def _float_of(code: int) -> float:
    bits = code >> 64
    bits = bits ^ _SIGN if bits & _SIGN else bits ^ (2 * _SIGN - 1)
    (number,) = struct.unpack(">d", struct.pack(">Q", bits))
    return cast("float", number)


def _code_whole(value: object, _: int) -> int:
    return _shifted(int(cast("int", value)))


def _code_decimal(value: object, scale: int) -> int:
    return _shifted(int(Decimal(cast("Decimal", value)).scaleb(scale, _DIGITS)))


def _code_moment(value: object, _: int) -> int:
    moment = cast("datetime", value)
    bare = moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
    gap = bare - _EPOCH
    return _shifted((gap.days * 86_400 + gap.seconds) * 1_000_000 + gap.microseconds)


def _shifted(number: int) -> int:
    code = number + _MIDDLE
    if not 0 <= code < NOTHING:
        message = f"{number} needs more than 128 bits"
        raise OverflowError(message)
    return code


_CODERS: dict[str, Callable[[object, int], int]] = {
    COUNT: _code_whole, "float": _code_float, "whole": _code_whole, "decimal": _code_decimal, "moment": _code_moment,
}  # fmt: skip


def kinds_of(parts: Sequence[Part], schema: Schema) -> tuple[str, ...]:
    """Return the kinds of parts."""
    return tuple(part.kind(schema) for part in parts)
