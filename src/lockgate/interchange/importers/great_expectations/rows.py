"""Row conditions: which rows an expectation is asked of, as a predicate in SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.interchange.importers.great_expectations.comparisons import (
    SIGNS,
    RowConditionError,
    compared,
    constant,
    is_among,
)
from lockgate.interchange.importers.great_expectations.pandas_query import query_sql
from lockgate.interchange.importers.great_expectations.spark_filter import filter_sql
from lockgate.scan.expression import Expression

__all__ = ["passed_over", "row_condition"]

_JOINTS = ("and", "or")
_MOST_CONDITIONS = 100
_MOST_IN_A_ROW = 20

_LEGACY = re.compile(
    r"""\s*col\("(?P<column>[^"]+)"\)\s*(?:
        (?P<notnull>\.(?i:notnull)\(\))
        |(?P<op>>=|<=|==|!=|>|<)\s*(?:
            (?P<number>[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
            |date\((?P<q1>["'])(?P<date>[^"']*)(?P=q1)\)
            |(?P<q2>["'])(?P<text>[^"']*)(?P=q2)
        )
    )\s*""",
    re.VERBOSE,
)


def row_condition(condition: object, parser: object) -> Expression | None:
    r"""Return the predicate of a row condition, None where there is no condition.

    Read are a condition of version 1 (a mapping of type ``comparison``, ``nullity``, ``and``, ``or`` or
    ``pass_through``), and a text in the language that ``condition_parser`` names: ``pandas``, ``python`` (that of
    pandas where ``&`` and ``|`` bind as in Python), ``spark`` or ``great_expectations``.

    Parameters
    ----------
    condition, parser : object
        The values of ``row_condition`` and ``condition_parser``.

    Raises
    ------
    RowConditionError
        If it cannot be read, or uses what no predicate of ours may.

    Examples
    --------
    >>> row_condition('dest == "HNL"', "spark").text, row_condition('dest == "HNL"', "pandas").text
    ('"dest" = \'HNL\'', 'COALESCE("dest" = \'HNL\', FALSE)')
    """
    if condition is None or condition == "":
        return None
    try:
        if isinstance(condition, Mapping):
            _refuse_shape(condition)
            return _expression(_structured(condition))
        if not isinstance(condition, str):
            message = "`row_condition` must be a text or a mapping"
            raise RowConditionError(message)
        reader = _LANGUAGES.get(parser) if isinstance(parser, str | None) else None
        if reader is not None:
            return _expression(reader(condition))
    except LockgateError as error:
        raise RowConditionError(error.text) from error
    message = f"`condition_parser` {parser!r} is not known"
    raise RowConditionError(message)


def _expression(tree: exp.Expr) -> Expression:
    return Expression(tree.sql("duckdb"))


def _refuse_shape(condition: Mapping[str, Any]) -> None:
    """Refuse what Great Expectations refuses: too many comparisons, and an ``or`` within another condition."""
    inner = list(_within(condition))
    if any(part.get("type") == "or" for part in inner):
        message = "an `or` within another condition is an error there: it may only be the outermost"
        raise RowConditionError(message)
    if any(part.get("type") == "pass_through" for part in inner):
        message = "a condition of type 'pass_through' within another condition is an error there"
        raise RowConditionError(message)
    n = sum(part.get("type") not in _JOINTS for part in inner)
    if n > _MOST_CONDITIONS:
        message = f"{n} conditions are more than the {_MOST_CONDITIONS} that Great Expectations takes"
        raise RowConditionError(message)


def _within(condition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the conditions that a condition joins, at every depth."""
    parts = condition.get("conditions") if condition.get("type") in _JOINTS else None
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, Mapping):
            yield part
            yield from _within(part)


def _structured(condition: Mapping[str, Any]) -> exp.Expr:
    kind = condition.get("type")
    reader = _KINDS.get(str(kind))
    if kind == "pass_through":
        return _passed_through(str(condition.get("pass_through_filter", "")))
    if reader is None:
        message = f"a condition of type {kind!r} is not known"
        raise RowConditionError(message)
    return reader(condition)


def _passed_through(text: str) -> exp.Expr:
    """Return a text that does not say whether it is for pandas or Spark: that of pandas, where it can be read so."""
    try:
        return query_sql(text)
    except RowConditionError as error:
        try:
            return filter_sql(text)
        except LockgateError:
            raise error from None


def _column(condition: Mapping[str, Any]) -> exp.Expr:
    column = condition.get("column")
    name = column.get("name") if isinstance(column, Mapping) else column
    if not isinstance(name, str) or not name:
        message = "a condition names no column"
        raise RowConditionError(message)
    return exp.column(name, quoted=True)


def _comparison(condition: Mapping[str, Any]) -> exp.Expr:
    sign, parameter, column = condition.get("operator"), condition.get("parameter"), _column(condition)
    if sign in ("IN", "NOT_IN"):
        if not isinstance(parameter, list) or not _are_of_one_kind(parameter):
            message = f"{sign} needs a list, all of it numbers or all of it texts"
            raise RowConditionError(message)
        return is_among(column, [constant(value) for value in parameter], is_negated=sign == "NOT_IN")
    if sign not in SIGNS:
        message = f"operator {sign!r} is not known"
        raise RowConditionError(message)
    return compared(column, str(sign), constant(parameter))


def _are_of_one_kind(listed: list[Any]) -> bool:
    kinds = set(map(type, listed))
    return kinds <= {int, float} or kinds == {str}


def _nullity(condition: Mapping[str, Any]) -> exp.Expr:
    null = exp.Is(this=_column(condition), expression=exp.Null())
    return null if condition.get("is_null") else exp.not_(null)


def _joined(join: Callable[..., exp.Expr]) -> Callable[..., exp.Expr]:
    def read(condition: Mapping[str, Any]) -> exp.Expr:
        parts = condition.get("conditions")
        if not isinstance(parts, list) or not parts or not all(isinstance(part, Mapping) for part in parts):
            message = "a condition joins nothing"
            raise RowConditionError(message)
        return _halved([_structured(part) for part in parts], join)

    return read


def _halved(parts: list[exp.Expr], join: Callable[..., exp.Expr]) -> exp.Expr:
    """Join conditions; many by halves, since each that is joined to those before it nests deeper."""
    if len(parts) <= _MOST_IN_A_ROW:
        return exp.paren(join(*parts))
    middle = len(parts) // 2
    return exp.paren(join(_halved(parts[:middle], join), _halved(parts[middle:], join)))


_KINDS: dict[str, Callable[..., exp.Expr]] = {
    "comparison": _comparison, "nullity": _nullity, "and": _joined(exp.and_), "or": _joined(exp.or_),
}  # fmt: skip


def _legacy(text: str) -> exp.Expr:
    """Return the first comparison, for there it is the only one that counts; what follows is passed over."""
    found = _LEGACY.match(text)
    if found is None:
        message = f"the condition {text[:60]!r} cannot be read"
        raise RowConditionError(message)
    column = exp.column(found["column"], quoted=True)
    if found["notnull"]:
        return exp.not_(exp.Is(this=column, expression=exp.Null()))
    value = exp.Literal.number(found["number"]) if found["number"] else exp.Literal.string(_text(found))
    return compared(column, found["op"], value)


def passed_over(condition: object, parser: object) -> str:
    """Return what follows the first comparison of a condition in the words of Great Expectations, which reads no more.

    Examples
    --------
    >>> passed_over('col("a") > 3 and col("b") > 1', "great_expectations"), passed_over("a > 3 and b > 1", "pandas")
    ('and col("b") > 1', '')
    """
    if not isinstance(condition, str) or _LANGUAGES.get(str(parser)) is not _legacy:
        return ""
    found = _LEGACY.match(condition)
    return condition[found.end() :] if found else ""


def _text(found: re.Match[str]) -> str:
    return found["text"] if found["text"] is not None else found["date"]


_LANGUAGES: dict[str | None, Callable[[str], exp.Expr]] = {
    None: query_sql, "pandas": query_sql, "python": partial(query_sql, tight=True), "spark": filter_sql,
    "great_expectations": _legacy, "great_expectations__experimental__": _legacy,
}  # fmt: skip
"""By ``condition_parser``; without one it is that of pandas."""
