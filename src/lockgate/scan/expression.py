"""Predicates that users write in SQL: parsed, checked against an allow-list, and only then used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.domain.errors import DataError, ExpressionError
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["ALLOWED_FUNCTIONS", "Expression", "ValueExpression"]

ALLOWED_FUNCTIONS = (
    "abs", "ceil", "coalesce", "concat", "contains", "day", "ends_with", "exp", "extract", "floor", "greatest",
    "hour", "if", "isinf", "isnan", "least", "left", "length", "ln", "log", "lower", "ltrim", "minute", "mod",
    "month", "nullif", "pow", "power", "quarter", "regexp_like", "regexp_matches", "replace", "right", "round",
    "rtrim", "second", "sign", "sqrt", "starts_with", "substr", "substring", "trim", "upper", "week", "year",
)  # fmt: skip
"""Functions that a predicate may call; all are pure and work on one row."""

_NODES: tuple[type[exp.Expr], ...] = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Not, exp.And, exp.Or,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between, exp.Like, exp.ILike,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg, exp.Case, exp.If, exp.Cast, exp.TryCast,
    exp.DataType, exp.DataTypeParam, exp.Interval, exp.Var, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Escape,
    exp.Tuple, exp.DPipe,
)  # fmt: skip

_FUNCTIONS: tuple[type[exp.Expr], ...] = (
    exp.Abs, exp.Ceil, exp.Coalesce, exp.Concat, exp.Contains, exp.Day, exp.EndsWith, exp.Exp, exp.Extract,
    exp.Floor, exp.Greatest, exp.Hour, exp.IsInf, exp.IsNan, exp.Least, exp.Left, exp.Length, exp.Ln, exp.Log,
    exp.Lower, exp.Minute, exp.Month, exp.Nullif, exp.Pow, exp.Quarter, exp.RegexpLike, exp.Replace, exp.Right,
    exp.Round, exp.Second, exp.Sign, exp.Sqrt, exp.StartsWith, exp.Substring, exp.Trim, exp.Upper, exp.Week,
    exp.Year,
)  # fmt: skip

_NEVER_BOOLEAN: tuple[type[exp.Expr], ...] = (
    exp.Abs, exp.Add, exp.Ceil, exp.Concat, exp.DPipe, exp.Day, exp.Div, exp.Exp, exp.Extract, exp.Floor,
    exp.Hour, exp.IntDiv, exp.Interval, exp.Left, exp.Length, exp.Literal, exp.Ln, exp.Log, exp.Lower, exp.Minute,
    exp.Mod, exp.Month, exp.Mul, exp.Neg, exp.Null, exp.Pow, exp.Quarter, exp.Replace, exp.Right, exp.Round,
    exp.Second, exp.Sign, exp.Sqrt, exp.Sub, exp.Substring, exp.Trim, exp.Tuple, exp.Upper, exp.Week, exp.Year,
)  # fmt: skip
"""What engines would turn into true or false without being asked."""

_TYPES = frozenset({
    "BIGINT", "BOOLEAN", "DATE", "DECIMAL", "DOUBLE", "FLOAT", "INT", "INT128", "SMALLINT", "TEXT", "TIME",
    "TIMESTAMP", "TIMESTAMPNTZ", "TIMESTAMPTZ", "TINYINT", "UBIGINT", "UINT", "USMALLINT", "UTINYINT", "UUID",
})  # fmt: skip
"""Types that a predicate may cast to; any other name would reach the engine as it was written."""

_PLAIN_WORD = re.compile("[A-Za-z_]+")
"""Units and parts of an instant: SQL is made of them as they stand, so they must be words and nothing else."""

_INCOMPLETE = re.compile(r"Required keyword: '\w+' missing for <class '[^']*'>")
_PLACE = re.compile(r"\. Line 1, Col: (\d+)")
_BOOLEAN = "the whole must be boolean, true or false for each row: compare it with something"

_LONGEST = 10_000
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Expression:
    """A boolean SQL expression over the columns of one table.

    Written in DuckDB's dialect. Only comparisons, arithmetic, ``case``, ``cast`` and `ALLOWED_FUNCTIONS` are
    accepted: no subquery, no aggregate, no window, no table, no parameter. Parsed when it is made.

    Parameters
    ----------
    text : str
        The expression, such as ``arr_delay - dep_delay < 600``.

    Raises
    ------
    ExpressionError
        If the text is not one expression, or uses something outside the allow-list.

    Examples
    --------
    >>> Expression("dep_delay <= arr_delay + 60").columns
    ('arr_delay', 'dep_delay')
    >>> Expression("x = 1; drop table t")
    Traceback (most recent call last):
        ...
    lockgate.domain.errors.tables.ExpressionError: [LG302] expression 'x = 1; drop table t': `;` is not allowed.
      hint: write one boolean expression over the columns of the table
    """

    text: str

    def __post_init__(self) -> None:
        _boolean(self.text)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns used, sorted."""
        return _columns(_boolean(self.text))

    def sql(self, schema: Schema) -> exp.Expr:
        """Return the parsed expression with each column as the table spells it.

        Raises
        ------
        ColumnNotFoundError, DataError
            If the table lacks a column that is used, or the whole is a column that is not boolean.
        """
        tree = _boolean(self.text)
        root = tree.unnest()
        if isinstance(root, exp.Column):
            whole = schema.column(root.name)
            if whole.logical is not LogicalType.BOOLEAN:
                raise DataError.wrong_type(schema.table, whole.name, "boolean to be a filter", whole.physical)
        return _of_table(tree, schema)


@dataclass(frozen=True, slots=True)
class ValueExpression:
    """An SQL expression over the columns of one table that gives a value for each row.

    What is accepted is what `Expression` accepts; the whole may be of any type.

    Parameters
    ----------
    text : str
        The expression, such as ``extract(dow from time_hour)``.

    Raises
    ------
    ExpressionError
        If the text is not one expression, or uses something outside the allow-list.

    Examples
    --------
    >>> ValueExpression("distance / air_time").columns
    ('air_time', 'distance')
    >>> ValueExpression("max(distance)")
    Traceback (most recent call last):
        ...
    lockgate.domain.errors.tables.ExpressionError: [LG302] expression 'max(distance)': aggregate `max` is not allowed.
      hint: allowed functions: abs, ceil, ...
    """

    text: str

    def __post_init__(self) -> None:
        _parse(self.text, _VALUE)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns used, sorted."""
        return _columns(_parse(self.text, _VALUE))

    def sql(self, schema: Schema) -> exp.Expr:
        """Return the parsed expression with each column as the table spells it.

        Raises
        ------
        ColumnNotFoundError
            If the table lacks a column that is used.
        """
        return exp.paren(_of_table(_parse(self.text, _VALUE), schema))


def _columns(tree: exp.Expr) -> tuple[str, ...]:
    return tuple(sorted({column.name for column in tree.find_all(exp.Column)}))


def _of_table(parsed: exp.Expr, schema: Schema) -> exp.Expr:
    """Return a copy in which each column is spelled as in the table."""
    tree = parsed.copy()
    for column in list(tree.find_all(exp.Column)):
        known = schema.column(column.name)
        column.set("this", exp.to_identifier(known.name, quoted=True))
        column.meta["physical"] = known.physical
    return tree


def _boolean(text: str) -> exp.Expr:
    tree = _parse(text, _CONDITION)
    root = tree.unnest()
    if isinstance(root, _NEVER_BOOLEAN):
        raise ExpressionError.forbidden(text, f"{_name_of(root)} as the whole", _BOOLEAN)
    return tree


_CONDITION = "boolean expression", "The whole must be boolean: true or false for each row"
_VALUE = "expression", "The whole must give one value for each row"


@lru_cache(maxsize=4096)
def _parse(text: str, wanted: tuple[str, str]) -> exp.Expr:
    only_one = f"write one {wanted[0]} over the columns of the table"
    if len(text) > _LONGEST:
        raise ExpressionError.forbidden(text[:80], f"a text of more than {_LONGEST:,} characters", only_one)
    try:
        trees = sqlglot.parse(text, read="duckdb")
    except (SqlglotError, RecursionError) as error:
        reason = str(error).splitlines()[0] if isinstance(error, SqlglotError) else "too deep"
        raise ExpressionError.unparsable(text, f"{_plain(reason)}. {wanted[1]}") from error
    if len(trees) > 1:
        raise ExpressionError.forbidden(text, "`;`", only_one)
    tree = trees[0]
    if tree is None:
        raise ExpressionError.unparsable(text, "it is empty")
    _check(text, tree)
    return tree


def _check(text: str, tree: exp.Expr) -> None:
    for node in tree.walk():
        if node.depth > _DEEPEST:
            raise ExpressionError.forbidden(
                text, f"nesting deeper than {_DEEPEST}", "write a simpler expression"
            )
        if isinstance(node, exp.Column) and (node.table or isinstance(node.this, exp.Star)):
            raise ExpressionError.forbidden(text, f"`{node.sql()}`", "use plain column names of the table")
        if not isinstance(node, _NODES + _FUNCTIONS) and not _is_allowed_call(node):
            what = _name_of(node)
            raise ExpressionError.forbidden(text, what, f"allowed functions: {', '.join(ALLOWED_FUNCTIONS)}")
        if isinstance(node, exp.DataType) and not _is_plain_type(node):
            raise ExpressionError.forbidden(text, "a cast to this type", "cast to a plain type, such as bigint")
        if isinstance(node, exp.Extract | exp.Var) and not _PLAIN_WORD.fullmatch(node.name):
            raise ExpressionError.forbidden(text, f"the part or unit {node.name!r}", "name one, such as year")
        node.comments = None  # a comment says nothing to an engine


def _is_allowed_call(node: exp.Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() in ALLOWED_FUNCTIONS


def _is_plain_type(node: exp.DataType) -> bool:
    is_known = getattr(node.this, "value", "") in _TYPES
    return is_known and all(isinstance(part, exp.DataTypeParam) for part in node.expressions)


def _name_of(node: exp.Expr) -> str:
    if isinstance(node, exp.Subquery | exp.Query):
        return "a subquery"
    if isinstance(node, exp.Anonymous):
        return f"function `{node.name}`"
    if isinstance(node, exp.AggFunc):
        return f"aggregate `{node.key}`"
    if isinstance(node, exp.Func):
        return f"function `{node.sql_name().lower()}`"
    return f"`{node.key}`"


def _plain(reason: str) -> str:
    """Return the parser's reason without terminal underlining and the parser's own class names."""
    text = reason.replace("\x1b[4m", "").replace("\x1b[0m", "")
    text = _INCOMPLETE.sub("something is missing", text)
    text = _PLACE.sub(r" at character \1", text)
    return text.rstrip(".")
