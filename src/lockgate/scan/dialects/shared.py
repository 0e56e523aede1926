"""Rules that several engines need."""

from __future__ import annotations

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.scan.dialects.gaps import NO_ORDER, PATTERN
from lockgate.scan.dialects.regex import RegexFlavour, Untranslatable, translated
from lockgate.scan.dialects.rewriting import physical_of

__all__ = [
    "COMPARISONS",
    "ROW_ID",
    "ZONED",
    "as_float_column",
    "bytes_in",
    "divided",
    "is_zoned_text",
    "known_ends",
    "natural_number",
    "ordered_rows",
    "whole_seconds",
    "written_pattern",
]

COMPARISONS: tuple[type[exp.Expr], ...] = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
"""Kinds of comparison of two values."""

ROW_ID = "LOCKGATE_ROW_ID"
"""Name of a function without arguments: a number that tells a row from all others within one query, and no more."""

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


def bytes_in(node: exp.Expr) -> exp.Expr:
    """Count the bytes of a text in UTF-8, in which both servers keep it."""
    text = node.this.this if isinstance(node.this, exp.Encode) else node.this
    return exp.Anonymous(this="OCTET_LENGTH", expressions=[text])


def known_ends(node: exp.Expr) -> exp.Expr:
    """Return null for the least or greatest of values of which one is null, unless nulls are to be passed over.

    Both servers would pass over them; trees say so where it is meant.
    """
    values = [value for value in (node.this, *node.expressions) if not isinstance(value, exp.Literal)]
    if node.args.get("ignore_nulls") or not values:
        return node
    missing = exp.or_(*(exp.Is(this=value.copy(), expression=exp.Null()) for value in values))
    return exp.Case().when(missing, exp.Null()).else_(node.copy())


def natural_number(hashed: exp.Expr) -> exp.Expr:
    """Return a signed hash without its sign, so that its remainders are natural numbers."""
    return exp.BitwiseAnd(this=hashed, expression=exp.Literal.number(2**63 - 1))


def ordered_rows(node: exp.Expr, engine: str) -> exp.Expr:
    """Refuse neighbours of rows that no column orders.

    Raises
    ------
    DataError
        If the window has no order and asks for neighbours or numbers.
    """
    if node.args.get("order") is None and isinstance(node.this, exp.Lag | exp.Lead | exp.RowNumber):
        raise DataError.gap(engine, NO_ORDER)
    return node


def written_pattern(pattern: exp.Expr, engine: str, flavour: RegexFlavour) -> exp.Expr:
    """Return a regular expression as an engine must read it.

    Raises
    ------
    DataError
        If it cannot be said there, or is not written out.
    """
    if not isinstance(pattern, exp.Literal):
        raise DataError.gap(engine, f"{PATTERN} must be written out, not computed")
    try:
        return exp.Literal.string(translated(pattern.name, flavour))
    except Untranslatable as error:
        raise DataError.gap(engine, f"{PATTERN} {pattern.name!r}: {error}") from error


def divided(node: exp.Expr) -> exp.Expr:
    """Divide doubles, by zero as IEEE 754 has it: infinity, or NaN of zero; DuckDB does so for all numbers."""
    above, below = (exp.cast(side.copy(), "double") for side in (node.this, node.expression))
    quotient = exp.Div(this=above, expression=below, typed=True)
    number = node.expression.this if isinstance(node.expression, exp.Cast) else node.expression
    if isinstance(number, exp.Literal) and float(number.name):
        return quotient
    is_zero = exp.EQ(this=below.copy(), expression=exp.Literal.number(0))
    infinity = exp.cast(exp.Literal.string("infinity"), "double")
    return exp.Case().when(is_zero, exp.Mul(this=above.copy(), expression=infinity)).else_(quotient)


def whole_seconds(node: exp.Expr) -> exp.Expr:
    """Return the second of an instant without its fraction, as DuckDB does; other parts of an instant as they are."""
    return exp.Floor(this=node.copy()) if node.name.upper() == "SECOND" else node
