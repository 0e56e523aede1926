"""From the checks of a table to as few queries as can answer them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Request, is_pass, is_scan
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.judged_values import JudgedValues
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.derive import Derivation, counted, derive
from lockgate.scan.judged import JudgedPass, passes_of
from lockgate.scan.predicates import column_sql, slice_sql, table_sql
from lockgate.scan.schema import Schema
from lockgate.scan.suite import Suite

__all__ = ["Pass", "Scan", "TablePlan", "ValuePass", "filtered", "plan_table"]


@dataclass(frozen=True, slots=True)
class Scan:
    """Aggregates of one table that one query answers, for all rows or for each slice of `by`."""

    schema: Schema
    by: tuple[str, ...]
    parts: tuple[tuple[Request, tuple[exp.Expr, ...]], ...]

    def query(self) -> exp.Select:
        """Return the fused query: the slice columns, then the values of each part in turn."""
        slices = [slice_sql(self.schema.column(name)) for name in self.by]
        values = [expression for _, expressions in self.parts for expression in expressions]
        source = table_sql(self.schema.table)
        query = exp.Select(expressions=[*slices, *values]).from_(source, copy=False)
        return query.group_by(*(item.copy() for item in slices), copy=False) if slices else query

    def only(self, parts: Sequence[tuple[Request, tuple[exp.Expr, ...]]]) -> Scan:
        """Return the scan of some of the parts."""
        return Scan(self.schema, self.by, tuple(parts))


@dataclass(frozen=True, slots=True)
class Pass:
    """One aggregate that needs a query of its own."""

    schema: Schema
    request: Request

    def query(self) -> exp.Select:
        """Return its query: the slice columns, then its values."""
        if not is_pass(self.request.aggregate):
            raise TypeError(type(self.request.aggregate).__name__)
        source: exp.Expr = table_sql(self.schema.table)
        if self.request.where is not None:
            kept = exp.select("*").from_(source).where(self.request.where.sql(self.schema))
            source = kept.subquery(self.schema.table)
        return self.request.aggregate.query(source, self.schema, self.request.by)


@dataclass(frozen=True, slots=True)
class ValuePass:
    """Predicates on one column with few distinct values, judged once a value: one grouping answers them all."""

    schema: Schema
    column: str
    requests: tuple[Request, ...]

    @property
    def parts(self) -> tuple[tuple[Request, tuple[exp.Expr, ...]], ...]:
        """Return each count with its expression over the groups."""
        return tuple((request, (self._rows(request),)) for request in self.requests)

    def _rows(self, request: Request) -> exp.Expr:
        chosen = exp.Where(this=counted(request).predicate.sql(self.schema))
        total = exp.Filter(this=exp.Sum(this=exp.column(_N, quoted=True)), expression=chosen)
        return exp.func("COALESCE", total, exp.Literal.number(0))

    def query(self, parts: Sequence[tuple[Request, tuple[exp.Expr, ...]]] | None = None) -> exp.Select:
        """Return the grouping and the counts over it: all, or some of them."""
        value = column_sql(self.schema.column(self.column))
        counted = exp.alias_(exp.Count(this=exp.Star()), _N, quoted=True)
        groups = exp.select(value, counted).from_(table_sql(self.schema.table)).group_by(value.copy())
        values = [expression for _, expressions in parts or self.parts for expression in expressions]
        return exp.Select(expressions=values).from_(groups.subquery("v"), copy=False)


_N = "lockgate n"  # no table has a column of that name, or it is not the one that is grouped


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Everything that will be asked of one table.

    Parameters
    ----------
    schema : Schema
        The table's columns.
    scans : tuple of Scan
        The fused query, and one more for each set of slice columns.
    passes : tuple of Pass
        One for each exact grouping, order or reference.
    by_value : tuple of ValuePass
        One for each column whose predicates are judged once a value.
    derived : tuple of Derivation
        Counts that the state of another request is expected to settle.
    free : tuple of Request
        Requests that cost no query.
    refused : mapping of Request to error
        Requests that cannot be asked of this table.
    askers : mapping of Request to tuple of int
        The numbers of the suite items that need each request.
    judged : tuple of JudgedPass
        One for each column, filter and set of slices whose values Python judges.
    """

    schema: Schema
    scans: tuple[Scan, ...]
    passes: tuple[Pass, ...]
    by_value: tuple[ValuePass, ...]
    derived: tuple[Derivation, ...]
    free: tuple[Request, ...]
    refused: Mapping[Request, LockgateError]
    askers: Mapping[Request, tuple[int, ...]]
    judged: tuple[JudgedPass, ...] = ()

    @property
    def aggregates(self) -> int:
        """Return how many aggregates the queries compute."""
        fused = [len(scan.parts) for scan in self.scans]
        fused += [len(step.requests) for step in self.by_value] + [len(step.requests) for step in self.judged]
        return sum(fused) + len(self.passes)

    def queries(self) -> list[exp.Select]:
        """Return every query, scans first."""
        fused = [scan.query() for scan in self.scans] + [step.query() for step in self.by_value]
        return fused + [step.query() for step in self.passes] + [step.query() for step in self.judged]

    @property
    def groupings(self) -> tuple[str, ...]:
        """Return what each pass does, for people."""
        values = [f"values of {step.column}" for step in self.by_value]
        values += [f"values of {step.column}, judged one by one" for step in self.judged]
        return (*values, *(f"{_words(step.request.aggregate)} {_named(step.request)}" for step in self.passes))

    @property
    def columns_read(self) -> tuple[str, ...]:
        """Return the columns that the queries read, sorted."""
        asked = [request for scan in self.scans for request, _ in scan.parts]
        asked += [step.request for step in self.passes]
        asked += [request for step in self.by_value for request in step.requests]
        asked += [request for step in self.judged for request in step.requests]
        if any(getattr(request.aggregate, "is_table_wide", False) for request in asked):
            return tuple(sorted(self.schema.names))
        names = {self.schema.column(name).name for request in asked for name in _columns(request)}
        return tuple(sorted(names))


def _words(aggregate: object) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(aggregate).__name__).lower() + " of"


def _named(request: Request) -> str:
    return ", ".join((*request.aggregate.columns, *(f"by {name}" for name in request.by)))


def _columns(request: Request) -> tuple[str, ...]:
    filtered = request.where.columns if request.where is not None else ()
    return (*request.aggregate.columns, *filtered, *request.by)


def plan_table(
    schema: Schema,
    askers: Mapping[Request, tuple[int, ...]],
    few_valued: frozenset[str] = frozenset(),
) -> TablePlan:
    """Plan the requests of one table.

    Parameters
    ----------
    schema : Schema
        The table's columns.
    askers : mapping of Request to tuple of int
        What is asked, and by which items; equal requests are asked once.
    few_valued : frozenset of str, default=none
        Columns known to have few distinct values.
    """
    refused: dict[Request, LockgateError] = {}
    derived: dict[Request, Derivation] = {}
    valued: dict[str, list[Request]] = {}
    asked: dict[Request, None] = {}
    for request in askers:
        try:
            shortcut = derive(request, schema, few_valued)
            _expressions(request, schema)  # what is left open by a shortcut must be askable directly
        except LockgateError as error:
            refused[request] = error
            continue
        if shortcut is None:
            asked[request] = None
        elif isinstance(shortcut, str):
            valued.setdefault(shortcut, []).append(request)
        else:
            derived[request] = shortcut
            asked[shortcut.basis] = None
    asked[Request(schema.table, RowCount())] = None  # every report says how many rows there were
    free = tuple(request for request in asked if isinstance(request.aggregate, Now | TableSchema))
    passes = tuple(Pass(schema, request) for request in asked if is_pass(request.aggregate))
    scans = _fuse(schema, (request for request in asked if is_scan(request.aggregate)))
    by_value = tuple(ValuePass(schema, column, tuple(requests)) for column, requests in sorted(valued.items()))
    judged = passes_of([request for request in asked if isinstance(request.aggregate, JudgedValues)], schema)
    return TablePlan(schema, scans, passes, by_value, tuple(derived.values()), free, refused, askers, judged)


def _fuse(schema: Schema, requests: Iterable[Request]) -> tuple[Scan, ...]:
    fused: dict[tuple[str, ...], list[tuple[Request, tuple[exp.Expr, ...]]]] = {}
    for request in requests:
        fused.setdefault(request.by, []).append((request, _expressions(request, schema)))
    return tuple(Scan(schema, by, tuple(parts)) for by, parts in sorted(fused.items()))


def _expressions(request: Request, schema: Schema) -> tuple[exp.Expr, ...]:
    for name in request.by:
        schema.column(name)
    aggregate = request.aggregate
    if isinstance(aggregate, JudgedValues):
        JudgedPass(schema, (request,)).query()
        return ()
    if is_pass(aggregate):
        Pass(schema, request).query()
        return ()
    if not is_scan(aggregate):
        return ()
    expressions = aggregate.expressions(schema)
    if request.where is None:
        return expressions
    return tuple(filtered(expression, request.where.sql(schema)) for expression in expressions)


def filtered(expression: exp.Expr, condition: exp.Expr) -> exp.Expr:
    """Return an aggregate expression over only the rows for which `condition` is true."""
    where = exp.Where(this=condition)

    def wrap(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.AggFunc) and not isinstance(node.parent, exp.Filter):
            return exp.Filter(this=node, expression=where.copy())
        return node

    return _replace_aggregates(expression.copy(), wrap)


def _replace_aggregates(node: exp.Expr, wrap: object) -> exp.Expr:
    changed: exp.Expr = wrap(node)  # type: ignore[operator]  # a local function
    if changed is not node:
        return changed
    for key, value in list(node.args.items()):
        if isinstance(value, exp.Expr):
            node.set(key, _replace_aggregates(value, wrap))
        elif isinstance(value, list):
            node.set(key, [_replace_aggregates(v, wrap) if isinstance(v, exp.Expr) else v for v in value])
    return node


def asked_of(suites: Sequence[Suite]) -> dict[str, dict[Request, tuple[int, ...]]]:
    """Return what all suites ask, by table; items are numbered across the suites in order."""
    asked: dict[str, dict[Request, tuple[int, ...]]] = {suite.table: {} for suite in suites}
    number = 0
    for suite in suites:
        for item in suite.items:
            for request in item.requests(suite.table):
                of_table = asked.setdefault(request.table, {})
                of_table[request] = (*of_table.get(request, ()), number)
            number += 1
    return asked
