"""Cheaper ways to answer a count: the smallest state that can tell is asked first.

Smallest and largest value settle every range that they lie in; what they leave open is counted row by row, in the
one further scan. Predicates on a column with few distinct values are judged once a value, in one grouping of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Aggregate, Request
from lockgate.scan.aggregates.co_moments import CoMoments
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState, LengthExtremes
from lockgate.scan.aggregates.grouped_moments import GroupedMoments
from lockgate.scan.aggregates.higher_moments import HigherMoments
from lockgate.scan.aggregates.moments import Moments
from lockgate.scan.as_text import AsText, of_texts
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.conversions import IsFilledRaw, NotConvertible
from lockgate.scan.dialects import DIALECTS
from lockgate.scan.engine import Session
from lockgate.scan.predicates import (
    LengthOutside,
    Matches,
    OneOf,
    OutOfRange,
    Predicate,
    table_sql,
)
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.texts import Like

__all__ = ["Derivation", "Look", "by_basis", "counted", "derive", "look_at", "settle_by_extremes"]

MANY_PREDICATES = 5
"""Predicates on one column of numbers or instants from which on its value counts are cheaper."""

PROBE_ROWS = 8_192
"""Rows looked at to tell whether a column has few distinct values."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A count and the request whose state may answer it."""

    request: Request
    basis: Request


def counted(request: Request) -> CountIf:
    """Return the count that a request asks for; only counts are derived, judged once a value, or left open.

    Raises
    ------
    TypeError
        If it asks for something else.
    """
    if not isinstance(request.aggregate, CountIf):
        raise TypeError(type(request.aggregate).__name__)
    return request.aggregate


def derive(request: Request, schema: Schema, few_valued: frozenset[str]) -> Derivation | str | None:
    """Return a cheaper way to answer a count: a state that may settle it, or the column to group by.

    None where it is best counted row by row.
    """
    aggregate = request.aggregate
    if not isinstance(aggregate, CountIf) or request.where is not None or request.by:
        return None
    predicate = aggregate.predicate
    if len(predicate.columns) != 1:
        return None
    column = schema.column(predicate.columns[0])
    if column.is_cast and isinstance(predicate, IsFilledRaw | NotConvertible):
        return None  # about values of the source: a grouping of what they became does not know them
    predicate = of_texts(predicate, column)
    if column.name in few_valued:
        return column.name
    basis: Extremes | LengthExtremes | None = None
    if isinstance(predicate, OutOfRange) and _is_told_by_ends(column, predicate):
        basis = Extremes(column.name)
    elif isinstance(predicate, LengthOutside):
        basis = LengthExtremes(column.name)
    return None if basis is None else Derivation(request, replace(request, aggregate=basis))


def _is_told_by_ends(column: Column, predicate: OutOfRange) -> bool:
    """Tell whether Python compares the ends of a column as the engine compares its values.

    It lacks nanoseconds; and a strict bound on single-precision floats is rounded by the engine before it is used.
    """
    if column.physical in ("TIMESTAMP_NS", "TIMESTAMPTZ_NS"):
        return False
    is_strict = predicate.lower_is_strict or predicate.upper_is_strict
    return (column.is_instant and not column.is_void) or (
        column.is_numeric and not (is_strict and column.physical == "FLOAT")
    )


def settle_by_extremes(predicate: Predicate, state: ExtremesState) -> Count | None:
    """Return a count of 0 if the extremes prove that no row satisfies `predicate`, else None."""
    try:
        ends = state.bounds
    except LockgateError:  # instants that Python cannot hold: the engine compares them row by row
        return None
    if ends is None:
        return Count(0)
    if isinstance(predicate, AsText):  # only that of texts is derived
        predicate = predicate.predicate
    if isinstance(predicate, LengthOutside):
        predicate = OutOfRange(predicate.column, predicate.shortest, predicate.longest)
    if not isinstance(predicate, OutOfRange):
        return None
    lowest, highest = ends
    bounds = OutOfRange(
        predicate.column,
        state.comparable(predicate.lower),
        state.comparable(predicate.upper),
        predicate.lower_is_strict,
        predicate.upper_is_strict,
    )
    return Count(0) if bounds.is_settled_by(lowest, highest) else None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at some rows tells: the schema with a typical value of each column, and few-valued columns."""

    schema: Schema
    few_valued: frozenset[str]


def look_at(session: Session, schema: Schema, requests: Iterable[Request]) -> Look:
    """Look at some rows of a table for what makes its scan cheaper; nothing is decided from it.

    Where a look is dear nothing is asked: no column is known to have few values, or a typical one.
    """
    asked = list(requests)
    keyed = _keyed_columns(asked, schema)
    spread = sorted({name for request in asked for name in _asks_for_spread(request, schema)})
    if not keyed and not spread:
        return Look(schema, frozenset())
    if not DIALECTS[session.dialect].looks:
        return Look(_centered(schema, dict.fromkeys(spread)), frozenset())
    names = {name: exp.column(name, quoted=True) for name in (*keyed, *spread)}
    some = exp.select(*names.values()).from_(table_sql(schema.table)).limit(PROBE_ROWS).subquery("p")
    counts = [exp.ApproxDistinct(this=names[name].copy()) for name in keyed]
    means = [exp.Avg(this=exp.cast(names[name].copy(), "double")) for name in spread]
    looked, *found = _values(session, some, [exp.Count(this=exp.Star()), *counts, *means])
    most = max(64, 0.7 * cast("int", looked or 0))
    few = frozenset(
        name for name, n in zip(keyed, found, strict=False) if n is not None and cast("int", n) <= most
    )
    centers = dict(zip(spread, (_finite(mean) for mean in found[len(keyed) :]), strict=True))
    return Look(_centered(schema, centers), few)


def _centered(schema: Schema, centers: Mapping[str, float | None]) -> Schema:
    columns = (replace(column, center=centers.get(column.name, 0.0)) for column in schema.columns)
    return replace(schema, columns=tuple(columns))


def _values(session: Session, source: exp.Expr, asked: Sequence[exp.Expr]) -> list[object]:
    """Return one value for each expression; None for one that breaks the query, which the scan will meet and report."""
    try:
        return list(session.rows(exp.select(*(value.copy() for value in asked)).from_(source.copy()))[0])
    except LockgateError:
        middle = len(asked) // 2
        halves = (asked[:middle], asked[middle:]) if middle else ()
        return [value for half in halves for value in _values(session, source, half)] or [None]


def _finite(value: object) -> float:
    return value if isinstance(value, float) and math.isfinite(value) else 0.0


def _asks_for_spread(request: Request, schema: Schema) -> tuple[str, ...]:
    try:
        return tuple(schema.numeric(name).name for name in _spread_columns(request.aggregate, schema))
    except LockgateError:  # judged, and refused with its reason, by the plan
        return ()


def _spread_columns(aggregate: Aggregate, schema: Schema) -> tuple[str, ...]:
    if isinstance(aggregate, Moments | HigherMoments):
        return (aggregate.column,)
    if isinstance(aggregate, GroupedMoments):
        return (aggregate.value,)
    if isinstance(aggregate, CoMoments):
        return aggregate.columns or tuple(column.name for column in schema.columns if column.is_numeric)
    return ()


def _keyed_columns(requests: Iterable[Request], schema: Schema) -> list[str]:
    """Return columns whose value counts may be cheaper than their predicates row by row.

    A text pattern or list costs more for each row than counting the values does; for other types it takes several
    predicates to pay.
    """
    wanted = Counter(column for request in requests if (column := _valued_column(request, schema)) is not None)
    texts = {column for column in wanted if column.logical is LogicalType.STRING}
    return sorted(column.name for column, n in wanted.items() if column in texts or n >= MANY_PREDICATES)


def _valued_column(request: Request, schema: Schema) -> Column | None:
    aggregate = request.aggregate
    if request.where is not None or request.by or not isinstance(aggregate, CountIf):
        return None
    predicate = aggregate.predicate
    if (
        not isinstance(predicate, OneOf | Matches | Like | AnyOf | AllOf | AsText)
        or len(predicate.columns) != 1
    ):
        return None
    try:
        column = schema.column(predicate.columns[0])
    except LockgateError:  # judged, and refused with its reason, by the plan
        return None
    return None if column.logical in (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER) else column


def by_basis(derivations: Iterable[Derivation]) -> Mapping[Request, list[Derivation]]:
    """Return the derivations that share a basis, by basis."""
    grouped: dict[Request, list[Derivation]] = {}
    for derivation in derivations:
        grouped.setdefault(derivation.basis, []).append(derivation)
    return grouped
