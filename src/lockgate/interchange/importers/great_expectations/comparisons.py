"""Comparisons of a row condition, in SQL that is never unknown, and the error of one that cannot be read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sqlglot import exp

__all__ = ["SIGNS", "RowConditionError", "compared", "constant", "is_among"]

SIGNS: dict[str, type[exp.Binary]] = {
    "==": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
"""Comparisons by their sign."""


class RowConditionError(Exception):
    """A row condition that cannot be carried over; the text says why."""


def constant(value: object) -> exp.Expr:
    """Return a value of a condition as SQL."""
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, int | float) and math.isfinite(value):
        return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))
    if isinstance(value, str):
        return exp.Literal.string(value)
    message = f"a condition cannot compare with {value!r}"
    raise RowConditionError(message)


def compared(left: exp.Expr, sign: str, right: exp.Expr) -> exp.Expr:
    """Return a comparison that is never unknown: with a missing value only ``!=`` is true."""
    pair = SIGNS[sign](this=left, expression=right)
    return exp.Coalesce(this=pair, expressions=[exp.Boolean(this=sign == "!=")])


def is_among(value: exp.Expr, options: Sequence[exp.Expr], *, is_negated: bool) -> exp.Expr:
    """Return whether a value is one of some (or, negated, none of them); a missing value is none."""
    if not options:
        return exp.Boolean(this=is_negated)
    inside = exp.Coalesce(this=exp.In(this=value, expressions=list(options)), expressions=[exp.false()])
    return exp.not_(inside) if is_negated else inside
