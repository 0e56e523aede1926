"""Each key of a table with its rows here and in another table: what summaries of both follow from, over any parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlglot import exp

from lockgate.scan.aggregate import plain_count
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.cell_parts import COUNT, HASH, coder
from lockgate.scan.grouping import columns_named, hash_sql, per_slice
from lockgate.scan.pairing import Pairing
from lockgate.scan.schema import Schema

__all__ = ["MOST_COMPARED", "Overlaid"]

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
    """

    pairing: Pairing

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
        return per_slice(here, by, [exp.ArrayAgg(this=value) for value in (name, t.copy(), bits, h.copy())])

    def state(self, values: Sequence[object], schema: Schema) -> CellsState:  # noqa: ARG002 - hashes and counts
        columns = [cast("Sequence[object]", [] if value is None else value) for value in values]
        of_key, of_count = coder(HASH), coder(COUNT)
        rows: Counter[tuple[int, ...]] = Counter()
        for key, there, bits, here in zip(*columns, strict=True):
            rows[of_key(key), of_count(plain_count(there)), of_count(plain_count(bits))] += plain_count(here)
        return CellsState.of(_KINDS, rows)
