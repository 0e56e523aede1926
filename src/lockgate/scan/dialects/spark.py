"""What Apache Spark says differently.

It compares NaN as DuckDB does: equal to itself and greater than every number. Its sessions are asked with the time zone
UTC and in ANSI mode, so that a cast or a sum that does not fit is an error and never null.
"""

from __future__ import annotations

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.scan.dialects.gaps import SPELLINGS
from lockgate.scan.dialects.regex import JAVA
from lockgate.scan.dialects.rewriting import Rules, by_name, physical_of, rewritten
from lockgate.scan.dialects.shared import (
    COMPARISONS,
    ROW_ID,
    as_float_column,
    bytes_in,
    divided,
    is_zoned_text,
    known_ends,
    natural_number,
    ordered_rows,
    whole_seconds,
    written_pattern,
)

__all__ = ["spark_tree"]

_ENGINE = "Apache Spark"


def spark_tree(tree: exp.Expr) -> exp.Expr:
    """Return a tree that Spark understands and answers as DuckDB answers the given one.

    Raises
    ------
    DataError
        If Spark cannot be asked that.
    """
    return rewritten(tree, _RULES)


def _is_inf(node: exp.Expr) -> exp.Expr:
    infinity = exp.cast(exp.Literal.string("infinity"), "double")
    return exp.EQ(this=exp.Abs(this=node.this), expression=infinity)


def _cast(node: exp.Expr) -> exp.Expr:
    if is_zoned_text(node):  # UTC is said, as DuckDB says it
        return exp.Concat(expressions=[node.copy(), exp.Literal.string("+00")])
    return node


def _common_table(node: exp.Expr) -> exp.Expr:
    node.set("materialized", None)  # Spark itself chooses, and has no word for it
    return node


def _data_type(node: exp.Expr) -> exp.Expr:
    """Return the type without a zone where DuckDB's has none: Spark's ``TIMESTAMP`` is an instant."""
    if node.this in (exp.DType.TIMESTAMP, exp.DType.TIMESTAMP_NS):
        return exp.DataType(this=exp.DType.TIMESTAMPNTZ)
    if node.this is exp.DType.TIME:  # sqlglot knows of none in Spark
        return exp.DataType(this=exp.DType.USERDEFINED, kind="TIME")
    return node


def _matches(node: exp.Expr) -> exp.Expr:
    return exp.RegexpLike(this=node.this, expression=written_pattern(node.expression, _ENGINE, JAVA))


def _replaced(node: exp.Expr) -> exp.Expr:
    node.set("expression", written_pattern(node.expression, _ENGINE, JAVA))
    return node


def _within_group(node: exp.Expr) -> exp.Expr:
    """Return the exact quantile: sqlglot would take an approximate one."""
    name = {exp.PercentileCont: "PERCENTILE_CONT", exp.PercentileDisc: "PERCENTILE_DISC"}.get(type(node.this))
    if name is None:
        return node
    values = [exp.Ordered(this=part.this, nulls_first=True) for part in node.expression.expressions]
    call = exp.Anonymous(this=name, expressions=[node.this.this])
    return exp.WithinGroup(this=call, expression=exp.Order(expressions=values))


def _window(node: exp.Expr) -> exp.Expr:
    return ordered_rows(node, _ENGINE)


def _try_cast(node: exp.Expr) -> exp.Expr:
    if physical_of(node.this) == "VARCHAR":
        raise DataError.gap(_ENGINE, SPELLINGS)
    node.set("safe", True)
    return node


def _any_value(node: exp.Expr) -> exp.Expr:
    """Return the first value that is not null: Spark would take a null as well as another."""
    return exp.Anonymous(this="ANY_VALUE", expressions=[node.this, exp.true()])


def _listed(value: exp.Expr) -> exp.Expr:
    """Return the list of all values; Spark would leave nulls out, and two lists would no longer fit."""
    kept = exp.Anonymous(this="NAMED_STRUCT", expressions=[exp.Literal.string("v"), value])
    every = exp.Anonymous(this="COLLECT_LIST", expressions=[kept])
    return exp.Dot(this=every, expression=exp.to_identifier("v"))


def _filter(node: exp.Expr) -> exp.Expr:
    """Return the filter where it belongs: within a list that `_listed` has made."""
    if not isinstance(node.this, exp.Dot):
        return node
    every = exp.Filter(this=node.this.this, expression=node.expression)
    return exp.Dot(this=exp.paren(every, copy=False), expression=node.this.expression)


def _hash(node: exp.Expr) -> exp.Expr:
    return exp.paren(natural_number(exp.Anonymous(this="XXHASH64", expressions=node.expressions)))


def _epoch(node: exp.Expr) -> exp.Expr:
    instant = exp.cast(node.expressions[0], "timestamptz")
    micros = exp.Anonymous(this="UNIX_MICROS", expressions=[instant])
    return exp.paren(
        exp.Div(this=exp.cast(micros, "double"), expression=exp.Literal.number(1_000_000), typed=True)
    )


def _arg_min(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="MIN_BY", expressions=node.expressions)


def _extract(node: exp.Expr) -> exp.Expr:
    """Return the part of an instant: Spark has another name for one, another Sunday, and seconds with a fraction."""
    part = node.name.upper()
    if part == "ISODOW":
        return exp.Extract(this=exp.var("DAYOFWEEK_ISO"), expression=node.expression)
    if part == "DOW":
        return exp.paren(exp.Sub(this=node.copy(), expression=exp.Literal.number(1)))
    return whole_seconds(node)


def _struct_pack(node: exp.Expr) -> exp.Expr:
    named = [part for field in node.expressions for part in (exp.Literal.string(field.name), field.expression)]
    return exp.Anonymous(this="NAMED_STRUCT", expressions=named)


_RULES: Rules = {
    exp.Anonymous: by_name({
        "ARG_MIN": _arg_min,
        "EPOCH": _epoch,
        "EPOCH_US": lambda node: exp.Anonymous(this="UNIX_MICROS", expressions=node.expressions),
        "HASH": _hash,
        ROW_ID: lambda node: exp.Anonymous(this="MONOTONICALLY_INCREASING_ID"),  # noqa: ARG005 - a rule's form
        "STRUCT_PACK": _struct_pack,
    }),
    exp.AnyValue: _any_value,
    exp.ArrayAgg: lambda node: _listed(node.this),
    exp.ByteLength: bytes_in,
    exp.CTE: _common_table,
    exp.Cast: _cast,
    exp.DataType: _data_type,
    exp.Div: divided,
    exp.Extract: _extract,
    exp.Filter: _filter,
    exp.Greatest: known_ends,
    exp.In: as_float_column,
    exp.IsInf: _is_inf,
    exp.Least: known_ends,
    exp.List: lambda node: _listed(node.expressions[0]),
    exp.RegexpLike: _matches,
    exp.RegexpReplace: _replaced,
    exp.TryCast: _try_cast,
    exp.Window: _window,
    exp.WithinGroup: _within_group,
    **dict.fromkeys(COMPARISONS, as_float_column),
}  # fmt: skip
