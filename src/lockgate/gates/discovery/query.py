"""The SQL of the search: one look at the table, then one grouping by half and all columns."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.gates.cell_query import quantity_sql, usable_rows
from lockgate.gates.cells import CellPlan
from lockgate.gates.discovery.base_cells import DiscoveryPlan
from lockgate.gates.discovery_spec import Against, Loss
from lockgate.gates.halves import is_searched_sql, row_hash_sql
from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.query import moment_rows
from lockgate.gates.moments.row_terms import row_value
from lockgate.gates.moments.sql import parsed
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.predicted import one_column
from lockgate.gates.slice_query import cut_columns
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Schema

__all__ = ["base_query", "overview"]


def overview(plan: DiscoveryPlan, schema: Schema, bins: Sequence[tuple[int, int]]) -> exp.Select:
    """Return the query for rows, rows told apart, then what `lockgate.gates.slice_query.cut_columns` looks for."""
    apart = exp.Count(this=exp.Distinct(expressions=[row_hash_sql(plan.identity, plan.seed, schema)]))
    counts: list[exp.Expr] = [exp.Count(this=exp.Star()), apart, *cut_columns(plan.cuts, schema, bins)]
    named = [exp.alias_(count, f"c{index}", copy=False) for index, count in enumerate(counts)]
    return exp.select(*named).from_(table_sql(schema.table), copy=False)


def base_query(plan: DiscoveryPlan, spec: ModelGateSpec, schema: Schema) -> exp.Select:
    """Return the query for the cells: ``d<i>`` for each cut, ``h`` (1 where searched), ``n``, ``s`` and ``q``.

    Where rows depend on each other also ``k``, the block of those held back; where they are weighed ``v``, their shares
    of all weight.
    """
    rows, loss = _rows_and_loss(plan, spec, schema)
    inside = is_searched_sql(plan.identity, plan.seed, schema)
    is_searched = exp.Case(ifs=[exp.If(this=inside, true=_int(1))], default=_int(0))
    rows = rows.select(exp.alias_(is_searched, "h", copy=False), copy=False)
    names = [*(f"d{at}" for at in range(len(plan.cuts))), "h"]
    if plan.block is not None:
        held = exp.Case(ifs=[exp.If(this=inside.copy(), true=_int(0))], default=plan.block.sql(schema))
        rows = rows.select(exp.alias_(held, "k", copy=False), copy=False)
        names.append("k")
    weight = plan.weight
    losses = exp.select(*names, *weight.kept, exp.alias_(loss, "x", copy=False)).from_(
        rows.subquery("u", copy=False), copy=False
    )
    square = exp.Mul(this=exp.column("x"), expression=exp.column("x"))
    sums: dict[str, exp.Expr] = {"n": exp.Count(this=exp.Star())}
    sums |= {
        name: exp.Sum(this=weight.share_of(value)) for name, value in (("s", exp.column("x")), ("q", square))
    }
    if weight.column:
        sums["v"] = exp.Sum(this=weight.share_of(parsed("1.0")))
    aggregates = [exp.alias_(value, name, copy=False) for name, value in sums.items()]
    return exp.select(*names, *aggregates).from_(losses.subquery("t", copy=False), copy=False).group_by(*names)


def _rows_and_loss(plan: DiscoveryPlan, spec: ModelGateSpec, schema: Schema) -> tuple[exp.Select, exp.Expr]:
    """Return the rows that have a loss, and that loss; compared with the baseline, how much higher it is."""
    is_paired = plan.against is Against.BASELINE
    label, candidate = one_column(spec.label, "label"), one_column(spec.candidate, "candidate")
    baseline = one_column(spec.baseline, "baseline") if is_paired and spec.baseline is not None else None
    cuts = range(len(plan.cuts))
    letters = ("c", "b") if is_paired else ("c",)
    if plan.loss in (Loss.SQUARED_ERROR, Loss.ABSOLUTE_ERROR):
        moments = MomentPlan(
            table=spec.table,
            label=label,
            candidate=candidate,
            baseline=baseline,
            cuts=plan.cuts,
            weight=plan.weight,
        )
        rows = moment_rows(moments, schema, cuts)
        term = Term(Kind(plan.loss.value))
        terms = [parsed(row_value(term, letter, moments)) for letter in letters]
    else:
        cells = CellPlan(
            table=spec.table,
            label=label,
            candidate=candidate,
            baseline=baseline,
            threshold=spec.threshold,
            positive=spec.positive,
            cuts=plan.cuts,
            weight=plan.weight,
        )
        rows = usable_rows(cells, schema, cuts)
        terms = [_class_loss(plan.loss, letter, spec.threshold) for letter in letters]
    new, *old = [exp.cast(exp.Paren(this=term), exp.DType.DOUBLE) for term in terms]
    return rows, exp.Sub(this=new, expression=old[0]) if old else new


def _class_loss(loss: Loss, letter: str, threshold: float) -> exp.Expr:
    if loss is not Loss.ERROR:
        return quantity_sql(loss.value, letter)
    flagged = exp.GTE(this=exp.column(f"p_{letter}"), expression=exp.Literal.number(repr(float(threshold))))
    flag = exp.Case(ifs=[exp.If(this=flagged, true=_int(1))], default=_int(0))
    is_wrong = exp.NEQ(this=flag, expression=exp.column("y"))
    return exp.Case(ifs=[exp.If(this=is_wrong, true=_int(1))], default=_int(0))


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
