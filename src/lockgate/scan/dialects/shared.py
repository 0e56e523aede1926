"""Rules that several engines need."""

from __future__ import annotations

from sqlglot import exp

from lockgate.scan.dialects.rewriting import physical_of

__all__ = ["COMPARISONS", "ZONED", "as_float_column", "divided", "is_zoned_text"]

COMPARISONS: tuple[type[exp.Expr], ...] = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
"""Kinds of comparison of two values."""

ZONED = ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS")
"""Physical types of instants."""

_TEXTS = (exp.DType.TEXT, exp.DType.VARCHAR)


def is_zoned_text(node: exp.Expr) -> bool:
    """Tell whether a node casts a column of instants to text."""
    return isinstance(node, exp.Cast) and physical_of(node.this) in ZONED and node.to.this in _TEXTS


def as_float_column(node: exp.Expr) -> exp.Expr:
    """Compare a column of single-precision floats with numbers of single precision, as DuckDB does."""
    sides = [node.this, node.expression, *(node.expressions or ())]
    if not any(physical_of(side) == "FLOAT" for side in sides if side is not None):
        return node
    for side in sides:
        if isinstance(side, exp.Literal) and not side.is_string:
            side.replace(exp.cast(side.copy(), "float"))
    return node


def divided(node: exp.Expr) -> exp.Expr:
    """Divide doubles, by zero as IEEE 754 has it: infinity, or NaN of zero; DuckDB does so for all numbers."""
    above, below = (exp.cast(side.copy(), "double") for side in (node.this, node.expression))
    quotient = exp.Div(this=above, expression=below, typed=True)
    if isinstance(node.expression, exp.Literal) and float(node.expression.name):
        return quotient
    is_zero = exp.EQ(this=below.copy(), expression=exp.Literal.number(0))
    infinity = exp.cast(exp.Literal.string("infinity"), "double")
    return exp.Case().when(is_zero, exp.Mul(this=above.copy(), expression=infinity)).else_(quotient)
