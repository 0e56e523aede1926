"""The SQL of what a row adds to the loss of a model, for each task whose rows have one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from lockgate.gates.cell_query import quantity_sql, usable_rows
from lockgate.gates.cells import CellPlan
from lockgate.gates.label_query import class_text, is_one
from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.query import moment_rows
from lockgate.gates.moments.sql import parsed
from lockgate.gates.predicted import Predicted, one_column
from lockgate.gates.quantiles import levels_of
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slice_query import cut_sql
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Schema

__all__ = ["rows_and_losses"]

_CLIP = "1e-15"
_NUMBERS = (Task.REGRESSION, Task.QUANTILE_REGRESSION, Task.FORECASTING)

RowsAndLosses = tuple[exp.Select, Mapping[str, exp.Expr]]


def rows_and_losses(spec: ModelGateSpec, cuts: Sequence[Cut], schema: Schema) -> RowsAndLosses | None:
    """Return the rows of a table, and over them the loss of the candidate ``c`` and of any baseline ``b``.

    The log loss of a classifier, of classes without probabilities whether the class is another, of several labels the
    squared distance from them, of numbers the absolute error, of quantiles their pinball losses together.

    Parameters
    ----------
    spec : ModelGateSpec
        The model.
    cuts : sequence of Cut
        What rows are cut by, their edges known.
    schema : Schema
        The columns of its table.

    Returns
    -------
    tuple of Select and mapping, or None
        The rows with ``d<i>`` for each cut, straight from the table so that further columns can be chosen; None where
        rows have no loss, as in rankings.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing or of another type.
    """
    given = {"c": spec.candidate} | ({} if spec.baseline is None else {"b": spec.baseline})
    if spec.task is Task.BINARY_CLASSIFICATION:
        binary = CellPlan(
            table=spec.table,
            label=one_column(spec.label, "label"),
            candidate=one_column(spec.candidate, "candidate"),
            baseline=None if spec.baseline is None else one_column(spec.baseline, "baseline"),
            positive=spec.positive,
            cuts=tuple(cuts),
        )
        rows = usable_rows(binary, schema, range(len(cuts)))
        return rows, {letter: quantity_sql("log_loss", letter) for letter in given}
    if spec.task in _NUMBERS:
        label = one_column(spec.label, "label")
        numbers = MomentPlan(
            table=spec.table, label=label, candidate=spec.candidate, baseline=spec.baseline, cuts=tuple(cuts)
        )
        rows = moment_rows(numbers, schema, range(len(cuts)))
        return rows, {letter: parsed(_error(predicted, letter)) for letter, predicted in given.items()}
    if spec.task is Task.RANKING:
        return None
    chosen = {f"d{at}": cut_sql(cut, schema) for at, cut in enumerate(cuts)}
    chosen |= {f"l_{letter}": _of_classes(spec.label, predicted, schema) for letter, predicted in given.items()}
    named = [exp.alias_(value, name, copy=False) for name, value in chosen.items()]
    rows = exp.select(*named).from_(table_sql(schema.table), copy=False)
    return rows, {letter: exp.column(f"l_{letter}") for letter in given}


def _error(predicted: Predicted, letter: str) -> str:
    """Return the absolute error of a point, or the sum of the pinball losses of quantiles."""
    levels = levels_of(predicted)
    if not levels:
        return f"ABS(p_{letter} - y)"
    gaps = [(level, f"(y - v{at}_{letter})") for at, level in enumerate(levels)]
    return " + ".join(f"GREATEST({level!r} * {gap}, ({level - 1!r}) * {gap})" for level, gap in gaps)


def _of_classes(label: Predicted, predicted: Predicted, schema: Schema) -> exp.Expr:
    if isinstance(label, dict) and isinstance(predicted, dict):
        parts = [
            exp.Paren(this=exp.Sub(this=_number(predicted[name], schema), expression=_has(label[name], schema)))
            for name in label
        ]
        return _total([exp.Mul(this=part, expression=part.copy()) for part in parts])
    text = class_text(schema.column(one_column(label, "label")))
    if isinstance(predicted, str):
        return _zero_one(exp.NEQ(this=text, expression=class_text(schema.column(predicted))))
    chances = [
        exp.If(this=exp.EQ(this=text.copy(), expression=exp.Literal.string(name)), true=_number(column, schema))
        for name, column in predicted.items()
    ]
    kept = exp.Greatest(this=exp.Case(ifs=chances), expressions=[exp.Literal.number(_CLIP)], ignore_nulls=True)
    return exp.Neg(this=exp.Ln(this=kept))


def _has(label: str, schema: Schema) -> exp.Expr:
    return _zero_one(is_one(schema.column(label)))


def _number(column: str, schema: Schema) -> exp.Expr:
    return exp.cast(column_sql(schema.numeric(column)), exp.DType.DOUBLE)


def _zero_one(condition: exp.Expr) -> exp.Expr:
    return exp.Case(
        ifs=[exp.If(this=condition, true=exp.Literal.number("1.0"))], default=exp.Literal.number("0.0")
    )


def _total(parts: Sequence[exp.Expr]) -> exp.Expr:
    found = parts[0]
    for part in parts[1:]:
        found = exp.Add(this=found, expression=part)
    return found
