"""How the values of two keys go together: a summary of their exact contingency table, in a pass of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregate import State, plain_count, plain_number
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.cell_parts import HASH, Binnable, Hashed, Part
from lockgate.scan.grouping import (
    columns_named,
    count_rows,
    named,
    or_zero,
    over,
    per_slice,
    slices_of_rows,
    sum_of,
    sum_where,
)
from lockgate.scan.measurable import instant_sql
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.schema import Column, Schema

if TYPE_CHECKING:
    from lockgate.scan.packed_cells import CellTable, Labels

__all__ = ["Contingency", "ContingencyState"]


@dataclass(frozen=True, slots=True)
class ContingencyState:
    """What association measures need of a contingency table; the values themselves are not kept.

    Parameters
    ----------
    rows, cells : int
        Rows, and pairs of values that occur.
    left, right : int
        Distinct values of each side.
    right_most : int
        Rows of the most frequent right value.
    singles : int
        Left values that occur once.
    hits : int
        Rows whose right value is the one that is most frequent among the other rows with the same left value, and
        alone so.
    majority : int
        Rows that have the most frequent right value of their left value.
    mixed : int
        Rows whose left value occurs with more than one right value.
    left_entropy, right_entropy, joint_entropy : float
        Shannon entropies in nats.
    phi_squared : float
        Pearson's chi-square divided by the rows.
    """

    kind: ClassVar[str] = "contingency"

    rows: int
    cells: int
    left: int
    right: int
    right_most: int
    singles: int
    hits: int
    majority: int
    mixed: int
    left_entropy: float
    right_entropy: float
    joint_entropy: float
    phi_squared: float

    def merge(self, other: ContingencyState) -> ContingencyState:
        if not self.rows or not other.rows:
            return self if self.rows else other
        raise StateError.unmergeable(self.kind, "a summary of pairs cannot tell which pairs the parts share")


@dataclass(frozen=True, slots=True)
class Contingency:
    """Ask how the values of two keys go together; a row with a null on the right is left out.

    Parameters
    ----------
    left, right : tuple of str
        Columns that together are one side, each at least one.
    bins : int, default=0
        Numbers and instants are cut into that many groups of about as many rows, equal values always together;
        0 takes their values as they are.
    counts_nulls : bool, default=False
        Whether null on the left is a value like others; otherwise such rows are left out too.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    bins: int = 0
    counts_nulls: bool = False

    def __post_init__(self) -> None:
        if not self.left or not self.right:
            raise ParameterError.of(
                "Contingency", "left and right", "one column or more each", self.left + self.right
            )

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.left, *self.right)

    @property
    def kept(self) -> Cells:
        filled = self.right if self.counts_nulls else self.columns
        sides: Iterable[Part] = (
            map(Binnable, self.columns) if self.bins else map(Hashed, (self.left, self.right))
        )
        return Cells(tuple(sides), filled)

    def summary_of(self, parts: Sequence[State]) -> ContingencyState:
        from lockgate.scan.cell_summaries import pairs  # noqa: PLC0415 - brings numpy, which others need not

        table, kinds = CellsState.table(parts), cast("CellsState", parts[0]).kinds
        cut = len(self.left) if self.bins else 1
        left, right = (self._labels(table, kinds, side) for side in (range(cut), range(cut, len(kinds))))
        found = pairs(left, right, table.rows)
        counts = (found.rows, found.cells, found.left, found.right, found.right_most, found.singles)
        return _state((*counts, found.hits, found.majority, found.mixed), found.logs, found.shares)

    def _labels(self, table: CellTable, kinds: Sequence[str], side: range) -> Labels:
        """Return a number for each value of one side, in bins where bins are asked for."""
        from lockgate.scan.cell_summaries import binned, joined  # noqa: PLC0415 - as above

        found = [
            table.labels(part)
            if kinds[part] == HASH
            else binned(table.labels(part), table.is_null(part), table.rows, self.bins)
            for part in side
        ]
        return joined(found)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        s, left, right = columns_named("s", len(by)), self._names("l", self.left), self._names("r", self.right)
        keys = [*s, *left, *right]
        cells = exp.select(*keys, exp.alias_(count_rows(), "n")).from_(self._rows(source, schema, by))
        cells = cells.group_by(*(key.copy() for key in keys))
        n = exp.column("n")
        windows = {
            "a": over(exp.Sum(this=n.copy()), [*s, *left]),
            "b": over(exp.Sum(this=n.copy()), [*s, *right]),
            "kinds": over(count_rows(), [*s, *left]),
            "p": over(exp.RowNumber(), [*s, *left], n, is_descending=True),
            "q": over(exp.RowNumber(), [*s, *right], n, is_descending=True),
            "second": over(exp.Lead(this=n.copy()), [*s, *left], n, is_descending=True),
        }
        framed = exp.select(*s, n.copy(), *(exp.alias_(window, name) for name, window in windows.items()))
        return per_slice(framed.from_(cells.subquery("c")), by, self._values())

    def _rows(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Subquery:
        slices = slices_of_rows(schema, by)
        left, right = (
            [self._side(schema.column(name), slices) for name in names] for names in (self.left, self.right)
        )
        kept = self.right if self.counts_nulls else self.columns
        rows = exp.select(*named(slices, "s"), *named(left, "l"), *named(right, "r")).from_(source)
        return rows.where(NotNull(kept).sql(schema)).subquery("x")

    def _side(self, column: Column, slices: Sequence[exp.Expr]) -> exp.Expr:
        value: exp.Expr = column_sql(column)
        if not self.bins or not (column.is_numeric or column.is_instant):
            return value
        if column.is_instant:  # as parts are kept, for windows must come to the same
            value = instant_sql(column)
        one = exp.Literal.number(1)
        below = exp.Sub(this=over(exp.Rank(), slices, value), expression=one)
        scaled = exp.Mul(this=exp.paren(below), expression=exp.Literal.number(self.bins))
        filled = over(exp.Count(this=value.copy()), slices)
        share = exp.Div(this=exp.cast(exp.paren(scaled), "double"), expression=filled)
        is_null = exp.Is(this=value.copy(), expression=exp.Null())
        return exp.Case().when(is_null, exp.Null()).else_(exp.Floor(this=share))

    def _names(self, prefix: str, side: tuple[str, ...]) -> list[exp.Expr]:
        return columns_named(prefix, len(side))

    def _values(self) -> tuple[exp.Expr, ...]:
        n, a, b = (exp.column(name) for name in "nab")
        one = exp.Literal.number(1)
        is_first = exp.EQ(this=exp.column("p"), expression=one)
        rest = exp.paren(exp.Sub(this=n.copy(), expression=one.copy()))
        beats = exp.GT(this=rest, expression=or_zero(exp.column("second")))
        return (
            sum_of(n),
            count_rows(),
            exp.CountIf(this=is_first.copy()),
            exp.CountIf(this=exp.EQ(this=exp.column("q"), expression=one.copy())),
            or_zero(exp.Max(this=b.copy())),
            exp.CountIf(this=exp.EQ(this=a.copy(), expression=one.copy())),
            sum_where(exp.and_(is_first.copy(), beats), n),
            sum_where(is_first, n),
            sum_where(exp.GT(this=exp.column("kinds"), expression=one.copy()), n),
            *(sum_of(_n_log(n, marginal)) for marginal in (a, b, n)),
            sum_of(_share(n, a, b)),
        )

    def state(self, values: Sequence[object], schema: Schema) -> ContingencyState:  # noqa: ARG002 - counts only
        return _state([plain_count(value) for value in values[:9]], values[9:12], values[12])


def _state(counts: Sequence[int], logs: Sequence[object], shares: object) -> ContingencyState:
    """Return the state: nine counts, the sums of ``n log(marginal)``, and that of ``n² / (a b)``."""
    rows, cells, left, right, right_most, singles, hits, majority, mixed = counts
    spread = zip((left, right, cells), logs, strict=True)
    left_entropy, right_entropy, joint_entropy = (_entropy(rows, *of_side) for of_side in spread)
    return ContingencyState(
        rows=rows,
        cells=cells,
        left=left,
        right=right,
        right_most=right_most,
        singles=singles,
        hits=hits,
        majority=majority,
        mixed=mixed,
        left_entropy=left_entropy,
        right_entropy=right_entropy,
        joint_entropy=joint_entropy,
        phi_squared=round_float(max(0.0, plain_number(shares) - 1)),
    )


def _entropy(rows: int, values: int, n_log: object) -> float:
    """Return the entropy of a side in nats; one value has none, whatever rounding says."""
    return round_float(max(0.0, math.log(rows) - plain_number(n_log) / rows)) if values > 1 else 0.0


def _n_log(n: exp.Expr, marginal: exp.Expr) -> exp.Expr:
    return exp.Mul(this=n.copy(), expression=exp.Ln(this=exp.cast(marginal.copy(), "double")))


def _share(n: exp.Expr, a: exp.Expr, b: exp.Expr) -> exp.Expr:
    """Return one cell's part of the sum of ``n² / (a b)``."""
    by_left = exp.Div(this=exp.cast(n.copy(), "double"), expression=a.copy())
    by_right = exp.Div(this=exp.cast(n.copy(), "double"), expression=b.copy())
    return exp.Mul(this=exp.paren(by_left), expression=exp.paren(by_right))
