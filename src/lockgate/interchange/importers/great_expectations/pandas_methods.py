"""Methods, accessors and functions that a query of pandas may call on a column, as SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from lockgate.interchange.importers.great_expectations.comparisons import compared, constant, is_among

__all__ = ["FUNCTIONS", "OVER_ALL_ROWS", "TRUTHS", "VALUES"]

OVER_ALL_ROWS = frozenset({
    "any", "all", "count", "cummax", "cummin", "cumprod", "cumsum", "diff", "duplicated", "ewm", "expanding",
    "groupby", "idxmax", "idxmin", "iloc", "is_unique", "kurt", "loc", "max", "mean", "median", "min", "mode",
    "nunique", "pct_change", "prod", "quantile", "rank", "rolling", "sem", "shift", "size", "skew", "std", "sum",
    "transform", "unique", "value_counts", "var",
})  # fmt: skip
"""What looks at more than one row; no predicate of one row says it."""


def _false_if_unknown(truth: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=truth, expressions=[exp.false()])


def _null(value: exp.Expr) -> exp.Expr:
    return exp.paren(exp.Is(this=value, expression=exp.Null()))


def _not_null(value: exp.Expr) -> exp.Expr:
    return exp.not_(_null(value))


def _is_in(value: exp.Expr, *listed: exp.Expr) -> exp.Expr:
    return is_among(value, listed, is_negated=False)


def _between(value: exp.Expr, low: exp.Expr, high: exp.Expr, *, inclusive: object = "both") -> exp.Expr:
    at_low = {"both": True, "left": True, "right": False, "neither": False}.get(str(inclusive))
    at_high = {"both": True, "left": False, "right": True, "neither": False}.get(str(inclusive))
    if at_low is None or at_high is None:
        message = f"`inclusive` {inclusive!r} is not known"
        raise TypeError(message)
    return exp.paren(
        exp.and_(
            compared(value, ">=" if at_low else ">", low),
            compared(value.copy(), "<=" if at_high else "<", high),
        )
    )


def _call(function: str, value: exp.Expr, text: exp.Expr, na: object) -> exp.Expr:
    if na not in (None, False):
        return exp.Coalesce(this=exp.func(function, value, text, dialect="duckdb"), expressions=[exp.true()])
    return _false_if_unknown(exp.func(function, value, text, dialect="duckdb"))


def _found(function: str) -> Callable[..., exp.Expr]:
    def call(value: exp.Expr, text: exp.Expr, *, na: object = None) -> exp.Expr:
        return _call(function, value, text, na)

    return call


def _contains(
    value: exp.Expr, text: exp.Expr, *, case: object = True, regex: object = True, na: object = None
) -> exp.Expr:
    if regex:
        return _call("regexp_matches", value, _pattern(text, "{}", case), na)
    if not case:
        value, text = exp.Lower(this=value), exp.Lower(this=text)
    return _call("contains", value, text, na)


def _matching(form: str) -> Callable[..., exp.Expr]:
    def call(value: exp.Expr, text: exp.Expr, *, case: object = True, na: object = None) -> exp.Expr:
        return _call("regexp_matches", value, _pattern(text, form, case), na)

    return call


def _pattern(text: exp.Expr, form: str, case: object) -> exp.Expr:
    if not isinstance(text, exp.Literal) or not text.is_string:
        message = "a pattern must be a text"
        raise TypeError(message)
    written = form.format(text.name)
    return constant(written if case else f"(?i){written}")


TRUTHS: Mapping[str, Callable[..., exp.Expr]] = {
    "isnull": _null, "isna": _null, "notnull": _not_null, "notna": _not_null,
    "isin": _is_in, "between": _between,
    "str.startswith": _found("starts_with"), "str.endswith": _found("ends_with"), "str.contains": _contains,
    "str.match": _matching(r"\A(?:{})"), "str.fullmatch": _matching(r"\A(?:{})\z"),
}  # fmt: skip
"""Methods that are true or false for a row; a missing value makes them false unless ``na`` says otherwise."""


def _one(node: type[exp.Expr]) -> Callable[[exp.Expr], exp.Expr]:
    return lambda value: node(this=value)


VALUES: Mapping[str, Callable[[exp.Expr], exp.Expr]] = {
    "abs": _one(exp.Abs),
    "str.len": _one(exp.Length), "str.lower": _one(exp.Lower), "str.upper": _one(exp.Upper),
    "dt.year": _one(exp.Year), "dt.quarter": _one(exp.Quarter), "dt.month": _one(exp.Month),
    "dt.day": _one(exp.Day), "dt.hour": _one(exp.Hour), "dt.minute": _one(exp.Minute),
}  # fmt: skip
"""Methods without an argument, and accessors of an instant, that are a value of a row."""

FUNCTIONS: Mapping[str, Callable[[exp.Expr], exp.Expr]] = {
    "abs": _one(exp.Abs), "sqrt": _one(exp.Sqrt), "exp": _one(exp.Exp), "log": _one(exp.Ln),
    "floor": _one(exp.Floor), "ceil": _one(exp.Ceil),
}  # fmt: skip
"""Functions of a query, by name."""
