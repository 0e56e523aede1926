"""What Great Expectations refuses although it is nearly right: letter case, value sets, types, two values."""

from __future__ import annotations

from collections.abc import Iterator

from cases import Case

OTHER_CASE = "I"
"""The column `i` in another letter case."""


def letter_case() -> Iterator[Case]:
    for name in ("i", OTHER_CASE, "missing"):
        yield "strict", "expect_column_to_exist", {"column": name}
        yield "strict", "expect_column_to_exist", {"column": name, "column_index": 1}
        for exact in (True, False):
            names = {"column_set": [name, "d", "m", "two", "void"], "exact_match": exact}
            yield "strict", "expect_table_columns_to_match_set", names
        names = {"column_list": ["d", name, "m", "two", "void"]}
        yield "strict", "expect_table_columns_to_match_ordered_list", names
        yield "strict", "expect_column_values_to_not_be_null", {"column": name}
        yield "strict", "expect_column_mean_to_be_between", {"column": name, "min_value": 0}
        yield "strict", "expect_column_type_to_be", {"column": name, "type_": "int64"}
        yield "strict", "expect_column_values_to_be_of_type", {"column": name, "type_": "int64"}
        yield "strict", "expect_column_values_to_be_in_type_list", {"column": name, "type_list": ["int64"]}
        partition = {"values": [1, 2, 3], "weights": [0.4, 0.3, 0.3]}
        said = {"column": name, "partition_object": partition, "threshold": 9}
        yield "strict", "expect_column_kl_divergence_to_be_less_than", said
        filtered = {"column": "d", "row_condition": f"{name} > 0", "condition_parser": "pandas"}
        yield "strict", "expect_column_values_to_not_be_null", filtered
    rows = {"row_condition": "i > 1", "condition_parser": "pandas"}
    yield "strict", "expect_column_to_exist", {"column": "i", **rows}
    yield "strict", "expect_column_type_to_be", {"column": "i", "type_": "int64", **rows}
    yield "strict", "expect_table_columns_to_match_set", {"column_set": ["i"], "exact_match": False, **rows}
    yield "strict", "expect_table_column_count_to_equal", {"value": 5, **rows}


def value_sets() -> Iterator[Case]:
    sets = (
        ("d", ["2013-01-01", "2013-01-02"]), ("d", ["2013-01-01T00:00:00", "2013-01-02T00:00:00"]),
        ("m", [1.5, 0.1, 2]), ("m", [1.5, 0.25, 2]), ("m", [1.5, 2, "0.10"]),
        ("i", ["1", "2", "3"]), ("i", [1.0, 2.0, 3.0]),
    )  # fmt: skip
    for column, values in sets:
        for name in ("values_to_be_in_set", "most_common_value_to_be_in_set"):
            yield "strict", f"expect_column_{name}", {"column": column, "value_set": values}
        tied = {"column": column, "value_set": values, "ties_okay": True}
        yield "strict", "expect_column_most_common_value_to_be_in_set", tied
        yield (
            "strict",
            "expect_column_values_to_be_in_set",
            {"column": column, "value_set": values, "mostly": 0.6},
        )
        pairs = [[value, number] for value in values for number in (1, 2, 3)]
        if column != "i":
            said = {"column_A": column, "column_B": "i", "value_pairs_set": pairs}
            yield "strict", "expect_column_pair_values_to_be_in_set", said


def types() -> Iterator[Case]:
    lists = (
        ["BIGINT", "float64"], ["BIGINT", "int64"], ["Int64"], ["Int64", "int64"], ["object"], ["object", "str"],
        ["DOUBLE", "int32"], ["boolean", "bool"],
    )  # fmt: skip
    for column in ("i", "two", "void", "d"):
        for listed in lists:
            yield "strict", "expect_column_values_to_be_in_type_list", {"column": column, "type_list": listed}
        for name in (
            "int64",
            "Int64",
            "int",
            "float64",
            "Float64",
            "object",
            "boolean",
            "bool",
            "date",
            "datetime",
        ):
            yield "strict", "expect_column_type_to_be", {"column": column, "type_": name}
            yield "strict", "expect_column_values_to_be_of_type", {"column": column, "type_": name}


def two_values() -> Iterator[Case]:
    for table, column in (("strict", "two"), ("two", "f"), ("few", "f")):
        for factor in (0.1, 0.6, 3):
            for side in (True, False):
                said = {"column": column, "threshold": factor, "double_sided": side}
                yield table, "expect_column_value_z_scores_to_be_less_than", said
            for method in ("iqr", "std"):
                said = {"column": column, "method": method, "multiplier": factor}
                yield table, "expect_column_values_to_not_be_outliers", said


STRICT = (letter_case, value_sets, types, two_values)
