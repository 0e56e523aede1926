"""Metrics of SodaCL: which check a condition on each becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.contracts.library import neither_null_nor, tolerance_of
from lockgate.documents.duration import parse_duration
from lockgate.domain.errors import LockgateError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.soda.grammar import Line, SodaError
from lockgate.scan.check import Check
from lockgate.scan.tolerance import Tolerance

__all__ = ["METRICS", "checks_of", "freshness"]

Options = Mapping[str, Any]
_STATISTICS = {
    "avg": "mean", "sum": "sum", "min": "min", "max": "max", "stddev": "standard_deviation",
    "stddev_samp": "standard_deviation",
}  # fmt: skip
_FORMATS = {
    "email": "email", "uuid": "uuid", "ip address": "ip", "ipv4 address": "ipv4", "ipv6 address": "ipv6",
    "credit card number": "card", "date iso 8601": "date", "timestamp 24h": "time", "phone number": "phone",
}  # fmt: skip
_NUMBERS = {"integer": r"^[-+]?\d+$", "decimal": r"^[-+]?\d*\.?\d+$", "positive integer": r"^\+?\d+$"}


def checks_of(line: Line, requirement: Requirement, options: Options) -> Iterator[Check]:
    """Yield the checks of a metric that must satisfy a requirement.

    Raises
    ------
    SodaError
        If nothing corresponds.
    """
    reader = METRICS.get(line.metric)
    if reader is None:
        message = f"no check corresponds to `{line.metric}`"
        raise SodaError(message)
    yield from reader(line, requirement, options)


def _column(line: Line) -> str:
    if len(line.columns) != 1:
        message = f"`{line.metric}` is asked of one column"
        raise SodaError(message)
    return line.columns[0]


def _row_count(line: Line, requirement: Requirement, _: Options) -> Iterator[Check]:
    if line.columns:
        message = "`row_count` has no column"
        raise SodaError(message)
    yield ask("row_count", requirement=requirement)


def _statistic(line: Line, requirement: Requirement, _: Options) -> Iterator[Check]:
    yield ask(_STATISTICS[line.metric], column=_column(line), requirement=requirement)


def _quantile(line: Line, requirement: Requirement, _: Options) -> Iterator[Check]:
    if len(line.columns) != 2:  # noqa: PLR2004 - column and level
        message = "`percentile` is asked of a column and a level"
        raise SodaError(message)
    yield ask("quantile", column=line.columns[0], q=float(line.columns[1]), requirement=requirement)


def _limit(line: Line, requirement: Requirement) -> Tolerance:
    tolerance = tolerance_of(requirement, is_percent=line.metric.endswith("_percent"))
    if tolerance is None:
        message = f"`{line.metric}` can only be asked to stay below a limit"
        raise SodaError(message)
    return tolerance


def _duplicates(line: Line, requirement: Requirement, _: Options) -> Iterator[Check]:
    if requirement.bounds != (0,):
        message = "it counts values that repeat, where Lockgate counts rows"
        raise SodaError(message)
    yield ask("uniqueness", columns=line.columns, tolerance=_limit(line, requirement))


def _missing(line: Line, requirement: Requirement, options: Options) -> Iterator[Check]:
    tolerance, column = _limit(line, requirement), _column(line)
    codes = tuple(code for code in options.get("missing values") or () if code is not None)
    if "missing regex" in options or "missing format" in options:
        message = "values that a pattern calls missing have no counterpart"
        raise SodaError(message)
    if codes and tolerance != Tolerance():
        yield neither_null_nor(column, codes, tolerance)
        return
    yield ask("completeness", column=column, tolerance=tolerance)
    if codes:
        yield ask("missing_codes", column=column, codes=codes)


def _invalid(line: Line, requirement: Requirement, options: Options) -> Iterator[Check]:
    tolerance, column = _limit(line, requirement), _column(line)
    found = list(_validity(column, options))
    if not found:
        message = "it says nothing of what is valid"
        raise SodaError(message)
    if len(found) > 1 and tolerance != Tolerance():
        message = "one limit on several kinds of validity has no counterpart"
        raise SodaError(message)
    for check in found:
        yield replace(check, tolerance=tolerance)  # type: ignore[type-var]  # row checks are dataclasses


def _validity(column: str, options: Options) -> Iterator[Check]:
    if "valid values" in options:
        yield ask("allowed_values", column=column, values=tuple(options["valid values"]), other_types="skip")
    if "invalid values" in options:
        yield ask(
            "forbidden_values", column=column, values=tuple(options["invalid values"]), other_types="skip"
        )
    if "valid regex" in options:
        yield ask("pattern", column=column, regex=str(options["valid regex"]))
    if "valid format" in options:
        yield _format(column, str(options["valid format"]).casefold())
    ends = {"min": options.get("valid min"), "max": options.get("valid max")}
    if any(end is not None for end in ends.values()):
        yield ask("range", column=column, **ends)
    lengths = {
        "min": options.get("valid min length"),
        "max": options.get("valid max length"),
        "exact": options.get("valid length"),
    }
    if any(length is not None for length in lengths.values()):
        yield ask("length", column=column, **lengths)


def _shortest(line: Line, requirement: Requirement, _: Options) -> Iterator[Check]:
    yield ask("length", column=_column(line), min=_end(line, requirement, _AT_LEAST))


def _longest(line: Line, requirement: Requirement, _: Options) -> Iterator[Check]:
    yield ask("length", column=_column(line), max=_end(line, requirement, _AT_MOST))


_AT_LEAST = {Operator.MUST_BE_GREATER_OR_EQUAL_TO: 0, Operator.MUST_BE_GREATER_THAN: 1}
_AT_MOST = {Operator.MUST_BE_LESS_OR_EQUAL_TO: 0, Operator.MUST_BE_LESS_THAN: -1}


def _end(line: Line, requirement: Requirement, steps: Mapping[Operator, int]) -> int:
    """Return the length that no text may fall short of, or exceed: that is what a limit on the extreme one asks."""
    step, (bound, *_) = steps.get(requirement.operator), requirement.bounds
    if step is None or not isinstance(bound, int):
        message = f"`{line.metric}` can only be a limit, in whole characters, that no text crosses"
        raise SodaError(message)
    return bound + step


def _format(column: str, form: str) -> Check:
    if form in _NUMBERS:
        return ask("pattern", column=column, regex=_NUMBERS[form])
    if form in _FORMATS:
        return ask("semantic_format", column=column, format=_FORMATS[form])
    message = f"no format is known as {form!r}"
    raise SodaError(message)


def freshness(line: Line) -> Check:
    """Return the check of the age of the newest row.

    Raises
    ------
    SodaError
        If the condition is no upper limit on an age.
    """
    sign, age = line.condition[:1], line.condition.lstrip("<= ").strip()
    if sign != "<":
        message = f"the condition {line.condition!r} is no upper limit on an age"
        raise SodaError(message)
    try:
        return ask("freshness", column=_column(line), max_age=parse_duration(age))
    except LockgateError as error:
        raise SodaError(error.text) from error


METRICS: dict[str, Callable[[Line, Requirement, Options], Iterator[Check]]] = {
    "row_count": _row_count,
    **dict.fromkeys(_STATISTICS, _statistic),
    "percentile": _quantile,
    "min_length": _shortest,
    "max_length": _longest,
    "duplicate_count": _duplicates,
    "duplicate_percent": _duplicates,
    "missing_count": _missing,
    "missing_percent": _missing,
    "invalid_count": _invalid,
    "invalid_percent": _invalid,
}
"""By name."""
