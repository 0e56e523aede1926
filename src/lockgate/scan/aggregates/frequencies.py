"""How often the values of a key occur: a summary of an exact grouping, in a pass of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count, plain_number
from lockgate.scan.aggregates.key_counts import Keys, KeysState
from lockgate.scan.grouping import count_rows, keys_of, named, or_zero, per_slice, slices_of_rows, sum_of
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Schema

__all__ = ["Frequencies", "FrequenciesState"]


@dataclass(frozen=True, slots=True)
class FrequenciesState:
    """How rows spread over the distinct values of a key; the values themselves are not kept.

    Parameters
    ----------
    rows, values : int
        Rows that were grouped, and distinct values.
    singles : int
        Values that occur once.
    most, least : int
        Rows of the most and of the least frequent value.
    entropy : float
        Shannon entropy in nats, 0 or more.
    """

    kind: ClassVar[str] = "frequencies"

    rows: int
    values: int
    singles: int
    most: int
    least: int
    entropy: float

    def merge(self, other: FrequenciesState) -> FrequenciesState:
        if not self.rows or not other.rows:
            return self if self.rows else other
        raise StateError.unmergeable(self.kind, "a summary of values cannot tell which values the parts share")


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Ask how rows spread over the distinct values of a key. NaN equals itself.

    Parameters
    ----------
    columns : tuple of str
        Columns that together are the key; empty for all columns of the table.
    counts_nulls : bool, default=False
        Whether null is a value like others; otherwise rows with a null in the key are left out.
    """

    columns: tuple[str, ...]
    counts_nulls: bool = False

    @property
    def is_table_wide(self) -> bool:
        return not self.columns

    @property
    def kept(self) -> Keys:
        return Keys(self.columns, "never" if self.counts_nulls else "any")

    def summary_of(self, parts: Sequence[State]) -> FrequenciesState:
        rows = KeysState.rows_of(cast("Sequence[KeysState]", parts))
        if not rows:
            return FrequenciesState(0, 0, 0, 0, 0, 0.0)
        logs = math.fsum(n * math.log(n) for n in rows)
        return _state(sum(rows), len(rows), rows.count(1), max(rows), min(rows), logs)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        names = self.columns or schema.names
        slices = slices_of_rows(schema, by)
        groups = exp.select(*named(slices, "s"), exp.alias_(count_rows(), "n")).from_(source)
        if not self.counts_nulls:
            groups = groups.where(NotNull(names).sql(schema))
        n = exp.column("n")
        number = exp.cast(n.copy(), "double")
        return per_slice(
            groups.group_by(*slices, *keys_of(schema, names)),
            by,
            (
                sum_of(n),
                count_rows(),
                exp.CountIf(this=exp.EQ(this=n.copy(), expression=exp.Literal.number(1))),
                or_zero(exp.Max(this=n.copy())),
                or_zero(exp.Min(this=n.copy())),
                sum_of(exp.Mul(this=number, expression=exp.Ln(this=number.copy()))),
            ),
        )

    def state(self, values: Sequence[object], schema: Schema) -> FrequenciesState:  # noqa: ARG002 - counts only
        rows, distinct, singles, most, least = (plain_count(value) for value in values[:5])
        return _state(rows, distinct, singles, most, least, plain_number(values[5]))


def _state(rows: int, distinct: int, singles: int, most: int, least: int, logs: float) -> FrequenciesState:
    """Return the state; `logs` is the sum of ``n log n``."""
    entropy = math.log(rows) - logs / rows if distinct > 1 else 0.0
    return FrequenciesState(rows, distinct, singles, most, least, round_float(max(0.0, entropy)))
