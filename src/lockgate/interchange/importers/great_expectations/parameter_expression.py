"""Arithmetic of suite parameters, as far as it is the same whenever the suite runs."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

__all__ = ["reckoned"]

_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "datetime": datetime,  # without a zone, as there
    "round": round,
    "timedelta": timedelta,
    "trunc": int,
}
_MOST_LETTERS = 500


def reckoned(text: str, values: Mapping[str, Any]) -> int | float | str:
    """Return what an expression of suite parameters comes to; an instant as ISO text.

    Parameters
    ----------
    text : str
        Numbers, parameters, ``+ - * /``, and the functions ``abs``, ``round``, ``trunc``, ``datetime``, ``timedelta``.
    values : mapping
        What the suite holds for its parameters.

    Raises
    ------
    ValueError
        If it depends on when the suite runs, on a parameter without a value, or is anything else.

    Examples
    --------
    >>> reckoned("2 * limit + 1", {"limit": 10}), reckoned("datetime(2013, 1, 1) + timedelta(days=1)", {})
    (21, '2013-01-02T00:00:00')
    """
    if "now(" in text.replace(" ", ""):
        message = f"it is reckoned from the time at which the suite runs ({text!r})"
        raise ValueError(message)
    try:
        found = _value(ast.parse(text if len(text) <= _MOST_LETTERS else "", mode="eval").body, values)
    except (SyntaxError, ArithmeticError, TypeError, ValueError, KeyError, RecursionError) as error:
        message = f"it is reckoned from suite parameters ({text!r}) in a way that is not known here"
        raise ValueError(message) from error
    if isinstance(found, datetime):
        return found.isoformat()
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        message = f"it comes to {found!r} ({text!r})"
        raise ValueError(message)  # noqa: TRY004 - a value of the suite, not of our code
    return found


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - numbers, instants and spans of time
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, values)
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        named = {str(one.arg): _value(one.value, values) for one in node.keywords}
        return _FUNCTIONS[node.func.id](*(_value(one, values) for one in node.args), **named)
    raise TypeError
