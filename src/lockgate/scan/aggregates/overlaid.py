"""Each key of a table with its rows here and in another table: what summaries of both follow from, over any parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlglot import exp

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.cell_parts import COUNT, HASH, NOTHING
from lockgate.scan.grouping import columns_named, hash_sql, per_slice
from lockgate.scan.pairing import Pairing
from lockgate.scan.schema import Schema

__all__ = ["MOST_COMPARED", "Overlaid", "rows_elsewhere", "whole_source"]

MOST_COMPARED = 60
"""Compared columns whose differences fit into one whole number."""

_KINDS = (HASH, COUNT, COUNT)


@dataclass(frozen=True, slots=True)
class Overlaid:
    """Ask for each key that is here: rows here and there, and which values of the one pair of rows differ.

    The combinations are the hash of the key, its rows there, and a number whose bit ``i`` is set where the rows are a
    pair and its compared value ``i`` differs.

    Parameters
    ----------
    pairing : Pairing
        Which rows belong together, and at most `MOST_COMPARED` values to compare.
    is_whole : bool, default=False
        Whether rows that only the other table has matter. They belong to no part of this table, so each part keeps how
        many rows with a key the other one has: under no key, which no hash is.
    """

    pairing: Pairing
    is_whole: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pairing.columns

    @property
    def is_table_wide(self) -> bool:
        return not self.pairing.keys

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        h, t, one, zero = exp.column("h"), exp.column("t"), exp.Literal.number(1), exp.Literal.number(0)
        is_pair = exp.and_(exp.EQ(this=h.copy(), expression=one.copy()), exp.EQ(this=t.copy(), expression=one))
        bits: exp.Expr = zero
        for place, way in enumerate(self.pairing.differing(schema)):
            bit = (
                exp.Case()
                .when(exp.and_(is_pair.copy(), exp.paren(way)), exp.Literal.number(1 << place))
                .else_(zero)
            )
            bits = exp.Add(this=bits, expression=bit)
        keys = [schema.column(name) for name in self.pairing.key_names(schema)]
        name = hash_sql(keys, columns_named("k", len(keys)), holds_nulls=self.pairing.pairs_nulls)
        groups = self.pairing.groups(source, schema, by, shows_keys=True).subquery("o")
        here = exp.select("*").from_(groups).where(exp.GT(this=h.copy(), expression=zero.copy()))
        found: list[exp.Expr] = [exp.ArrayAgg(this=value) for value in (name, t.copy(), bits, h.copy())]
        if self.is_whole:
            whole_source(source, schema, by)
            found.append(self.pairing.rows_there(schema).subquery())
        return per_slice(here, by, found)

    def state(self, values: Sequence[object], schema: Schema) -> CellsState:  # noqa: ARG002 - hashes and counts
        keys, *rest = (cast("Sequence[object]", [] if value is None else value) for value in values[:4])
        there, bits, here = ([plain_count(value) for value in column] for column in rest)
        if self.is_whole:
            keys = [*keys, f"{NOTHING:x}"]
            there, bits, here = [*there, plain_count(values[4])], [*bits, 0], [*here, 1]
        return CellsState.of(_KINDS, (keys, there, bits), here)


def whole_source(source: exp.Expr, schema: Schema, by: Sequence[str]) -> None:
    """Refuse to compare a part of a table with a whole one; partitions are parts that are put together again.

    Raises
    ------
    ParameterError
        If rows are filtered or sliced.
    """
    if schema.is_sliced(by) or not isinstance(source, exp.Table):
        must = "left out, because both tables are compared whole"
        raise ParameterError.of("overlay", "where and group_by", must, "some rows")


def rows_elsewhere(parts: Sequence[State]) -> int:
    """Return how many rows the other table has; all parts were compared with the same ones.

    Raises
    ------
    StateError
        If parts were compared with other numbers of rows.
    """
    table = CellsState.table(parts)
    totals = table.counts(1)[table.is_null(0)].tolist()
    if len(totals) != 1:
        raise StateError.unmergeable(
            "overlay", "the parts were compared with different rows of the other table"
        )
    return int(totals[0])
