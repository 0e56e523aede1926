"""Rows that stand for more or fewer than one.

Where a column weighs rows, cells hold weights in place of rows, as whole numbers of a unit so small that rounding is
not seen. What a number is does not depend on the unit; how sure it is follows from blocks of rows
(`lockgate.gates.blocks`), which is why a weight asks for them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Session
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Schema

__all__ = ["ONE_ROW", "Weight", "weight_of"]

_UNITS = 2.0**40
"""Units that all rows weigh together: the weight of a slice of a millionth of them still has six digits."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What each row counts.

    Parameters
    ----------
    column : str
        Column with the weights; empty where each row counts once.
    unit : float
        The weight that is counted as 1.

    Examples
    --------
    >>> ONE_ROW.n.sql(), ONE_ROW.sum_of(exp.column("x")).sql()
    ('COUNT(*)', 'SUM(x)')
    """

    column: str = ""
    unit: float = 1.0

    @property
    def n(self) -> exp.Expr:
        """Return the SQL of what some rows count, before `whole`."""
        return exp.Sum(this=exp.column("w")) if self.column else exp.Count(this=exp.Star())

    def sum_of(self, value: exp.Expr) -> exp.Expr:
        """Return the SQL of a sum over rows, each as often as it counts."""
        if not self.column:
            return exp.Sum(this=value)
        units = exp.Div(this=exp.column("w"), expression=exp.Literal.number(repr(self.unit)))
        return exp.Sum(this=exp.Mul(this=exp.paren(value), expression=exp.paren(units)))

    def share_of(self, value: exp.Expr) -> exp.Expr:
        """Return the SQL of the value of a row times its share of all weight; the value where each counts once."""
        if not self.column:
            return value
        share = exp.Div(this=exp.column("w"), expression=exp.Literal.number(repr(self.unit * _UNITS)))
        return exp.Mul(this=exp.paren(value), expression=exp.paren(share))

    def whole(self, n: exp.Expr) -> exp.Expr:
        """Return the SQL of `n` as a whole number of units."""
        if not self.column:
            return exp.cast(n, exp.DType.BIGINT)
        units = exp.Div(this=n, expression=exp.Literal.number(repr(self.unit)))
        return exp.cast(exp.Round(this=units), exp.DType.BIGINT)

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the name that rows hand on; nothing where each counts once."""
        return ("w",) if self.column else ()

    def chosen(self, schema: Schema) -> list[exp.Expr]:
        """Return what rows must hand on, as ``w``; nothing where each counts once."""
        if not self.column:
            return []
        value = exp.cast(column_sql(schema.numeric(self.column)), exp.DType.DOUBLE)
        return [exp.alias_(value, "w", copy=False)]


ONE_ROW = Weight()
"""Each row counts once."""


def weight_of(session: Session, table: str, column: str | None) -> Weight:
    """Return how rows are weighed.

    Raises
    ------
    ColumnNotFoundError, DataError
        If the column is missing or not numeric, or a weight is null, NaN, infinite or negative, or all are 0.
    """
    if column is None:
        return ONE_ROW
    schema = session.schema(table)
    value = exp.cast(column_sql(schema.numeric(column)), exp.DType.DOUBLE)
    # engines order NaN above every number, so it is not in the range either
    inside = exp.and_(
        exp.GTE(this=value.copy(), expression=exp.Literal.number(0)),
        exp.LTE(this=value.copy(), expression=exp.Literal.number("1e300")),
    )
    bad = exp.CountIf(this=exp.not_(exp.func("COALESCE", inside, exp.false())))
    query = exp.select(bad, exp.Sum(this=value)).from_(table_sql(schema.table), copy=False)
    count, total = session.rows(query)[0]
    if count:
        must = "finite numbers of 0 or more, as weights are"
        raise DataError.wrong_values(table, column, must, f"{count:,} rows without one")
    weighed = float(cast("float", total or 0.0))
    if not 0 < weighed < math.inf:
        raise DataError.wrong_values(table, column, "weights that sum to more than 0", f"{weighed:g}")
    return Weight(column, round_float(weighed) / _UNITS)
