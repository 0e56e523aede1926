"""Quality rules of type ``sql``: one aggregate over the rule's own table, read as a question to the scan."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.contracts.variables import PLACEHOLDERS
from lockgate.domain.errors import ExpressionError
from lockgate.scan.expression import Expression

__all__ = ["SqlQuestion", "read_query"]

_PLACEHOLDER = re.compile(r"\$?\{\s*([A-Za-z_]+)\s*\}")
_COLUMN_WORDS = frozenset(("column", "property", "field"))
_HINT = "write `select count(*) from {object} where ...` or another aggregate of one column; or `type: custom`"
_CLAUSES = {
    "with_": "a common table expression",
    "joins": "a join",
    "laterals": "a join",
    "group": "`group by`",
    "order": "`order by`",
}
_ALLOWED = {exp.Select: {"expressions", "from_", "where"}, exp.Table: {"this", "alias", "db", "catalog"}}
_FUNCTIONS: dict[type[exp.Expr], str] = {
    exp.Sum: "sum", exp.Avg: "mean", exp.Min: "min", exp.Max: "max",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SqlQuestion:
    """What a query asks: ``count``, ``distinct_count``, ``sum``, ``mean``, ``min`` or ``max``, of which rows."""

    function: str
    column: str
    where: Expression | None


def read_query(text: str, tables: frozenset[str], column: str) -> SqlQuestion:
    """Read a query of a quality rule.

    It must be one ``select`` of one aggregate from the rule's own table, with or without ``where``. So it costs
    no query of its own, and nothing of the user's text reaches an engine unread. ``{object}``, ``{table}``,
    ``${table}``, ``{property}``, ``{column}`` and alike stand for the table and column of the rule.

    Parameters
    ----------
    text : str
        The query, in DuckDB's dialect.
    tables : frozenset of str
        Names of the rule's table.
    column : str
        The column the rule stands under, an empty text for the table.

    Raises
    ------
    ExpressionError
        If it is not SQL, or asks something else.

    Examples
    --------
    >>> question = read_query("select count(*) from {object} where {property} < 0", frozenset({"t"}), "air_time")
    >>> question.function, question.where.text
    ('count', '"air_time" < 0')
    """
    select = _parse(_filled(text, tables, column), text)
    _refuse_clauses(text, select)
    from_table = select.find(exp.Table)
    if from_table is None or from_table.name not in tables or not isinstance(from_table.parent, exp.From):
        what = f"table `{from_table.name}`" if from_table else "a query without a table"
        raise ExpressionError.forbidden(text, what, _HINT)
    if len(select.expressions) != 1:
        raise ExpressionError.forbidden(text, f"a query of {len(select.expressions)} values", _HINT)
    where = select.args.get("where")
    condition = where.this if where is not None else None
    function, name, inner = _aggregate(text, select.expressions[0].unalias())
    parts = [part for part in (condition, inner) if part is not None]
    for reference in [found for part in parts for found in part.find_all(exp.Column)]:
        reference.set("table", None)
    joined = exp.and_(*parts).sql(dialect="duckdb") if parts else ""
    return SqlQuestion(function, name, Expression(joined) if joined else None)


def _filled(text: str, tables: frozenset[str], column: str) -> str:
    """Return the query with names for placeholders."""

    def name_of(found: re.Match[str]) -> str:
        word = found.group(1).casefold()
        if word in _COLUMN_WORDS and column:
            return exp.to_identifier(column, quoted=True).sql(dialect="duckdb")
        if word in PLACEHOLDERS - _COLUMN_WORDS:
            return exp.to_identifier(min(tables), quoted=True).sql(dialect="duckdb")
        raise ExpressionError.forbidden(text, f"placeholder `{found.group()}`", _HINT)

    return _PLACEHOLDER.sub(name_of, text)


def _parse(query: str, text: str) -> exp.Select:
    try:
        trees = sqlglot.parse(query, read="duckdb")
    except (SqlglotError, RecursionError) as error:
        raise ExpressionError.unparsable(text, str(error).splitlines()[0]) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Select):
        raise ExpressionError.forbidden(text, "anything but one `select`", _HINT)
    return trees[0]


def _refuse_clauses(text: str, select: exp.Select) -> None:
    """Refuse whatever is not read, so that no part of the question is dropped."""
    if any(found is not select for found in select.find_all(exp.Query)):
        raise ExpressionError.forbidden(text, "a subquery", _HINT)
    for node in (select, *select.find_all(exp.Table)):
        for clause, value in node.args.items():
            if value and clause not in _ALLOWED[type(node)]:
                what = _CLAUSES.get(clause, f"`{clause.rstrip('_')}`")
                raise ExpressionError.forbidden(text, what, _HINT)


def _aggregate(text: str, value: exp.Expr) -> tuple[str, str, exp.Expr | None]:
    """Return the function, its column, and a condition that it puts on rows."""
    if isinstance(value, exp.Filter):
        function, column, inner = _aggregate(text, value.this)
        condition = value.expression.this
        return function, column, condition if inner is None else exp.and_(condition, inner)
    if isinstance(value, exp.CountIf):
        return "count", "", value.this
    if isinstance(value, exp.Count):
        return _count(text, value)
    function = _FUNCTIONS.get(type(value), "")
    if function and isinstance(value.this, exp.Column):
        return function, value.this.name, None
    if function == "sum" and (condition := _counted_case(value.this)) is not None:
        return "count", "", condition
    raise ExpressionError.forbidden(text, f"`{value.sql(dialect='duckdb')}`", _HINT)


def _count(text: str, value: exp.Count) -> tuple[str, str, exp.Expr | None]:
    what = value.this
    if isinstance(what, exp.Star | exp.Literal):
        return "count", "", None
    if isinstance(what, exp.Column):
        return "count", "", exp.not_(exp.Is(this=what.copy(), expression=exp.Null()))
    if (
        isinstance(what, exp.Distinct)
        and len(what.expressions) == 1
        and isinstance(what.expressions[0], exp.Column)
    ):
        return "distinct_count", what.expressions[0].name, None
    raise ExpressionError.forbidden(text, f"`{value.sql(dialect='duckdb')}`", _HINT)


def _counted_case(value: exp.Expr) -> exp.Expr | None:
    """Return the condition of ``case when condition then 1 else 0 end``, None for any other expression."""
    if not isinstance(value, exp.Case) or value.this is not None or len(value.args["ifs"]) != 1:
        return None
    branch, other = value.args["ifs"][0], value.args.get("default")
    is_one = isinstance(branch.args["true"], exp.Literal) and branch.args["true"].this == "1"
    is_zero = other is None or (isinstance(other, exp.Literal) and other.this == "0")
    return branch.this if is_one and is_zero else None
