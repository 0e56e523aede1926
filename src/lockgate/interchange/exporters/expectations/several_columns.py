"""Checks of several columns of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lockgate.domain.requirement import Operator
from lockgate.interchange.exporters.expectations.said import (
    WHERE_MISSING,
    Expectation,
    Exporter,
    Said,
    UnexportedError,
    fields_of,
    mostly,
    plain,
)
from lockgate.scan.check import Check

__all__ = ["SEVERAL_COLUMNS"]

_PAIRS = {"all": "both_values_are_missing", "any": "either_value_is_missing", "never": "neither"}


def _comparison(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    left, right, sign = check.left, check.right, check.operator
    if sign.startswith("<"):
        left, right, sign = right, left, sign.replace("<", ">")
    said = {"column_A": left, "column_B": right, "ignore_row_if": _PAIRS[check.skip_nulls]}
    if sign == "!=":
        message = "that two columns differ has no counterpart"
        raise UnexportedError(message)
    if sign == "=":
        yield "expect_column_pair_values_to_be_equal", {**said, **mostly(check.tolerance)}, ""
        return
    more = {"or_equal": True} if sign == ">=" else {}
    name = "expect_column_pair_values_a_to_be_greater_than_b"
    yield name, {**said, **more, **mostly(check.tolerance)}, ""


def _columns_equal(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    share = mostly(check.tolerance)
    if len(check.columns) == 2 and not check.nulls_equal:  # noqa: PLR2004 - a pair
        said = {"column_A": check.columns[0], "column_B": check.columns[1]}
        yield (
            "expect_column_pair_values_to_be_equal",
            {**said, "ignore_row_if": _PAIRS[check.skip_nulls], **share},
            "",
        )
        return
    is_other = not check.nulls_equal and check.skip_nulls == "never"
    said = {"column_list": list(check.columns), "ignore_row_if": WHERE_MISSING[check.skip_nulls]}
    yield (
        "expect_multicolumn_values_to_be_equal",
        {**said, **share},
        "nulls are equal there" if is_other else "",
    )


def _several(name: str) -> Exporter:
    def export(given: Check) -> Iterator[Expectation]:
        check = fields_of(given)
        said: Said = {"column_list": list(check.columns), "ignore_row_if": WHERE_MISSING[check.skip_nulls]}
        if name == "multicolumn_sum_to_equal":
            if check.requirement.operator is not Operator.MUST_BE:
                message = "only an equal sum has a counterpart"
                raise UnexportedError(message)
            said["sum_total"] = check.requirement.bounds[0]
        yield f"expect_{name}", {**said, **mostly(check.tolerance)}, ""

    return export


def _tuples(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if len(check.columns) != 2:  # noqa: PLR2004 - a pair
        message = "combinations of more than two columns have no counterpart"
        raise UnexportedError(message)
    said = {
        "column_A": check.columns[0],
        "column_B": check.columns[1],
        "value_pairs_set": [[plain(cell) for cell in cells] for cells in check.tuples],
        "ignore_row_if": _PAIRS[check.skip_nulls],
    }
    yield "expect_column_pair_values_to_be_in_set", {**said, **mostly(check.tolerance)}, ""


SEVERAL_COLUMNS: Mapping[str, Exporter] = {
    "allowed_tuples": _tuples,
    "column_comparison": _comparison,
    "columns_equal": _columns_equal,
    "columns_sum": _several("multicolumn_sum_to_equal"),
    "unique_within_record": _several("select_column_values_to_be_unique_within_record"),
}
"""By the name of the check."""
