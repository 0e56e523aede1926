"""Row conditions in the words of ``DataFrame.query``, read as SQL that keeps the same rows.

pandas knows no unknown: a comparison with a missing value is false, ``!=`` and ``not in`` are true. Each comparison
is therefore written so that it is never unknown.
"""

from __future__ import annotations

import ast
import re

from sqlglot import exp

from lockgate.interchange.importers.great_expectations.comparisons import (
    RowConditionError,
    compared,
    constant,
    is_among,
)
from lockgate.interchange.importers.great_expectations.pandas_methods import (
    FUNCTIONS,
    OVER_ALL_ROWS,
    TRUTHS,
    VALUES,
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
    ast.Pow: exp.Pow,
}  # fmt: skip


def query_sql(text: str, *, tight: bool = False) -> exp.Expr:
    r"""Return the SQL that keeps the rows which ``DataFrame.query`` would keep.

    Comparisons (chained too), ``in`` and ``not in``, ``and or not`` and ``& | ~``, arithmetic, names in backticks,
    ``isnull``, ``notnull``, ``isin``, ``between``, and what texts and instants have of their own: ``str.len``,
    ``str.contains``, ``dt.year`` and so on.

    Parameters
    ----------
    text : str
        The query.
    tight : bool, default=False
        Whether ``&``, ``|`` and ``~`` bind as in Python, before comparisons: what pandas calls its parser ``python``.

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
    if _VARIABLE.search(_STRINGS.sub("", text)):
        message = f"the condition {text[:60]!r} uses a variable (`@`) of the program that made the suite"
        raise RowConditionError(message)
    names: list[str] = []

    def named(found: re.Match[str]) -> str:
        names.append(found.group(1))
        return f"_backticked_{len(names) - 1}_"

    plain = _BACKTICKED.sub(named, text.strip()).replace("\n", " ")
    try:
        tree = ast.parse(plain if tight else _with_words(plain), mode="eval").body
        if isinstance(tree, ast.Constant):
            raise _unread(tree)
        return _Query(tuple(names)).truth(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = f"the condition {text[:60]!r} cannot be read"
        raise RowConditionError(message) from error


_STRINGS = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`""")
_VARIABLE = re.compile(r"@\w")
_STRINGS_OR_SIGNS = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|[&|]+""")
_WORDS = {"&": " and ", "|": " or "}


def _with_words(text: str) -> str:
    """Return a query with ``and`` and ``or`` for their signs, which bind as loosely in pandas; ``~`` does not."""

    def word(found: re.Match[str]) -> str:
        return found.group(1) or _WORDS.get(found.group(0), found.group(0))

    return _STRINGS_OR_SIGNS.sub(word, text).strip()


class _Query:
    """Translates the nodes of one query."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def truth(self, node: ast.expr) -> exp.Expr:
        """Return a node that is true or false for a row."""
        if isinstance(node, ast.BoolOp):
            parts = [self.truth(value) for value in node.values]
            return exp.and_(*parts) if isinstance(node.op, ast.And) else exp.or_(*parts)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
            sides = (self.truth(node.left), self.truth(node.right))
            return exp.and_(*sides) if isinstance(node.op, ast.BitAnd) else exp.or_(*sides)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
            return exp.not_(exp.paren(self.truth(node.operand)))
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        return self._single(node)

    def _single(self, node: ast.expr) -> exp.Expr:
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
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
            return self.value(node.operand)
        if isinstance(node, ast.BinOp):
            return self._arithmetic(node)
        return self._derived(node)

    def _arithmetic(self, node: ast.BinOp) -> exp.Expr:
        sides = {"this": self.value(node.left), "expression": self.value(node.right)}
        if isinstance(node.op, ast.FloorDiv):
            return exp.Floor(this=exp.Div(**sides))
        kind = _ARITHMETIC.get(type(node.op))
        if kind is None:
            raise _unread(node)
        return exp.Pow(**sides) if kind is exp.Pow else exp.paren(kind(**sides))

    def _derived(self, node: ast.expr) -> exp.Expr:
        """Return what an accessor, a method or a function makes of a value."""
        if isinstance(node, ast.Attribute):
            owner, name = _method(node)
            if name in VALUES and name.startswith("dt."):
                return VALUES[name](self.value(owner))
        if not isinstance(node, ast.Call) or node.keywords:
            raise _unread(node)
        if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and len(node.args) == 1:
            return FUNCTIONS[node.func.id](self.value(node.args[0]))
        owner, name = _method(node.func) if isinstance(node.func, ast.Attribute) else (node, "")
        if name not in VALUES or name.startswith("dt.") or node.args:
            raise _unread(node)
        return VALUES[name](self.value(owner))

    def _name(self, name: str) -> str:
        found = re.fullmatch(r"_backticked_(\d+)_", name)
        if found is None and name in _OF_THE_ROW:
            message = f"`{name}` is the label of a row of pandas, which tables do not have"
            raise RowConditionError(message)
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
            options = self._options(right.elts)  # type: ignore[attr-defined]  # is_listed
            return is_among(self.value(left), options, is_negated=isinstance(op, ast.NotIn | ast.NotEq))
        if type(op) not in _COMPARISONS:
            raise _unread(right)
        sign, first, second = _COMPARISONS[type(op)], self.value(left), self.value(right)
        if isinstance(second, exp.Column) and not isinstance(first, exp.Column):
            first, second, sign = second, first, _SWAPPED.get(sign, sign)
        return compared(first, sign, second)

    def _options(self, items: list[ast.expr]) -> list[exp.Expr]:
        """Return listed values; a column among them would be compared as a whole."""
        options = [self.value(item) for item in items]
        for option, item in zip(options, items, strict=True):
            if option.find(exp.Column):
                raise _unread(item)
        return options

    def _call(self, node: ast.Call) -> exp.Expr:
        if not isinstance(node.func, ast.Attribute):
            raise _unread(node)
        owner, method = _method(node.func)
        reader = TRUTHS.get(method)
        if reader is None:
            raise _unread(node)
        if method == "isin":
            listed = node.args[0] if len(node.args) == 1 else node
            if not isinstance(listed, ast.List | ast.Tuple | ast.Set) or node.keywords:
                raise _unread(node)
            return TRUTHS["isin"](self.value(owner), *self._options(listed.elts))
        try:
            return reader(self.value(owner), *map(self.value, node.args), **_options(node))
        except TypeError as error:
            raise _unread(node) from error


_OF_THE_ROW = frozenset({"index", "ilevel_0", "columns"})


def _method(node: ast.Attribute) -> tuple[ast.expr, str]:
    """Return whose method an attribute is, and its name with the accessor before it."""
    owner, method = node.value, node.attr
    if isinstance(owner, ast.Attribute) and owner.attr in ("str", "dt"):
        return owner.value, f"{owner.attr}.{method}"
    return owner, method


def _options(node: ast.Call) -> dict[str, object]:
    if not all(isinstance(keyword.value, ast.Constant) and keyword.arg for keyword in node.keywords):
        raise _unread(node)
    return {str(keyword.arg): keyword.value.value for keyword in node.keywords}  # type: ignore[attr-defined]  # all are


def _unread(node: ast.AST) -> RowConditionError:
    shown = f"`{ast.unparse(node)[:60]}` of the condition"
    attributes = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
    if attributes & OVER_ALL_ROWS:
        return RowConditionError(f"{shown} looks at other rows: a filter here is about one row")
    return RowConditionError(f"{shown} has no counterpart")
