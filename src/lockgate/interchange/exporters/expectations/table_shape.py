"""Checks of columns, types and rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.exporters.expectations.said import (
    Expectation,
    Exporter,
    UnexportedError,
    bounded,
    fields_of,
)
from lockgate.scan.check import Check
from lockgate.scan.tolerance import Tolerance

__all__ = ["TABLE_SHAPE"]

_TYPES = {
    "boolean": ["bool"], "string": ["str"], "date": ["date"], "timestamp": ["datetime64[ns]"],
    "integer": ["int8", "int16", "int32", "int64"],
    "number": ["int8", "int16", "int32", "int64", "float32", "float64"],
}  # fmt: skip


def _row_count(given: Check) -> Iterator[Expectation]:
    requirement: Requirement = fields_of(given).requirement
    if requirement.operator is Operator.MUST_BE:
        yield "expect_table_row_count_to_equal", {"value": requirement.bounds[0]}, ""
    else:
        yield "expect_table_row_count_to_be_between", bounded(requirement), ""


def _column_count(given: Check) -> Iterator[Expectation]:
    requirement: Requirement = fields_of(given).requirement
    if requirement.operator is Operator.MUST_BE:
        yield "expect_table_column_count_to_equal", {"value": requirement.bounds[0]}, ""
        return
    said = bounded(requirement)
    if "strict_min" in said or "strict_max" in said:
        message = "a strict bound on columns has no counterpart"
        raise UnexportedError(message)
    yield "expect_table_column_count_to_be_between", {"min_value": None, "max_value": None, **said}, ""


def _columns_present(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    for name in check.names:
        yield "expect_column_to_exist", {"column": name}, _spelling(check)


def _columns_exact(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    said = {"column_set": list(check.names), "exact_match": True}
    yield "expect_table_columns_to_match_set", said, _spelling(check)


def _spelling(check: Any) -> str:  # noqa: ANN401 - its own fields
    return "" if check.exact_case else "letter case of names matters there"


def _column_position(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.position == 0:
        message = "the place 0 is not asked there"
        raise UnexportedError(message)
    said = {"column": check.column, "column_index": check.position}
    yield "expect_column_to_exist", said, _spelling(check)


def _logical_type(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.path:
        message = "what a nested value holds inside has no counterpart"
        raise UnexportedError(message)
    names = _TYPES.get(check.type.value)
    if names is None:
        message = f"the type {check.type.value} has no counterpart"
        raise UnexportedError(message)
    said = {"column": check.column, "type_list": names}
    changes = check.type.value in ("integer", "boolean")  # pandas makes them floats and objects
    remark = ", where a null among the values gives the column another" if changes else ""
    yield "expect_column_values_to_be_in_type_list", said, f"in the words of pandas{remark}"


def _physical_type(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    names = [name.upper() for name in check.any_of or (check.type,)]
    said = {"column": check.column, "type_list": names}
    yield "expect_column_values_to_be_in_type_list", said, "in the words of SQL"


def _row_count_match(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.measure != "difference" or check.requirement != Requirement(Operator.MUST_BE, (0,)):
        message = "only as many rows have a counterpart"
        raise UnexportedError(message)
    yield "expect_table_row_count_to_equal_other_table", {"other_table_name": check.to_table}, ""


def _row_predicate(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    if check.tolerance != Tolerance():
        message = "rows that may violate a predicate have no counterpart"
        raise UnexportedError(message)
    query = f"SELECT * FROM {{batch}} WHERE NOT ({check.expression.text})"  # noqa: S608 - text for another tool, of a parsed predicate
    yield "unexpected_rows_expectation", {"unexpected_rows_query": query}, "asked in the SQL of the data source"


TABLE_SHAPE: Mapping[str, Exporter] = {
    "column_count": _column_count,
    "column_position": _column_position,
    "columns_exact": _columns_exact,
    "columns_present": _columns_present,
    "logical_type": _logical_type,
    "physical_type": _physical_type,
    "row_count": _row_count,
    "row_count_match": _row_count_match,
    "row_predicate": _row_predicate,
}
"""By the name of the check."""
