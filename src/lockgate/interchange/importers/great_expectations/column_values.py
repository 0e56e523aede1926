"""Expectations about each value of a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Requirement
from lockgate.interchange.importers.great_expectations.asked import NOTHING, Asked, Carried, NotCarriedError
from lockgate.interchange.importers.great_expectations.operands import of_bounds, of_column

__all__ = [
    "between",
    "in_set",
    "is_null",
    "json_parseable",
    "json_schema",
    "length_between",
    "length_equal",
    "monotone",
    "not_outliers",
    "patterns",
    "simple",
    "unique",
    "z_scores",
]


_ONLY_PYTHON = re.compile(r"\(\?(?:<?[=!]|P=|\(|>|#|[aimsuxL]*[auxL])|\\[1-9wWbBZuUN]|[*+?}]\+")
"""Parts of a regular expression that engines do not read, or read otherwise: these are asked in Python."""

_ANYTHING = re.compile(r"\[\^?(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d)\]")
"""Any sign, or none, in all engines."""

_WIDER_IN_PYTHON = re.compile(r"\\[ds]|\$")
"""Parts that find more in Python: digits and blanks beyond ASCII, and an end before the last line break."""

_NARROWER_IN_PYTHON = re.compile(r"\\[DS]|\[\^[^\]]*\\[ds]")
"""Parts that find less in Python, for the same reason."""

_SMALLEST = 1e-300

_JSON: dict[str, Any] = {"format": "json", "other_types": "violate"}


def between(asked: Asked) -> Iterator[Carried]:
    """Yield the range; bounds that exclude everything, or none at all, are an error as they are there."""
    low, high = asked.bound("min_value"), asked.bound("max_value")
    if low is None and high is None:
        message = "`min_value` and `max_value` are both missing"
        raise NotCarriedError(message)
    ends: dict[str, Any] = {"min": low, "max": high}
    for end, flag in (("min", "strict_min"), ("max", "strict_max")):
        if asked.flag(flag) and ends[end] is not None:
            ends[f"exclusive_{end}"] = True
    yield Carried(ask("range", column=asked.column, tolerance=asked.tolerance, **ends))
    yield from of_bounds(asked, (low, high))


def in_set(check: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of a list of values that are allowed or forbidden."""

    def read(asked: Asked) -> Iterator[Carried]:
        is_allowed = check == "allowed_values"
        values = asked.values() if is_allowed else asked.values_and_instants()
        if asked.value("value_set") is None or not (values or is_allowed):
            yield asked.nothing()
        elif not values:  # nothing is allowed: every value violates
            nothing = {"values": (NOTHING,), "other_types": "skip"}
            yield Carried(ask("allowed_values", column=asked.column, tolerance=asked.tolerance, **nothing))
        else:
            yield Carried(
                ask(
                    check,
                    column=asked.column,
                    values=values,
                    other_types=asked.other_types if is_allowed else asked.reading_texts,
                    tolerance=asked.tolerance,
                )
            )

    return read


def is_null(asked: Asked) -> Iterator[Carried]:
    """Yield the least share of nulls."""
    share = asked.number("mostly")
    requirement = Requirement.at_least(1 if share is None else share)
    yield Carried(ask("null_fraction", column=asked.column, requirement=requirement))


def simple(check: str, **keys: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of an expectation whose arguments are texts that only have other names."""

    def read(asked: Asked) -> Iterator[Carried]:
        arguments = {ours: asked.text(theirs, may_be_empty=True) for ours, theirs in keys.items()}
        yield Carried(ask(check, column=asked.column, tolerance=asked.tolerance, **arguments))

    return read


def unique(asked: Asked) -> Iterator[Carried]:
    """Yield uniqueness; of rows that share a value each one counts, not only those beyond the first."""
    yield Carried(ask("uniqueness", columns=(asked.column,), counting="all", tolerance=asked.tolerance))


def monotone(direction: str) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of an expectation about order."""

    def read(asked: Asked) -> Iterator[Carried]:
        yield Carried(
            ask(
                "monotone",
                column=asked.column,
                direction=direction,
                strict=asked.flag("strictly"),
                share_of="values",
                tolerance=asked.tolerance,
            )
        )
        # texts have an order, and no difference
        yield from of_column(asked, "number", "decimal", "boolean", "date", "timestamp", "timestamptz")

    return read


def length_between(asked: Asked) -> Iterator[Carried]:
    """Yield the lengths; a strict bound is the next whole number."""
    low, high = asked.whole("min_value"), asked.whole("max_value")
    if low is None and high is None:
        message = "`min_value` and `max_value` are both missing"
        raise NotCarriedError(message)
    shortest = None if low is None else low + asked.flag("strict_min")
    longest = None if high is None else high - asked.flag("strict_max")
    yield from _lengths(asked, shortest, longest)


def _lengths(asked: Asked, shortest: int | None, longest: int | None) -> Iterator[Carried]:
    if longest is not None and (longest < 0 or (shortest is not None and shortest > longest)):
        # nothing is that long: every value violates
        nothing = {"regex": r"[^\s\S]", "as_text": True}
        yield Carried(ask("pattern", column=asked.column, tolerance=asked.tolerance, **nothing))
        return
    ends = {"min": None if shortest is None else max(shortest, 0), "max": longest, "as_text": True}
    yield Carried(ask("length", column=asked.column, tolerance=asked.tolerance, **ends))


def length_equal(asked: Asked) -> Iterator[Carried]:
    """Yield the only length."""
    value = asked.number("value")
    if value is None:
        message = "`value` is missing"
        raise NotCarriedError(message)
    if value != int(value) or value < 0:
        yield from _lengths(asked, 0, -1)
        return
    length = {"exact": int(value), "as_text": True}
    yield Carried(ask("length", column=asked.column, tolerance=asked.tolerance, **length))


def patterns(check: str, key: str, *, is_forbidden: bool = False) -> Callable[[Asked], Iterator[Carried]]:
    """Return the reader of one or several regular expressions or LIKE patterns."""
    one = {"pattern": "regex", "like": "pattern"}[check]

    def checked(said: dict[str, Any]) -> str:
        given = (said.get("regex", ""), *said.get("any_of", ()), *said.get("all_of", ()))
        listed = [_ANYTHING.sub("", regex) for regex in given if "[[:" not in regex]  # a class of engines
        # where an engine would let more values pass
        looser = _WIDER_IN_PYTHON if is_forbidden else _NARROWER_IN_PYTHON
        is_pythons = any(_ONLY_PYTHON.search(regex) or looser.search(regex) for regex in listed)
        return "python_pattern" if check == "pattern" and is_pythons else check

    def read(asked: Asked) -> Iterator[Carried]:
        if asked.value("escape") is not None:
            message = "`escape` has no counterpart"
            raise NotCarriedError(message)
        if key == "regex" and asked.is_typed and key not in asked.kwargs:  # any text, by default
            yield asked.nothing()
            return
        if not key.endswith("_list") and asked.text(key, may_be_empty=True) == "":
            yield _empty(asked, check, is_forbidden=is_forbidden)
            return
        said: dict[str, Any] = {one: asked.text(key)} if not key.endswith("_list") else _listed(asked, key)
        if is_forbidden:
            said["forbidden"] = True
        chosen = checked(said)
        if check == "pattern":
            said["as_text"] = True  # values of other types are judged as texts there
        yield Carried(ask(chosen, column=asked.column, tolerance=asked.tolerance, **said))

    return read


def _empty(asked: Asked, check: str, *, is_forbidden: bool) -> Carried:
    """Return what an empty pattern asks: LIKE it is the empty text alone, and as an expression it is in every text."""
    if check == "pattern":
        said: dict[str, Any] = {"regex": "^", "forbidden": is_forbidden, "as_text": True}
    else:
        check, said = "length", {"min": 1} if is_forbidden else {"exact": 0}
    return Carried(ask(check, column=asked.column, tolerance=asked.tolerance, **said))


def _listed(asked: Asked, key: str) -> dict[str, Any]:
    how = asked.word("match_on", ("any", "all"))
    texts = asked.texts(key)
    return {f"{how}_of": texts if key.startswith("like") else tuple(text or "^" for text in texts)}


def z_scores(asked: Asked) -> Iterator[Carried]:
    """Yield outliers by standard deviations; a value on the threshold is one."""
    threshold = asked.number("threshold")
    if threshold is None:
        message = "`threshold` is missing"
        raise NotCarriedError(message)
    side = "both" if asked.flag("double_sided") else "upper"
    yield Carried(
        ask(
            "outlier_rows",
            column=asked.column,
            method="z",
            factor=(abs(threshold) or _SMALLEST) if side == "both" else threshold,
            side=side,
            min_values=2,
            exclusive=True,
            tolerance=asked.tolerance,
        )
    )


def not_outliers(asked: Asked) -> Iterator[Carried]:
    """Yield outliers by quartiles or standard deviations."""
    method = asked.word("method", ("iqr", "std"))
    factor = asked.number("multiplier")
    yield Carried(
        ask(
            "outlier_rows",
            column=asked.column,
            method="z" if method == "std" else "iqr",
            factor=1.5 if factor is None else factor or _SMALLEST,  # 0 keeps the bounds themselves
            min_values=2,
            exclusive=method == "std" and factor != 0,
            tolerance=asked.tolerance,
        )
    )


def json_schema(asked: Asked) -> Iterator[Carried]:
    """Yield that each value is a text of JSON that a schema allows; one that says nothing allows all JSON.

    A text that is no JSON stops the validation there, whatever `mostly` is.
    """
    schema = asked.value("json_schema")
    if not isinstance(schema, Mapping):
        message = f"`json_schema` must be a mapping, got {schema!r}"
        raise NotCarriedError(message)
    if not schema or asked.tolerance.fraction:
        yield Carried(ask("semantic_format", column=asked.column, **_JSON))
    if schema:
        yield Carried(ask("json_schema", column=asked.column, schema=schema, tolerance=asked.tolerance))


def json_parseable(asked: Asked) -> Iterator[Carried]:
    """Yield that each value is a text of JSON."""
    yield Carried(ask("semantic_format", column=asked.column, tolerance=asked.tolerance, **_JSON))
