"""What PostgreSQL says differently.

It compares NaN as DuckDB does: equal to itself and greater than every number. Texts are compared by their bytes,
whatever the collation of the database, for so do DuckDB and Spark.
"""

from __future__ import annotations

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.scan.dialects.gaps import SPELLINGS
from lockgate.scan.dialects.regex import POSTGRES
from lockgate.scan.dialects.rewriting import Rules, by_name, physical_of, rewritten
from lockgate.scan.dialects.shared import (
    COMPARISONS,
    ROW_ID,
    as_float_column,
    bytes_in,
    divided,
    known_ends,
    natural_number,
    ordered_rows,
    whole_seconds,
    written_pattern,
)

__all__ = ["postgres_tree"]

_ENGINE = "PostgreSQL"
_FLOATS = ("DOUBLE", "FLOAT")


def postgres_tree(tree: exp.Expr) -> exp.Expr:
    """Return a tree that PostgreSQL understands and answers as DuckDB answers the given one.

    A map becomes a row of two arrays, and a collection of the first rows a subquery that keeps no more than it returns.

    Raises
    ------
    DataError
        If PostgreSQL cannot be asked that.
    """
    return rewritten(tree, _RULES)


def _column(node: exp.Expr) -> exp.Expr:
    return exp.cast(node.copy(), "text") if physical_of(node) == "UUID" else node


def _is_nan(node: exp.Expr) -> exp.Expr:
    return exp.EQ(this=node.this, expression=exp.cast(exp.Literal.string("NaN"), "double"))


def _is_inf(node: exp.Expr) -> exp.Expr:
    infinity = exp.cast(exp.Literal.string("Infinity"), "double")
    return exp.EQ(this=exp.Abs(this=exp.cast(node.this, "double")), expression=infinity)


def _by_bytes(node: exp.Expr) -> exp.Expr:
    """Return the node with texts in it in the order of their bytes."""
    for name in ("this", "expression"):
        side = node.args.get(name)
        if side is not None and physical_of(side) == "VARCHAR":
            node.set(name, exp.Collate(this=side.copy(), expression=exp.to_identifier("C", quoted=True)))
    return node


def _in(node: exp.Expr) -> exp.Expr:
    """Look a value up in a query's answer by its index: a list that is too long for memory is read for each row."""
    query = node.args.get("query")
    if query is None:
        return as_float_column(node)
    held = exp.column(_LISTED, table="q", quoted=True)
    listed = exp.alias_(query.unnest().subquery(), "q", table=[exp.to_identifier(_LISTED, quoted=True)])
    return exp.Exists(this=exp.select("1").from_(listed).where(exp.EQ(this=held, expression=node.this)))


_LISTED = "lockgate v"  # no table has a column of that name


def _compared(node: exp.Expr) -> exp.Expr:
    return _by_bytes(as_float_column(node))


def _extreme(node: exp.Expr) -> exp.Expr:
    if physical_of(node.this) == "BOOLEAN":
        return exp.LogicalAnd(this=node.this) if isinstance(node, exp.Min) else exp.LogicalOr(this=node.this)
    return _by_bytes(node)


def _sum(node: exp.Expr) -> exp.Expr:
    """Add single-precision floats up in double precision, as DuckDB does."""
    if physical_of(node.this) == "FLOAT":
        node.set("this", exp.cast(node.this.copy(), "double"))
    return node


def _count_if(node: exp.Expr) -> exp.Expr:
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=node.this))


def _filter(node: exp.Expr) -> exp.Expr:
    """Return a filter of a filter as one."""
    inner = node.this
    if not isinstance(inner, exp.Filter):
        return node
    both = exp.and_(inner.expression.this, node.expression.this)
    return exp.Filter(this=inner.this, expression=exp.Where(this=both))


def _matches(node: exp.Expr) -> exp.Expr:
    return exp.RegexpLike(this=node.this, expression=written_pattern(node.expression, _ENGINE, POSTGRES))


def _replaced(node: exp.Expr) -> exp.Expr:
    pattern = written_pattern(node.expression, _ENGINE, POSTGRES)
    parts = [node.this, pattern, node.args["replacement"], exp.Literal.string("g")]
    return exp.Anonymous(this="REGEXP_REPLACE", expressions=parts)


def _window(node: exp.Expr) -> exp.Expr:
    return ordered_rows(node, _ENGINE)


def _try_cast(node: exp.Expr) -> exp.Expr:
    """Return null where a number does not fit; of texts PostgreSQL reads other spellings."""
    value, target = node.this, node.args["to"]
    if physical_of(value) == "VARCHAR":
        raise DataError.gap(_ENGINE, SPELLINGS)
    whole = (
        exp.Round(this=value.copy()) if physical_of(value) in _FLOATS and _is_whole(target) else value.copy()
    )
    kind = exp.Literal.string(target.sql("postgres"))
    fits = exp.Anonymous(this="PG_INPUT_IS_VALID", expressions=[exp.cast(whole, "text"), kind])
    return exp.Case().when(fits, exp.Cast(this=value.copy(), to=target.copy()))


def _is_whole(kind: exp.DataType) -> bool:
    return kind.this in exp.DataType.INTEGER_TYPES


def _round(node: exp.Expr) -> exp.Expr:
    """Round floats to some digits as exact numbers: PostgreSQL has no other way to."""
    if node.args.get("decimals") is None or physical_of(node.this) not in _FLOATS:
        return node
    exact = exp.Round(this=exp.cast(node.this.copy(), "decimal"), decimals=node.args["decimals"].copy())
    return exp.cast(exact, "double")


def _mod(node: exp.Expr) -> exp.Expr:
    """Return the remainder of floats by division: PostgreSQL has it for exact numbers only."""
    if not any(physical_of(side) in _FLOATS for side in (node.this, node.expression)):
        return node
    above, below = (exp.cast(side.unnest().copy(), "double") for side in (node.this, node.expression))
    times = exp.Trunc(this=exp.Div(this=above, expression=below, typed=True))
    return exp.paren(exp.Sub(this=above.copy(), expression=exp.Mul(this=below.copy(), expression=times)))


def _epoch_us(node: exp.Expr) -> exp.Expr:
    seconds = exp.Extract(this=exp.var("EPOCH"), expression=node.expressions[0])
    return exp.cast(exp.Mul(this=seconds, expression=exp.Literal.number(1_000_000)), "bigint")


def _epoch(node: exp.Expr) -> exp.Expr:
    return exp.cast(exp.Extract(this=exp.var("EPOCH"), expression=node.expressions[0]), "double")


def _hash(node: exp.Expr) -> exp.Expr:
    parts = [exp.cast(part.copy(), "text") for part in node.expressions]
    text = exp.Anonymous(this="CONCAT_WS", expressions=[exp.Literal.string(":"), *parts])
    hashed = exp.Anonymous(this="HASHTEXTEXTENDED", expressions=[text, exp.Literal.number(0)])
    return exp.paren(natural_number(hashed))


def _map(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="ROW", expressions=[node.args["keys"], node.args["values"]])


def _select(node: exp.Expr) -> exp.Expr:
    """Return a select whose collections of first rows are subqueries of their own, which keep only what they return."""
    source = node.args.get("from_")
    firsts = [(part, _first_rows(part)) for part in node.expressions]
    if source is None or not any(first for _, first in firsts):
        return node
    for part, first in firsts:
        if first is not None:
            part.replace(_collected(*first, source.this))
    if all(first is not None for _, first in firsts):
        node.set("from_", None)  # nothing is left to aggregate
    return node


def _first_rows(part: exp.Expr) -> tuple[exp.Expr, exp.Expr] | None:
    """Return the call that collects the first rows and its condition, None for any other expression."""
    inner = part.unalias()
    if not isinstance(inner, exp.Filter) or inner.this.name.upper() != "ARG_MIN":
        return None
    return inner.this, inner.expression.this


def _collected(call: exp.Expr, condition: exp.Expr, source: exp.Expr) -> exp.Expr:
    row, order, limit = (part.copy() for part in call.expressions)
    rows = exp.select(row).from_(source.copy()).where(condition.copy()).order_by(order).limit(limit)
    return exp.Anonymous(this="ARRAY", expressions=[rows])


def _struct_pack(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="ROW", expressions=[field.expression for field in node.expressions])


_RULES: Rules = {
    exp.Anonymous: by_name({
        "EPOCH": _epoch,
        "EPOCH_US": _epoch_us,
        "HASH": _hash,
        ROW_ID: lambda node: exp.Window(this=exp.RowNumber()),  # noqa: ARG005 - a rule's form
        "STRUCT_PACK": _struct_pack,
    }),
    exp.ApproxDistinct: lambda node: exp.Count(this=exp.Distinct(expressions=[node.this])),
    exp.ByteLength: bytes_in,
    exp.Column: _column,
    exp.CountIf: _count_if,
    exp.Div: divided,
    exp.Extract: whole_seconds,
    exp.Filter: _filter,
    exp.Greatest: known_ends,
    exp.In: _in,
    exp.IsInf: _is_inf,
    exp.IsNan: _is_nan,
    exp.Least: known_ends,
    exp.List: lambda node: exp.ArrayAgg(this=node.expressions[0]),
    exp.Map: _map,
    exp.Max: _extreme,
    exp.Min: _extreme,
    exp.Mod: _mod,
    exp.Ordered: _by_bytes,
    exp.RegexpLike: _matches,
    exp.RegexpReplace: _replaced,
    exp.Round: _round,
    exp.Select: _select,
    exp.Sum: _sum,
    exp.TryCast: _try_cast,
    exp.Window: _window,
    **dict.fromkeys(COMPARISONS, _compared),
}  # fmt: skip
