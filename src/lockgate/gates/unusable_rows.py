"""Some of the rows that no metric can use, beside the findings that they break: from one further query, only then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Sample
from lockgate.domain.verdict import Verdict
from lockgate.gates.cell_query import usable_rows
from lockgate.gates.cells import Cells
from lockgate.gates.classes.cells import ClassCells
from lockgate.gates.classes.rows import class_rows
from lockgate.gates.moments.cells import MomentCells
from lockgate.gates.moments.query import moment_rows
from lockgate.gates.predicted import columns_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.scan.aggregate import plain_scalar
from lockgate.scan.engine import Session
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.samples import shown
from lockgate.scan.schema import LogicalType, Schema
from lockgate.scan.suite import Suite

__all__ = ["with_unusable_rows"]

_MOST_ROWS = 5
_MOST_COLUMNS = 8
_NO_TEXT = (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER)


def with_unusable_rows(
    session: Session,
    spec: ModelGateSpec,
    cells: TaskCells,
    findings: Sequence[Finding],
    suite: Suite | None = None,
) -> tuple[Finding, ...]:
    """Return findings, the first that is an error because of unusable rows with some of these.

    The key of the contract stands first, so that a row can be found; without one further columns follow. Where all
    rows can be used nothing is read.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        What was asked.
    cells : TaskCells
        What was counted.
    findings : sequence of Finding
        What was judged.
    suite : Suite or None, default=None
        The contract of the table: its key is shown, and its masked columns are not.
    """
    place = next((at for at, one in enumerate(findings) if one.verdict is Verdict.ERROR), None)
    if place is None or not kind_of(spec.task).unusable(cells):
        return tuple(findings)
    try:
        sample = _read(session, spec, cells, suite)
    except LockgateError:  # the findings stand without their rows
        sample = None
    return tuple(
        replace(finding, sample=sample) if at == place else finding for at, finding in enumerate(findings)
    )


def _read(session: Session, spec: ModelGateSpec, cells: TaskCells, suite: Suite | None) -> Sample | None:
    schema = session.schema(spec.table)
    usable = _usable(cells, schema)
    names = _columns(spec, schema, () if suite is None else suite.key)
    masked = frozenset[str]() if suite is None else suite.masked
    values = {f"c{at}": shown(name, schema, masked) for at, name in enumerate(names)}
    hashed = exp.func("HASH", *(column_sql(schema.column(name)) for name in names))
    chosen = [exp.alias_(value, name, copy=False) for name, value in (*values.items(), ("h", hashed))]
    rows = exp.select(*chosen).from_(table_sql(schema.table), copy=False)
    rows = rows.where(exp.not_(exp.Coalesce(this=exp.paren(usable), expressions=[exp.false()])), copy=False)
    query = exp.select(*values).from_(rows.subquery("u", copy=False), copy=False)
    found = session.rows(query.order_by("h", *values).limit(_MOST_ROWS))
    kept = tuple(tuple(plain_scalar(value) for value in row) for row in found)
    return Sample(names, kept) if kept else None


def _usable(cells: TaskCells, schema: Schema) -> exp.Expr:
    """Return the condition that metrics can use a row of the table."""
    if isinstance(cells, Cells):
        rows = usable_rows(cells.plan, schema, ())
    elif isinstance(cells, ClassCells):
        rows = class_rows(cells.plan, schema, ())
    else:
        rows = moment_rows(cast("MomentCells", cells).plan, schema, ())
    *_, innermost = rows.find_all(exp.Where)
    condition: exp.Expr = innermost.this.copy()
    return condition


def _columns(spec: ModelGateSpec, schema: Schema, key: Sequence[str]) -> tuple[str, ...]:
    """Return what is shown: the key, label and predictions, then other columns as the table has them."""
    first = [name for name in key if schema.has(name)]
    first += [*columns_of(spec.label), *columns_of(spec.candidate), *columns_of(spec.baseline)]
    first += spec.task_columns.named
    named = list(dict.fromkeys(schema.column(name).name for name in first))
    others = [one.name for one in schema.columns if one.logical not in _NO_TEXT and one.name not in named]
    return (*named, *others[: max(0, _MOST_COLUMNS - len(named))])
