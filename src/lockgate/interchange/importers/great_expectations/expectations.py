"""Every public expectation of Great Expectations 1.x: how it is read, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lockgate.interchange.importers.great_expectations import (
    column_statistics,
    column_types,
    column_values,
    several_columns,
    table_shape,
)
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried
from lockgate.interchange.importers.great_expectations.divergence import divergence
from lockgate.interchange.importers.great_expectations.unexpected_rows import unexpected_rows

__all__ = ["EXPECTATIONS", "Known"]


@dataclass(frozen=True, slots=True)
class Known:
    """An expectation that is known.

    Parameters
    ----------
    read : callable or None
        Gives the checks; None where nothing corresponds.
    becomes : str
        The checks, for people.
    remark : str, default=""
        What differs, or why nothing corresponds.
    takes_rows : bool, default=True
        Whether it may be asked of some rows; a row condition of another is an error there.
    """

    read: Callable[[Asked], Iterator[Carried]] | None
    becomes: str = ""
    remark: str = ""
    takes_rows: bool = True


_WIDENED = (
    "the bounds are widened by what Great Expectations lets a quantile miss them: 1e-8 + 1e-4 of the bound"
)
_BY_TYPE = "asked of the column's type in the engine, not of each value"
_NULL_IS_A_VALUE = "a null counts as a value of the key, as there"

EXPECTATIONS: dict[str, Known] = {
    "expect_column_distinct_values_to_be_in_set": Known(
        column_statistics.distinct_set("subset"), "distinct_set"
    ),
    "expect_column_distinct_values_to_contain_set": Known(
        column_statistics.distinct_set("superset"), "distinct_set"
    ),
    "expect_column_distinct_values_to_equal_set": Known(
        column_statistics.distinct_set("equal"), "distinct_set"
    ),
    "expect_column_kl_divergence_to_be_less_than": Known(
        divergence,
        "kl_divergence, standard_deviation, row_count",
        "without `partition_object` it compares the column with itself: numbers that vary pass",
    ),
    "expect_column_max_to_be_between": Known(column_statistics.statistic("max"), "max, operand_type"),
    "expect_column_mean_to_be_between": Known(column_statistics.statistic("mean"), "mean, operand_type"),
    "expect_column_median_to_be_between": Known(
        column_statistics.statistic("quantile", q=0.5, interpolation="linear"), "quantile, operand_type"
    ),
    "expect_column_min_to_be_between": Known(column_statistics.statistic("min"), "min, operand_type"),
    "expect_column_most_common_value_to_be_in_set": Known(column_statistics.most_common, "most_common_value"),
    "expect_column_pair_values_a_to_be_greater_than_b": Known(
        several_columns.pair_greater, "column_comparison"
    ),
    "expect_column_pair_values_to_be_equal": Known(several_columns.pair_equal, "columns_equal"),
    "expect_column_pair_values_to_be_in_set": Known(several_columns.pair_in_set, "allowed_tuples"),
    "expect_column_proportion_of_non_null_values_to_be_between": Known(
        column_statistics.share("null_fraction", is_complement=True), "null_fraction"
    ),
    "expect_column_proportion_of_unique_values_to_be_between": Known(
        column_statistics.share("uniqueness_ratio"), "uniqueness_ratio"
    ),
    "expect_column_quantile_values_to_be_between": Known(
        column_statistics.quantiles, "quantile, operand_type", _WIDENED
    ),
    "expect_column_stdev_to_be_between": Known(
        column_statistics.statistic("standard_deviation"), "standard_deviation"
    ),
    "expect_column_sum_to_be_between": Known(column_statistics.counted("sum"), "sum, operand_type"),
    "expect_column_to_exist": Known(
        table_shape.column_exists, "columns_present, column_position", takes_rows=False
    ),
    "expect_column_type_to_be": Known(
        column_types.of_type("type_"), "physical_type", _BY_TYPE, takes_rows=False
    ),
    "expect_column_unique_value_count_to_be_between": Known(
        column_statistics.counted("distinct_count"), "distinct_count"
    ),
    "expect_column_value_lengths_to_be_between": Known(column_values.length_between, "length"),
    "expect_column_value_lengths_to_equal": Known(column_values.length_equal, "length"),
    "expect_column_value_z_scores_to_be_less_than": Known(column_values.z_scores, "outlier_rows"),
    "expect_column_values_to_be_between": Known(column_values.between, "range, operand_type"),
    "expect_column_values_to_be_dateutil_parseable": Known(
        column_values.simple("date_parseable"), "date_parseable"
    ),
    "expect_column_values_to_be_decreasing": Known(
        column_values.monotone("decreasing"), "monotone, operand_type"
    ),
    "expect_column_values_to_be_in_set": Known(column_values.in_set("allowed_values"), "allowed_values"),
    "expect_column_values_to_be_in_type_list": Known(
        column_types.of_type("type_list"), "physical_type, operand_type", _BY_TYPE
    ),
    "expect_column_values_to_be_increasing": Known(
        column_values.monotone("increasing"), "monotone, operand_type"
    ),
    "expect_column_values_to_be_json_parseable": Known(column_values.json_parseable, "semantic_format"),
    "expect_column_values_to_be_null": Known(column_values.is_null, "null_fraction"),
    "expect_column_values_to_be_of_type": Known(
        column_types.of_type("type_"), "physical_type, operand_type", _BY_TYPE
    ),
    "expect_column_values_to_be_unique": Known(column_values.unique, "uniqueness"),
    "expect_column_values_to_match_json_schema": Known(column_values.json_schema, "json_schema"),
    "expect_column_values_to_match_like_pattern": Known(column_values.patterns("like", "like_pattern"), "like"),
    "expect_column_values_to_match_like_pattern_list": Known(
        column_values.patterns("like", "like_pattern_list"), "like"
    ),
    "expect_column_values_to_match_regex": Known(column_values.patterns("pattern", "regex"), "pattern"),
    "expect_column_values_to_match_regex_list": Known(
        column_values.patterns("pattern", "regex_list"), "pattern"
    ),
    "expect_column_values_to_match_strftime_format": Known(
        column_values.simple("datetime_format", format="strftime_format"), "datetime_format"
    ),
    "expect_column_values_to_not_be_in_set": Known(
        column_values.in_set("forbidden_values"), "forbidden_values"
    ),
    "expect_column_values_to_not_be_null": Known(column_values.simple("completeness"), "completeness"),
    "expect_column_values_to_not_be_outliers": Known(column_values.not_outliers, "outlier_rows"),
    "expect_column_values_to_not_match_like_pattern": Known(
        column_values.patterns("like", "like_pattern", is_forbidden=True), "like"
    ),
    "expect_column_values_to_not_match_like_pattern_list": Known(
        column_values.patterns("like", "like_pattern_list", is_forbidden=True), "like"
    ),
    "expect_column_values_to_not_match_regex": Known(
        column_values.patterns("pattern", "regex", is_forbidden=True), "pattern"
    ),
    "expect_column_values_to_not_match_regex_list": Known(
        column_values.patterns("pattern", "regex_list", is_forbidden=True), "pattern"
    ),
    "expect_compound_columns_to_be_unique": Known(
        several_columns.compound_unique, "uniqueness", _NULL_IS_A_VALUE
    ),
    "expect_multicolumn_sum_to_equal": Known(several_columns.columns_sum, "columns_sum"),
    "expect_multicolumn_values_to_be_equal": Known(
        several_columns.columns_relation("columns_equal"), "columns_equal"
    ),
    "expect_multicolumn_values_to_be_unique": Known(
        several_columns.columns_relation("unique_within_record"), "unique_within_record"
    ),
    "expect_query_results_to_match_comparison": Known(
        None,
        remark="it queries a data source that only its own context knows: ask `same_rows` or `reconciliation`",
    ),
    "expect_select_column_values_to_be_unique_within_record": Known(
        several_columns.columns_relation("unique_within_record"), "unique_within_record"
    ),
    "expect_table_column_count_to_be_between": Known(
        table_shape.count_between("column_count"), "column_count", takes_rows=False
    ),
    "expect_table_column_count_to_equal": Known(
        table_shape.count_equal("column_count"), "column_count", takes_rows=False
    ),
    "expect_table_columns_to_match_ordered_list": Known(
        table_shape.columns_in_order, "columns_exact, column_order", takes_rows=False
    ),
    "expect_table_columns_to_match_set": Known(
        table_shape.columns_in_set, "columns_exact, columns_present", takes_rows=False
    ),
    "expect_table_row_count_to_be_between": Known(table_shape.count_between("row_count"), "row_count"),
    "expect_table_row_count_to_equal": Known(table_shape.count_equal("row_count"), "row_count"),
    "expect_table_row_count_to_equal_other_table": Known(table_shape.rows_as_many_as, "row_count_match"),
    "unexpected_rows_expectation": Known(
        unexpected_rows,
        "row_predicate, row_count, uniqueness, referential_integrity",
        "conditions, keys that repeat and rows without a partner are read; any other query stays open",
    ),
}
"""By type, in snake case."""
