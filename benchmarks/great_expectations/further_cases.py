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


def kinds_mixed() -> Iterator[Case]:
    for columns in (["i", "s"], ["b", "i"], ["b", "same"], ["i", "f", "b"], ["s", "g"], ["f", "s"]):
        for name in (
            "expect_select_column_values_to_be_unique_within_record",
            "expect_multicolumn_values_to_be_equal",
        ):
            for share in (0, 0.2, 1):
                yield "numbers", name, {"column_list": columns, "mostly": share}
        pair = {"column_A": columns[0], "column_B": columns[1]}
        yield "numbers", "expect_column_pair_values_to_be_equal", pair
        yield (
            "numbers",
            "expect_column_pair_values_to_be_equal",
            {**pair, "ignore_row_if": "neither", "mostly": 0.1},
        )


def numbers_among_others() -> Iterator[Case]:
    for total in (2, 5, 8):
        kwargs = {"column_list": ["i", "b"], "sum_total": total, "mostly": 0.2}
        yield "numbers", "expect_multicolumn_sum_to_equal", kwargs
    for share in (0, 0.5, 1):
        for column in ("i", "f", "b", "s", "none"):
            kwargs = {"column": column, "mostly": share}
            yield "numbers", "expect_column_values_to_be_json_parseable", kwargs
    for listed in ([r"\w"], [r"^\w+$", r"\."], [r"\d\b"]):
        for column in ("i", "f", "b"):
            kwargs = {"column": column, "regex_list": listed}
            yield "numbers", "expect_column_values_to_match_regex_list", kwargs
            yield "numbers", "expect_column_values_to_not_match_regex_list", kwargs


def numbers_as_they_are_read() -> Iterator[Case]:
    computed = {
        "mean": ("wild", 5.9), "stdev": ("i", 3.0276503540974917), "median": ("f", 1.5), "sum": ("wild", 59.0),
    }  # fmt: skip
    for statistic, (column, value) in {**computed, "mean": ("up", 3.611111111111111)}.items():
        for kwargs in bounds((value, value), (value, None), (None, value)):
            yield "numbers", f"expect_column_{statistic}_to_be_between", {"column": column, **kwargs}
    for low, high in ((1.9, 7.9), (7.9, 7.9), ("7", "7"), (8.1, None)):
        kwargs = {"column": "f", "min_value": low, "max_value": high}
        yield "numbers", "expect_column_unique_value_count_to_be_between", kwargs
        kwargs = {"column": "code", "min_value": low, "max_value": high}
        yield "texts", "expect_column_value_lengths_to_be_between", {**kwargs, "mostly": 0.1}
        yield "numbers", "expect_table_row_count_to_be_between", {"min_value": low, "max_value": high}
    for value in (10.7, "10", 10.0):
        yield "numbers", "expect_table_row_count_to_equal", {"value": value}
    for low, high in (("1", "10"), ("2", None), (None, "9.5")):
        yield (
            "numbers",
            "expect_column_values_to_be_between",
            {"column": "i", "min_value": low, "max_value": high},
        )
        yield "numbers", "expect_column_max_to_be_between", {"column": "i", "min_value": low, "max_value": high}


def shares_beyond() -> Iterator[Case]:
    for low, high in ((-1, -0.5), (1.5, 2), (-1, 2), (None, -0.1)):
        for share in ("unique_values", "non_null_values"):
            for table in ("numbers", "empty"):
                kwargs = {"column": "f", "min_value": low, "max_value": high}
                yield table, f"expect_column_proportion_of_{share}_to_be_between", kwargs


def nothing_asked() -> Iterator[Case]:
    for table in ("numbers", "empty"):
        ranges = {"quantiles": [0.5], "value_ranges": [[None, None]]}
        yield table, "expect_column_quantile_values_to_be_between", {"column": "f", "quantile_ranges": ranges}
    for skip in ("both_values_are_missing", "either_value_is_missing", "neither"):
        for share in (0, 0.5):
            kwargs = {
                "column_A": "p",
                "column_B": "q",
                "value_pairs_set": [],
                "ignore_row_if": skip,
                "mostly": share,
            }
            yield "pairs", "expect_column_pair_values_to_be_in_set", kwargs
    for column in ("i", "f", "wild"):
        for share in (None, 0):
            kwargs = {"column": column, "threshold": 0, "double_sided": True}
            kwargs = kwargs if share is None else {**kwargs, "mostly": share}
            yield "numbers", "expect_column_value_z_scores_to_be_less_than", kwargs
    for schema in (
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"},
        {"$id": "x", "type": "array"},
    ):
        for share in (0.2, 0.6, 1):
            kwargs = {"column": "object", "json_schema": schema, "mostly": share}
            yield "texts", "expect_column_values_to_match_json_schema", kwargs


def a_column_of_nulls() -> Iterator[Case]:
    column = {"column": "v"}
    for name, more in (
        ("values_to_be_null", {}), ("values_to_not_be_null", {}), ("values_to_be_unique", {}),
        ("values_to_be_in_set", {"value_set": ["a"]}), ("values_to_be_in_set", {"value_set": [1]}),
        ("values_to_not_be_in_set", {"value_set": ["a"]}), ("values_to_match_regex", {"regex": "a"}),
        ("values_to_not_match_regex", {"regex": "a"}), ("value_lengths_to_equal", {"value": 1}),
        ("value_lengths_to_be_between", {"min_value": 1}), ("values_to_be_json_parseable", {}),
        ("values_to_be_dateutil_parseable", {}), ("values_to_match_strftime_format", {"strftime_format": "%Y"}),
        ("values_to_match_json_schema", {"json_schema": {"type": "object"}}),
        ("values_to_be_of_type", {"type_": "str"}),
        ("values_to_be_in_type_list", {"type_list": ["str", "int"]}), ("values_to_be_increasing", {}),
        ("distinct_values_to_be_in_set", {"value_set": ["a"]}),
        ("distinct_values_to_contain_set", {"value_set": ["a"]}),
        ("unique_value_count_to_be_between", {"max_value": 0}), ("unique_value_count_to_be_between", {"min_value": 1}),
        ("proportion_of_non_null_values_to_be_between", {"max_value": 0}), ("values_to_be_between", {"min_value": 1}),
    ):  # fmt: skip
        for kwargs in ({}, {"row_condition": "n > 1", "condition_parser": "pandas"}):
            yield "void", f"expect_column_{name}", {**column, **more, **kwargs}
    yield "void", "expect_column_pair_values_to_be_equal", {"column_A": "v", "column_B": "n"}
    yield "void", "expect_compound_columns_to_be_unique", {"column_list": ["v", "n"]}


FURTHER = (
    kinds_mixed, numbers_among_others, numbers_as_they_are_read, shares_beyond, nothing_asked, a_column_of_nulls,
    column_types, instants, texts_of_numbers, without_partition, more_conditions,
)  # fmt: skip
