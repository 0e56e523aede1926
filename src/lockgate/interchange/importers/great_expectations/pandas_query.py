"""Row conditions in the words of ``DataFrame.query``, read as SQL that keeps the same rows.

pandas knows no unknown: a comparison with a missing value is false, ``!=`` and ``not in`` are true. Each comparison
is therefore written so that it is never unknown.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from sqlglot import exp

from lockgate.interchange.importers.great_expectations.rows import (
    RowConditionError,
    compared,
    constant,
    is_among,
)

__all__ = ["query_sql"]

_BACKTICKED = re.compile(r"`([^`]*)`")
_LONGEST = 10_000
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ARITHMETIC: dict[type[ast.operator], type[exp.Binary]] = {
    ast.Add: exp.Add, ast.Sub: exp.Sub, ast.Mult: exp.Mul, ast.Div: exp.Div, ast.Mod: exp.Mod,
}  # fmt: skip


def query_sql(text: str) -> exp.Expr:
    r"""Return the SQL that keeps the rows which ``DataFrame.query`` would keep.

    Comparisons (chained too), ``in`` and ``not in``, ``and or not`` and ``& | ~``, arithmetic, names in backticks,
    ``isnull``, ``notnull``, ``isin``, ``between`` and ``str.startswith``, ``str.endswith``, ``str.contains``.

    Raises
    ------
    RowConditionError
        If the text is something else.

    Examples
    --------
    >>> query_sql("fare > 10 and `pick up` != 'JFK'").sql("duckdb")
    'COALESCE("fare" > 10, FALSE) AND COALESCE("pick up" <> \'JFK\', TRUE)'
    """
    if len(text) > _LONGEST:
        message = f"the condition has more than {_LONGEST:,} characters"
        raise RowConditionError(message)
    names: list[str] = []

    def named(found: re.Match[str]) -> str:
        names.append(found.group(1))
        return f"_backticked_{len(names) - 1}_"

    plain = _BACKTICKED.sub(named, text.strip()).replace("\n", " ")
    try:
        tree = ast.parse(_with_words(plain), mode="eval").body
        return _Query(tuple(names)).truth(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = f"the condition {text[:60]!r} cannot be read"
        raise RowConditionError(message) from error


_STRINGS_OR_SIGNS = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|&&?|\|\|?|~""")
_WORDS = {"&": " and ", "&&": " and ", "|": " or ", "||": " or ", "~": " not "}


def _with_words(text: str) -> str:
    """Return a query with ``and``, ``or`` and ``not`` for their signs, which bind as loosely in pandas."""
    return _STRINGS_OR_SIGNS.sub(lambda found: found.group(1) or _WORDS[found.group(0)], text).strip()


class _Query:
    """Translates the nodes of one query."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def truth(self, node: ast.expr) -> exp.Expr:
        """Return a node that is true or false for a row."""
        if isinstance(node, ast.BoolOp):
            parts = [self.truth(value) for value in node.values]
            return exp.and_(*parts) if isinstance(node.op, ast.And) else exp.or_(*parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return exp.not_(exp.paren(self.truth(node.operand)))
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Name):
            return exp.Coalesce(this=self.value(node), expressions=[exp.false()])
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            return exp.Boolean(this=node.value)
        raise _unread(node)

    def value(self, node: ast.expr) -> exp.Expr:
        """Return a node that is a value of a row."""
        if isinstance(node, ast.Name):
            return exp.column(self._name(node.id), quoted=True)
        if isinstance(node, ast.Constant):
            return constant(node.value)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return exp.Neg(this=self.value(node.operand))
        kind = _ARITHMETIC.get(type(node.op)) if isinstance(node, ast.BinOp) else None
        if isinstance(node, ast.BinOp) and kind is not None:
            return exp.paren(kind(this=self.value(node.left), expression=self.value(node.right)))
        raise _unread(node)

    def _name(self, name: str) -> str:
        found = re.fullmatch(r"_backticked_(\d+)_", name)
        return self._names[int(found.group(1))] if found else name

    def _comparison(self, node: ast.Compare) -> exp.Expr:
        sides = [node.left, *node.comparators]
        parts = [
            self._pair(left, op, right) for left, op, right in zip(sides, node.ops, sides[1:], strict=False)
        ]
        return exp.and_(*parts)

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> exp.Expr:
        is_listed = isinstance(right, ast.List | ast.Tuple | ast.Set)
        if is_listed and isinstance(op, ast.In | ast.NotIn | ast.Eq | ast.NotEq):
            options = [self.value(item) for item in right.elts]  # type: ignore[attr-defined]  # is_listed
            return is_among(self.value(left), options, is_negated=isinstance(op, ast.NotIn | ast.NotEq))
        if type(op) not in _COMPARISONS:
            raise _unread(right)
        sign, first, second = _COMPARISONS[type(op)], self.value(left), self.value(right)
        if isinstance(second, exp.Column) and not isinstance(first, exp.Column):
            first, second, sign = second, first, _SWAPPED.get(sign, sign)
        return compared(first, sign, second)

    def _call(self, node: ast.Call) -> exp.Expr:
        if not isinstance(node.func, ast.Attribute) or node.keywords:
            raise _unread(node)
        owner, method = node.func.value, node.func.attr
        if isinstance(owner, ast.Attribute) and owner.attr == "str":
            owner, method = owner.value, f"str.{method}"
        reader = _METHODS.get(method)
        if reader is None:
            raise _unread(node)
        arguments = node.args
        if method == "isin":
            listed = arguments[0] if len(arguments) == 1 else node
            if not isinstance(listed, ast.List | ast.Tuple):
                raise _unread(node)
            arguments = listed.elts
        try:
            return reader(self.value(owner), *(self.value(item) for item in arguments))
        except TypeError as error:
            raise _unread(node) from error


def _null(value: exp.Expr) -> exp.Expr:
    return exp.Is(this=value, expression=exp.Null())


def _not_null(value: exp.Expr) -> exp.Expr:
    return exp.not_(_null(value))


def _is_in(value: exp.Expr, *options: exp.Expr) -> exp.Expr:
    return is_among(value, list(options), is_negated=False)


def _between(value: exp.Expr, low: exp.Expr, high: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=exp.Between(this=value, low=low, high=high), expressions=[exp.false()])


def _found(function: str) -> Callable[[exp.Expr, exp.Expr], exp.Expr]:
    def call(value: exp.Expr, text: exp.Expr) -> exp.Expr:
        return exp.Coalesce(this=exp.func(function, value, text, dialect="duckdb"), expressions=[exp.false()])

    return call


_METHODS: dict[str, Callable[..., exp.Expr]] = {
    "isnull": _null, "isna": _null, "notnull": _not_null, "notna": _not_null,
    "isin": _is_in, "between": _between,
    "str.startswith": _found("starts_with"), "str.endswith": _found("ends_with"),
    "str.contains": _found("regexp_matches"),
}  # fmt: skip


def _unread(node: ast.AST) -> RowConditionError:
    return RowConditionError(f"`{ast.unparse(node)[:60]}` of the condition has no counterpart")
