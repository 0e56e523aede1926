"""How many values lie far from the others: bounds from a statistic, then a count beyond them, in one query."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Literal

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count, plain_number
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.cell_parts import Ordered
from lockgate.scan.predicates import column_sql, slice_sql
from lockgate.scan.schema import Schema

__all__ = ["Method", "OutlierRows", "Outliers", "OutliersState", "Side", "quantile_of"]

Method = Literal["z", "iqr", "mad"]
"""By which statistic a value is far: standard deviations, quartiles, or the median of the distances."""

Side = Literal["both", "lower", "upper"]
"""On which side of the others."""

_TO_SIGMA = 1.4826022185056018  # 1 / Phi^-1(3/4): the MAD of a normal distribution is its sigma divided by this


@dataclass(frozen=True, slots=True)
class OutliersState:
    """Finite values, those beyond the bounds, values that are NaN or infinite, and the bounds; None is open."""

    kind: ClassVar[str] = "outliers"

    n: int
    outliers: int
    not_finite: int = 0
    lower: float | None = None
    upper: float | None = None

    def merge(self, other: OutliersState) -> OutliersState:
        empty = OutliersState(0, 0)
        if empty in (self, other):
            return self if other == empty else other
        raise StateError.unmergeable(self.kind, "the bounds of the whole are not those of the parts")


@dataclass(frozen=True, slots=True)
class Outliers:
    """Ask how many values of a numeric column lie beyond bounds that follow from the column itself.

    Parameters
    ----------
    column : str
        A numeric column.
    method : str
        ``z``: mean and `factor` sample standard deviations; ``iqr``: `factor` interquartile ranges beyond the
        quartiles (interpolated); ``mad``: median and `factor` median absolute deviations, scaled to a normal sigma.
    factor : float
        How far is far: more than 0, or on one side of ``z`` any number.
    side : str, default="both"
        ``both``, ``lower`` or ``upper``.
    is_exclusive : bool, default=False
        Whether values at the bounds count; there are no bounds then where all values are equal.
    """

    column: str
    method: Method
    factor: float
    side: Side = "both"
    is_exclusive: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def words(self) -> str:
        """Return what is counted, for people."""
        return f"values of {self.column} far from the others ({self.method}, {self.factor})"

    @property
    def kept(self) -> Cells:
        return Cells((Ordered(self.column),), self.columns)

    def summary_of(self, parts: Sequence[State]) -> OutliersState:
        values, rows = CellsState.values(parts)
        pairs = [(float(value), n) for value, n in zip(values, rows, strict=True)]
        finite = [pair for pair in pairs if math.isfinite(pair[0])]
        n = sum(rows for _, rows in finite)
        lower, upper = self._bounds_of(finite, n) if finite else (math.nan, math.nan)
        lower, upper = (
            (math.nan if self.side == "upper" else lower),
            (math.nan if self.side == "lower" else upper),
        )
        beyond = sum(rows for value, rows in pairs if value < lower or _exceeds(value, upper))
        if self.is_exclusive:
            beyond += sum(rows for value, rows in pairs if value in (lower, upper))
        low, high = (None if math.isnan(end) else round_float(end) for end in (lower, upper))
        return OutliersState(n, beyond, sum(rows) - n, low, high)

    def _bounds_of(self, pairs: Sequence[tuple[float, int]], n: int) -> tuple[float, float]:
        """Return the bounds that follow from finite values in order and their rows."""
        if self.method == "iqr":
            low, high = (quantile_of(pairs, q) for q in (0.25, 0.75))
            spread = high - low
        elif self.method == "z":
            low = high = math.fsum(value * rows for value, rows in pairs) / n
            squares = math.fsum((value - low) ** 2 * rows for value, rows in pairs)
            spread = math.sqrt(squares / (n - 1)) if n > 1 else math.nan
        else:
            low = high = quantile_of(pairs, 0.5)
            distances = sorted((abs(value - low), rows) for value, rows in pairs)
            spread = quantile_of(distances, 0.5) * _TO_SIGMA
        width = self.factor * (spread if spread or not self.is_exclusive else math.nan)
        return low - width, high + width

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        value = self._value(schema, "r")
        beyond = self._beyond(value)
        slices = [exp.column(f"s{i}", table="b") for i in range(len(by))]
        odd = exp.CountIf(this=_is_odd(value)) if self._holds_nan(schema) else exp.Literal.number(0)
        query = exp.select(
            *slices,
            exp.Count(this=value.copy()),
            exp.CountIf(this=beyond),
            odd,
            *(exp.Max(this=exp.column(name, table="b")) for name in ("lower_", "upper_")),
        )
        query = self._joined(query, source, schema, by)
        return query.group_by(*(item.copy() for item in slices)) if slices else query

    def far_rows(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return ``select *`` of the rows beyond the bounds."""
        everything = exp.Column(this=exp.Star(), table=exp.to_identifier("r"))
        query = self._joined(exp.select(everything), source, schema, by)
        value = self._value(schema, "r")
        beyond = self._beyond(value)
        if self._holds_nan(schema):
            beyond = exp.and_(beyond, exp.not_(exp.paren(_is_odd(value))))
        return query.where(beyond)

    def _joined(self, query: exp.Select, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        same: list[exp.Expr] = [
            exp.NullSafeEQ(
                this=exp.column(f"s{i}", table="b"), expression=_of(slice_sql(schema.column(name)), "r")
            )
            for i, name in enumerate(by)
        ]
        bounds = self._bounds(source, schema, by).subquery("b")
        return query.from_(exp.alias_(source.copy(), "r", table=True)).join(
            bounds, on=exp.and_(*same) if same else exp.true()
        )

    def _bounds(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return a query for the bounds of each slice, from the finite values."""
        values = self._values(source, schema, by)
        slices = [exp.column(f"s{i}") for i in range(len(by))]
        x = exp.column("x")
        if self.method == "mad":
            x = exp.column("distance")
            middle = _quantile(exp.column("x"), 0.5)
            centers = exp.select(*(item.copy() for item in slices), exp.alias_(middle, "center")).from_(
                values.subquery("v")
            )
            centers = centers.group_by(*(item.copy() for item in slices)) if slices else centers
            values = _distances(values, centers, len(by))
        ends = self._ends(x)
        query = exp.select(
            *(item.copy() for item in slices),
            *(exp.alias_(end, name) for end, name in zip(ends, ("lower_", "upper_"), strict=True)),
        ).from_(values.subquery("w"))
        return query.group_by(*(item.copy() for item in slices)) if slices else query

    def _ends(self, x: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
        factor = exp.Literal.number(repr(float(self.factor)))
        if self.method == "iqr":
            low, high = _quantile(x, 0.25), _quantile(x, 0.75)
            spread: exp.Expr = exp.Sub(this=high.copy(), expression=low.copy())
        elif self.method == "z":
            low = high = exp.Avg(this=x.copy())
            spread = exp.StddevSamp(this=x.copy())
        else:
            low = high = exp.Max(this=exp.column("center"))
            spread = exp.Mul(this=_quantile(x, 0.5), expression=exp.Literal.number(repr(_TO_SIGMA)))
        if self.is_exclusive:
            spread = exp.Nullif(this=spread, expression=exp.Literal.number(0))
        width = exp.Mul(this=factor, expression=exp.paren(spread))
        return exp.Sub(this=low.copy(), expression=width), exp.Add(this=high.copy(), expression=width.copy())

    def _values(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        value = exp.cast(column_sql(schema.numeric(self.column)), "double")
        sliced = [exp.alias_(slice_sql(schema.column(name)), f"s{i}") for i, name in enumerate(by)]
        query = exp.select(*sliced, exp.alias_(value, "x")).from_(source.copy())
        kept: exp.Expr = exp.not_(exp.Is(this=column_sql(schema.column(self.column)), expression=exp.Null()))
        if self._holds_nan(schema):
            kept = exp.and_(kept, exp.not_(exp.paren(_is_odd(value))))
        return query.where(kept)

    def _value(self, schema: Schema, table: str) -> exp.Expr:
        return _of(exp.cast(column_sql(schema.numeric(self.column)), "double"), table)

    def _holds_nan(self, schema: Schema) -> bool:
        return schema.numeric(self.column).holds_nan

    def _beyond(self, value: exp.Expr) -> exp.Expr:
        below, above = (exp.LTE, exp.GTE) if self.is_exclusive else (exp.LT, exp.GT)
        parts: list[exp.Expr] = []
        if self.side != "upper":
            parts.append(below(this=value.copy(), expression=exp.column("lower_", table="b")))
        if self.side != "lower":
            parts.append(above(this=value.copy(), expression=exp.column("upper_", table="b")))
        return exp.or_(*parts)

    def state(self, values: Sequence[object], schema: Schema) -> OutliersState:  # noqa: ARG002 - numbers only
        filled, beyond, odd = (plain_count(value) for value in values[:3])
        lower, upper = (None if value is None else float(plain_number(value)) for value in values[3:])
        is_open = (self.side == "upper", self.side == "lower")
        return OutliersState(
            filled - odd, beyond, odd, None if is_open[0] else lower, None if is_open[1] else upper
        )


def _distances(values: exp.Select, centers: exp.Select, slices: int) -> exp.Select:
    """Return the values with their distance from the center of their slice."""
    names = [f"s{i}" for i in range(slices)]
    same = [
        exp.NullSafeEQ(this=exp.column(name, table="v"), expression=exp.column(name, table="c"))
        for name in names
    ]
    gap = exp.Sub(this=exp.column("x", table="v"), expression=exp.column("center", table="c"))
    shown = [exp.column(name, table="v") for name in names]
    query = exp.select(*shown, exp.column("center", table="c"), exp.alias_(exp.Abs(this=gap), "distance"))
    on = exp.and_(*same) if same else exp.true()
    return query.from_(values.copy().subquery("v")).join(centers.subquery("c"), on=on)


def _quantile(value: exp.Expr, q: float) -> exp.Expr:
    order = exp.Order(expressions=[exp.Ordered(this=value.copy())])
    return exp.WithinGroup(this=exp.PercentileCont(this=exp.Literal.number(q)), expression=order)


def _exceeds(value: float, bound: float) -> bool:
    """Tell whether a value is greater than a bound: NaN is the greatest, as for the engine; no bound is exceeded."""
    return value > bound or (math.isnan(value) and not math.isnan(bound))


def quantile_of(pairs: Sequence[tuple[float, int]], q: float) -> float:
    """Return a quantile of values in order, each with its rows, interpolated between the two that are next to it.

    Examples
    --------
    >>> quantile_of([(1.0, 1), (2.0, 2), (4.0, 1)], 0.75)
    2.5
    """
    up_to = list(accumulate(rows for _, rows in pairs))
    at = (up_to[-1] - 1) * q
    lower, upper = (pairs[bisect_right(up_to, place)][0] for place in (math.floor(at), math.ceil(at)))
    return lower + (upper - lower) * (at - math.floor(at))


def _is_odd(value: exp.Expr) -> exp.Expr:
    return exp.or_(exp.IsNan(this=value.copy()), exp.IsInf(this=value.copy()))


def _of(value: exp.Expr, table: str) -> exp.Expr:
    """Return an expression with its columns taken from a table by name."""
    for part in list(value.find_all(exp.Column)):
        part.set("table", exp.to_identifier(table))
    return value


@dataclass(frozen=True, slots=True)
class OutlierRows:
    """The rows whose value lies beyond the bounds."""

    outliers: Outliers

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return self.outliers.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return ``select *`` of these rows."""
        return self.outliers.far_rows(source, schema, by)
