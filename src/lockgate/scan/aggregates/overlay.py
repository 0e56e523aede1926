"""What two tables share by a key, and how often paired values differ: in a pass of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.aggregates.overlaid import MOST_COMPARED, Overlaid, rows_elsewhere, whole_source
from lockgate.scan.grouping import per_slice, sum_of, sum_where
from lockgate.scan.pairing import Pairing
from lockgate.scan.schema import Schema

__all__ = ["Overlay", "OverlayState"]


@dataclass(frozen=True, slots=True)
class OverlayState:
    """Rows of a table and of another one, by whether they share a key.

    Parameters
    ----------
    rows, rows_there : int
        Rows with a key, here and there. With slices, and over partitions unless both tables are compared whole,
        there only those whose key is among the rows here too.
    shared, shared_there : int
        Of these, rows whose key the other table has as well.
    common : int
        Rows that both tables have, each as often as the table that has it less often.
    keys, keys_there : int
        Distinct keys, here and there. With slices, and over partitions, there only those that are here too.
    repeated : int
        Rows here with a partner whose key occurs more than once here or there: which rows belong together is unknown.
    paired, unequal : int
        Pairs of one row here and one there, and those in which a compared value differs.
    differing : tuple of int
        Pairs that differ, for each compared column.
    """

    kind: ClassVar[str] = "overlay"

    rows: int
    rows_there: int
    shared: int
    shared_there: int
    common: int
    keys: int
    keys_there: int
    repeated: int
    paired: int
    unequal: int
    differing: tuple[int, ...] = ()

    @property
    def only_here(self) -> int:
        """Return the rows whose key the other table lacks."""
        return self.rows - self.shared

    @property
    def only_there(self) -> int:
        """Return the rows of the other table whose key is not here."""
        return self.rows_there - self.shared_there

    def merge(self, other: OverlayState) -> OverlayState:
        if not self.rows or not other.rows:
            return self if self.rows else other
        raise StateError.unmergeable(self.kind, "a summary of keys cannot tell which keys the parts share")


@dataclass(frozen=True, slots=True)
class Overlay:
    """Ask what the table and another one share by a key.

    Parameters
    ----------
    pairing : Pairing
        Which rows belong together, and what is compared.
    is_whole : bool, default=False
        Whether rows that only the other table has matter; then neither `where` nor `group_by` may pick rows here.
    """

    pairing: Pairing
    is_whole: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pairing.columns

    @property
    def is_table_wide(self) -> bool:
        return not self.pairing.keys

    @property
    def kept(self) -> Overlaid | None:
        is_known = len(self.pairing.values) <= MOST_COMPARED
        return Overlaid(self.pairing, self.is_whole) if is_known else None

    def summary_of(self, parts: Sequence[State]) -> OverlayState:
        from lockgate.scan.cell_summaries import shared  # noqa: PLC0415 - brings numpy, which others need not

        table = CellsState.table(parts)
        keyed = table.only(~table.is_null(0))
        there, bits = keyed.counts(1), keyed.counts(2)
        found = shared(keyed.labels(0), there, bits, keyed.rows, len(self.pairing.values))
        return OverlayState(
            rows=found.rows,
            rows_there=rows_elsewhere(parts) if self.is_whole else found.shared_there,
            shared=found.shared,
            shared_there=found.shared_there,
            common=found.common,
            keys=found.keys,
            keys_there=found.keys_there,
            repeated=found.repeated,
            paired=found.paired,
            unequal=found.unequal,
            differing=found.differing,
        )

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        if self.is_whole:
            whole_source(source, schema, by)
        h, t = exp.column("h"), exp.column("t")
        zero, one = exp.Literal.number(0), exp.Literal.number(1)
        is_here = exp.GT(this=h.copy(), expression=zero)
        is_there = exp.GT(this=t.copy(), expression=zero.copy())
        is_pair = exp.and_(exp.EQ(this=h.copy(), expression=one), exp.EQ(this=t.copy(), expression=one.copy()))
        differing = self.pairing.differing(schema)
        unequal = exp.or_(*differing) if differing else exp.false()
        is_repeated = exp.and_(is_here.copy(), is_there.copy(), exp.not_(exp.paren(is_pair.copy())))
        common = exp.Least(this=h.copy(), expressions=[t.copy()])
        values = (
            sum_of(h),
            sum_of(t),
            sum_where(is_there, h),
            sum_where(is_here, t),
            sum_of(common),
            exp.CountIf(this=is_here.copy()),
            exp.CountIf(this=is_there.copy()),
            sum_where(is_repeated, h),
            exp.CountIf(this=is_pair.copy()),
            *(exp.CountIf(this=exp.and_(is_pair.copy(), exp.paren(way))) for way in (unequal, *differing)),
        )
        return per_slice(self.pairing.groups(source, schema, by), by, values)

    def state(self, values: Sequence[object], schema: Schema) -> OverlayState:  # noqa: ARG002 - counts only
        rows, rows_there, shared, shared_there, common = map(plain_count, values[:5])
        keys, keys_there, repeated, paired, unequal, *differing = map(plain_count, values[5:])
        return OverlayState(
            rows=rows,
            rows_there=rows_there,
            shared=shared,
            shared_there=shared_there,
            common=common,
            keys=keys,
            keys_there=keys_there,
            repeated=repeated,
            paired=paired,
            unequal=unequal,
            differing=tuple(differing),
        )
