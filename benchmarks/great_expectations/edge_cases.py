"""Where Great Expectations draws its lines: kinds of bounds and listed values, conditions, thresholds, partitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import Case

NAMED = 'spał "q"'
"""A name with a letter beyond ASCII, a space and quotes."""


def kinds_of_bounds() -> Iterator[Case]:
    pairs: tuple[tuple[Any, Any], ...] = (
        ("2013-01-01", "2013-12-31"), ("2013-01-01T00:00:00", "2013-12-31T23:59:59"), ("a", "z"), ("1", "4"),
        ("Jan 1, 2013", None), (None, "2013-1-2"), (1, "2013-01-02"),
    )  # fmt: skip
    for column in ("t", "d", "i", "s", "days"):
        for low, high in pairs:
            ends = {key: end for key, end in (("min_value", low), ("max_value", high)) if end is not None}
            for name in ("values", "max", "min", "median"):
                if name == "median" and column != "t":
                    continue
                kwargs = {"column": column, **ends}
                yield "edges", f"expect_column_{name}_to_be_between", kwargs


def listed_values() -> Iterator[Case]:
    sets: tuple[list[Any], ...] = (
        [True, 2, 0], [1, True, "a"], [1, 0.1, 0.5], ["2013-01-01", "2013-06-01T12:30:00"], [None], [2, 2, 1, 0],
    )  # fmt: skip
    names = (
        "values_to_be_in_set", "values_to_not_be_in_set", "distinct_values_to_be_in_set",
        "distinct_values_to_contain_set", "distinct_values_to_equal_set", "most_common_value_to_be_in_set",
    )  # fmt: skip
    for column in ("i", "b", "m", "t", "d"):
        for listed in sets:
            for name in names:
                yield "edges", f"expect_column_{name}", {"column": column, "value_set": listed}
    for name in ("values_to_not_be_in_set", "distinct_values_to_be_in_set"):
        listed = ["Jan 1, 2013", "Jun 1, 2013 12:30"]
        yield "edges", f"expect_column_{name}", {"column": "t", "value_set": listed}


def thresholds() -> Iterator[Case]:
    for column in ("thirds", "same"):
        for threshold in (1, 0, -1, 1.5):
            for double in (True, False):
                for share in (0.3, 0.6) if column == "thirds" else (1,):
                    said = {"column": column, "threshold": threshold, "double_sided": double, "mostly": share}
                    yield "edges", "expect_column_value_z_scores_to_be_less_than", said
        for multiplier in (0, 1, 1.5):
            said = {"column": column, "method": "std", "multiplier": multiplier}
            yield "edges", "expect_column_values_to_not_be_outliers", said


def partitions() -> Iterator[Case]:
    name = "expect_column_kl_divergence_to_be_less_than"
    values: tuple[list[Any], ...] = (
        [None, 1, 0], [1, 1, 0], [True, 0, 2], ["2013-01-01T00:00:00", "x", "y"], [1, 0.1, 0.5], ["a", "b", "c"],
    )  # fmt: skip
    for column in ("i", "m", "t"):
        for listed in values:
            partition = {"values": listed, "weights": [0.25, 0.5, 0.25]}
            said = {"column": column, "partition_object": partition, "threshold": 9, "tail_weight_holdout": 0.2}
            yield "edges", name, said
    for column in ("i", "m", "s", "same", "void"):
        for bucketize in (True, False):
            said = {"column": column, "partition_object": None, "threshold": 0.1, "bucketize_data": bucketize}
            yield "edges", name, said


def conditions() -> Iterator[Case]:
    def compare(column: str, operator: str, parameter: object) -> dict[str, Any]:
        return {"type": "comparison", "column": {"name": column}, "operator": operator, "parameter": parameter}

    some, other = compare("i", ">", 0), compare(NAMED, "!=", 2.0)
    null = {"type": "nullity", "column": {"name": NAMED}, "is_null": True}
    either = {"type": "or", "conditions": [some, null]}
    both = {"type": "and", "conditions": [some, other]}
    for condition in (
        some, other, null, either, both, {"type": "or", "conditions": [both, null, some]},
        {"type": "and", "conditions": [both, other]}, {"type": "and", "conditions": [either, other]},
        {"type": "or", "conditions": [either, other]}, compare("i", "IN", [0, 1]), compare("i", "NOT_IN", [0, 1.0]),
        compare("i", "IN", [0, "a"]), compare("b", "IN", [True]), compare("s", "IN", ["a", "c"]),
        compare("i", "IN", []),
    ):  # fmt: skip
        rows = {"row_condition": condition}
        yield "edges", "expect_table_row_count_to_equal", {"value": 2, **rows}


def others() -> Iterator[Case]:
    for column in ("d", "m", "void", "i", "b"):
        yield "edges", "expect_column_type_to_be", {"column": column, "type_": "object"}
        yield "edges", "expect_column_values_to_be_of_type", {"column": column, "type_": "object"}
    for listed in (["", "x"], [""], ["^$", "b"]):
        yield "edges", "expect_column_values_to_match_regex_list", {"column": "s", "regex_list": listed}
        yield "edges", "expect_column_values_to_not_match_regex_list", {"column": "s", "regex_list": listed}
    for column in (NAMED, "missing"):
        yield "edges", "expect_column_values_to_not_be_null", {"column": column, "mostly": 0.75}
        yield (
            "edges",
            "expect_column_mean_to_be_between",
            {"column": column, "min_value": 1.5, "max_value": 1.5},
        )


def fractions() -> Iterator[Case]:
    """Yield bounds that are quotients: two of three values of the column are there."""
    for share in (1 / 3, 2 / 3):
        for strict in (True, False):
            for end in ("min", "max"):
                said = {"column": "two", f"{end}_value": share, f"strict_{end}": strict}
                yield "strict", "expect_column_proportion_of_non_null_values_to_be_between", said
        yield "strict", "expect_column_values_to_not_be_null", {"column": "two", "mostly": share}
        yield "strict", "expect_column_values_to_be_null", {"column": "two", "mostly": share}


EDGES = (kinds_of_bounds, listed_values, thresholds, partitions, conditions, others, fractions)
