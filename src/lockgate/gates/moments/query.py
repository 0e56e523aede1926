"""The SQL of moments: one look at the table, then one pass for all rows and one for all slices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

from sqlglot import exp

from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.middle_errors import RANK_STEPS, WIDEST
from lockgate.gates.moments.query_terms import query_values, split_queries
from lockgate.gates.moments.row_terms import row_lacks, row_value, tail_of_slice
from lockgate.gates.moments.sql import LARGEST, double, is_null, named, parsed, usable
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slice_query import cut_columns, cut_sql, grouped
from lockgate.gates.weighting import ONE_ROW
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Schema

__all__ = [
    "binned_cuts",
    "middle_query",
    "moment_overview",
    "moment_query",
    "moment_rows",
    "overview_of_queries",
    "repeated_forecasts",
    "residual_query",
    "tail_query",
    "unusable_kinds",
]

_BAD = f"that is NaN, infinite or beyond ±{LARGEST:g}".replace("e+", "e")


def unusable_kinds(plan: MomentPlan) -> tuple[str, ...]:
    """Return what can be wrong with a row, as `moment_overview` counts it."""
    least = "negative, " if plan.task_columns.query is not None else ""
    bad = {plan.label: _BAD.replace("NaN", f"{least}NaN", 1)}
    found = [
        text for name in _numbers(plan) for text in (f"a null `{name}`", f"a `{name}` {bad.get(name, _BAD)}")
    ]
    return (*found, *(f"a null `{name}`" for name in plan.task_columns.named))


def moment_overview(plan: MomentPlan, schema: Schema, *, bins: Sequence[tuple[int, int]]) -> exp.Select:
    """Return the query that counts rows and unusable rows, and finds the smallest label, slices and bin edges.

    Columns, in order: rows; those of `unusable_kinds`; the smallest label that can be used; then those of
    `lockgate.gates.slice_query.cut_columns`.
    """
    counts: list[exp.Expr] = [exp.Count(this=exp.Star())]
    for name in _numbers(plan):
        column = column_sql(schema.numeric(name))
        is_other = exp.and_(exp.not_(is_null(column)), exp.not_(_is_used(plan, name, column)))
        counts += [exp.CountIf(this=is_null(column)), exp.CountIf(this=is_other)]
    counts += [exp.CountIf(this=is_null(column_sql(schema.column(name)))) for name in plan.task_columns.named]
    label = column_sql(schema.numeric(plan.label))
    kept = exp.Case(ifs=[exp.If(this=usable(label), true=double(label))])
    counts += [exp.Min(this=kept), *cut_columns(binned_cuts(plan), schema, bins)]
    columns = {f"c{index}": count for index, count in enumerate(counts)}
    return exp.select(*named(columns)).from_(table_sql(schema.table), copy=False)


def binned_cuts(plan: MomentPlan) -> tuple[Cut, ...]:
    """Return what rows are cut by, and after them the point prediction, cut for the plot of residuals."""
    return plan.cuts if plan.point is None else (*plan.cuts, Cut(plan.point, ()))


def moment_query(
    plan: MomentPlan,
    schema: Schema,
    sets: Sequence[tuple[int, ...]],
    needs: Sequence[Term],
    *,
    rolled: bool,
    within: Sequence[int] = (),
) -> exp.Select:
    """Return the query for the moments of some slice sets.

    `within` are the cuts, each in all of the sets, in whose slices tails end where their own rows say.
    With `rolled` units are first grouped by everything at once: far fewer groups than units make that cheaper.
    Columns: ``d<i>`` for each cut used, ``n``, ``s<i>`` for each column of the needs, ``x<i>_<j>`` for each two of
    them, ``z<i>`` for each need that units can lack.
    """
    cuts = sorted({cut for members in sets for cut in members})
    dims = [f"d{cut}" for cut in cuts]
    groups = [[f"d{cut}" for cut in members] for members in sets]
    aggregates = _aggregates(plan, needs)
    rows = moment_rows(plan, schema, cuts, needs)
    if plan.task_columns.query is not None:
        is_weighed = bool(plan.weight.column)
        source = query_values(rows, dims, needs, is_paired=plan.baseline is not None, is_weighed=is_weighed)
    else:
        ended = _with_ends(plan, rows, [f"d{cut}" for cut in within]) if within else rows
        source = _row_values(plan, ended, dims, needs, is_of_slice=bool(within))
    if plan.task_columns.series is not None:  # a series is a unit within each slice: its rows there, summed
        units = _summed(plan, source, groups, needs)
        query = exp.select(*dims, *named(_whole(plan, aggregates))).from_(
            units.subquery("g", copy=False), copy=False
        )
        return query.group_by(*dims) if dims else query
    if rolled:
        base = exp.select(*dims, *named(aggregates)).from_(source.subquery("t", copy=False), copy=False)
        source = base.group_by(*dims)
        aggregates = {name: exp.Sum(this=exp.column(name)) for name in aggregates}
    query = exp.select(*dims, *named(_whole(plan, aggregates))).from_(
        source.subquery("g", copy=False), copy=False
    )
    return grouped(query, groups)


def overview_of_queries(plan: MomentPlan, schema: Schema) -> exp.Select:
    """Return the query that counts, for each cut of a ranking, the queries that lie in several of its slices.

    Where queries are weighed, those with several weights come last.
    """
    cuts = range(len(plan.cuts))
    return split_queries(moment_rows(plan, schema, cuts), [*(f"d{cut}" for cut in cuts), *plan.weight.kept])


def residual_query(plan: MomentPlan, schema: Schema, letter: str) -> exp.Select:
    """Return the query for the residuals of one model: ``bin``, ``n``, sums of predictions and of errors."""
    ifs = " ".join(f"WHEN p_{letter} < {edge!r} THEN {at}" for at, edge in enumerate(plan.edges))
    binned = {name: exp.column(name) for name in plan.weight.kept} | {
        "bin": parsed(f"CASE {ifs} ELSE {len(plan.edges)} END" if ifs else "0"),
        "p": exp.column(f"p_{letter}"),
        "e": parsed(f"p_{letter} - y"),
    }
    rows = moment_rows(plan, schema, ()).subquery("r", copy=False)
    source = exp.select(*named(binned)).from_(rows, copy=False).subquery("b", copy=False)
    sums = [parsed(text) for text in ("COUNT(*) AS n", "SUM(p) AS p", "SUM(e) AS e")]
    if plan.weight.column:  # as many rows as there are, with their weighed means
        scaled = "SUM(w * {0}) / SUM(w) * COUNT(*) AS {0}"
        sums = [sums[0], parsed(scaled.format("p")), parsed(scaled.format("e"))]
    query = exp.select("bin", *sums).from_(source, copy=False).group_by("bin", copy=False)
    return query.having(parsed("SUM(w) > 0"), copy=False) if plan.weight.column else query


def tail_query(plan: MomentPlan, schema: Schema, letter: str, share: float) -> exp.Select:
    """Return the query for the largest absolute error of one model that a share of the rows, as they count, reach."""
    weight = "w" if plan.weight.column else "1.0"
    errors = {
        "e": parsed(f"ABS(p_{letter} - y)"),
        "c": parsed(f"SUM({weight}) OVER (ORDER BY ABS(p_{letter} - y) DESC)"),
        "t": parsed(f"SUM({weight}) OVER ()"),
    }
    rows = moment_rows(plan, schema, ()).subquery("r", copy=False)
    source = exp.select(*named(errors)).from_(rows, copy=False).subquery("e", copy=False)
    return exp.select(parsed("MAX(e) AS e")).from_(source, copy=False).where(parsed(f"c >= {share!r} * t"))


def middle_query(plan: MomentPlan, schema: Schema, members: Sequence[int]) -> exp.Select:
    """Return the query for the absolute errors around the middle one, and the largest, in each slice of one slice set.

    Columns: ``d<i>`` for each cut, ``n`` rows of the slice; for each model ``r_c`` a rank that is kept, null elsewhere,
    ``e_c`` the error there, and ``k_c`` how many are at most the lower middle one; ``k`` how many are so for both.
    """
    dims = [f"d{cut}" for cut in members]
    letters = ("b", "c") if plan.baseline is not None else ("c",)
    by = f"PARTITION BY {', '.join(dims)}" if dims else ""
    error = "ABS(p_{0} - y)"
    levels = [
        {"e": error, "r": f"ROW_NUMBER() OVER ({by} ORDER BY {error})"},
        {"t": f"MAX(CASE WHEN 2 * r_{{0}} <= n + 1 THEN e_{{0}} END) OVER ({by})"},
        {"k": f"SUM(CASE WHEN e_{{0}} <= t_{{0}} THEN 1 ELSE 0 END) OVER ({by})"},
    ]
    source: exp.Select = moment_rows(plan, schema, members)
    for at, level in enumerate(levels):
        columns = [f"{text.format(one)} AS {name}_{one}" for name, text in level.items() for one in letters]
        columns += [f"COUNT(*) OVER ({by}) AS n"] if at == 0 else []
        source = exp.select("*", *map(parsed, columns)).from_(source.subquery("r", copy=False), copy=False)
    below = " AND ".join(f"e_{one} <= t_{one}" for one in letters)
    kept = [f"CASE WHEN {_is_kept(one)} THEN r_{one} END AS r_{one}" for one in letters]
    told = [f"{name}_{one}" for name in "ek" for one in letters]
    query = exp.select(
        *dims,
        "n",
        *map(parsed, kept),
        *told,
        parsed(f"SUM(CASE WHEN {below} THEN 1 ELSE 0 END) OVER ({by}) AS k"),
    )
    some = exp.select("*").from_(
        query.from_(source.subquery("m", copy=False), copy=False).subquery("s", copy=False), copy=False
    )
    return some.where(parsed(" OR ".join(f"r_{one} IS NOT NULL" for one in letters)), copy=False)


def _is_kept(letter: str) -> str:
    """Return the condition that a row has one of the ranks that bounds of the median are taken from, or the last."""
    off, step = f"(r_{letter} - n / 2.0)", f"(SQRT(n) / {RANK_STEPS})"
    nearest = f"FLOOR(n / 2.0 + ROUND({off} / {step}) * {step} + 0.5)"
    is_middle = " OR ".join(f"2 * r_{letter} = n + {more}" for more in range(3))
    is_near = f"ABS({off}) <= {WIDEST!r} * SQRT(n) + 1 AND (r_{letter} = {nearest} OR {is_middle})"
    return f"r_{letter} = n OR {is_near}"


def repeated_forecasts(plan: MomentPlan, schema: Schema) -> exp.Select:
    """Return the query that counts rows whose time, series and horizon another row has too."""
    names = {f"k{at}": column_sql(schema.column(name)) for at, name in enumerate(plan.task_columns.named)}
    rows = exp.select(*named(names)).from_(table_sql(schema.table), copy=False).subquery("r", copy=False)
    counted = exp.select(parsed("COUNT(*) - 1 AS n")).from_(rows, copy=False).group_by(*names)
    return exp.select(parsed("COALESCE(SUM(n), 0) AS n")).from_(counted.subquery("v", copy=False), copy=False)


def _aggregates(plan: MomentPlan, needs: Sequence[Term]) -> dict[str, exp.Expr]:
    size = len(plan.columns_for(needs))
    weight = plan.weight_of_unit
    found: dict[str, exp.Expr] = {"n": weight.n}
    if weight.column:
        found["r"] = exp.Count(this=exp.Star())
    elif plan.weight.column:  # a series whose rows all weigh nothing is none
        found["n"], found["r"] = exp.CountIf(this=parsed("q0 > 0")), exp.Count(this=exp.Star())
    found |= {f"s{at}": weight.sum_of(exp.column(f"q{at}")) for at in range(size)}
    for first, second in combinations_with_replacement(range(size), 2):
        product = exp.Mul(this=exp.column(f"q{first}"), expression=exp.column(f"q{second}"))
        found[f"x{first}_{second}"] = weight.sum_of(product)
    return found | {f"z{at}": exp.Sum(this=exp.column(f"z{at}")) for at in _lacking(needs)}


def _whole(plan: MomentPlan, aggregates: dict[str, exp.Expr]) -> dict[str, exp.Expr]:
    """Return the aggregates with counts as whole numbers; some engines make decimals of their sums."""
    counts = {name for name in aggregates if name.startswith(("r", "z"))}
    aggregates = aggregates | {"n": plan.weight_of_unit.whole(aggregates["n"])}
    return {
        name: exp.cast(value, exp.DType.BIGINT) if name in counts else value
        for name, value in aggregates.items()
    }


def _lacking(needs: Sequence[Term]) -> list[int]:
    return [at for at, term in enumerate(needs) if term.undefined]


def _summed(
    plan: MomentPlan, source: exp.Select, groups: Sequence[Sequence[str]], needs: Sequence[Term]
) -> exp.Select:
    """Return one row for each series in each slice, with the sums of its rows."""
    size = len(plan.columns_for(needs))
    sums = {f"q{at}": exp.Sum(this=exp.column(f"q{at}")) for at in range(size)}
    sums |= {f"z{at}": exp.Sum(this=exp.column(f"z{at}")) for at in _lacking(needs)}
    dims = list(dict.fromkeys(name for names in groups for name in names))
    query = exp.select(*dims, *named(sums)).from_(source.subquery("t", copy=False), copy=False)
    return grouped(query, [["u", *names] for names in groups])


def _with_ends(plan: MomentPlan, rows: exp.Select, dims: Sequence[str]) -> exp.Select:
    """Return the rows with ``t<i>_<letter>``, where the tail of each share and model ends in the slice of a row."""
    weight = "w" if plan.weight.column else "1.0"
    by = ", ".join(dims)
    letters = ("b", "c") if plan.baseline is not None else ("c",)
    masses = [parsed(f"SUM({weight}) OVER (PARTITION BY {by}) AS m")]
    masses += [
        parsed(f"SUM({weight}) OVER (PARTITION BY {by} ORDER BY ABS(p_{one} - y) DESC) AS m_{one}")
        for one in letters
    ]
    ends = [
        parsed(
            f"MAX(CASE WHEN m_{one} >= {share!r} * m THEN ABS(p_{one} - y) ELSE 0.0 END) "
            f"OVER (PARTITION BY {by}) AS t{at}_{one}"
        )
        for at, share in enumerate(plan.tail_shares)
        for one in letters
    ]
    massed = exp.select("*", *masses).from_(rows.subquery("r", copy=False), copy=False)
    return exp.select("*", *ends).from_(massed.subquery("m", copy=False), copy=False)


def _row_values(
    plan: MomentPlan, rows: exp.Select, dims: Sequence[str], needs: Sequence[Term], *, is_of_slice: bool
) -> exp.Select:
    """Return one row for each usable row: cuts, ``q<i>`` for each column of the needs, ``z<i>`` where one lacks.

    Where rows are summed to series they are weighed here. A row that weighs nothing lacks nothing.
    """
    chosen: dict[str, exp.Expr] = {name: exp.column(name) for name in (*dims, *plan.weight.kept)}
    values: list[exp.Expr] = []
    is_summed = plan.task_columns.series is not None
    if is_summed:
        chosen["u"] = exp.column("u")
        values.append(parsed("1.0"))
    counts = " AND w > 0" if plan.weight.column else ""
    letters = ("b", "c") if plan.baseline is not None else ("c",)
    for at, term in enumerate(needs):
        lacks = row_lacks(term, letters, plan)
        written = tail_of_slice if is_of_slice and term.kind is Kind.TAIL_ERROR else row_value
        new = written(term, "c", plan)
        if term.undefined:
            chosen[f"z{at}"] = parsed(f"CASE WHEN ({lacks or 'FALSE'}){counts} THEN 1 ELSE 0 END")
        values.append(_or_zero(lacks, new))
        if term.is_of_model and plan.baseline is not None:
            values.append(_or_zero(lacks, f"({new}) - ({written(term, 'b', plan)})"))
    weight = plan.weight if is_summed else ONE_ROW
    chosen |= {f"q{at}": weight.share_of(value) for at, value in enumerate(values)}
    return exp.select(*named(chosen)).from_(rows.subquery("r", copy=False), copy=False)


def moment_rows(
    plan: MomentPlan, schema: Schema, cuts: Sequence[int], needs: Sequence[Term] = ()
) -> exp.Select:
    """Return the usable rows: cuts, ``y``, each model's predictions, scales, and ``u``, the unit."""
    chosen = {f"d{cut}": cut_sql(plan.cuts[cut], schema) for cut in cuts}
    unit = plan.task_columns.query or plan.task_columns.series
    if unit is not None:
        chosen["u"] = column_sql(schema.column(unit))
    columns = {"y": plan.label}
    for letter, given in (("b", plan.baseline), ("c", plan.candidate)):
        columns |= {f"{short}_{letter}": name for short, name in plan.levels(given)}
    conditions: list[exp.Expr] = []
    for alias, name in columns.items():
        column = column_sql(schema.numeric(name))
        chosen[alias] = double(column)
        conditions.append(_is_used(plan, name, column))
    scaled = {str(term.arguments[0]) for term in needs if term.kind.value.endswith("scaled_error")}
    for at, name in enumerate(plan.scales):
        if name in scaled:
            chosen[f"s{at}"] = double(column_sql(schema.numeric(name)))
    chosen |= {one.alias: one.this for one in plan.weight.chosen(schema)}
    conditions += [exp.not_(is_null(column_sql(schema.column(name)))) for name in plan.task_columns.named]
    return exp.select(*named(chosen)).from_(table_sql(schema.table), copy=False).where(*conditions, copy=False)


def _numbers(plan: MomentPlan) -> tuple[str, ...]:
    """Return the columns that must be numbers, each once."""
    models = (name for given in (plan.baseline, plan.candidate) for _, name in plan.levels(given))
    return tuple(dict.fromkeys((plan.label, *models)))


def _is_used(plan: MomentPlan, name: str, column: exp.Expr) -> exp.Expr:
    is_relevance = name == plan.label and plan.task_columns.query is not None
    return usable(column, least=0.0) if is_relevance else usable(column)


def _or_zero(lacks: str, value: str) -> exp.Expr:
    return parsed(f"CASE WHEN {lacks} THEN 0.0 ELSE {value} END" if lacks else value)
