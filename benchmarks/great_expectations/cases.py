# ruff: noqa: C901, PLR0912, E501 - tables of cases, written as the loops that make them
"""Small tables, and what Great Expectations is asked of them: values, nulls, no rows, both sides of each bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Case = tuple[str, str, dict[str, Any]]
Column = tuple[str, list[Any]]

TABLES: dict[str, dict[str, Column]] = {
    "numbers": {
        "i": ("int64", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        "f": ("double", [0.5, 1.5, 1.5, 2.5, -3.0, None, 10.0, 0.0, 4.25, None]),
        "down": ("int64", [9, 8, 8, 7, 6, 5, 4, 3, 2, 1]),
        "up": ("double", [1.0, 2.0, None, 2.0, 3.0, 2.5, 4.0, 5.0, 6.0, 7.0]),
        "same": ("int64", [4, 4, 4, 4, 4, 4, 4, 4, 4, 4]),
        "wild": ("double", [1.0, 1.1, 0.9, 1.0, 1.05, 0.95, 1.0, 1.02, 0.98, 50.0]),
        "none": ("double", [None] * 10),
        "b": ("bool", [True, False, True, True, False, True, True, False, True, True]),
        "s": ("string", ["a", "b", "b", "abc", None, "Zed", "", "a1", "10", "a"]),
        "g": ("string", ["x", "x", "y", "y", "x", None, "y", "z", "z", "x"]),
    },
    "few": {"f": ("double", [3.0]), "s": ("string", ["only"]), "g": ("string", ["x"])},
    "two": {"f": ("double", [1.0, 4.0]), "s": ("string", ["b", "a"]), "g": ("string", ["x", "y"])},
    "empty": {"i": ("int64", []), "f": ("double", []), "s": ("string", []), "g": ("string", [])},
    "texts": {
        "code": ("string", ["AB-1", "AB-2", "CD-33", None, "ab-4", "", "XX%", "A_B"]),
        "day": (
            "string",
            ["2013-01-01", "2013-02-28", "2013-02-30", None, "1/2/2013", "Jan 5, 2013", "x", "2013"],
        ),
        "json": ("string", ['{"a": 1}', "[1, 2]", "x", None, '{"a": "t"}', "3", "{}", '"q"']),
        "object": ("string", ['{"a": 1}', '{"a": 2, "b": 1}', '{"a": "t"}', None, "{}", '{"a": 5}', "[]", "7"]),
        "unicode": ("string", ["äöü", "żółw", "日本", None, "a b", "tab\t", "new\nline", "ﬁ"]),
    },
    "instants": {
        "t": ("timestamp", ["2013-01-01T00:00:00", "2013-06-01T12:30:00", "2013-12-31T23:59:59", None]),
        "n": ("int64", [1, 2, 3, 4]),
    },
    "pairs": {
        "a": ("double", [1.0, 2.0, 3.0, None, None, 6.0, 7.0, 1.0]),
        "b": ("double", [1.0, 1.0, 4.0, 4.0, None, None, 7.0, 1.0]),
        "c": ("double", [1.0, 3.0, 4.0, None, None, 6.0, 8.0, 1.0]),
        "p": ("string", ["x", "x", "y", None, None, "z", "z", "x"]),
        "q": ("string", ["x", "y", "y", "y", None, None, "z", "x"]),
    },
    "strict": {
        "d": ("timestamp", ["2013-01-01T00:00:00", "2013-01-02T00:00:00", "2013-01-02T00:00:00"]),
        "i": ("int64", [1, 2, 3]),
        "m": ("decimal", ["1.50", "0.10", "2.00"]),
        "two": ("double", [None, 1.0, 50.0]),
        "void": ("null", [None, None, None]),
    },
    "edges": {
        "t": ("timestamp", ["2013-01-01T00:00:00", "2013-06-01T12:30:00", None, "2013-01-01T00:00:00"]),
        "d": ("date", ["2013-01-01", "2013-05-05", None, "2013-01-01"]),
        "m": ("decimal", ["1.00", "0.10", "0.50", "1.00"]),
        "i": ("int64", [1, 0, 2, 1]),
        "b": ("bool", [True, False, True, True]),
        "s": ("string", ["a", "c", None, "b"]),
        "days": ("string", ["2013-01-01", "2013-12-31", "2013-05-05", "2013-01-02"]),
        "thirds": ("double", [1.0, 2.0, 3.0, None]),
        "same": ("double", [0.5, 0.5, 0.5, 0.5]),
        "void": ("null", [None, None, None, None]),
        'spał "q"': ("double", [1.0, 2.0, None, 1.5]),
    },
    "void": {"v": ("null", [None, None, None]), "n": ("int64", [1, 2, 3])},
    "full": {
        "a": ("int64", [1, 2, 3, 4]),
        "b": ("int64", [1, 2, 2, 3]),
        "c": ("int64", [8, 6, 5, 3]),
        "p": ("string", ["x", "y", "z", "w"]),
        "q": ("string", ["x", "y", "z", "w"]),
    },
}

MOSTLY = (None, 0, 0.5, 0.75, 0.8, 0.9, 1.0)


def with_mostly(kwargs: dict[str, Any], shares: tuple[float | None, ...] = MOSTLY) -> Iterator[dict[str, Any]]:
    for share in shares:
        yield kwargs if share is None else {**kwargs, "mostly": share}


def bounds(*pairs: tuple[Any, Any]) -> Iterator[dict[str, Any]]:
    for low, high in pairs:
        ends = {key: end for key, end in (("min_value", low), ("max_value", high)) if end is not None}
        yield ends
        if low is not None:
            yield {**ends, "strict_min": True}
        if high is not None:
            yield {**ends, "strict_max": True}
        if low is not None and high is not None:
            yield {**ends, "strict_min": True, "strict_max": True}


def column_values() -> Iterator[Case]:
    for table, column in (
        ("numbers", "i"), ("numbers", "f"), ("numbers", "none"), ("few", "f"), ("empty", "f"),
    ):  # fmt: skip
        pairs = [(1, 10), (2, 9), (0, None), (None, 9), (10, 1), (None, None), (0.5, 4.25), (-3, 10.0)]
        for kwargs in bounds(*pairs):
            yield table, "expect_column_values_to_be_between", {"column": column, **kwargs}
        for kwargs in with_mostly({"column": column, "min_value": 1, "max_value": 5}):
            yield table, "expect_column_values_to_be_between", kwargs
    for column in ("i", "f", "none", "same", "s", "b"):
        for kwargs in with_mostly({"column": column}):
            for name in ("to_be_null", "to_not_be_null", "to_be_unique"):
                yield "numbers", f"expect_column_values_{name}", kwargs
    for table in ("empty", "few"):
        for name in ("to_be_null", "to_not_be_null", "to_be_unique", "to_be_increasing", "to_be_decreasing"):
            yield table, f"expect_column_values_{name}", {"column": "f"}
    for kwargs in bounds((1, 5), (None, 3)):
        yield "numbers", "expect_column_values_to_be_between", {"column": "s", **kwargs}
    instants = [
        ("2013-01-01T00:00:00", "2013-12-31T23:59:59"), ("2013-06-01 12:30:00", None), (None, "2013-12-31T23:59:59"),
        ("2014-01-01T00:00:00", "2015-01-01T00:00:00"),
    ]  # fmt: skip
    for kwargs in bounds(*instants):
        yield "instants", "expect_column_values_to_be_between", {"column": "t", **kwargs}
        yield "instants", "expect_column_max_to_be_between", {"column": "t", **kwargs}
        yield "instants", "expect_column_min_to_be_between", {"column": "t", **kwargs}


SETS: tuple[list[Any], ...] = (
    [1, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [], ["a", "b", "abc", "Zed", "", "a1", "10"], ["a"], [1.5, 0.5],
    ["1", "2"], [None, 4], [4], [0.5, 1.5, 2.5, -3.0, 10.0, 0.0, 4.25], ["x", "y"], ["x", "y", "z"],
)  # fmt: skip


def sets() -> Iterator[Case]:
    for column in ("i", "f", "s", "same", "none", "g"):
        for listed in SETS:
            for name in (
                "values_to_be_in_set", "values_to_not_be_in_set", "distinct_values_to_be_in_set",
                "distinct_values_to_contain_set", "distinct_values_to_equal_set",
            ):  # fmt: skip
                yield "numbers", f"expect_column_{name}", {"column": column, "value_set": listed}
            for ties in (None, True, False):
                kwargs = {"column": column, "value_set": listed, "ties_okay": ties}
                yield "numbers", "expect_column_most_common_value_to_be_in_set", kwargs
    for listed in ([1, 2, 3], ["x"]):
        for kwargs in with_mostly(
            {"column": "i" if listed[0] == 1 else "g", "value_set": listed}, (0.3, 0.4, 0.7)
        ):
            yield "numbers", "expect_column_values_to_be_in_set", kwargs
            yield "numbers", "expect_column_values_to_not_be_in_set", kwargs
    for name in (
        "values_to_be_in_set", "values_to_not_be_in_set", "distinct_values_to_be_in_set",
        "distinct_values_to_contain_set", "distinct_values_to_equal_set", "most_common_value_to_be_in_set",
    ):  # fmt: skip
        for listed in (["x"], [], [1]):
            yield "empty", f"expect_column_{name}", {"column": "s", "value_set": listed}
        yield "instants", f"expect_column_{name}", {"column": "n", "value_set": [1, 2, 3, 4]}


def statistics() -> Iterator[Case]:
    pairs: dict[str, list[tuple[Any, Any]]] = {
        "max": [(10, 10), (9, 10), (10, None), (None, 10), (None, 9.5), (None, None), (20, 5)],
        "min": [(1, 1), (-3, 1), (-3, None), (None, -3), (None, None), (0, 5)],
        "mean": [(5.5, 5.5), (5, 6), (2.15625, 2.15625), (2, 3), (None, 5.5), (None, None), (6, 5)],
        "median": [(5.5, 5.5), (1.5, 1.5), (1.5, 6), (None, 5), (2, None), (None, None)],
        "sum": [(55, 55), (17.25, 17.25), (0, 0), (0, 100), (None, 50), (1, None), (None, None), (-5, -1)],
        "stdev": [(3, 3.1), (0, 0), (0, None), (None, 4), (4, 4.2), (None, None)],
        "unique_value_count": [(10, 10), (7, 7), (0, 0), (1, 1), (0, 5), (None, 6), (8, None), (None, None)],
        "proportion_of_unique_values": [(1, 1), (0.9, 1), (0, 0), (0.875, 0.875), (None, 0.5), (0.2, None), (None, None)],
        "proportion_of_non_null_values": [(1, 1), (0.8, 0.8), (0, 0), (0.5, 0.9), (None, 0.8), (0.8, None), (None, None)],
    }  # fmt: skip
    tables = (
        ("numbers", "i"), ("numbers", "f"), ("numbers", "same"), ("numbers", "none"),
        ("few", "f"), ("two", "f"), ("empty", "f"),
    )  # fmt: skip
    for statistic, ranges in pairs.items():
        name = f"expect_column_{statistic}_to_be_between"
        for table, column in tables:
            for kwargs in bounds(*ranges):
                yield table, name, {"column": column, **kwargs}
        if statistic in ("mean", "sum", "stdev", "median"):
            yield "numbers", name, {"column": "s", "min_value": 0, "max_value": 5}


def quantiles() -> Iterator[Case]:
    levels = [0, 0.1, 0.25, 0.62, 1]
    for table, column in (
        ("numbers", "i"),
        ("numbers", "f"),
        ("two", "f"),
        ("numbers", "none"),
        ("empty", "f"),
    ):
        for how in (False, "linear", "lower", "higher", "midpoint", "nearest", "other"):
            for level in levels:
                for pair in ([1, 4], [1.5, 1.5]):
                    ranges = {"quantiles": [level], "value_ranges": [pair]}
                    yield table, "expect_column_quantile_values_to_be_between", {
                        "column": column, "quantile_ranges": ranges, "allow_relative_error": how,
                    }  # fmt: skip
    ranges = {"quantiles": [0.1, 0.5], "value_ranges": [[1, 3], [5, 6]]}
    yield "numbers", "expect_column_quantile_values_to_be_between", {"column": "i", "quantile_ranges": ranges}
    uneven = {"quantiles": [0.1, 0.5], "value_ranges": [[1, 3]]}
    yield "numbers", "expect_column_quantile_values_to_be_between", {"column": "i", "quantile_ranges": uneven}


def order() -> Iterator[Case]:
    for column in ("i", "down", "up", "same", "none", "f"):
        for name in ("increasing", "decreasing"):
            for strictly in (None, True, False):
                for kwargs in with_mostly({"column": column, "strictly": strictly}, (None, 0.5, 0.8, 0.9)):
                    yield "numbers", f"expect_column_values_to_be_{name}", kwargs


def texts() -> Iterator[Case]:
    for column in ("code", "unicode"):
        for kwargs in bounds((0, 4), (1, 4), (4, 5), (3, None), (None, 4), (5, 2), (None, None)):
            yield "texts", "expect_column_value_lengths_to_be_between", {"column": column, **kwargs}
        for value in (0, 3, 4, 4.0, 4.5):
            for kwargs in with_mostly({"column": column, "value": value}, (None, 0.4, 0.5, 0.6)):
                yield "texts", "expect_column_value_lengths_to_equal", kwargs
    regexes = (
        "^[A-Z]{2}-",
        "-",
        "^$",
        ".*",
        "(",
        r"\d+$",
        "[a-z]",
        "^AB-[12]$|^CD",
        "(?i)^ab",
        "(?<=A)B",
        r"^.{4}$",
        r"\w",
    )
    for column in ("code", "unicode"):
        for regex in regexes:
            for kwargs in with_mostly({"column": column, "regex": regex}, (None, 0.5, 0.7)):
                yield "texts", "expect_column_values_to_match_regex", kwargs
                yield "texts", "expect_column_values_to_not_match_regex", kwargs
    for listed in (["^AB", "^CD"], ["^[A-Z]", "-"], [".*"], ["^AB", ".*"], []):
        for kwargs in with_mostly({"column": "code", "regex_list": listed}, (None, 0.4)):
            for how in (None, "any", "all"):
                more = {} if how is None else {"match_on": how}
                yield "texts", "expect_column_values_to_match_regex_list", {**kwargs, **more}
            yield "texts", "expect_column_values_to_not_match_regex_list", kwargs
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d", "", "%Q", "%Y"):
        for kwargs in with_mostly({"column": "day", "strftime_format": form}, (None, 0.2, 0.5)):
            yield "texts", "expect_column_values_to_match_strftime_format", kwargs
    for column in ("day", "code", "json"):
        for kwargs in with_mostly({"column": column}, (None, 0.3, 0.5, 0.7)):
            yield "texts", "expect_column_values_to_be_dateutil_parseable", kwargs
            yield "texts", "expect_column_values_to_be_json_parseable", kwargs
    for schema in (
        {"type": "object"},
        {"properties": {"a": {"type": "integer"}}},
        {"required": ["a"]},
        {"type": "wrong"},
        {"minimum": 5},
    ):
        for column in ("object",):
            for kwargs in with_mostly({"column": column, "json_schema": schema}, (None, 0.5, 0.8)):
                yield "texts", "expect_column_values_to_match_json_schema", kwargs
    yield "empty", "expect_column_values_to_match_regex", {"column": "s", "regex": "a"}
    yield "empty", "expect_column_value_lengths_to_equal", {"column": "s", "value": 2}
    yield "empty", "expect_column_values_to_be_dateutil_parseable", {"column": "s"}
    yield "empty", "expect_column_values_to_match_strftime_format", {"column": "s", "strftime_format": "%Y"}


def types() -> Iterator[Case]:
    names = ("int64", "int", "float64", "float", "str", "bool", "datetime64[ns]")
    for table, column in (("numbers", "i"), ("numbers", "f"), ("numbers", "b"), ("numbers", "s")):
        for name in names:
            yield table, "expect_column_values_to_be_of_type", {"column": column, "type_": name}
        for listed in (
            ["int64", "float64"],
            ["str", "bool"],
            ["int", "str"],
            ["nonsense", "int64"],
        ):
            yield table, "expect_column_values_to_be_in_type_list", {"column": column, "type_list": listed}


def spread() -> Iterator[Case]:
    for column in ("i", "f", "same", "wild", "none"):
        for threshold in (1, 1.5, 1.7, 2, 2.8, 3):
            for sided in (True, False):
                for kwargs in with_mostly(
                    {"column": column, "threshold": threshold, "double_sided": sided}, (None, 0.8)
                ):
                    yield "numbers", "expect_column_value_z_scores_to_be_less_than", kwargs
        for method in ("iqr", "std"):
            for multiplier in (0, 0.5, 1, 1.5, 3):
                for kwargs in with_mostly(
                    {"column": column, "method": method, "multiplier": multiplier}, (None, 0.8)
                ):
                    yield "numbers", "expect_column_values_to_not_be_outliers", kwargs


def several() -> Iterator[Case]:
    for table in ("pairs", "full"):
        for skip in (None, "both_values_are_missing", "either_value_is_missing", "neither"):
            more = {} if skip is None else {"ignore_row_if": skip}
            for kwargs in with_mostly({"column_A": "a", "column_B": "b", **more}, (None, 0.3, 0.5, 0.6)):
                yield table, "expect_column_pair_values_to_be_equal", kwargs
                for equal in (None, True):
                    yield (
                        table,
                        "expect_column_pair_values_a_to_be_greater_than_b",
                        {**kwargs, "or_equal": equal},
                    )
            sets_of_pairs: tuple[list[list[Any]], ...] = (
                [["x", "x"], ["y", "y"], ["z", "z"], ["w", "w"]], [["x", "x"]], [["x", "x"], ["x", "y"], ["y", "y"], [None, "y"], ["z", None], ["z", "z"]],
            )  # fmt: skip
            for listed in sets_of_pairs:
                for kwargs in with_mostly(
                    {"column_A": "p", "column_B": "q", "value_pairs_set": listed, **more}, (None, 0.5)
                ):
                    yield table, "expect_column_pair_values_to_be_in_set", kwargs
        for skip in (None, "all_values_are_missing", "any_value_is_missing", "never"):
            more = {} if skip is None else {"ignore_row_if": skip}
            for columns in (["a", "b"], ["a", "b", "c"], ["b", "c"]):
                for kwargs in with_mostly({"column_list": columns, **more}, (None, 0.25, 0.5, 0.75)):
                    for name in ("expect_compound_columns_to_be_unique", "expect_select_column_values_to_be_unique_within_record",
                                 "expect_multicolumn_values_to_be_equal"):  # fmt: skip
                        yield table, name, kwargs
                    for total in (2, 10, 14):
                        yield table, "expect_multicolumn_sum_to_equal", {**kwargs, "sum_total": total}
    yield "pairs", "expect_column_pair_values_to_be_equal", {"column_A": "a", "column_B": "missing"}
    yield "pairs", "expect_compound_columns_to_be_unique", {"column_list": ["p", "q"]}
    yield "pairs", "expect_compound_columns_to_be_unique", {"column_list": ["a", "missing"]}


def shape() -> Iterator[Case]:
    names = list(TABLES["pairs"])
    for listed in (names, names[::-1], names[:3], [*names, "z"], ["a"]):
        yield "pairs", "expect_table_columns_to_match_ordered_list", {"column_list": listed}
        for exact in (None, True, False):
            more = {} if exact is None else {"exact_match": exact}
            yield "pairs", "expect_table_columns_to_match_set", {"column_set": listed, **more}
    for name in ("a", "q", "z"):
        for place in (None, 0, 1, 4, 9, -1):
            more = {} if place is None else {"column_index": place}
            yield "pairs", "expect_column_to_exist", {"column": name, **more}
    for value in (0, 4, 5, 8, 10):
        for table in ("pairs", "numbers", "empty"):
            yield table, "expect_table_row_count_to_equal", {"value": value}
            yield table, "expect_table_column_count_to_equal", {"value": value}
    for kwargs in bounds((5, 8), (8, 10), (None, 8), (8, None), (0, 0), (10, 2)):
        for table in ("pairs", "numbers", "empty"):
            yield table, "expect_table_row_count_to_be_between", kwargs
            plain = {"min_value": kwargs.get("min_value"), "max_value": kwargs.get("max_value")}
            yield table, "expect_table_column_count_to_be_between", plain


CONDITIONS: tuple[dict[str, Any], ...] = (
    {"row_condition": "i > 5", "condition_parser": "pandas"},
    {"row_condition": "g == 'x'", "condition_parser": "pandas"},
    {"row_condition": "g != 'x'", "condition_parser": "pandas"},
    {"row_condition": "f > 1", "condition_parser": "pandas"},
    {"row_condition": "not f > 1", "condition_parser": "pandas"},
    {"row_condition": "f != 1.5", "condition_parser": "pandas"},
    {"row_condition": "g in ['x', 'y']", "condition_parser": "pandas"},
    {"row_condition": "g not in ['x', 'y']", "condition_parser": "pandas"},
    {"row_condition": "i > 2 and (g == 'y' or f < 0)", "condition_parser": "pandas"},
    {"row_condition": "2 < i <= 6", "condition_parser": "pandas"},
    {"row_condition": "f.isnull()", "condition_parser": "pandas"},
    {"row_condition": "~f.isnull() & i < 9", "condition_parser": "pandas"},
    {"row_condition": "i > 100", "condition_parser": "pandas"},
    {"row_condition": "i + down > 10", "condition_parser": "pandas"},
    {"row_condition": "b", "condition_parser": "pandas"},
    {"row_condition": "missing > 1", "condition_parser": "pandas"},
    {"row_condition": {"type": "comparison", "column": {"name": "i"}, "operator": ">", "parameter": 4}},
    {"row_condition": {"type": "comparison", "column": {"name": "g"}, "operator": "!=", "parameter": "x"}},
    {"row_condition": {"type": "comparison", "column": {"name": "g"}, "operator": "IN", "parameter": ["x", "z"]}},
    {"row_condition": {"type": "comparison", "column": {"name": "g"}, "operator": "NOT_IN", "parameter": ["x"]}},
    {"row_condition": {"type": "nullity", "column": {"name": "f"}, "is_null": False}},
    {"row_condition": {"type": "or", "conditions": [
        {"type": "nullity", "column": {"name": "g"}, "is_null": True},
        {"type": "and", "conditions": [
            {"type": "comparison", "column": {"name": "i"}, "operator": "<", "parameter": 3},
            {"type": "comparison", "column": {"name": "g"}, "operator": "==", "parameter": "x"}]}]}},
)  # fmt: skip


def conditions() -> Iterator[Case]:
    asked: tuple[tuple[str, dict[str, Any]], ...] = (
        ("expect_column_values_to_be_between", {"column": "i", "min_value": 3}),
        ("expect_column_values_to_not_be_null", {"column": "f"}),
        ("expect_column_values_to_be_unique", {"column": "g"}),
        ("expect_column_mean_to_be_between", {"column": "f", "min_value": 0, "max_value": 3}),
        ("expect_column_values_to_be_in_set", {"column": "g", "value_set": ["x", "y"]}),
        ("expect_table_row_count_to_equal", {"value": 4}),
        ("expect_column_distinct_values_to_equal_set", {"column": "g", "value_set": ["x", "z"]}),
        ("expect_column_unique_value_count_to_be_between", {"column": "g", "min_value": 2, "max_value": 2}),
    )
    for name, kwargs in asked:
        for condition in CONDITIONS:
            yield "numbers", name, {**kwargs, **condition}


def divergences() -> Iterator[Case]:
    name = "expect_column_kl_divergence_to_be_less_than"
    by_value: tuple[dict[str, Any], ...] = (
        {"values": ["x", "y", "z"], "weights": [0.5, 0.25, 0.25]},
        {"values": ["x", "y"], "weights": [0.6, 0.4]},
        {"values": ["x", "y", "z", "w"], "weights": [0.4, 0.3, 0.2, 0.1]},
        {"values": ["x", "y"], "weights": [0.6, 0.6]},
        {"values": ["x"], "weights": [0.5, 0.5]},
    )
    for partition in by_value:
        for threshold in (0, 0.01, 0.1, 0.5, 2, None):
            for tail in (None, 0.1, 0.3):
                more = {} if tail is None else {"tail_weight_holdout": tail}
                yield (
                    "numbers",
                    name,
                    {"column": "g", "partition_object": partition, "threshold": threshold, **more},
                )
    by_bin: tuple[dict[str, Any], ...] = (
        {"bins": [1, 4, 7, 10], "weights": [0.3, 0.3, 0.4]},
        {"bins": [2, 4, 7, 9], "weights": [0.3, 0.3, 0.4]},
        {"bins": [2, 4, 7, 9], "weights": [0.3, 0.3, 0.2], "tail_weights": [0.1, 0.1]},
        {"bins": [0, 1, 4, 7, 10], "weights": [0, 0.3, 0.3, 0.4]},
        {"bins": [4, 1, 10], "weights": [0.5, 0.5]},
    )
    for partition in by_bin:
        for threshold in (0, 0.01, 0.1, 0.3, 1):
            for tail, internal in ((None, None), (0.2, None), (None, 0.1), (0.1, 0.1)):
                more = {
                    key: share
                    for key, share in (("tail_weight_holdout", tail), ("internal_weight_holdout", internal))
                    if share
                }
                for column in ("i", "f"):
                    yield (
                        "numbers",
                        name,
                        {"column": column, "partition_object": partition, "threshold": threshold, **more},
                    )
    yield (
        "numbers",
        name,
        {"column": "i", "partition_object": by_bin[0], "threshold": 0.5, "bucketize_data": False},
    )
    yield "empty", name, {"column": "f", "partition_object": by_bin[0], "threshold": 0.5}
    yield "numbers", name, {"column": "none", "partition_object": by_bin[0], "threshold": 0.5}


def mistakes() -> Iterator[Case]:
    for name, more in (
        ("values_to_be_between", {"min_value": 1}), ("values_to_not_be_null", {}), ("values_to_be_unique", {}),
        ("values_to_be_in_set", {"value_set": [1]}), ("distinct_values_to_equal_set", {"value_set": [1]}),
        ("max_to_be_between", {"min_value": 1}), ("mean_to_be_between", {}), ("sum_to_be_between", {"max_value": 9}),
        ("values_to_match_regex", {"regex": "a"}), ("values_to_be_increasing", {}), ("unique_value_count_to_be_between", {}),
        ("values_to_be_null", {}), ("value_lengths_to_equal", {"value": 1}), ("median_to_be_between", {"max_value": 9}),
    ):  # fmt: skip
        yield "numbers", f"expect_column_{name}", {"column": "missing", **more}
    yield "numbers", "expect_column_values_to_be_between", {"column": "i", "min_value": 1, "mostly": 1.5}
    yield "numbers", "expect_column_values_to_be_between", {"column": "i", "min_value": 1, "mostly": -0.1}
    yield "numbers", "expect_column_values_to_be_between", {"column": "i", "min_value": 1, "mostly": "most"}
    yield "numbers", "expect_column_values_to_match_regex", {"column": "s", "regex": "["}
    yield "numbers", "expect_column_values_to_be_in_set", {"column": "i", "value_set": 3}
    yield (
        "numbers",
        "expect_column_pair_values_to_be_equal",
        {"column_A": "i", "column_B": "down", "ignore_row_if": "x"},
    )


CASES = (
    column_values, sets, statistics, quantiles, order, texts, types, spread, several, shape, conditions, divergences,
    mistakes,
)  # fmt: skip
