"""Cheaper ways to answer a count: the smallest state that can tell is asked first.

Smallest and largest value settle every range that they lie in; the counts of a column's few distinct values settle
every predicate on that column. What they leave open is counted row by row, in the one further scan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp, parse_one

from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import (
    Count,
    CountIf,
    Extremes,
    ExtremesState,
    LengthExtremes,
    ValueCounts,
    ValueCountsState,
)
from lockgate.scan.engine import Session
from lockgate.scan.predicates import (
    IsNull,
    LengthOutside,
    Matches,
    NotNull,
    OneOf,
    OutOfRange,
    Predicate,
    table_sql,
)
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["Derivation", "count_by_values", "derive", "few_valued_columns", "settle_by_extremes"]

PROBE_ROWS = 8_192
"""Rows looked at to tell whether a column has few distinct values."""

_KEPT_EXACTLY = (LogicalType.STRING, LogicalType.BOOLEAN, LogicalType.INTEGER, LogicalType.DATE)
"""Types whose values a state of value counts keeps to the last digit; others are counted row by row."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A count and the request whose state may answer it."""

    request: Request
    basis: Request


def derive(request: Request, schema: Schema, few_valued: frozenset[str]) -> Derivation | None:
    """Return a cheaper way to answer `request`, or None where it is best counted directly."""
    aggregate = request.aggregate
    if not isinstance(aggregate, CountIf) or request.where is not None or request.by:
        return None
    predicate = aggregate.predicate
    if len(predicate.columns) != 1 or isinstance(predicate, IsNull | NotNull):
        return None
    column = schema.column(predicate.columns[0])
    if column.name in few_valued:
        return Derivation(request, replace(request, aggregate=ValueCounts(column.name)))
    if isinstance(predicate, OutOfRange) and (column.is_numeric or column.is_instant):
        return Derivation(request, replace(request, aggregate=Extremes(column.name)))
    if isinstance(predicate, LengthOutside):
        return Derivation(request, replace(request, aggregate=LengthExtremes(column.name)))
    return None


def settle_by_extremes(predicate: Predicate, state: ExtremesState) -> Count | None:
    """Return a count of 0 if the extremes prove that no row satisfies `predicate`, else None."""
    if state.bounds is None:
        return Count(0)
    if isinstance(predicate, LengthOutside):
        predicate = OutOfRange(predicate.column, predicate.shortest, predicate.longest)
    if not isinstance(predicate, OutOfRange):
        return None
    lowest, highest = state.bounds
    bounds = OutOfRange(
        predicate.column,
        state.comparable(predicate.lower),
        state.comparable(predicate.upper),
        predicate.lower_is_strict,
        predicate.upper_is_strict,
    )
    return Count(0) if bounds.is_settled_by(lowest, highest) else None


def few_valued_columns(session: Session, schema: Schema, requests: Iterable[Request]) -> frozenset[str]:
    """Return the columns that have predicates on their values and, by a look at some rows, few distinct values."""
    wanted = sorted({name for request in requests for name in _asks_for_values(request, schema)})
    if not wanted:
        return frozenset()
    names = [exp.column(name, quoted=True) for name in wanted]
    source = table_sql(schema.table)
    some = exp.select(*(name.copy() for name in names)).from_(source).limit(PROBE_ROWS).subquery("p")
    counts = [exp.Count(this=exp.Distinct(expressions=[name])) for name in names]
    try:
        rows = session.rows(exp.select(exp.Count(this=exp.Star()), *counts).from_(some))
    except LockgateError:  # the scan itself will meet the reason and report it where it belongs
        return frozenset()
    looked, *distinct = (int(str(value)) for value in rows[0])
    most = max(64, 0.7 * looked)
    return frozenset(name for name, n in zip(wanted, distinct, strict=True) if n <= most)


def _asks_for_values(request: Request, schema: Schema) -> tuple[str, ...]:
    aggregate = request.aggregate
    if request.where is not None or request.by or not isinstance(aggregate, CountIf):
        return ()
    if not isinstance(aggregate.predicate, OneOf | Matches):
        return ()
    try:
        column = schema.column(aggregate.predicate.column)
    except LockgateError:  # judged, and refused with its reason, by the plan
        return ()
    return (column.name,) if column.logical in _KEPT_EXACTLY else ()


def count_by_values(
    session: Session, schema: Schema, state: ValueCountsState, predicates: Sequence[Predicate]
) -> list[Count]:
    """Count rows for which each predicate is true, from the counts of one column's distinct values.

    The engine evaluates the predicates, so they mean the same as they would row by row.
    """
    column = schema.column(predicates[0].columns[0])
    number = exp.column("lockgate n", quoted=True)
    sums = [
        exp.func(
            "COALESCE", exp.Filter(this=exp.Sum(this=number.copy()), expression=where), exp.Literal.number(0)
        )
        for predicate in predicates
        for where in [exp.Where(this=predicate.sql(schema))]
    ]
    query = exp.select(*sums).from_(_values_table(column, number.name).subquery("v"))
    values = [value for value, _ in state.counts]
    rows = session.rows(query, (values, [n for _, n in state.counts]))
    return [Count(int(str(value))) for value in rows[0]]


def _values_table(column: Column, number: str) -> exp.Select:
    first = parse_one(f"UNNEST(CAST($1 AS {column.physical}[]))", read="duckdb")
    second = parse_one("UNNEST(CAST($2 AS BIGINT[]))", read="duckdb")
    return exp.select(exp.alias_(first, column.name, quoted=True), exp.alias_(second, number, quoted=True))


def by_basis(derivations: Iterable[Derivation]) -> Mapping[Request, list[Derivation]]:
    """Return the derivations that share a basis, by basis."""
    grouped: dict[Request, list[Derivation]] = {}
    for derivation in derivations:
        grouped.setdefault(derivation.basis, []).append(derivation)
    return grouped
