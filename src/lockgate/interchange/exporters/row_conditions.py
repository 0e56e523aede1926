"""A filter in SQL as a row condition of Great Expectations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlglot
from sqlglot import exp

from lockgate.scan.expression import Expression

__all__ = ["UnsaidError", "condition_of"]

Condition = dict[str, Any]
_SIGNS: dict[type[exp.Expr], str] = {
    exp.EQ: "==", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_SWAPPED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class UnsaidError(Exception):
    """A filter that no row condition can say."""


def condition_of(filter_: Expression) -> Condition:
    """Return the row condition of a filter.

    Raises
    ------
    UnsaidError
        If no condition says it.

    Examples
    --------
    >>> condition_of(Expression("fare > 3"))
    {'type': 'comparison', 'column': {'name': 'fare'}, 'operator': '>', 'parameter': 3}
    """
    return _condition(sqlglot.parse_one(filter_.text, read="duckdb"))


def _condition(tree: exp.Expr) -> Condition:
    tree = tree.unnest()
    for kind, reader in _READERS:
        if isinstance(tree, kind):
            return reader(tree)
    raise UnsaidError


def _joined(word: str) -> Callable[[Any], Condition]:
    def read(tree: Any) -> Condition:  # noqa: ANN401 - a connector of sqlglot
        parts = [_condition(part) for part in tree.flatten()]
        if word == "and" and any(part["type"] == "or" for part in parts):
            raise UnsaidError  # an OR within an AND is refused there
        return {"type": word, "conditions": parts}

    return read


def _coalesce(tree: Any) -> Condition:  # noqa: ANN401 - a node of sqlglot
    """Read a comparison that says what a null does, as imported conditions have it."""
    default = tree.expressions[0] if len(tree.expressions) == 1 else None
    inner = tree.this.unnest()
    is_unequal = isinstance(inner, exp.NEQ)
    if not isinstance(default, exp.Boolean) or default.this is not is_unequal:
        raise UnsaidError
    return _comparison(inner) if not isinstance(inner, exp.In) else _among(inner, "IN")


def _not(tree: Any) -> Condition:  # noqa: ANN401 - as above
    inner = tree.this.unnest()
    if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null):
        return {"type": "nullity", "column": _column(inner.this), "is_null": False}
    if isinstance(inner, exp.Coalesce) and isinstance(inner.this.unnest(), exp.In):
        return _among(inner.this.unnest(), "NOT_IN")
    raise UnsaidError


def _is(tree: Any) -> Condition:  # noqa: ANN401 - as above
    if not isinstance(tree.expression, exp.Null):
        raise UnsaidError
    return {"type": "nullity", "column": _column(tree.this), "is_null": True}


def _among(tree: Any, operator: str) -> Condition:  # noqa: ANN401 - as above
    values = [_value(part) for part in tree.expressions]
    return {"type": "comparison", "column": _column(tree.this), "operator": operator, "parameter": values}


def _comparison(tree: Any) -> Condition:  # noqa: ANN401 - as above
    sign = _SIGNS.get(type(tree))
    if sign is None:
        raise UnsaidError
    left, right = tree.this.unnest(), tree.expression.unnest()
    if isinstance(right, exp.Column):
        left, right, sign = right, left, _SWAPPED[sign]
    return {"type": "comparison", "column": _column(left), "operator": sign, "parameter": _value(right)}


def _column(tree: exp.Expr) -> dict[str, str]:
    if not isinstance(tree, exp.Column):
        raise UnsaidError
    return {"name": tree.name}


def _value(tree: exp.Expr) -> Any:  # noqa: ANN401 - a text or a number
    if isinstance(tree, exp.Neg) and isinstance(tree.this, exp.Literal) and not tree.this.is_string:
        return -_value(tree.this)
    if isinstance(tree, exp.Boolean):
        return bool(tree.this)
    if not isinstance(tree, exp.Literal):
        raise UnsaidError
    if tree.is_string:
        return tree.name
    return int(tree.name) if tree.is_int else float(tree.name)


_READERS: tuple[tuple[type[exp.Expr], Callable[[Any], Condition]], ...] = (
    (exp.And, _joined("and")),
    (exp.Or, _joined("or")),
    (exp.Coalesce, _coalesce),
    (exp.Not, _not),
    (exp.Is, _is),
    (exp.In, lambda tree: _among(tree, "IN")),
    (exp.Binary, _comparison),
)
