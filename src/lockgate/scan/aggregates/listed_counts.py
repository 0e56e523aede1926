"""Rows counted for each value of a frozen list; what is not on the list is kept, the most frequent by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.aggregates.binned_counts import sums
from lockgate.scan.aggregates.keyed_counts import pairs_of
from lockgate.scan.blocks import Block
from lockgate.scan.predicates import column_sql, slice_sql
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["ListedCounts", "ListedCountsState"]

MOST_OTHERS = 100
"""Values beside the list that are kept by name."""


@dataclass(frozen=True, slots=True)
class ListedCountsState:
    """Rows of each value of a frozen list, of the most frequent others by name, and of all the rest.

    Parameters
    ----------
    listed : tuple of (str, int)
        The list in its order, each value with its rows.
    others : tuple of (str, int)
        Values that are not on the list, most frequent first; at most `MOST_OTHERS`. After a merge the rows of a
        name are at least these.
    rest : int
        Rows of values that are neither.
    nulls : int
        Rows without a value.
    blocks : tuple of (int, tuple of int)
        Where blocks were asked for, each block with its rows of each listed value, of all others, and without a
        value. Empty otherwise.
    """

    kind: ClassVar[str] = "listed_counts"

    listed: tuple[tuple[str, int], ...]
    others: tuple[tuple[str, int], ...] = ()
    rest: int = 0
    nulls: int = 0
    blocks: tuple[tuple[int, tuple[int, ...]], ...] = ()

    @property
    def n(self) -> int:
        """Return the rows that hold a value."""
        return sum(n for _, n in self.listed) + self.n_others

    @property
    def n_others(self) -> int:
        """Return the rows whose value is not on the list."""
        return sum(n for _, n in self.others) + self.rest

    def merge(self, other: ListedCountsState) -> ListedCountsState:
        if [value for value, _ in self.listed] != [value for value, _ in other.listed]:
            raise StateError.unmergeable(self.kind, "the lists differ")
        pairs = zip(self.listed, other.listed, strict=True)
        others, left = most_frequent(Counter(dict(self.others)) + Counter(dict(other.others)))
        blocks = dict(self.blocks)
        for key, rows in other.blocks:
            blocks[key] = sums(blocks[key], rows) if key in blocks else rows
        return ListedCountsState(
            tuple((value, n + more) for (value, n), (_, more) in pairs),
            others,
            self.rest + other.rest + left,
            self.nulls + other.nulls,
            tuple(sorted(blocks.items())),
        )


def most_frequent(counts: Counter[str]) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return the values that are kept by name, and the rows of the others."""
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(order[:MOST_OTHERS]), sum(n for _, n in order[MOST_OTHERS:])


@dataclass(frozen=True, slots=True)
class ListedCounts:
    """Ask for the rows of each value of a list, and what else there is.

    Parameters
    ----------
    column : str
        A column of texts, booleans or other plain values; values are compared as text.
    values : tuple of str, default=none
        The frozen list. Empty when the list is still to be found: the most frequent values come as others then.
    block : Block or None, default=None
        Which rows belong together; the names of values that are not on the list stay unknown then.
    """

    column: str
    values: tuple[str, ...] = ()
    block: Block | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if self.block is None else (self.column, self.block.column)

    @property
    def _places(self) -> int:
        return len(self.values) + 2

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.column(self.column)
        if not column.has_order:
            raise DataError.wrong_type(
                schema.table, column.name, "of a type with plain values", column.physical
            )
        value = column_sql(column)
        if self.block is not None:
            return self._by_block(value, self.block.sql(schema), source, schema, by)
        slices = [slice_sql(schema.column(name)) for name in by]
        sliced = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        rows = exp.alias_(exp.Count(this=exp.Star()), "n")
        groups = exp.select(*sliced, exp.alias_(value, "v"), rows).from_(source).group_by(*slices, value.copy())
        outer = [exp.column(f"s{i}") for i in range(len(by))]
        text = exp.column("v") if column.logical is LogicalType.STRING else exp.cast(exp.column("v"), "text")
        named = exp.select(
            *outer, exp.alias_(text, "k"), exp.column("n"), exp.alias_(self._is_listed(text), "l")
        )
        ranked = exp.select(*outer, "k", "n", "l", exp.alias_(_rank(outer), "r")).from_(
            named.from_(groups.subquery("g")).subquery("h")
        )
        query = exp.select(*(item.copy() for item in outer), *_kept()).from_(ranked.subquery("w"))
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def _by_block(
        self, value: exp.Expr, block: exp.Expr, source: exp.Expr, schema: Schema, by: tuple[str, ...]
    ) -> exp.Select:
        """Return the query whose map goes from block and place on the list to rows: values are looked up once each."""
        slices = [slice_sql(schema.column(name)) for name in by]
        named = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        outer = [exp.column(f"s{i}") for i in range(len(by))]
        rows = exp.alias_(exp.Count(this=exp.Star()), "n")
        groups = exp.select(*named, exp.alias_(block, "b"), exp.alias_(value, "v"), rows).from_(source)
        groups = groups.group_by(*(item.copy() for item in slices), block.copy(), value.copy())
        lead = exp.Mul(this=exp.column("b"), expression=exp.Literal.number(self._places))
        key = exp.Add(this=lead, expression=self._place(exp.cast(exp.column("v"), "text")))
        summed = exp.alias_(exp.Sum(this=exp.column("n")), "n")
        placed = exp.select(*(item.copy() for item in outer), exp.alias_(key, "k"), summed)
        placed = placed.from_(groups.subquery("g")).group_by(*(item.copy() for item in outer), key.copy())
        lists = [exp.ArrayAgg(this=exp.column(name)) for name in ("k", "n")]
        query = exp.select(*(item.copy() for item in outer), exp.func("MAP", *lists)).from_(
            placed.subquery("h")
        )
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def _place(self, text: exp.Expr) -> exp.Expr:
        place = exp.Case().when(exp.Is(this=text, expression=exp.Null()), _number(len(self.values) + 1))
        for number, value in enumerate(self.values):
            place = place.when(exp.EQ(this=text.copy(), expression=exp.Literal.string(value)), _number(number))
        return place.else_(_number(len(self.values)))

    def _blocks(self, found: Mapping[object, int]) -> ListedCountsState:
        blocks: dict[int, list[int]] = {}
        for key, n in found.items():
            block, place = divmod(int(cast("int", key)), self._places)
            blocks.setdefault(block, [0] * self._places)[place] += int(n)
        rows = tuple((block, tuple(own)) for block, own in sorted(blocks.items()))
        totals = [sum(own[place] for _, own in rows) for place in range(self._places)]
        listed = tuple(zip(self.values, totals, strict=False))
        return ListedCountsState(listed, (), totals[-2], totals[-1], rows)

    def _is_listed(self, text: exp.Expr) -> exp.Expr:
        if not self.values:
            return exp.false()
        listed = exp.In(this=text.copy(), expressions=[exp.Literal.string(value) for value in self.values])
        return exp.func("COALESCE", listed, exp.false())

    def state(self, values: Sequence[object], schema: Schema) -> ListedCountsState:  # noqa: ARG002 - texts only
        if self.block is not None:
            return self._blocks(pairs_of(values[0]))
        found = Counter({str(key): int(n) for key, n in pairs_of(values[0]).items()})
        listed = tuple((value, found.pop(value, 0)) for value in self.values)
        others, left = most_frequent(found)
        return ListedCountsState(listed, others, plain_count(values[1]) + left, plain_count(values[2]))


def _number(value: int) -> exp.Expr:
    return exp.Literal.number(value)


def _rank(outer: Sequence[exp.Expr]) -> exp.Expr:
    """Return the place of a group among those that are not on the list, most frequent first."""
    order = exp.Order(
        expressions=[
            exp.Ordered(this=exp.column("n"), desc=True),
            exp.Ordered(this=exp.column("k"), desc=False),
        ]
    )
    return exp.Window(
        this=exp.RowNumber(), partition_by=[*(item.copy() for item in outer), exp.column("l")], order=order
    )


def _kept() -> list[exp.Expr]:
    """Return a map from each value that is kept to its rows, the rows of those that are not, and the nulls."""
    is_null = exp.Is(this=exp.column("k"), expression=exp.Null())
    near = exp.LTE(this=exp.column("r"), expression=exp.Literal.number(MOST_OTHERS + 1))
    kept = exp.and_(exp.not_(is_null.copy()), exp.or_(exp.column("l"), near))
    far = exp.and_(exp.not_(is_null.copy()), exp.not_(exp.or_(exp.column("l"), near.copy())))
    lists = [
        exp.Filter(this=exp.ArrayAgg(this=exp.column(name)), expression=exp.Where(this=kept.copy()))
        for name in ("k", "n")
    ]
    sums = [
        exp.func(
            "COALESCE",
            exp.Filter(this=exp.Sum(this=exp.column("n")), expression=exp.Where(this=condition)),
            exp.Literal.number(0),
        )
        for condition in (far, is_null)
    ]
    return [exp.func("MAP", *lists), *sums]
