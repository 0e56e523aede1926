"""Offending rows: a few for each red check, the same ones each time, from one further scan for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.finding import Sample, Scalar
from lockgate.scan.aggregate import plain_scalar
from lockgate.scan.aggregates.judged_values import RejectedValues
from lockgate.scan.check import RelatedRows
from lockgate.scan.conversions import NotConvertible, as_it_was
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import Predicate, column_sql, slice_sql, table_sql
from lockgate.scan.schema import Column, Schema
from lockgate.scan.suite import Suite, SuiteItem, hides

__all__ = [
    "MASK",
    "Offence",
    "by_values",
    "condition_of",
    "related_query",
    "sample_expression",
    "sample_of",
    "shown",
    "slice_conditions",
    "unless_masked",
]

MASK = "(masked)"
_MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Offence:
    """Rows to fetch: which question, of which rows, and the columns to show.

    Parameters
    ----------
    question : Predicate or RelatedRows
        Which rows offend.
    where : Expression or None
        Filter of the check.
    slice : tuple of (str, Scalar)
        Slice column and value pairs.
    columns : tuple of str
        Columns to show: the key, then those of the check.
    """

    question: Predicate | RelatedRows
    where: Expression | None
    slice: tuple[tuple[str, Scalar], ...]
    columns: tuple[str, ...]

    @property
    def is_of_source(self) -> bool:
        """Tell whether values offend as they were in the source, before they were read as another type."""
        return isinstance(self.question, NotConvertible)

    @classmethod
    def of(
        cls,
        item: SuiteItem,
        suite: Suite,
        slice_key: Sequence[Scalar],
        schema: Schema,
        rejected: Sequence[str] = (),
        *,
        is_complete: bool = True,
    ) -> Offence | None:
        """Return what to fetch for a red item, None where no row can be blamed.

        `rejected` are the values that Python refused, where that is what makes a row offend; `is_complete` is false
        where all are meant and these are not all.
        """
        question = item.check.offending()
        if isinstance(question, RejectedValues):
            among = question.among(rejected) if rejected else None
            question = among if is_complete else question.held(item.where)
        if question is None:
            return None
        key = [name for name in suite.key if schema.has(name)]  # its absence is the finding of another check
        named = (*key, *item.check.columns, *question.columns, *item.group_by)
        shown = named or schema.names  # of a check about whole rows
        columns = tuple(dict.fromkeys(schema.column(name).name for name in shown))[:_MOST_COLUMNS]
        return cls(question, item.where, tuple(zip(item.group_by, slice_key, strict=True)), columns)


def sample_expression(offence: Offence, schema: Schema, masked: frozenset[str], limit: int) -> exp.Expr:
    """Return an aggregate that collects up to `limit` offending rows, smallest hash of what is shown first."""
    values = [_as_asked(offence, name, schema, masked) for name in offence.columns]
    fields = [
        exp.PropertyEQ(this=exp.to_identifier(f"c{i}"), expression=value) for i, value in enumerate(values)
    ]
    picked = exp.Anonymous(
        this="ARG_MIN",
        expressions=[
            exp.Anonymous(this="STRUCT_PACK", expressions=fields),
            _hash(offence, schema),
            exp.Literal.number(limit),
        ],
    )
    return exp.Filter(this=picked, expression=exp.Where(this=condition_of(offence, schema)))


def related_query(offence: Offence, schema: Schema, masked: frozenset[str], limit: int) -> exp.Select:
    """Return a query for up to `limit` rows that offend because of other rows."""
    if not isinstance(offence.question, RelatedRows):
        raise TypeError(type(offence.question).__name__)
    source: exp.Expr = table_sql(schema.table)
    if offence.where is not None:
        source = exp.select("*").from_(source).where(offence.where.sql(schema)).subquery(schema.table)
    by = tuple(name for name, _ in offence.slice)
    rows = offence.question.query(source, schema, by).subquery("o")
    named = [exp.alias_(shown(name, schema, masked), f"c{i}") for i, name in enumerate(offence.columns)]
    query = exp.select(*named).from_(rows)
    for condition in slice_conditions(offence, schema):
        query = query.where(condition)
    order = [_hash(offence, schema), *(column_sql(schema.column(name)) for name in offence.columns)]
    return query.order_by(*order).limit(limit)


def sample_of(offence: Offence, rows: Sequence[Mapping[str, object] | Sequence[object]]) -> Sample:
    """Return fetched rows as a sample, in an order that depends on nothing but their values."""
    plain = [
        tuple(plain_scalar(value) for value in (row.values() if isinstance(row, Mapping) else row))
        for row in rows
    ]
    return Sample(offence.columns, tuple(sorted(plain, key=by_values)))


def by_values(row: Sequence[Scalar]) -> list[tuple[bool, str, tuple[float, str]]]:
    """Return a key that orders rows by nothing but their values."""
    return [(value is None, str(type(value)), _sortable(value)) for value in row]


def _sortable(value: Scalar) -> tuple[float, str]:
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))


def shown(name: str, schema: Schema, masked: frozenset[str]) -> exp.Expr:
    """Return a column as people see it: hidden where it is masked, instants with a zone as text."""
    value = unless_masked(name, schema, masked)
    return exp.cast(value, "text") if schema.column(name).is_zoned else value


def _as_asked(offence: Offence, name: str, schema: Schema, masked: frozenset[str]) -> exp.Expr:
    """Return a column as people see it: one whose values do not convert, as they were in the source."""
    if offence.is_of_source and schema.column(name).is_cast:
        return exp.cast(unless_masked(name, schema, masked, is_of_source=True), "text")
    return shown(name, schema, masked)


def unless_masked(name: str, schema: Schema, masked: frozenset[str], *, is_of_source: bool = False) -> exp.Expr:
    """Return a column as it is read, or as the source has it, hidden where it is masked."""
    column = schema.column(name)
    value: exp.Expr = as_it_was(column) if is_of_source else column_sql(column)
    if not hides(masked, (name,)):
        return value
    hidden = exp.Literal.string(MASK)
    return exp.Case().when(exp.not_(exp.Is(this=value, expression=exp.Null())), hidden)


def _hash(offence: Offence, schema: Schema) -> exp.Expr:
    columns = [schema.column(name) for name in offence.columns]
    return exp.func("HASH", *map(as_it_was if offence.is_of_source else column_sql, columns))


def condition_of(offence: Offence, schema: Schema) -> exp.Expr:
    """Return the condition that is true for an offending row, the check's filter and slice included."""
    if isinstance(offence.question, RelatedRows):
        raise TypeError(type(offence.question).__name__)
    question: Predicate = offence.question
    parts = [question.sql(schema), *slice_conditions(offence, schema)]
    if offence.where is not None:
        parts.append(offence.where.sql(schema))
    return exp.and_(*parts)


def slice_conditions(offence: Offence, schema: Schema) -> list[exp.Expr]:
    """Return the conditions that a row is of the offence's slice; none where it has no slice."""
    return [_is_slice(schema.column(name), value) for name, value in offence.slice]


def _is_slice(column: Column, value: Scalar) -> exp.Expr:
    """Return the condition that a row is of a slice; texts are compared, since they tell all values apart."""
    if value is None:
        return exp.Is(this=column_sql(column), expression=exp.Null())
    literal: exp.Expr = exp.Literal.string(str(value))
    key = slice_sql(column)
    if not isinstance(key, exp.Cast):  # the engine's own text of the value, which differs from Python's
        literal = exp.cast(exp.cast(literal, column.physical, dialect="duckdb"), "text")
        key = exp.cast(key, "text")
    return exp.EQ(this=key, expression=literal)
