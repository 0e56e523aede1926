"""Predicates on numbers: multiples, decimal places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp

from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["MoreDecimals", "NotMultiple"]


def _decimal(value: float) -> exp.Expr:
    """Return a number as SQL reads it exactly: without an exponent, which would make it floating point."""
    return exp.Literal.number(format(Decimal(repr(value)), "f"))


@dataclass(frozen=True, slots=True)
class NotMultiple:
    """True where a number is no multiple of a step; exact but for floating point, where NaN and infinity are none."""

    column: str
    step: float

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} is no multiple of {self.step}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        column = schema.numeric(self.column)
        value = column_sql(column)
        if not column.is_float:  # what is left of an exact NaN or infinity is NaN, which is not 0
            rest = exp.Mod(this=value, expression=_decimal(self.step))
            return exp.NEQ(this=rest, expression=exp.Literal.number(0))
        step = exp.cast(_decimal(self.step), "double")
        quotient = exp.paren(exp.Div(this=exp.cast(value, "double"), expression=step, typed=True))
        gap = exp.Abs(this=exp.Sub(this=quotient, expression=exp.Round(this=quotient.copy())))
        # rounding of the division is some units in the last place of the quotient
        noise = exp.Mul(this=exp.Literal.number("1e-15"), expression=exp.Abs(this=quotient.copy()))
        grown = exp.Greatest(this=exp.Literal.number("1e-9"), expressions=[noise])
        # however large the quotient, one that lies in the middle of two whole numbers is none
        slack = exp.Least(this=exp.Literal.number("0.25"), expressions=[grown])
        odd = exp.or_(exp.IsNan(this=value.copy()), exp.IsInf(this=value.copy()))
        return exp.or_(odd, exp.GT(this=gap, expression=slack))


@dataclass(frozen=True, slots=True)
class MoreDecimals:
    """True where a number has more than `most` decimal places; NaN has too many."""

    column: str
    most: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} has more than {self.most} decimal places"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        column = schema.numeric(self.column)
        value = column_sql(column)
        rounded = exp.Round(this=value, decimals=exp.Literal.number(self.most))
        more = exp.NEQ(this=rounded, expression=value.copy())
        return exp.or_(exp.IsNan(this=value.copy()), more) if column.holds_nan else more
