"""Reading a column as another type: which types, which values do not convert, and the column as it was."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.domain.errors import ParameterError
from lockgate.scan.schema import Column, Schema

__all__ = ["IsFilledRaw", "NotConvertible", "as_it_was", "castable_type", "raw_name"]

_TYPES = frozenset({
    "BIGINT", "BOOLEAN", "DATE", "DECIMAL", "DOUBLE", "FLOAT", "INT", "INT128", "SMALLINT", "TEXT", "TIME", "TIMESTAMP",
    "TIMESTAMPNTZ", "TIMESTAMPTZ", "TINYINT", "UBIGINT", "UINT", "USMALLINT", "UTINYINT", "UUID", "VARCHAR",
})  # fmt: skip


def castable_type(text: str, of: str = "") -> exp.DataType:
    """Parse a type that a column can be read as.

    Parameters
    ----------
    text : str
        The type.
    of : str, default=none
        The column, where the message is to name it: one of several.

    Raises
    ------
    ParameterError
        If it is none, or one with parts inside.

    Examples
    --------
    >>> castable_type("decimal(10, 2)").sql("duckdb")
    'DECIMAL(10, 2)'
    """
    parameter = f"types.{of}" if of else "type"
    must = "a plain type, such as integer, decimal(10, 2), double, date, timestamp, boolean"
    try:
        kind = exp.DataType.build(text, dialect="duckdb")
    except (SqlglotError, ValueError, RecursionError) as error:
        raise ParameterError.of("type", parameter, must, text) from error
    is_plain = all(isinstance(part, exp.DataTypeParam) for part in kind.expressions)
    if not is_plain or getattr(kind.this, "value", "") not in _TYPES:
        raise ParameterError.of("type", parameter, must, text)
    return kind


def raw_name(column: str) -> str:
    """Return how a table calls a column as it was before it was read as another type."""
    return f"lockgate raw {column}"


def as_it_was(column: Column) -> exp.Expr:
    """Return a column as the source has it, whatever it is read as."""
    return exp.column(raw_name(column.name) if column.is_cast else column.name, quoted=True)


@dataclass(frozen=True, slots=True)
class NotConvertible:
    """True where a value, as it was in the source, does not convert to a type."""

    column: str
    type: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} cannot be read as {self.type}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        value = as_it_was(schema.column(self.column))
        failed = exp.Is(this=exp.TryCast(this=value, to=castable_type(self.type)), expression=exp.Null())
        filled = exp.not_(exp.Is(this=value.copy(), expression=exp.Null()))
        return exp.and_(filled, failed)


@dataclass(frozen=True, slots=True)
class IsFilledRaw:
    """True where the column, as it was in the source, has a value."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} is not null in the source"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        return exp.not_(exp.Is(this=as_it_was(schema.column(self.column)), expression=exp.Null()))
