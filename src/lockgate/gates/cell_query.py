"""The SQL of cells: one look at the table, then one pass for each kind of cell."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.gates.buckets import BIN_CHOICES, binned_sql, coarse_sql, fine_sql
from lockgate.gates.cells import SUMS, CellPlan, Need
from lockgate.gates.label_query import class_known, class_text
from lockgate.gates.slice_query import cut_columns, cut_sql, grouped
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = [
    "extremes_query",
    "joint_query",
    "overview_query",
    "quantity_sql",
    "rank_query",
    "usable_rows",
]

_LETTERS = ("b", "c")
_MODELS = {"b": "baseline", "c": "candidate"}
_CLIP = "1e-15"
"""Smallest probability that log loss gives to what happened, as scikit-learn had it for doubles."""


def overview_query(plan: CellPlan, schema: Schema, *, bins: Sequence[tuple[int, int]]) -> exp.Select:
    """Return the query that counts rows, unusable rows and slice values, and finds bin edges.

    Columns, in order: those of `Quality`, smallest and largest other label, then distinct values of each cut,
    then for each of `bins` (position of the cut, number) its inner edges.
    """
    label = column_sql(schema.column(plan.label))
    is_known = _label_known(plan, schema)
    counts: list[exp.Expr] = [exp.Count(this=exp.Star()), _count(_is_null(label))]
    counts.append(_count(exp.and_(_not_null(label), exp.not_(is_known))))
    for score in (plan.baseline, plan.candidate):
        if score is None:
            counts += [_int(0), _int(0)]
            continue
        column = column_sql(schema.numeric(score))
        counts += [_count(_is_null(column)), _count(exp.and_(_not_null(column), exp.not_(_inside(column))))]
    counts += _other_labels(plan, schema)
    counts += cut_columns(plan.cuts, schema, bins)
    named = [exp.alias_(count, f"c{index}", copy=False) for index, count in enumerate(counts)]
    return exp.select(*named).from_(table_sql(schema.table), copy=False)


def joint_query(
    plan: CellPlan,
    schema: Schema,
    sets: Sequence[tuple[int, ...]],
    needs: frozenset[Need],
    *,
    rolled: bool,
    every: bool = False,
) -> exp.Select:
    """Return the query for the joint cells of some slice sets.

    With `rolled` rows are first grouped by everything at once: far fewer groups than rows make that cheaper. `every` is
    as of `usable_rows`.
    Columns: ``d<i>`` for each cut used, ``y``, ``h_b``, ``h_c``, ``k_b``, ``k_c``, ``n``, then ``s<i>`` for each
    of `SUMS` that is needed.
    """
    cuts = sorted({cut for members in sets for cut in members})
    keys = ["y", *(f"h_{letter}" for letter in _letters(plan))]
    bins = [bins for bins in BIN_CHOICES if Need.of_bins(bins) in needs]
    if bins or Need.RANKS in needs:
        keys += [f"k_{letter}" for letter in _letters(plan)]
    sums = {f"s{index}": value for index, value in _sums(plan, needs).items()}
    usable = usable_rows(plan, schema, cuts, every=every)
    source = _rows(plan, usable, cuts) if Need.RANKS in needs else _binned_rows(plan, usable, cuts, bins)
    dims = [f"d{cut}" for cut in cuts]
    weight = plan.weight
    aggregates: dict[str, exp.Expr] = {"n": weight.n}
    if weight.column:
        aggregates["r"] = exp.Count(this=exp.Star())
    aggregates.update({name: weight.sum_of(value) for name, value in sums.items()})
    if rolled:
        names = [*dims, *keys]
        base = exp.select(*names, *(exp.alias_(value, name, copy=False) for name, value in aggregates.items()))
        source = base.from_(source.subquery("r", copy=False), copy=False).group_by(*names)
        aggregates = {name: exp.Sum(this=exp.column(name)) for name in aggregates}
    aggregates["n"] = weight.whole(aggregates["n"])
    chosen = [exp.alias_(value, name, copy=False) for name, value in aggregates.items()]
    groups = [[*(f"d{cut}" for cut in members), *keys] for members in sets]
    return grouped(
        exp.select(*dims, *keys, *chosen).from_(source.subquery("g", copy=False), copy=False), groups
    )


def rank_query(
    plan: CellPlan, schema: Schema, sets: Sequence[tuple[int, ...]], *, every: bool = False
) -> exp.Select:
    """Return the query for the rank cells of some slice sets: ``d<i>``, ``y``, ``f_b``, ``f_c``, ``n``.

    Of ``f_b`` and ``f_c`` one is null: it tells whose score was bucketed. Slices get coarser buckets. `every` is as of
    `usable_rows`.
    """
    cuts = sorted({cut for members in sets for cut in members})
    factor = plan.slice_factor if cuts else 1
    letters = _letters(plan)
    dims = [f"d{cut}" for cut in cuts]
    buckets = [exp.alias_(_merged(f"f_{letter}", factor), f"f_{letter}", copy=False) for letter in letters]
    weight = plan.weight
    source = exp.select(*dims, "y", *buckets, *weight.kept).from_(
        _rows(plan, usable_rows(plan, schema, cuts, every=every), cuts).subquery("r", copy=False), copy=False
    )
    names = [f"f_{letter}" for letter in letters]
    groups = [[*(f"d{cut}" for cut in members), "y", name] for members in sets for name in names]
    count = exp.alias_(weight.whole(weight.n), "n", copy=False)
    return grouped(
        exp.select(*dims, "y", *names, count).from_(source.subquery("g", copy=False), copy=False), groups
    )


def extremes_query(plan: CellPlan, schema: Schema, letter: str, *, every: bool = False) -> exp.Select:
    """Return the query for the smallest and largest score in each fine bucket: ``f``, ``low``, ``high``.

    `every` is as of `usable_rows`.
    """
    score = exp.column(f"p_{letter}")
    rows = _rows(plan, usable_rows(plan, schema, (), every=every), ()).subquery("r", copy=False)
    low, high = (
        exp.alias_(exp.Min(this=score), "low", copy=False),
        exp.alias_(exp.Max(this=score.copy()), "high", copy=False),
    )
    return (
        exp.select(exp.alias_(exp.column(f"f_{letter}"), "f", copy=False), low, high)
        .from_(rows, copy=False)
        .group_by(f"f_{letter}", copy=False)
    )


def _letters(plan: CellPlan) -> tuple[str, ...]:
    return _LETTERS if plan.baseline is not None else _LETTERS[1:]


def _rows(plan: CellPlan, usable: exp.Select, cuts: Sequence[int]) -> exp.Select:
    """Return one row for each usable row: cuts, label, and for each model score, prediction and buckets."""
    letters = _letters(plan)
    fine = [exp.alias_(fine_sql(exp.column(f"p_{letter}")), f"f_{letter}", copy=False) for letter in letters]
    inner = _flagged_rows(plan, usable, cuts, fine).subquery("f", copy=False)
    flags, buckets = [f"h_{letter}" for letter in letters], [f"f_{letter}" for letter in letters]
    coarse = [
        exp.alias_(coarse_sql(exp.column(f"f_{letter}")), f"k_{letter}", copy=False) for letter in letters
    ]
    return exp.select(*_kept(plan, cuts), *flags, *buckets, *coarse).from_(inner, copy=False)


def _binned_rows(plan: CellPlan, usable: exp.Select, cuts: Sequence[int], bins: Sequence[int]) -> exp.Select:
    """Return the same with the bins of each score in place of buckets, or with neither if there are no `bins`."""
    binned = [
        exp.alias_(binned_sql(exp.column(f"p_{letter}"), bins), f"k_{letter}", copy=False)
        for letter in (_letters(plan) if bins else ())
    ]
    return _flagged_rows(plan, usable, cuts, binned)


def _flagged_rows(
    plan: CellPlan, usable: exp.Select, cuts: Sequence[int], more: Sequence[exp.Expr]
) -> exp.Select:
    flags = [exp.alias_(_flag(letter, plan.threshold), f"h_{letter}", copy=False) for letter in _letters(plan)]
    return exp.select(*_kept(plan, cuts), *flags, *more).from_(usable.subquery("u", copy=False), copy=False)


def _kept(plan: CellPlan, cuts: Sequence[int]) -> list[str]:
    return [*(f"d{cut}" for cut in cuts), *plan.weight.kept, "y", *(f"p_{letter}" for letter in _letters(plan))]


def usable_rows(plan: CellPlan, schema: Schema, cuts: Sequence[int], *, every: bool = False) -> exp.Select:
    """Return the query for the rows that metrics can use: ``d<i>`` for each cut, label ``y``, scores ``p_<letter>``.

    `every` tells that these are all rows, as `overview_query` counted: a filter that keeps every row costs a fifth of a
    grouping.
    """
    label = column_sql(schema.column(plan.label))
    chosen = [exp.alias_(cut_sql(plan.cuts[cut], schema), f"d{cut}", copy=False) for cut in cuts]
    chosen += plan.weight.chosen(schema)
    chosen.append(exp.alias_(_zero_one(_is_positive(plan, schema)), "y", copy=False))
    conditions = [_not_null(label), _label_known(plan, schema)]
    for letter, name in zip(_LETTERS, (plan.baseline, plan.candidate), strict=True):
        if name is not None:
            score = exp.cast(column_sql(schema.numeric(name)), exp.DType.DOUBLE)
            chosen.append(exp.alias_(score, f"p_{letter}", copy=False))
            conditions.append(_inside(column_sql(schema.numeric(name))))
    rows = exp.select(*chosen).from_(table_sql(schema.table), copy=False)
    return rows if every else rows.where(*conditions, copy=False)


def _label_known(plan: CellPlan, schema: Schema) -> exp.Expr:
    """Return the condition that a label that is not null is one of two values."""
    column = schema.column(plan.label)
    if plan.positive is not None:
        return class_known(column)
    if column.logical is LogicalType.BOOLEAN:
        return exp.true()
    if column.is_numeric:
        return exp.In(this=column_sql(column), expressions=[_int(0), _int(1)])
    must = "boolean, 0 and 1, or text with `positive` naming the value that counts as positive"
    raise DataError.wrong_type(schema.table, plan.label, must, column.physical)


def _is_positive(plan: CellPlan, schema: Schema) -> exp.Expr:
    column = schema.column(plan.label)
    if plan.positive is not None:
        return exp.EQ(this=class_text(column), expression=exp.Literal.string(_positive_text(plan, column)))
    if column.logical is LogicalType.BOOLEAN:
        return column_sql(column)
    return exp.EQ(this=column_sql(column), expression=_int(1))


def _positive_text(plan: CellPlan, column: Column) -> str:
    text = str(plan.positive)
    return text.lower() if column.logical is LogicalType.BOOLEAN else text


def _other_labels(plan: CellPlan, schema: Schema) -> list[exp.Expr]:
    if plan.positive is None:
        return [exp.null(), exp.null()]
    column = schema.column(plan.label)
    other = exp.NEQ(this=class_text(column), expression=exp.Literal.string(_positive_text(plan, column)))
    text = exp.Case(ifs=[exp.If(this=other, true=class_text(column))])
    return [exp.Min(this=text), exp.Max(this=text.copy())]


def _sums(plan: CellPlan, needs: frozenset[Need]) -> dict[int, exp.Expr]:
    """Return what is summed, by position in `SUMS`."""
    quantities = {Need.SCORES: "p", Need.LOG_LOSS: "log_loss", Need.BRIER: "brier"}
    found: dict[int, exp.Expr] = {}
    if Need.SCORE_SUMS in needs:
        found |= {SUMS.index(f"p_{_MODELS[letter]}"): exp.column(f"p_{letter}") for letter in _letters(plan)}
    for name in (name for need, name in quantities.items() if need in needs):
        terms = {letter: exp.Paren(this=quantity_sql(name, letter)) for letter in _letters(plan)}
        for letter, term in terms.items():
            found[SUMS.index(f"{name}_{_MODELS[letter]}")] = term.copy()
            if name == "p" or Need.OWN_SQUARES in needs:
                found[SUMS.index(f"{name}_{_MODELS[letter]}2")] = _square(term)
        if len(terms) == len(_LETTERS):
            gap = exp.Paren(this=exp.Sub(this=terms["c"].copy(), expression=terms["b"].copy()))
            found[SUMS.index(f"{name}_gap2")] = _square(gap)
            if name == "p" and Need.PAIR in needs:
                found[SUMS.index("p_gap_size")] = exp.Abs(this=gap.copy())
    return found


def quantity_sql(name: str, letter: str) -> exp.Expr:
    """Return what one of `usable_rows` adds to a sum of ``p``, ``brier`` or ``log_loss`` of one model."""
    score, label = exp.column(f"p_{letter}"), exp.column("y")
    if name == "p":
        return score
    if name == "brier":
        return _square(exp.Paren(this=exp.Sub(this=score, expression=label)))
    is_one = exp.EQ(this=label, expression=_int(1))
    rest = exp.Sub(this=_int(1), expression=score.copy())
    chance = exp.Case(ifs=[exp.If(this=is_one, true=score)], default=rest)
    kept = exp.Greatest(this=chance, expressions=[exp.Literal.number(_CLIP)], ignore_nulls=True)
    return exp.Neg(this=exp.Ln(this=kept))


def _merged(name: str, factor: int) -> exp.Expr:
    bucket = exp.column(name)
    return exp.IntDiv(this=bucket, expression=_int(factor)) if factor > 1 else bucket


def _flag(letter: str, threshold: float) -> exp.Expr:
    return _zero_one(
        exp.GTE(this=exp.column(f"p_{letter}"), expression=exp.Literal.number(repr(float(threshold))))
    )


def _inside(score: exp.Expr) -> exp.Expr:
    """Return the condition that a score is in [0, 1]; engines order NaN above every number, so it is not."""
    value = exp.cast(score.copy(), exp.DType.DOUBLE)
    low = exp.GTE(this=value, expression=_int(0))
    return exp.and_(low, exp.LTE(this=value.copy(), expression=_int(1)), copy=False)


def _zero_one(condition: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=condition, true=_int(1))], default=_int(0))


def _count(condition: exp.Expr) -> exp.Expr:
    return exp.CountIf(this=condition)


def _square(value: exp.Expr) -> exp.Expr:
    return exp.Mul(this=value.copy(), expression=value.copy())


def _is_null(value: exp.Expr) -> exp.Expr:
    return exp.Is(this=value.copy(), expression=exp.null())


def _not_null(value: exp.Expr) -> exp.Expr:
    return exp.not_(_is_null(value))


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
