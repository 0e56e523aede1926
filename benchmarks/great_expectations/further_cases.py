"""More of what Great Expectations is asked on pandas: types by name, instants, numbers asked as texts, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import Case, bounds

TYPE_NAMES = (
    "int64", "int32", "Int64", "int", "float64", "float32", "float", "object", "bool", "boolean", "datetime64[ns]",
    "datetime64", "category", "nonsense",
)  # fmt: skip


def column_types() -> Iterator[Case]:
    for table, column in (
        ("numbers", "i"),
        ("numbers", "f"),
        ("numbers", "b"),
        ("numbers", "s"),
        ("instants", "t"),
    ):
        for name in TYPE_NAMES:
            yield table, "expect_column_type_to_be", {"column": column, "type_": name}
        for name in ("list", "dict", "datetime", "date", "Timestamp", "object", "str", "nonsense", "float32"):
            yield table, "expect_column_values_to_be_of_type", {"column": column, "type_": name}
            yield (
                table,
                "expect_column_values_to_be_in_type_list",
                {"column": column, "type_list": [name, "nonsense"]},
            )
    yield "numbers", "expect_column_type_to_be", {"column": "missing", "type_": "int64"}
    yield "numbers", "expect_column_values_to_be_of_type", {"column": "missing", "type_": "int64"}
    for share in (0.5, 0.9):
        yield (
            "numbers",
            "expect_column_values_to_be_of_type",
            {"column": "s", "type_": "int", "mostly": share},
        )


def instants() -> Iterator[Case]:
    pairs: list[tuple[Any, Any]] = [
        ("2013-01-01", "2013-12-31"), ("2013-06-01T12:30:00", "2013-06-01T12:30:00"),
        ("2014-01-01", None), (None, "2013-02-01"), (None, None),
    ]  # fmt: skip
    for statistic in ("median", "mean", "max", "min"):
        for kwargs in bounds(*pairs):
            yield "instants", f"expect_column_{statistic}_to_be_between", {"column": "t", **kwargs}
    for pair in (["2013-01-01", "2013-12-31"], ["2014-01-01", "2014-12-31"]):
        ranges = {"quantiles": [0.5], "value_ranges": [pair]}
        yield (
            "instants",
            "expect_column_quantile_values_to_be_between",
            {"column": "t", "quantile_ranges": ranges},
        )
    for name in ("stdev", "sum"):
        yield "instants", f"expect_column_{name}_to_be_between", {"column": "t", "min_value": 0}
    yield "instants", "expect_column_values_to_be_increasing", {"column": "t"}
    yield "instants", "expect_column_values_to_be_unique", {"column": "t"}


def texts_of_numbers() -> Iterator[Case]:
    columns = (("numbers", "i"), ("numbers", "f"), ("numbers", "b"), ("instants", "t"))
    for table, column in columns:
        for regex in ("1", ".*", "^x"):
            yield table, "expect_column_values_to_match_regex", {"column": column, "regex": regex}
            yield table, "expect_column_values_to_not_match_regex", {"column": column, "regex": regex}
        yield table, "expect_column_values_to_match_regex_list", {"column": column, "regex_list": [".*"]}
        yield table, "expect_column_values_to_not_match_regex_list", {"column": column, "regex_list": ["x"]}
        yield table, "expect_column_value_lengths_to_equal", {"column": column, "value": 1}
        yield (
            table,
            "expect_column_value_lengths_to_be_between",
            {"column": column, "min_value": 1, "max_value": 30},
        )
        yield table, "expect_column_values_to_be_dateutil_parseable", {"column": column}
        yield (
            table,
            "expect_column_values_to_match_strftime_format",
            {"column": column, "strftime_format": "%Y"},
        )
        yield table, "expect_column_values_to_be_json_parseable", {"column": column}
    for name in ("median", "max", "min"):
        yield "numbers", f"expect_column_{name}_to_be_between", {"column": "b", "min_value": 0, "max_value": 1}
    for low, high in ((1, 5), ("a", "z")):
        yield "numbers", "expect_column_max_to_be_between", {"column": "s", "min_value": low, "max_value": high}


def without_partition() -> Iterator[Case]:
    name = "expect_column_kl_divergence_to_be_less_than"
    for threshold in (0, 0.1, None):
        for column in ("g", "i", "same"):
            yield "numbers", name, {"column": column, "threshold": threshold}
            yield "numbers", name, {"column": column, "partition_object": None, "threshold": threshold}


CONDITIONS = (
    "s.str.len() > 1", "s.str.startswith('a')", "s.str.contains('b', na=False)", "not s.isnull()",
    "s.notna() and i > 3", "i.between(2, 5)", "~(i > 5)", "i >= 2 or g == 'z'", "i.max() > 3", "i == i.max()",
    "index > 4", "i ** 2 > 20", "g.isin(['x', 'z'])", "`i` > 5 and `g`.notnull()", "abs(f) > 1", "@limit > 2",
    "f == f",
)  # fmt: skip


def more_conditions() -> Iterator[Case]:
    for text in CONDITIONS:
        condition = {"row_condition": text, "condition_parser": "pandas"}
        yield "numbers", "expect_column_values_to_be_between", {"column": "i", "min_value": 3, **condition}
        yield (
            "numbers",
            "expect_column_unique_value_count_to_be_between",
            {"column": "g", "max_value": 2, **condition},
        )
    for text in ("t > '2013-02-01'", "t <= '2013-06-01 12:30:00'", "t.dt.year == 2013", "t.isnull() or n == 1"):
        condition = {"row_condition": text, "condition_parser": "pandas"}
        yield "instants", "expect_column_values_to_be_between", {"column": "n", "min_value": 2, **condition}


FURTHER = (
    column_types, instants, texts_of_numbers, without_partition, more_conditions,
)  # fmt: skip
