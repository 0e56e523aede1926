"""Rows with and without a value, of a column whose values are not to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlglot import exp

from lockgate.scan.aggregates.keyed_counts import counts_by, pairs_of
from lockgate.scan.aggregates.listed_counts import ListedCountsState
from lockgate.scan.blocks import Block
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["FilledCounts"]

_FILLED, _MISSING, _PLACES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class FilledCounts:
    """Ask for the rows with a value and those without: a `ListedCountsState` of an empty list and without names.

    NaN is no value.

    Parameters
    ----------
    column : str
        A column of any type.
    block : Block or None, default=None
        Which rows belong together; None if every row stands for itself.
    """

    column: str
    block: Block | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if self.block is None else (self.column, self.block.column)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.column(self.column)
        value = column_sql(column)
        key = exp.Case().when(exp.Is(this=value, expression=exp.Null()), _number(_MISSING))
        if column.holds_nan:
            key = key.when(exp.IsNan(this=value.copy()), _number(_MISSING))
        place: exp.Expr = key.else_(_number(_FILLED))
        if self.block is not None:
            lead = exp.Mul(this=self.block.sql(schema), expression=_number(_PLACES))
            place = exp.Add(this=lead, expression=place)
        return counts_by(place, source, schema, by)

    def state(self, values: Sequence[object], schema: Schema) -> ListedCountsState:  # noqa: ARG002 - counts only
        found = cast("Mapping[int, int]", pairs_of(values[0]))
        blocks: dict[int, list[int]] = {}
        for key, n in found.items():
            block, place = divmod(int(key), _PLACES)
            blocks.setdefault(block, [0] * _PLACES)[place] += int(n)
        rows = tuple((block, tuple(own)) for block, own in sorted(blocks.items()))
        filled, missing = (sum(own[place] for _, own in rows) for place in (_FILLED, _MISSING))
        return ListedCountsState((), (), filled, missing, rows if self.block is not None else ())


def _number(value: int) -> exp.Expr:
    return exp.Literal.number(value)
