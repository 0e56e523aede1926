"""The one or two values between which a quantile lies, exactly: the values in order, in a pass of its own."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from sqlglot import exp

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregate import State, plain_count, plain_number
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.centered import split
from lockgate.scan.cell_parts import Ordered
from lockgate.scan.measurable import measurable_sql, microseconds_sql
from lockgate.scan.predicates import IsNull, slice_sql
from lockgate.scan.schema import Schema

__all__ = ["OrderValues", "OrderValuesState"]


@dataclass(frozen=True, slots=True)
class OrderValuesState:
    """The values below and above a place in the order, how far the place is from the lower one, and all values.

    `lower` and `upper` are None where there is no value; their rests are what they have beyond twelve digits.
    `not_finite` counts NaN and infinities.
    """

    kind: ClassVar[str] = "order_values"

    n: int
    lower: float | None = None
    upper: float | None = None
    not_finite: int = 0
    lower_rest: float = 0.0
    upper_rest: float = 0.0

    @classmethod
    def of(cls, n: int, lower: object, upper: object, not_finite: int) -> OrderValuesState:
        """Return the state of two values of an engine, None or not."""
        (low, low_rest), (high, high_rest) = map(_kept, (lower, upper))
        return cls(n, low, high, not_finite, low_rest, high_rest)

    @property
    def ends(self) -> tuple[float, float] | None:
        """Return both values with all their digits, None where there is no value."""
        if self.lower is None or self.upper is None:
            return None
        return self.lower + self.lower_rest, self.upper + self.upper_rest

    def merge(self, other: OrderValuesState) -> OrderValuesState:
        empty = OrderValuesState(0)
        if empty in (self, other):
            return self if other == empty else other
        raise StateError.unmergeable(self.kind, "the values in between are not kept")


@dataclass(frozen=True, slots=True)
class OrderValues:
    """Ask for the values around the place ``(n - 1) q`` of the non-null values in order, counted from 0.

    Parameters
    ----------
    column : str
        A column of numbers or truth values.
    q : float
        Which quantile, in [0, 1].
    of_instants : bool, default=False
        Whether it holds dates or timestamps instead, which are taken as microseconds since 1970.
    """

    column: str
    q: float
    of_instants: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.q <= 1:
            raise ParameterError.of("OrderValues", "q", "a float in [0, 1]", self.q)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def kept(self) -> Cells:
        return Cells((Ordered(self.column),), self.columns)

    def summary_of(self, parts: Sequence[State]) -> OrderValuesState:
        values, rows = CellsState.values(parts)
        up_to = list(accumulate(rows))
        if not rows:
            return OrderValuesState(0)
        at = (up_to[-1] - 1) * self.q
        lower, upper = (values[bisect_right(up_to, place)] for place in (math.floor(at), math.ceil(at)))
        strange = sum(n for value, n in zip(values, rows, strict=True) if not math.isfinite(value))
        kind = int if self.of_instants else float
        return OrderValuesState.of(up_to[-1], kind(lower), kind(upper), strange)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        value = (microseconds_sql if self.of_instants else measurable_sql)(schema, self.column)
        slices = [slice_sql(schema.column(name)) for name in by]
        sliced = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        window = {"partition_by": [item.copy() for item in slices]}
        order = exp.Order(expressions=[exp.Ordered(this=value.copy())])
        place = exp.Window(
            this=exp.RowNumber(), order=order, **{key: list(part) for key, part in window.items()}
        )
        total = exp.Window(this=exp.Count(this=exp.Star()), **{key: list(part) for key, part in window.items()})
        strange: exp.Expr = exp.Is(this=value.copy(), expression=exp.Null())
        if not self.of_instants:
            strange = exp.or_(exp.IsNan(this=value.copy()), exp.IsInf(this=value.copy()))
        rows = (
            exp.select(
                *sliced,
                exp.alias_(value, "v"),
                exp.alias_(strange, "is_strange"),
                exp.alias_(exp.Sub(this=place, expression=exp.Literal.number(1)), "i"),
                exp.alias_(total, "n"),
            )
            .from_(source)
            .where(exp.not_(IsNull(self.column).sql(schema)))
        )
        return self._outer(rows.subquery("w"), len(by))

    def _outer(self, rows: exp.Subquery, n_slices: int) -> exp.Select:
        last = exp.paren(exp.Sub(this=exp.column("n"), expression=exp.Literal.number(1)))
        at = exp.Mul(this=last, expression=exp.cast(exp.Literal.number(self.q), "double"))
        ends = [
            exp.Filter(
                this=exp.Max(this=exp.column("v")),
                expression=exp.Where(this=exp.EQ(this=exp.column("i"), expression=end(this=at.copy()))),
            )
            for end in (exp.Floor, exp.Ceil)
        ]
        outer = [exp.column(f"s{i}") for i in range(n_slices)]
        values = (exp.Count(this=exp.Star()), *ends, exp.CountIf(this=exp.column("is_strange")))
        query = exp.select(*outer, *values).from_(rows)
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def state(self, values: Sequence[object], schema: Schema) -> OrderValuesState:  # noqa: ARG002 - numbers only
        n, lower, upper, strange = values
        return OrderValuesState.of(plain_count(n), lower, upper, plain_count(strange))


def _kept(value: object) -> tuple[float | None, float]:
    if value is None:
        return None, 0.0
    return split(value) if isinstance(value, float) else (plain_number(value), 0.0)
