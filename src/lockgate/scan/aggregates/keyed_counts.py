"""Rows counted by a small key: exact values, bins between fixed edges, or logarithmic buckets.

Each is a grouping in a pass of its own that reads one column. Inside the fused query an engine would have to keep
every column of the table aside for it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import ClassVar, TypeVar, cast

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.finding import Scalar
from lockgate.scan.aggregate import plain_scalar
from lockgate.scan.predicates import column_sql, slice_sql
from lockgate.scan.schema import Schema

__all__ = [
    "Histogram",
    "HistogramState",
    "QuantileSketch",
    "SketchState",
    "ValueCounts",
    "ValueCountsState",
    "counts_by",
    "pairs_of",
]

K = TypeVar("K")

MOST_VALUES = 10_000
"""Distinct values that a state of value counts keeps; a column with more is not a list of categories."""


@dataclass(frozen=True, slots=True)
class ValueCountsState:
    """Each distinct non-null value with its rows, most frequent first.

    `is_complete` is false when there were more than `MOST_VALUES`; then only the number is known.
    """

    kind: ClassVar[str] = "value_counts"

    counts: tuple[tuple[Scalar, int], ...]
    is_complete: bool = True

    @classmethod
    def of(cls, counts: Mapping[Scalar, int]) -> ValueCountsState:
        """Return the state of a mapping, in canonical order."""
        if len(counts) > MOST_VALUES:
            return cls((), is_complete=False)
        order = sorted(counts.items(), key=lambda item: (-item[1], str(type(item[0])), str(item[0])))
        return cls(tuple(order))

    @classmethod
    def merge_all(cls, states: Sequence[ValueCountsState]) -> ValueCountsState:
        """Return the state of many parts together."""
        if not all(state.is_complete for state in states):
            return cls((), is_complete=False)
        return cls.of(_added(state.counts for state in states))

    def merge(self, other: ValueCountsState) -> ValueCountsState:
        return self.merge_all((self, other))


def _added(parts: Iterable[tuple[tuple[K, int], ...]]) -> dict[K, int]:
    """Return the rows of each key in all parts together."""
    total: dict[K, int] = {}
    for part in parts:
        for key, n in part:
            same = key if key == key else cast("K", math.nan)  # noqa: PLR0124 - NaN is one value, and equals nothing
            total[same] = total.get(same, 0) + n
    return total


def counts_by(
    key: exp.Expr, source: exp.Expr, schema: Schema, by: tuple[str, ...], summed: Sequence[exp.Expr] = ()
) -> exp.Select:
    """Return a query whose rows are the slice columns, and a map from each key to its rows.

    Where sums are asked for they follow: a list of the keys, then one of each sum in the same order.
    """
    slices = [slice_sql(schema.column(name)) for name in by]
    sliced = [exp.alias_(item.copy(), f"s{i}", copy=False) for i, item in enumerate(slices)]
    counted = exp.alias_(exp.Count(this=exp.Star()), "n", copy=False)
    sums = [exp.alias_(exp.Sum(this=value), f"t{i}", copy=False) for i, value in enumerate(summed)]
    found = [*sliced, exp.alias_(key.copy(), "k", copy=False), counted, *sums]
    groups = exp.Select(expressions=found).from_(source, copy=False).group_by(*slices, key, copy=False)
    names = ("k", *(f"t{i}" for i in range(len(summed)))) if summed else ()
    lists = [exp.ArrayAgg(this=exp.column(name)) for name in names]
    pairs = exp.func("MAP", *(exp.ArrayAgg(this=exp.column(name)) for name in ("k", "n")))
    outer = [exp.column(f"s{i}") for i in range(len(by))]
    kept = exp.not_(exp.Is(this=exp.column("k"), expression=exp.Null()), copy=False)
    query = exp.Select(expressions=[*outer, pairs, *lists]).from_(groups.subquery("g", copy=False), copy=False)
    query = query.where(kept, copy=False)
    return query.group_by(*(item.copy() for item in outer), copy=False) if outer else query


def pairs_of(value: object) -> Mapping[object, int]:
    """Return an engine's map from keys to rows; no rows give none."""
    return cast("Mapping[object, int]", value or {})


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """Ask for each distinct value of a column and how often it occurs."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.column(self.column)
        if not column.has_order:
            raise DataError.wrong_type(
                schema.table, column.name, "of a type with plain values", column.physical
            )
        return counts_by(slice_sql(column) if column.is_zoned else column_sql(column), source, schema, by)

    def state(self, values: Sequence[object], schema: Schema) -> ValueCountsState:
        is_zoned = schema.column(self.column).is_zoned
        counts: Counter[Scalar] = Counter()
        for key, n in pairs_of(values[0]).items():
            counts[plain_scalar(datetime.fromisoformat(str(key)) if is_zoned else key)] += n
        return ValueCountsState.of(counts)


@dataclass(frozen=True, slots=True)
class HistogramState:
    """Rows between fixed edges: ``len(counts) == len(edges) + 1``, the first below, the last at or above all edges."""

    kind: ClassVar[str] = "histogram"

    edges: tuple[float, ...]
    counts: tuple[int, ...]

    def merge(self, other: HistogramState) -> HistogramState:
        if self.edges != other.edges:
            raise StateError.unmergeable(self.kind, "the edges differ")
        pairs = zip(self.counts, other.counts, strict=True)
        return HistogramState(self.edges, tuple(left + right for left, right in pairs))


@dataclass(frozen=True, slots=True)
class Histogram:
    """Ask how many values lie between equal-width edges; NaN and infinity count beyond the last edge.

    Parameters
    ----------
    column : str
        A numeric column.
    lower, upper : float
        First and last edge, ``lower < upper``, finite.
    bins : int, default=32
        Bins between them, 1 or more.
    """

    column: str
    lower: float
    upper: float
    bins: int = 32

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lower) and math.isfinite(self.upper) and self.lower < self.upper):
            raise ParameterError.of("Histogram", "lower", f"finite and below {self.upper}", self.lower)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def edges(self) -> tuple[float, ...]:
        """Return the ``bins + 1`` edges."""
        width = (self.upper - self.lower) / self.bins
        return (*(self.lower + i * width for i in range(self.bins)), self.upper)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        value = exp.cast(column_sql(schema.numeric(self.column)), "double")
        shifted = exp.paren(exp.Sub(this=value, expression=exp.Literal.number(self.lower)))
        scale = exp.Literal.number(repr(self.bins / (self.upper - self.lower)))
        place = exp.Mul(this=shifted, expression=scale)
        low, high = exp.Literal.number(-1), exp.Literal.number(self.bins)
        # clipped before it is cut down to a whole number, for an infinite one is none
        clipped = exp.Greatest(this=low, expressions=[exp.Least(this=high, expressions=[place])])
        return counts_by(exp.cast(exp.Floor(this=clipped), "integer"), source, schema, by)

    def state(self, values: Sequence[object], schema: Schema) -> HistogramState:  # noqa: ARG002 - numbers only
        found = cast("Mapping[int, int]", pairs_of(values[0]))
        return HistogramState(self.edges, tuple(found.get(i, 0) for i in range(-1, self.bins + 1)))


@dataclass(frozen=True, slots=True)
class SketchState:
    """Values in logarithmic buckets: a quantile read from it is within 1 % of the true one.

    Bucket ``b > 0`` holds values near ``RATIO ** (b - OFFSET)``, ``-b`` their negatives, 0 zeros and values
    smaller than 1e-9. `not_finite` counts NaN and infinities.
    """

    kind: ClassVar[str] = "quantile_sketch"
    RATIO: ClassVar[float] = 1.02
    OFFSET: ClassVar[int] = 1_100

    buckets: tuple[tuple[int, int], ...]
    not_finite: int = 0

    @property
    def n(self) -> int:
        """Return the number of finite values."""
        return sum(n for _, n in self.buckets)

    @classmethod
    def merge_all(cls, states: Sequence[SketchState]) -> SketchState:
        """Return the state of many parts together."""
        buckets = _added(state.buckets for state in states)
        return cls(tuple(sorted(buckets.items())), sum(state.not_finite for state in states))

    def merge(self, other: SketchState) -> SketchState:
        return self.merge_all((self, other))

    def quantile(self, q: float) -> float:
        """Return the smallest value that at least the fraction `q` of the values does not exceed, within 1 %.

        NaN when there is no value, or when one is not finite.
        """
        if self.not_finite or not self.buckets:
            return math.nan
        running = list(accumulate(n for _, n in self.buckets))
        place = self.buckets[bisect_left(running, max(1, math.ceil(q * running[-1])))][0]
        size = 0.0 if place == 0 else self.RATIO ** (abs(place) - self.OFFSET)
        return math.copysign(size, place)


_NOT_FINITE = 1 << 20


@dataclass(frozen=True, slots=True)
class QuantileSketch:
    """Ask for a sketch from which any quantile of a numeric column can be read within 1 %."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.numeric(self.column)
        value = column_sql(column)
        number = exp.cast(value, "double")
        scale = repr(1 / math.log(SketchState.RATIO))
        log = exp.Mul(this=exp.Ln(this=exp.Abs(this=number)), expression=exp.Literal.number(scale))
        near = exp.cast(exp.Round(this=log), "integer")
        place = exp.Add(this=near, expression=exp.Literal.number(SketchState.OFFSET))
        signed = exp.Mul(this=exp.cast(exp.Sign(this=number), "integer"), expression=exp.paren(place))
        tiny = exp.LT(this=exp.Abs(this=number), expression=exp.Literal.number("1e-9"))
        key = exp.Case().when(exp.Is(this=value, expression=exp.Null()), exp.Null())
        if column.holds_nan:
            strange = exp.or_(exp.IsNan(this=number), exp.IsInf(this=number))
            key = key.when(strange, exp.Literal.number(_NOT_FINITE))
        return counts_by(key.when(tiny, exp.Literal.number(0)).else_(signed), source, schema, by)

    def state(self, values: Sequence[object], schema: Schema) -> SketchState:  # noqa: ARG002 - numbers only
        found = dict(cast("Mapping[int, int]", pairs_of(values[0])))
        strange = found.pop(_NOT_FINITE, 0)
        return SketchState(tuple(sorted(found.items())), strange)
