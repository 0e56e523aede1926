"""Checks of each value of a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lockgate.interchange.exporters.expectations.said import (
    WHERE_MISSING,
    Expectation,
    Exporter,
    Said,
    UnexportedError,
    bound_of,
    fields_of,
    mostly,
    plain,
)
from lockgate.interchange.importers.great_expectations.asked import NOTHING
from lockgate.scan.check import Check
from lockgate.scan.tolerance import Tolerance

__all__ = ["COLUMN_VALUES"]

_ON_NULLS = "Great Expectations counts every row of a repeated key, Lockgate only those beyond the first"


def _of_column(name: str, *extra: str) -> Exporter:
    """Return the exporter of a check of rows of one column; `extra` are pairs of our name and theirs."""
    pairs = [text.split("=") for text in extra]

    def export(given: Check) -> Iterator[Expectation]:
        check = fields_of(given)
        said = {theirs: getattr(check, ours) for ours, theirs in pairs}
        yield f"expect_column_{name}", {"column": check.column, **said, **mostly(check.tolerance)}, ""

    return export


def _range(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    said: Said = {"column": check.column}
    for end, bound in (("min", check.min), ("max", check.max)):
        if bound is not None:
            said[f"{end}_value"] = bound_of(bound)
        if getattr(check, f"exclusive_{end}"):
            said[f"strict_{end}"] = True
    yield "expect_column_values_to_be_between", {**said, **mostly(check.tolerance)}, ""


def _listed(name: str) -> Exporter:
    def export(given: Check) -> Iterator[Expectation]:
        check = fields_of(given)
        values = [plain(value) for value in check.values if value != NOTHING]
        said = {"column": check.column, "value_set": values, **mostly(check.tolerance)}
        yield f"expect_column_values_{name}", said, ""

    return export


def _texts(kind: str, one: str) -> Exporter:
    def export(given: Check) -> Iterator[Expectation]:
        check = fields_of(given)
        listed = list(check.any_of or check.all_of)
        verb = "to_not_match" if check.forbidden else "to_match"
        if check.forbidden and check.all_of:
            message = "that not all of several patterns match has no counterpart"
            raise UnexportedError(message)
        said: Said = {"column": check.column}
        if listed:
            said[f"{kind}_list"] = listed
            if not check.forbidden:
                said["match_on"] = "any" if check.any_of else "all"
        else:
            said[kind] = getattr(check, one)
        name = f"expect_column_values_{verb}_{kind}{'_list' if listed else ''}"
        yield name, {**said, **mostly(check.tolerance)}, ""

    return export


def _length(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.unit != "characters":
        message = "lengths in bytes have no counterpart"
        raise UnexportedError(message)
    said: Said = {"column": check.column, **mostly(check.tolerance)}
    if check.exact is not None:
        yield "expect_column_value_lengths_to_equal", {**said, "value": check.exact}, ""
        return
    ends = {f"{end}_value": getattr(check, end) for end in ("min", "max") if getattr(check, end) is not None}
    yield "expect_column_value_lengths_to_be_between", {**said, **ends}, ""


def _uniqueness(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    differs = _ON_NULLS if check.counting == "surplus" and check.tolerance != Tolerance() else ""
    if len(check.columns) == 1:
        said = {"column": check.columns[0], **mostly(check.tolerance)}
        yield "expect_column_values_to_be_unique", said, differs
        return
    said = {"column_list": list(check.columns), "ignore_row_if": WHERE_MISSING[check.skip_nulls]}
    yield "expect_compound_columns_to_be_unique", {**said, **mostly(check.tolerance)}, differs


def _monotone(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.order_by:
        message = "an order by another column has no counterpart"
        raise UnexportedError(message)
    said = {"column": check.column, **({"strictly": True} if check.strict else {}), **mostly(check.tolerance)}
    is_loose = check.tolerance != Tolerance() and check.share_of == "steps"
    yield (
        f"expect_column_values_to_be_{check.direction}",
        said,
        "the share is one of values" if is_loose else "",
    )


def _outliers(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.method == "mad" or (check.method == "iqr" and check.side != "both"):
        message = "this measure of outliers has no counterpart"
        raise UnexportedError(message)
    said: Said = {"column": check.column, **mostly(check.tolerance)}
    factor = check.factor if check.factor is not None else {"iqr": 1.5, "z": 3.0}[check.method]
    if check.method == "iqr":
        differs = "a value at the bound is no outlier there" if check.exclusive else ""
        yield (
            "expect_column_values_to_not_be_outliers",
            {**said, "method": "iqr", "multiplier": factor},
            differs,
        )
    elif check.side == "lower":
        message = "outliers below alone have no counterpart"
        raise UnexportedError(message)
    else:
        said |= {"threshold": factor, "double_sided": check.side == "both"}
        differs = "" if check.exclusive else "a value at the bound is an outlier there"
        yield "expect_column_value_z_scores_to_be_less_than", said, differs


def _semantic(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.format != "json":
        message = f"the format {check.format} has no counterpart"
        raise UnexportedError(message)
    yield "expect_column_values_to_be_json_parseable", {"column": check.column, **mostly(check.tolerance)}, ""


COLUMN_VALUES: Mapping[str, Exporter] = {
    "allowed_values": _listed("to_be_in_set"),
    "completeness": _of_column("values_to_not_be_null"),
    "date_parseable": _of_column("values_to_be_dateutil_parseable"),
    "datetime_format": _of_column("values_to_match_strftime_format", "format=strftime_format"),
    "forbidden_values": _listed("to_not_be_in_set"),
    "json_schema": _of_column("values_to_match_json_schema", "schema=json_schema"),
    "length": _length,
    "like": _texts("like_pattern", "pattern"),
    "monotone": _monotone,
    "outlier_rows": _outliers,
    "pattern": _texts("regex", "regex"),
    "python_pattern": _texts("regex", "regex"),
    "range": _range,
    "semantic_format": _semantic,
    "uniqueness": _uniqueness,
}
"""By the name of the check."""
