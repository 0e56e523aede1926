"""Row conditions: which rows an expectation is asked of, as a predicate in SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.expression import Expression

__all__ = ["RowConditionError", "compared", "constant", "is_among", "row_condition"]

_LEGACY = re.compile(
    r"""\s*col\("(?P<column>[^"]+)"\)\s*(?:
        (?P<notnull>\.not[nN]ull\(\))
        |(?P<op>>=|<=|==|!=|>|<)\s*(?:
            (?P<number>[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
            |date\((?P<q1>["'])(?P<date>[^"']*)(?P=q1)\)
            |(?P<q2>["'])(?P<text>[^"']*)(?P=q2)
        )
    )\s*""",
    re.VERBOSE,
)
_LEGACY_PARSERS = ("great_expectations", "great_expectations__experimental__")
_SIGNS: dict[str, type[exp.Binary]] = {
    "==": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip


class RowConditionError(Exception):
    """A row condition that cannot be carried over; the text says why."""


def row_condition(condition: object, parser: object, query: Callable[[str], exp.Expr]) -> Expression | None:
    """Return the predicate of a row condition, None where there is no condition.

    Read are a condition of version 1 (a mapping of type ``comparison``, ``nullity``, ``and``, ``or`` or
    ``pass_through``), and a text in the language that ``condition_parser`` names: ``pandas``, ``spark`` or
    ``great_expectations``.

    Parameters
    ----------
    condition, parser : object
        The values of ``row_condition`` and ``condition_parser``.
    query : callable
        Reads the language of pandas.

    Raises
    ------
    RowConditionError
        If it cannot be read, or uses what no predicate of ours may.
    """
    if condition is None or condition == "":
        return None
    try:
        if isinstance(condition, Mapping):
            return _expression(_structured(condition, query))
        if not isinstance(condition, str):
            message = "`row_condition` must be a text or a mapping"
            raise RowConditionError(message)
        if parser in _LEGACY_PARSERS:
            return _expression(_legacy(condition))
        if parser == "spark":
            return Expression(condition)
        if parser in (None, "pandas"):
            return _expression(query(condition))
    except LockgateError as error:
        raise RowConditionError(error.text) from error
    message = f"`condition_parser` {parser!r} is not known"
    raise RowConditionError(message)


def _expression(tree: exp.Expr) -> Expression:
    return Expression(tree.sql("duckdb"))


def constant(value: object) -> exp.Expr:
    """Return a value of a condition as SQL."""
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, int | float):
        return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))
    if isinstance(value, str):
        return exp.Literal.string(value)
    message = f"a condition cannot compare with {value!r}"
    raise RowConditionError(message)


def compared(left: exp.Expr, sign: str, right: exp.Expr) -> exp.Expr:
    """Return a comparison that is never unknown: with a missing value only ``!=`` is true."""
    pair = _SIGNS[sign](this=left, expression=right)
    return exp.Coalesce(this=pair, expressions=[exp.Boolean(this=sign == "!=")])


def is_among(value: exp.Expr, options: Sequence[exp.Expr], *, is_negated: bool) -> exp.Expr:
    """Return whether a value is one of some (or, negated, none of them); a missing value is none."""
    if not options:
        return exp.Boolean(this=is_negated)
    inside = exp.Coalesce(this=exp.In(this=value, expressions=list(options)), expressions=[exp.false()])
    return exp.not_(inside) if is_negated else inside


def _structured(condition: Mapping[str, Any], query: Callable[[str], exp.Expr]) -> exp.Expr:
    kind = condition.get("type")
    reader = _KINDS.get(str(kind))
    if kind == "pass_through":
        return query(str(condition.get("pass_through_filter", "")))
    if reader is None:
        message = f"a condition of type {kind!r} is not known"
        raise RowConditionError(message)
    return reader(condition, query)


def _column(condition: Mapping[str, Any]) -> exp.Expr:
    column = condition.get("column")
    name = column.get("name") if isinstance(column, Mapping) else column
    if not isinstance(name, str) or not name:
        message = "a condition names no column"
        raise RowConditionError(message)
    return exp.column(name, quoted=True)


def _comparison(condition: Mapping[str, Any], _: object) -> exp.Expr:
    sign, parameter, column = condition.get("operator"), condition.get("parameter"), _column(condition)
    if sign in ("IN", "NOT_IN"):
        if not isinstance(parameter, list):
            message = f"{sign} needs a list"
            raise RowConditionError(message)
        return is_among(column, [constant(value) for value in parameter], is_negated=sign == "NOT_IN")
    if sign not in _SIGNS:
        message = f"operator {sign!r} is not known"
        raise RowConditionError(message)
    return compared(column, str(sign), constant(parameter))


def _nullity(condition: Mapping[str, Any], _: object) -> exp.Expr:
    null = exp.Is(this=_column(condition), expression=exp.Null())
    return null if condition.get("is_null") else exp.not_(null)


def _joined(join: Callable[..., exp.Expr]) -> Callable[..., exp.Expr]:
    def read(condition: Mapping[str, Any], query: Callable[[str], exp.Expr]) -> exp.Expr:
        parts = condition.get("conditions")
        if not isinstance(parts, list) or not parts or not all(isinstance(part, Mapping) for part in parts):
            message = "a condition joins nothing"
            raise RowConditionError(message)
        return exp.paren(join(*(_structured(part, query) for part in parts)))

    return read


_KINDS: dict[str, Callable[..., exp.Expr]] = {
    "comparison": _comparison, "nullity": _nullity, "and": _joined(exp.and_), "or": _joined(exp.or_),
}  # fmt: skip


def _legacy(text: str) -> exp.Expr:
    found = _LEGACY.fullmatch(text)
    if found is None:
        message = f"the condition {text[:60]!r} cannot be read"
        raise RowConditionError(message)
    column = exp.column(found["column"], quoted=True)
    if found["notnull"]:
        return exp.not_(exp.Is(this=column, expression=exp.Null()))
    value = exp.Literal.number(found["number"]) if found["number"] else exp.Literal.string(_text(found))
    return _SIGNS[found["op"]](this=column, expression=value)


def _text(found: re.Match[str]) -> str:
    return found["text"] if found["text"] is not None else found["date"]
