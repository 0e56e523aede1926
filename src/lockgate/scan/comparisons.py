"""Predicates that compare a value with a bound, with another column, or with what arithmetic can handle."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.domain.requirement import Bound
from lockgate.scan.predicates import NotNull, column_sql, literal, refuse_mixed, refuse_zones
from lockgate.scan.schema import Column, Schema

__all__ = ["AllNull", "Below", "ColumnsDisagree", "NotFinite"]


@dataclass(frozen=True, slots=True)
class AllNull:
    """True where every one of the columns is null; without names, every column of the table."""

    columns: tuple[str, ...] = ()

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        found = schema.chosen(self.columns)
        return exp.and_(*(exp.Is(this=column_sql(column), expression=exp.Null()) for column in found))


@dataclass(frozen=True, slots=True)
class Below:
    """True where the value is less than a bound, or equal to it where `is_inclusive`; never for NaN.

    Unlike a range check it is expected to be true for many rows, so it is counted in the scan itself.
    """

    column: str
    bound: Bound
    is_inclusive: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        column = schema.column(self.column)
        value = column_sql(column)
        kind: type[exp.Binary] = exp.LTE if self.is_inclusive else exp.LT
        below = kind(this=value, expression=literal(self.bound, column, schema.table))
        if not column.holds_nan:
            return below
        return exp.and_(below, exp.not_(exp.IsNan(this=value.copy())))  # NaN <= infinity is true in engines


@dataclass(frozen=True, slots=True)
class NotFinite:
    """True where a number is NaN or infinite."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        column = schema.numeric(self.column)
        if not column.holds_nan:
            return exp.false()
        value = column_sql(column)
        return exp.or_(exp.IsNan(this=value), exp.IsInf(this=value.copy()))


_OPERATORS: dict[str, type[exp.Binary]] = {
    "<": exp.LT,
    "<=": exp.LTE,
    "=": exp.EQ,
    "!=": exp.NEQ,
    ">": exp.GT,
    ">=": exp.GTE,
}


@dataclass(frozen=True, slots=True)
class ColumnsDisagree:
    """True where two columns have values that do not stand in a relation; NaN stands in none.

    Parameters
    ----------
    left, right : str
        Columns of one family: both numeric, both dates or timestamps, or both of the same logical type.
    operator : str
        One of ``<``, ``<=``, ``=``, ``!=``, ``>``, ``>=``.
    zones_may_differ : bool, default=True
        Whether instants with a zone can be compared with dates and those without one.
    """

    left: str
    operator: str
    right: str
    zones_may_differ: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Return both columns."""
        return (self.left, self.right)

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        left, right = (schema.column(name) for name in self.columns)
        for column in (left, right):
            refuse_mixed(column, schema.table)
        if not self.zones_may_differ:
            refuse_zones(left, right, schema.table)
        if not (left.is_void or right.is_void) and _family(left) != _family(right):
            must = f"comparable with `{right.name}` ({right.physical})"
            raise DataError.wrong_type(schema.table, left.name, must, left.physical)
        holds = _OPERATORS[self.operator](this=column_sql(left), expression=column_sql(right))
        strange = [exp.IsNan(this=column_sql(column)) for column in (left, right) if column.holds_nan]
        if not strange:
            return exp.not_(exp.paren(holds))
        fails = exp.or_(exp.not_(exp.paren(holds)), *strange)
        return exp.and_(NotNull(self.columns).sql(schema), exp.paren(fails))


def _family(column: Column) -> str:
    if column.is_numeric:
        return "number"
    return "instant" if column.is_instant else column.logical.value
