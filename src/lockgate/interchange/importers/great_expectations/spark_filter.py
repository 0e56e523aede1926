"""Row conditions in the SQL of Spark, as SQL that keeps the same rows."""

from __future__ import annotations

import re

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.domain.errors import ExpressionError

__all__ = ["filter_sql"]

_NULLS = {"isnull": exp.Is, "isnotnull": exp.Is}
_ZONE = re.compile(r"([zZ]|[+-]\d\d(:?\d\d)?|[A-Za-z]+/\w+)\s*$")


def filter_sql(text: str) -> exp.Expr:
    r"""Return the SQL that keeps the rows which ``DataFrame.filter`` of Spark would keep.

    There a text may stand in double quotes, a name stands in backticks, and rows for which the condition is unknown
    are left out.

    Raises
    ------
    ExpressionError
        If it cannot be parsed. What no predicate may use is found where it becomes an `Expression`.

    Examples
    --------
    >>> filter_sql('`pick up` == "JFK" and not isnull(fare)').sql("duckdb")
    '"pick up" = \'JFK\' AND NOT ("fare" IS NULL)'
    """
    try:
        tree = sqlglot.parse_one(text, read="spark")
    except (SqlglotError, RecursionError) as error:
        raise ExpressionError.unparsable(text, "it is no condition in the SQL of Spark") from error
    tree = tree.transform(_rewritten)
    for column in tree.find_all(exp.Column):
        column.this.set("quoted", True)
    return tree


def _rewritten(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and node.name.lower() in _NULLS and len(node.expressions) == 1:
        null = exp.Is(this=node.expressions[0], expression=exp.Null())
        return exp.paren(null if node.name.lower() == "isnull" else exp.not_(null))
    is_zoned = isinstance(node, exp.Cast) and node.to.this == exp.DType.TIMESTAMPTZ
    if is_zoned and isinstance(node.this, exp.Literal) and not _ZONE.search(node.this.name):
        return exp.cast(node.this, exp.DType.TIMESTAMP)  # an instant without a zone is one of the session
    return node
