"""Queries whose rows are unexpected: the forms that a check asks as well."""

from __future__ import annotations

from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried, NotCarriedError
from lockgate.scan.expression import Expression

__all__ = ["unexpected_rows"]

_BATCH = "batch"
_READ = frozenset(
    ("expressions", "from_", "where", "kind", "distinct", "order", "limit", "group", "having", "joins")
)
_FORMS = (
    "read are `select ... from {batch} where ...`, keys that repeat (`group by ... having count(*) > 1`) and rows "
    "without a partner (`left join ... where ... is null`)"
)


def unexpected_rows(asked: Asked) -> Iterator[Carried]:
    """Yield what fails where the query returns a row; how many, in which order, does not matter.

    A condition is a row predicate, and every row is one too many without it. An aggregate without groups always returns
    its one row, which fails, as there. Groups of more than one row are keys that repeat. A left join whose partner is
    missing is a foreign key, which may not be null either.
    """
    query = _parsed(asked.text("unexpected_rows_query"))
    if query.args.get("joins"):
        yield from _without_partner(query)
    elif query.args.get("group") or query.args.get("having"):
        yield _repeated(query)
    else:
        yield _picked(query)


def _refuse() -> NotCarriedError:
    return NotCarriedError(f"no check asks this query: {_FORMS}")


def _parsed(text: str) -> exp.Select:
    try:
        query = sqlglot.parse_one(text.replace("{batch}", _BATCH), read="duckdb")
    except (SqlglotError, RecursionError) as error:
        message = "the query cannot be parsed"
        raise NotCarriedError(message) from error
    is_read = isinstance(query, exp.Select) and not {key for key, part in query.args.items() if part} - _READ
    table = query.args["from_"].this if is_read and query.args.get("from_") else None
    is_of_batch = isinstance(table, exp.Table) and table.name == _BATCH and not table.db
    if not isinstance(query, exp.Select) or not is_of_batch or len(list(query.find_all(exp.Query))) > 1:
        raise _refuse()
    limit = query.args.get("limit")
    if limit is not None and not _is_number(limit.expression, at_least=1):
        raise _refuse()
    return query


def _is_number(node: exp.Expr | None, *, at_least: int) -> bool:
    return isinstance(node, exp.Literal) and node.name.isdecimal() and int(node.name) >= at_least


def _condition(query: exp.Select) -> str:
    """Return the condition on rows, with plain names of columns; empty where there is none."""
    where = query.args.get("where")
    if where is None:
        return ""
    for column in where.find_all(exp.Column):
        column.set("table", None)
    return str(where.this.sql("duckdb"))


def _picked(query: exp.Select) -> Carried:
    if any(item.find(exp.Window) for item in query.expressions):
        raise _refuse()
    if any(item.find(exp.AggFunc) for item in query.expressions):
        return _aggregated(query)
    condition = _condition(query)
    if not condition:
        return Carried(ask("row_count", requirement=Requirement(Operator.MUST_BE, (0,))))
    return Carried(ask("row_predicate", expression=Expression(f"NOT ({condition})")))


def _aggregated(query: exp.Select) -> Carried:
    """Return a check that nothing passes: whatever an aggregate of all rows is, a row comes back with it."""
    if not all(isinstance(item.unalias(), exp.AggFunc) for item in query.expressions):
        raise _refuse()
    condition = _condition(query)
    check = ask("row_count", requirement=Requirement(Operator.MUST_BE_LESS_THAN, (0,)))
    return Carried(check, where=Expression(condition) if condition else None)


def _repeated(query: exp.Select) -> Carried:
    group, having = query.args.get("group"), query.args.get("having")
    keys = group.expressions if group is not None else []
    is_plain = bool(keys) and all(isinstance(key, exp.Column) for key in keys)
    if not is_plain or having is None or not _is_several(having.this.unnest()):
        raise _refuse()
    condition = _condition(query)
    check = ask("uniqueness", columns=tuple(dict.fromkeys(key.name for key in keys)), skip_nulls="never")
    return Carried(check, where=Expression(condition) if condition else None)


def _is_several(having: exp.Expr) -> bool:
    """Tell whether a condition is that a group has more than one row."""
    counted = having.this if isinstance(having, exp.GT | exp.GTE) else None
    is_count = isinstance(counted, exp.Count) and isinstance(counted.this, exp.Star | exp.Literal)
    bound = having.args.get("expression")
    least = 2 if isinstance(having, exp.GTE) else 1
    return is_count and _is_number(bound, at_least=least) and not _is_number(bound, at_least=least + 1)


def _without_partner(query: exp.Select) -> Iterator[Carried]:
    joins, where = query.args["joins"], query.args.get("where")
    other, on = joins[0].this, joins[0].args.get("on")
    is_left = len(joins) == 1 and joins[0].side == "LEFT" and joins[0].kind in ("", "OUTER")
    if not is_left or not isinstance(other, exp.Table) or other.db or on is None or query.args.get("group"):
        raise _refuse()
    condition = on.unnest()
    parts = condition.flatten() if isinstance(condition, exp.And) else [condition]
    pairs = [_pair(part, other.alias_or_name) for part in parts]
    if not _is_missing(where, other.alias_or_name, {right for _, right in pairs}):
        raise _refuse()
    columns, to_columns = (tuple(names) for names in zip(*pairs, strict=True))
    yield Carried(ask("referential_integrity", columns=columns, to_table=other.name, to_columns=to_columns))
    for column in columns:
        yield Carried(ask("completeness", column=column))


def _is_missing(where: exp.Where | None, there: str, keys: set[str]) -> bool:
    """Tell whether the whole condition is that a key of the other table is null."""
    condition = where.this.unnest() if where is not None else None
    is_null = isinstance(condition, exp.Is) and isinstance(condition.expression, exp.Null)
    column = condition.this if is_null and condition is not None else None
    return isinstance(column, exp.Column) and column.table == there and column.name in keys


def _pair(part: exp.Expr, there: str) -> tuple[str, str]:
    """Return the columns here and there that a join compares."""
    sides = (part.this, part.args.get("expression")) if isinstance(part, exp.EQ) else ()
    named = [side for side in sides if isinstance(side, exp.Column) and side.table]
    if len(named) != 2 or (named[0].table == there) == (named[1].table == there):  # noqa: PLR2004 - two sides
        raise _refuse()
    left, right = named if named[1].table == there else reversed(named)
    return left.name, right.name
