"""Data tests of dbt, dbt-utils and dbt-expectations: which check each becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression

__all__ = ["TESTS", "Arguments", "UntranslatedError", "argument", "bound_of", "needed", "referred"]

Arguments = Mapping[str, Any]
"""What is written beside the name of a test."""

_REFERENCE = re.compile(r"""\s*(?:\{\{)?\s*(?:ref|source)\(\s*(?P<parts>[^)]*)\)\s*(?:\}\})?\s*""")
_QUOTED = re.compile(r"\s*'((?:[^']|'')*)'\s*")
_DATEPARTS = {
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "month": 2_592_000,
    "year": 31_536_000,
}


class UntranslatedError(Exception):
    """A test that cannot be carried over; the text says why."""


def referred(text: str) -> str:
    """Return the model that a reference names.

    Examples
    --------
    >>> referred("ref('customers')"), referred("source('shop', 'orders')"), referred("orders")
    ('customers', 'orders', 'orders')
    """
    found = _REFERENCE.fullmatch(text)
    return found["parts"].split(",")[-1].strip().strip("'\"") if found else text


def needed(column: str) -> str:
    """Return the column that a test stands beside."""
    if not column:
        message = "the test stands beside no column"
        raise UntranslatedError(message)
    return column


def argument(said: Arguments, name: str) -> Any:  # noqa: ANN401 - YAML has no narrower type
    """Return an argument that must be given."""
    if name not in said:
        message = f"`{name}` is missing"
        raise UntranslatedError(message)
    return said[name]


def bound_of(value: Any) -> Any:  # noqa: ANN401 - YAML has no narrower type
    """Return a bound, which stands in SQL as it is written: a number, or a text, date or instant in quotes.

    Examples
    --------
    >>> bound_of(5), bound_of("0.5"), bound_of("'2020-01-01'")
    (5, 0.5, '2020-01-01')
    """
    if not isinstance(value, str):
        return value
    quoted = _QUOTED.fullmatch(value)
    if quoted is not None:
        return quoted[1].replace("''", "'")
    try:
        return float(value)
    except ValueError as error:
        message = f"the bound {value!r} is SQL; a text, date or instant stands in single quotes"
        raise UntranslatedError(message) from error


def _unique(column: str, _: Arguments) -> Check:
    return ask("uniqueness", columns=(needed(column),))


def _not_null(column: str, _: Arguments) -> Check:
    return ask("completeness", column=needed(column))


def _listed(check: str) -> Callable[[str, Arguments], Check]:
    return lambda column, said: ask(check, column=needed(column), values=tuple(argument(said, "values")))


def _relationships(column: str, said: Arguments) -> Check:
    table, field = referred(str(argument(said, "to"))), str(argument(said, "field"))
    return ask("referential_integrity", columns=(needed(column),), to_table=table, to_columns=(field,))


def _accepted_range(column: str, said: Arguments) -> Check:
    ends: dict[str, Any] = {end: bound_of(said.get(f"{end}_value")) for end in ("min", "max")}
    if said.get("inclusive") is False:
        ends |= {f"exclusive_{end}": True for end in ("min", "max") if ends[end] is not None}
    return ask("range", column=needed(column), **ends)


def _not_null_proportion(column: str, said: Arguments) -> Check:
    low, high = said.get("at_least", 0), said.get("at_most", 1)
    requirement = Requirement.between(round(1 - high, 12), round(1 - low, 12))
    return ask("null_fraction", column=needed(column), requirement=requirement)


def _combination(_: str, said: Arguments) -> Check:
    return ask("uniqueness", columns=tuple(argument(said, "combination_of_columns")))


def _expression(column: str, said: Arguments) -> Check:
    text = str(argument(said, "expression"))
    quoted = '"' + column.replace('"', '""') + '" ' if column else ""
    return ask("row_predicate", expression=Expression(quoted + text))


def _rows_like(operator: Operator) -> Callable[[str, Arguments], Check]:
    def read(_: str, said: Arguments) -> Check:
        table = referred(str(argument(said, "compare_model")))
        return ask("row_count_match", requirement=Requirement(operator, (0,)), to_table=table)

    return read


def _at_least_one(column: str, _: Arguments) -> Check:
    requirement = Requirement(Operator.MUST_BE_LESS_THAN, (1,))
    return ask("null_fraction", column=needed(column), requirement=requirement)


def _not_constant(column: str, _: Arguments) -> Check:
    return ask("distinct_count", columns=(needed(column),), requirement=Requirement.at_least(2))


def _not_empty(column: str, said: Arguments) -> Check:
    if said.get("trim_whitespace", True):
        return ask("pattern", column=needed(column), regex=r"[^\s]")
    return ask("length", column=needed(column), min=1)


def _recency(_: str, said: Arguments) -> Check:
    part, interval = str(argument(said, "datepart")), argument(said, "interval")
    if part not in _DATEPARTS:
        message = f"no length of time is named `{part}`"
        raise UntranslatedError(message)
    age = timedelta(seconds=_DATEPARTS[part] * float(interval))
    return ask("freshness", column=str(argument(said, "field")), max_age=age)


def _greater(_: str, said: Arguments) -> Check:
    left, right = (str(argument(said, name)) for name in ("column_A", "column_B"))
    return ask(
        "column_comparison", left=left, operator=">=" if said.get("or_equal") is True else ">", right=right
    )


def _quantile(column: str, said: Arguments) -> Check:
    low, high = (bound_of(said.get(f"{end}_value")) for end in ("min", "max"))
    if low is None and high is None:
        message = "neither `min_value` nor `max_value` is given"
        raise UntranslatedError(message)
    if low is None or high is None:
        requirement = Requirement.at_least(low) if high is None else Requirement.at_most(high)
    else:
        requirement = Requirement.between(low, high)
    q = float(argument(said, "quantile"))
    return ask("quantile", column=needed(column), q=q, interpolation="linear", requirement=requirement)


TESTS: dict[str, tuple[Callable[[str, Arguments], Check], str]] = {
    "unique": (_unique, "uniqueness"),
    "not_null": (_not_null, "completeness"),
    "accepted_values": (_listed("allowed_values"), "allowed_values"),
    "relationships": (_relationships, "referential_integrity"),
    "dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B": (_greater, "column_comparison"),
    "dbt_expectations.expect_column_quantile_values_to_be_between": (_quantile, "quantile"),
    "dbt_expectations.expect_table_row_count_to_equal_other_table": (
        _rows_like(Operator.MUST_BE),
        "row_count_match",
    ),
    "dbt_utils.accepted_range": (_accepted_range, "range"),
    "dbt_utils.at_least_one": (_at_least_one, "null_fraction"),
    "dbt_utils.equal_rowcount": (_rows_like(Operator.MUST_BE), "row_count_match"),
    "dbt_utils.expression_is_true": (_expression, "row_predicate"),
    "dbt_utils.fewer_rows_than": (_rows_like(Operator.MUST_BE_LESS_THAN), "row_count_match"),
    "dbt_utils.not_accepted_values": (_listed("forbidden_values"), "forbidden_values"),
    "dbt_utils.not_constant": (_not_constant, "distinct_count"),
    "dbt_utils.not_empty_string": (_not_empty, "pattern, length"),
    "dbt_utils.not_null_proportion": (_not_null_proportion, "null_fraction"),
    "dbt_utils.recency": (_recency, "freshness"),
    "dbt_utils.unique_combination_of_columns": (_combination, "uniqueness"),
}
"""By name: how a test is read, and the check that it becomes."""
