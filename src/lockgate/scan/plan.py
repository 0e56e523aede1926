"""From the checks of a table to as few queries as can answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Request, is_pass, is_scan
from lockgate.scan.aggregates import Now, RowCount, TableSchema
from lockgate.scan.derive import Derivation, derive
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import slice_sql, table_sql
from lockgate.scan.schema import Schema
from lockgate.scan.suite import Suite

__all__ = ["Pass", "Scan", "TablePlan", "plan_table"]


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
    derived : tuple of Derivation
        Counts that the state of another request is expected to settle.
    free : tuple of Request
        Requests that cost no query.
    refused : mapping of Request to error
        Requests that cannot be asked of this table.
    askers : mapping of Request to tuple of int
        The numbers of the suite items that need each request.
    """

    schema: Schema
    scans: tuple[Scan, ...]
    passes: tuple[Pass, ...]
    derived: tuple[Derivation, ...]
    free: tuple[Request, ...]
    refused: Mapping[Request, LockgateError]
    askers: Mapping[Request, tuple[int, ...]]

    @property
    def aggregates(self) -> int:
        """Return how many aggregates the queries compute."""
        return sum(len(scan.parts) for scan in self.scans) + len(self.passes)

    def queries(self) -> list[exp.Select]:
        """Return every query, scans first."""
        return [*(scan.query() for scan in self.scans), *(step.query() for step in self.passes)]

    @property
    def columns_read(self) -> tuple[str, ...]:
        """Return the columns that the queries read, sorted."""
        asked = [request for scan in self.scans for request, _ in scan.parts]
        asked += [step.request for step in self.passes]
        names = {self.schema.column(name).name for request in asked for name in _columns(request)}
        return tuple(sorted(names))


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
        else:
            derived[request] = shortcut
            asked[shortcut.basis] = None
    asked[Request(schema.table, RowCount())] = None  # every report says how many rows there were
    free = tuple(request for request in asked if isinstance(request.aggregate, Now | TableSchema))
    passes = tuple(Pass(schema, request) for request in asked if is_pass(request.aggregate))
    scans = _fuse(schema, (request for request in asked if is_scan(request.aggregate)))
    return TablePlan(schema, scans, passes, tuple(derived.values()), free, refused, askers)


def _fuse(schema: Schema, requests: Iterable[Request]) -> tuple[Scan, ...]:
    fused: dict[tuple[str, ...], list[tuple[Request, tuple[exp.Expr, ...]]]] = {}
    for request in requests:
        fused.setdefault(request.by, []).append((request, _expressions(request, schema)))
    return tuple(Scan(schema, by, tuple(parts)) for by, parts in sorted(fused.items()))


def _expressions(request: Request, schema: Schema) -> tuple[exp.Expr, ...]:
    for name in request.by:
        schema.column(name)
    aggregate = request.aggregate
    if is_pass(aggregate):
        Pass(schema, request).query()
        return ()
    if not is_scan(aggregate):
        return ()
    expressions = aggregate.expressions(schema)
    if request.where is None:
        return expressions
    return tuple(filtered(expression, request.where, schema) for expression in expressions)


def filtered(expression: exp.Expr, where: Expression, schema: Schema) -> exp.Expr:
    """Return an aggregate expression over only the rows for which `where` is true."""
    condition = exp.Where(this=where.sql(schema))

    def wrap(node: exp.Expr) -> exp.Expr:
        is_aggregate = isinstance(node, exp.AggFunc) or (
            isinstance(node, exp.Anonymous) and node.name == "HISTOGRAM"
        )
        if is_aggregate and not isinstance(node.parent, exp.Filter):
            return exp.Filter(this=node, expression=condition.copy())
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
