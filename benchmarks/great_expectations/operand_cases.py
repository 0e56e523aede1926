"""What Python has no operation for: bounds and conditions of another kind than the column, names of types, parsers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import Case

_COLUMNS = ("t", "d", "m", "i", "b", "s", "days", "thirds", "void")
_DAY, _NAIVE, _ZONED = "2013-01-01", "2013-01-01T00:00:00", "2013-01-01T00:00:00Z"
"""One instant, as a date, without and with a zone."""


def bounds() -> Iterator[Case]:
    for column in ("t", "d", "days"):
        for bound in (_DAY, _NAIVE, _ZONED):
            for name in ("values", "max", "min", "mean", "median"):
                said = {"column": column, "min_value": bound}
                yield "edges", f"expect_column_{name}_to_be_between", said
    for column in _COLUMNS:
        for name in ("max", "min", "mean", "median", "sum"):
            yield "edges", f"expect_column_{name}_to_be_between", {"column": column}
        ranges = {"quantiles": [0.5], "value_ranges": [[None, None]]}
        said = {"column": column, "quantile_ranges": ranges}
        yield "edges", "expect_column_quantile_values_to_be_between", said
        for name in ("increasing", "decreasing"):
            yield "edges", f"expect_column_values_to_be_{name}", {"column": column, "mostly": 0.1}


def quantiles() -> Iterator[Case]:
    for pair in ([1], [1, 2, 3]):
        ranges = {"quantiles": [0.5], "value_ranges": [pair]}
        yield "edges", "expect_column_quantile_values_to_be_between", {"column": "i", "quantile_ranges": ranges}
    for how in ("linear", "lower", "higher"):
        for bound in (3.9, 4):
            ranges = {"quantiles": [1 / 3], "value_ranges": [[bound, None]]}
            said = {"column": "i", "quantile_ranges": ranges, "allow_relative_error": how}
            yield "numbers", "expect_column_quantile_values_to_be_between", said


def conditions() -> Iterator[Case]:
    name = "expect_table_row_count_to_be_between"
    for column in ("t", "i", "b", "s", "days"):
        for value in (1, "a", _DAY, _NAIVE, _ZONED, True):
            condition = {"type": "comparison", "column": {"name": column}, "operator": ">=", "parameter": value}
            yield "edges", name, {"min_value": 0, "row_condition": condition}
    for parser in ("python", "pandas", "sql"):
        yield "edges", name, {"min_value": 3, "row_condition": "i > 0", "condition_parser": parser}
    for text in (
        'col("i") > 0 and col("b") == 1', 'col("i") > 0 or col("s").notNull()', 'col("s") != "a"', 'col("s") == "a"',
    ):  # fmt: skip
        for least in (1, 2, 3, 4):
            said = {"min_value": least, "row_condition": text, "condition_parser": "great_expectations"}
            yield "edges", name, said
    through = {"type": "pass_through", "pass_through_filter": "i > 0"}
    for condition in (through, {"type": "and", "conditions": [through]}):
        yield "edges", name, {"min_value": 3, "row_condition": condition}
    pairs: dict[str, Any] = {
        "column_A": "i",
        "column_B": "s",
        "value_pairs_set": [[1, "a"], [0, "c"], [1, "b"]],
    }
    for rows in ({}, {"row_condition": "i < 2", "condition_parser": "pandas"}):
        yield "edges", "expect_column_pair_values_to_be_in_set", {**pairs, **rows}


def types() -> Iterator[Case]:
    names = (
        "VARCHAR",
        "INTEGER",
        "StringType",
        "Timestamp",
        "datetime64",
        "str_",
        "DatetimeTZDtype",
        "float16",
    )
    for column in ("t", "i", "m", "days", "thirds"):
        for name in names:
            yield "edges", "expect_column_values_to_be_of_type", {"column": column, "type_": name}
            yield "edges", "expect_column_type_to_be", {"column": column, "type_": name}
        for listed in (["VARCHAR"], ["datetime64"], ["Timestamp", "object"], ["VARCHAR", "int64"]):
            yield "edges", "expect_column_values_to_be_in_type_list", {"column": column, "type_list": listed}


def spellings() -> Iterator[Case]:
    """Texts of one instant are different texts."""
    for value in (_DAY, _NAIVE, _ZONED):
        for name in ("distinct_values_to_contain_set", "most_common_value_to_be_in_set"):
            ties = {"ties_okay": True} if name.startswith("most") else {}
            yield "edges", f"expect_column_{name}", {"column": "days", "value_set": [value], **ties}


OPERANDS = (bounds, quantiles, conditions, types, spellings)
