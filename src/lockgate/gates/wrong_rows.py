"""The rows that a model gets most wrong, beside the findings that fail: from one further query, only then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Sample, Scalar
from lockgate.domain.verdict import Verdict
from lockgate.gates.metric import COMPARES
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.predicted import columns_of
from lockgate.gates.row_loss import rows_and_losses
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slicing import SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.aggregate import plain_scalar
from lockgate.scan.engine import Session
from lockgate.scan.predicates import column_sql
from lockgate.scan.samples import by_values, shown
from lockgate.scan.schema import LogicalType, Schema
from lockgate.scan.suite import Suite

__all__ = ["with_wrong_rows"]

_MOST_ROWS = 5
_MOST_COLUMNS, _FEWEST_FEATURES = 12, 4
_NO_TEXT = (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which rows: those of a slice, by the candidate's loss, or by how much higher it is than the baseline's."""

    is_paired: bool
    key: SliceKey


def with_wrong_rows(
    session: Session,
    spec: ModelGateSpec,
    cuts: Sequence[Cut],
    findings: Sequence[Finding],
    suite: Suite | None = None,
) -> tuple[Finding, ...]:
    """Return findings, those of gates that fail with the rows that the candidate gets most wrong.

    Of a gate on all rows, and of the first of its slices that fails, which is the worst. A gate against the baseline
    shows where the candidate lost most against it. Where nothing fails nothing is read; where the rows cannot be read,
    or have no loss of their own, the findings stand without them.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        What was asked.
    cuts : sequence of Cut
        What rows were cut by, with their edges; see the plan of the cells.
    findings : sequence of Finding
        What was judged, the slices of a gate the worst first.
    suite : Suite or None, default=None
        The contract of the table: its key is shown, and its masked columns are not.
    """
    wanted = _wanted(spec, findings)
    if not wanted:
        return tuple(findings)
    try:
        samples = _read(session, spec, cuts, tuple(dict.fromkeys(wanted.values())), suite)
    except LockgateError:  # the findings stand without their rows
        return tuple(findings)
    return tuple(
        replace(finding, sample=samples.get(wanted[at])) if at in wanted else finding
        for at, finding in enumerate(findings)
    )


def _wanted(spec: ModelGateSpec, findings: Sequence[Finding]) -> dict[int, _Wanted]:
    """Return by position which rows belong to which finding."""
    gates = {(gate.called, str(gate.requirement)): gate for gate in spec.gates}
    found: dict[int, _Wanted] = {}
    has_slice: set[tuple[str, str]] = set()
    for at, finding in enumerate(findings):
        name = finding.check, finding.required
        if finding.verdict is not Verdict.FAIL or name not in gates:
            continue
        key = finding.subject.slice
        if key and name in has_slice:
            continue
        if key:
            has_slice.add(name)
        found[at] = _Wanted(_is_paired(gates[name]), key)
    return found


def _is_paired(gate: MetricGate) -> bool:
    return isinstance(gate.requirement, NotWorse) or COMPARES in gate.definition.needs


def _read(
    session: Session,
    spec: ModelGateSpec,
    cuts: Sequence[Cut],
    wanted: Sequence[_Wanted],
    suite: Suite | None,
) -> Mapping[_Wanted, Sample]:
    """Return the rows, worst first; of rows that are as wrong the same ones each time."""
    schema = session.schema(spec.table)
    names = _columns(spec, schema, () if suite is None else suite.key)
    query = _query(spec, cuts, schema, wanted, names, frozenset() if suite is None else suite.masked)
    parts: list[list[tuple[float, tuple[Scalar, ...]]]] = [[] for _ in wanted]
    for at, loss, *values in session.rows(query) if query is not None else ():
        row = tuple(plain_scalar(value) for value in values)
        parts[int(cast("int", at))].append((float(cast("float", loss)), row))
    ordered = (sorted(part, key=lambda one: (-one[0], by_values(one[1]))) for part in parts)
    return {
        one: Sample(names, tuple(row for _, row in rows))
        for one, rows in zip(wanted, ordered, strict=True)
        if rows
    }


def _columns(spec: ModelGateSpec, schema: Schema, key: Sequence[str]) -> tuple[str, ...]:
    """Return what is shown: the key, label and predictions, then other columns as the table has them."""
    first = [*(name for name in key if schema.has(name)), *columns_of(spec.label)]
    first += [*columns_of(spec.candidate), *columns_of(spec.baseline)]
    named = list(dict.fromkeys(schema.column(name).name for name in first))
    dimensions = dict.fromkeys(name for one in spec.dimensions for name in one.columns)
    sliced = [schema.column(name).name for name in dimensions]
    others = [*sliced, *(column.name for column in schema.columns if column.logical not in _NO_TEXT)]
    free = [name for name in dict.fromkeys(others) if name not in named]
    return (*named, *free[: max(_FEWEST_FEATURES, _MOST_COLUMNS - len(named))])


def _query(
    spec: ModelGateSpec,
    cuts: Sequence[Cut],
    schema: Schema,
    wanted: Sequence[_Wanted],
    names: Sequence[str],
    masked: frozenset[str],
) -> exp.Select | None:
    """Return the query for the part, the loss and the columns ``c<i>`` of the worst rows; None if there is no loss."""
    used = [cut for cut in cuts if cut.block is None]
    found = rows_and_losses(spec, used, schema)
    if found is None:
        return None
    rows, losses = found
    hashed = exp.func("HASH", *(column_sql(schema.column(name)) for name in names))
    further = {f"c{at}": shown(name, schema, masked) for at, name in enumerate(names)} | {"h": hashed}
    rows = rows.select(*_named(further), copy=False)
    if spec.weight is not None:  # a row that counts for nothing shows nothing
        heavy = exp.GT(this=column_sql(schema.numeric(spec.weight)), expression=exp.Literal.number(0))
        rows = rows.where(heavy, copy=False)
    kept = [*(f"d{at}" for at in range(len(used))), *further]
    parts = [
        _part(at, one, rows, losses, (kept, [cut.called for cut in used], len(names)))
        for at, one in enumerate(wanted)
    ]
    if len(parts) == 1:
        return parts[0]
    united = exp.union(*parts, distinct=False, copy=False)
    return exp.select("*").from_(united.subquery("a", copy=False), copy=False)


def _part(
    at: int,
    one: _Wanted,
    rows: exp.Select,
    losses: Mapping[str, exp.Expr],
    told: tuple[Sequence[str], Sequence[str], int],
) -> exp.Select:
    """Return the query for the worst rows of one part; `told` are the columns of rows, the cuts, and what is shown."""
    kept, called, size = told
    loss = exp.Paren(this=losses["c"].copy())
    value = exp.Sub(this=loss, expression=exp.Paren(this=losses["b"].copy())) if one.is_paired else loss
    lost = exp.alias_(exp.cast(value, exp.DType.DOUBLE), "x", copy=False)
    each = exp.select(*kept, lost).from_(rows.copy().subquery("u", copy=False), copy=False)
    shown_names = [f"c{place}" for place in range(size)]
    worst = exp.select("x", *shown_names).from_(each.subquery("t", copy=False), copy=False).where("x > 0")
    for condition in _of_slice(one.key, called):
        worst = worst.where(condition, copy=False)
    order = [exp.Ordered(this=exp.column("x"), desc=True, nulls_first=False)]
    worst = worst.order_by(*order, "h", *shown_names).limit(_MOST_ROWS)
    number = exp.alias_(exp.Literal.number(at), "part", copy=False)
    return exp.select(number, "x", *shown_names).from_(worst.subquery("w", copy=False), copy=False)


def _of_slice(key: SliceKey, called: Sequence[str]) -> Iterator[exp.Expr]:
    for name, value in key:
        cut = exp.column(f"d{called.index(name)}")
        yield exp.EQ(this=cut, expression=exp.Literal.string(value))


def _named(columns: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    return [exp.alias_(value, name, copy=False) for name, value in columns.items()]
