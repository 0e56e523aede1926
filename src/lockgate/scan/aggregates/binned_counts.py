"""Rows counted between edges that were frozen earlier, whatever else the column holds counted apart.

Unlike those of a `Histogram` the edges may lie anywhere, and nothing is lost: nulls, NaN, infinities and values
beyond the edges each have a count of their own, so that two tables can be compared whole. On request each place keeps
the mean and the spread of its rows as well, so that distances along the line are good however wide a bin is.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregates.keyed_counts import counts_by, pairs_of
from lockgate.scan.blocks import Block
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["BinnedCounts", "BinnedCountsState", "Grid", "Part", "center_of", "sums"]

_BELOW, _ABOVE, _NULL, _NAN, _LOWEST, _HIGHEST = range(-1, -7, -1)
_SPECIAL = 6


class Part(StrEnum):
    """What of a value is counted: the number itself, or the season of an instant."""

    NUMBER = "number"
    HOUR = "hour"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Grid:
    """Even cells on a line, of which bins are made: a value's cell is one multiplication away.

    Parameters
    ----------
    first : float
        Where the first cell begins.
    step : float
        Width of a cell, more than 0.
    cells : int
        Number of cells, 1 or more.
    """

    first: float
    step: float
    cells: int

    @property
    def edges(self) -> tuple[float, ...]:
        """Return the ends of all cells."""
        return tuple(round_float(self.first + self.step * i) for i in range(self.cells + 1))

    @property
    def last(self) -> float:
        """Return where the last cell ends."""
        return self.first + self.step * self.cells

    def place(self, edge: float) -> int:
        """Return the number of the cell that begins at an edge."""
        return round((edge - self.first) / self.step)


@dataclass(frozen=True, slots=True)
class BinnedCountsState:
    """Rows between frozen edges, and those that lie between none.

    Parameters
    ----------
    edges : tuple of float
        Finite and ascending, two or more; bin ``i`` holds ``edges[i] <= x < edges[i + 1]``.
    counts : tuple of int
        Rows of each bin; ``len(edges) - 1`` of them.
    below, above : int
        Finite values below the first edge, and at or above the last.
    nulls, nans, lowest, highest : int
        Nulls, NaN, negative and positive infinity.
    blocks : tuple of (int, tuple of int)
        Where blocks were asked for, each block with its rows in each of `cells`, then those without a value. Empty
        otherwise.
    gaps, squares : tuple of float
        Where sums were asked for, the sum of the finite values of each of `cells`, and of their squares, both measured
        from `center`: that keeps their digits. Empty otherwise.
    """

    kind: ClassVar[str] = "binned_counts"

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    below: int = 0
    above: int = 0
    nulls: int = 0
    nans: int = 0
    lowest: int = 0
    highest: int = 0
    blocks: tuple[tuple[int, tuple[int, ...]], ...] = ()
    gaps: tuple[float, ...] = ()
    squares: tuple[float, ...] = ()

    @property
    def center(self) -> float:
        """Return the place from which sums are measured: the middle of the edges."""
        return center_of(self.edges)

    @property
    def cells(self) -> tuple[int, ...]:
        """Return the rows below, in each bin, and above, infinities among them."""
        return (self.below + self.lowest, *self.counts, self.above + self.highest)

    @property
    def n(self) -> int:
        """Return the rows that hold a value."""
        return sum(self.cells)

    @property
    def missing(self) -> int:
        """Return the rows that hold none: nulls and NaN."""
        return self.nulls + self.nans

    @classmethod
    def merge_all(cls, states: Sequence[BinnedCountsState]) -> BinnedCountsState:
        """Return the state of many parts together."""
        edges = states[0].edges
        if any(state.edges != edges for state in states):
            raise StateError.unmergeable(cls.kind, "the edges differ")
        blocks: dict[int, tuple[int, ...]] = {}
        for state in states:
            for key, rows in state.blocks:
                blocks[key] = sums(blocks[key], rows) if key in blocks else rows
        return cls(
            edges,
            tuple(map(sum, zip(*(state.counts for state in states), strict=True))),
            sum(state.below for state in states),
            sum(state.above for state in states),
            sum(state.nulls for state in states),
            sum(state.nans for state in states),
            sum(state.lowest for state in states),
            sum(state.highest for state in states),
            tuple(sorted(blocks.items())),
            _added([state.gaps for state in states]),
            _added([state.squares for state in states]),
        )

    def merge(self, other: BinnedCountsState) -> BinnedCountsState:
        return self.merge_all((self, other))


def center_of(edges: Sequence[float]) -> float:
    """Return the middle of the edges.

    Examples
    --------
    >>> center_of((0.0, 1.0, 4.0))
    2.0
    """
    return round_float(edges[0] / 2 + edges[-1] / 2)


def _added(parts: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """Return the sums of all parts, place by place; none where one part has none."""
    return tuple(map(sum, zip(*parts, strict=True))) if all(parts) else ()


def sums(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    """Return the rows of both, place by place."""
    return tuple(one + other for one, other in zip(left, right, strict=True))


@dataclass(frozen=True, slots=True)
class BinnedCounts:
    """Ask how many values lie in each bin between frozen edges.

    Edges on an even grid cost one multiplication a row, however many there are; edges anywhere cost a few comparisons.

    Parameters
    ----------
    column : str
        A numeric column, or an instant where `part` names a season.
    edges : tuple of float
        Finite and ascending, two or more.
    grid : Grid or None, default=None
        Even cells on whose ends all edges lie; None if they lie anywhere.
    part : Part, default="number"
        What of the value is counted.
    block : Block or None, default=None
        Which rows belong together; None if every row stands for itself.
    is_summed : bool, default=False
        Whether the values of each place are summed up as well; numbers only.
    """

    column: str
    edges: tuple[float, ...]
    grid: Grid | None = None
    part: Part = Part.NUMBER
    block: Block | None = None
    is_summed: bool = False

    def __post_init__(self) -> None:
        is_finite = all(math.isfinite(edge) for edge in self.edges)
        if not is_finite or len(self.edges) < 2 or sorted(set(self.edges)) != list(self.edges):  # noqa: PLR2004 - a bin has two
            raise ParameterError.of("BinnedCounts", "edges", "two or more ascending finite numbers", self.edges)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if self.block is None else (self.column, self.block.column)

    @property
    def _keys(self) -> int:
        return (self.grid.cells if self.grid else len(self.edges)) + 1 + _SPECIAL

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.column(self.column)
        value = _value(column, self.part, schema.table)
        key = self._key(value, may_be_nan=column.holds_nan)
        if self.block is not None:
            lead = exp.Mul(this=self.block.sql(schema), expression=exp.Literal.number(self._keys))
            key = exp.Add(this=lead, expression=exp.paren(exp.Add(this=key, expression=_number(_SPECIAL))))
        return counts_by(key, source, schema, by, self._summed(value) if self.is_summed else ())

    def _summed(self, value: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
        gap = exp.paren(exp.Sub(this=value.copy(), expression=_number(center_of(self.edges))))
        return gap, exp.Mul(this=gap.copy(), expression=gap.copy())

    def _key(self, value: exp.Expr, *, may_be_nan: bool) -> exp.Expr:
        """Return the number of the bin; what most rows are is asked first, for the rest is then never looked at."""
        ends = (self.grid.first, self.grid.last) if self.grid else (self.edges[0], self.edges[-1])
        low, high = _number(ends[0]), _number(ends[1])
        is_below = exp.LT(this=value.copy(), expression=low)
        inside = exp.And(
            this=exp.GTE(this=value.copy(), expression=low.copy()),
            expression=exp.LT(this=value.copy(), expression=high),
        )
        place = _cell(value, self.grid) if self.grid else _search(value, self.edges, 0)
        is_null = exp.Is(this=value.copy(), expression=exp.Null())
        cases: list[tuple[exp.Expr, exp.Expr]] = [(inside, place), (is_null, _number(_NULL))]
        if may_be_nan:
            infinite = exp.IsInf(this=value.copy())
            lowest = exp.And(this=infinite.copy(), expression=is_below.copy())
            cases += [(exp.IsNan(this=value.copy()), _number(_NAN)), (lowest, _number(_LOWEST))]
            cases += [(infinite, _number(_HIGHEST))]
        cases.append((is_below, _number(_BELOW)))
        ifs = [exp.If(this=condition, true=key) for condition, key in cases]
        return exp.Case(ifs=ifs, default=_number(_ABOVE))

    def state(self, values: Sequence[object], schema: Schema) -> BinnedCountsState:  # noqa: ARG002 - numbers only
        found = cast("Mapping[int, int]", pairs_of(values[0]))
        lists = [
            cast("Sequence[float]", value or ()) for value in values[1:]
        ]  # the keys, then the sums in their order
        gaps, squares = (self._sums(lists[0], sums) for sums in lists[1:]) if lists else ((), ())
        if self.block is None:
            return replace(self._state(found), gaps=gaps, squares=squares)
        blocks: dict[int, dict[int, int]] = {}
        for key, n in found.items():
            block, place = divmod(int(key), self._keys)
            blocks.setdefault(block, {})[place - _SPECIAL] = n
        whole = BinnedCountsState(self.edges, (0,) * (len(self.edges) - 1))
        rows = []
        for block, own in sorted(blocks.items()):
            state = self._state(own)
            rows.append((block, (*state.cells, state.missing)))
            whole = whole.merge(state)
        return replace(whole, blocks=tuple(rows), gaps=gaps, squares=squares)

    def _state(self, found: Mapping[int, int]) -> BinnedCountsState:
        """Return the state of rows by key; cells of the grid beyond the edges are below or above them."""
        bins = [0] * (len(self.edges) + 1)
        cell_of = self._cell_of
        for key, n in found.items():
            if key >= 0:
                bins[cell_of(key)] += n
        return BinnedCountsState(
            self.edges,
            tuple(bins[1:-1]),
            below=found.get(_BELOW, 0) + bins[0],
            above=found.get(_ABOVE, 0) + bins[-1],
            nulls=found.get(_NULL, 0),
            nans=found.get(_NAN, 0),
            lowest=found.get(_LOWEST, 0),
            highest=found.get(_HIGHEST, 0),
        )

    @property
    def _cell_of(self) -> Callable[[int], int]:
        """Return the function that tells the cell of a key on the grid; 0 is below all edges."""
        starts = [self.grid.place(edge) for edge in self.edges] if self.grid else range(len(self.edges))
        most = (self.grid.cells if self.grid else len(self.edges) - 1) - 1
        return lambda key: bisect_right(starts, min(key, most))

    def _sums(self, keys: Sequence[float], values: Sequence[float]) -> tuple[float, ...]:
        """Return the sum of each cell; what is no finite number is in none."""
        parts: list[list[float]] = [[] for _ in range(len(self.edges) + 1)]
        cell_of = self._cell_of
        for key, value in zip(keys, values, strict=True):
            place = int(key) if self.block is None else int(key) % self._keys - _SPECIAL
            if place >= _ABOVE:
                at = cell_of(place) if place >= 0 else (0 if place == _BELOW else -1)
                parts[at].append(float(value))
        return tuple(round_float(math.fsum(part)) if part else 0.0 for part in parts)


def _value(column: Column, part: Part, table: str) -> exp.Expr:
    """Return the number that is counted."""
    value = column_sql(column)
    if part is Part.NUMBER:
        if not column.is_numeric:
            raise DataError.wrong_type(table, column.name, "numeric", column.physical)
        return value if column.physical == "DOUBLE" else exp.cast(value, "double", copy=False)
    if not column.is_instant:
        raise DataError.wrong_type(table, column.name, "a date or timestamp", column.physical)
    name = "hour" if part is Part.HOUR else "isodow"
    return exp.cast(exp.Extract(this=exp.var(name), expression=value), "double")


def _number(value: float) -> exp.Expr:
    """Return a literal with all digits of `value`."""
    literal: exp.Expr = exp.Literal.number(repr(abs(value)))
    return exp.Neg(this=literal) if value < 0 else literal


def _cell(value: exp.Expr, grid: Grid) -> exp.Expr:
    """Return the cell of a value that lies on the grid."""
    shifted = exp.paren(exp.Sub(this=value.copy(), expression=_number(grid.first)))
    scaled = exp.Mul(this=shifted, expression=_number(1 / grid.step))
    return exp.cast(exp.Floor(this=scaled), "integer")


def _search(value: exp.Expr, edges: Sequence[float], first: int) -> exp.Expr:
    """Return the place of a value that lies between the edges, by halving."""
    if len(edges) == 2:  # noqa: PLR2004 - one bin
        return _number(first)
    middle = len(edges) // 2
    left = _search(value, edges[: middle + 1], first)
    right = _search(value, edges[middle:], first + middle)
    is_left = exp.LT(this=value.copy(), expression=_number(edges[middle]))
    return exp.Case().when(is_left, left, copy=False).else_(right, copy=False)
