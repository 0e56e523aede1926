"""Which arguments an expectation takes since version 1; others, missing ones and many a null are an error there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lockgate.interchange.importers.great_expectations.asked import Asked, NotCarriedError

__all__ = ["ARGUMENTS", "Takes", "refuse_arguments"]

_OF_EACH = frozenset((
    "batch_id", "catch_exceptions", "condition_parser", "description", "id", "meta", "notes", "rendered_content",
    "result_format", "row_condition", "severity", "windows",
))  # fmt: skip
"""Arguments that say nothing about values, or are read elsewhere."""


_PARSERS = ("great_expectations", "great_expectations__experimental__", "pandas", "spark")


@dataclass(frozen=True, slots=True)
class Takes:
    """The arguments of an expectation, names between spaces.

    Parameters
    ----------
    needed : str, default=""
        Those that must be given.
    others : str, default=""
        Those that may be left out but not be null.
    or_null : str, default=""
        Those that may be null too.
    """

    needed: str = ""
    others: str = ""
    or_null: str = ""
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep all names."""
        names = frozenset((*self.needed.split(), *self.others.split(), *self.or_null.split()))
        object.__setattr__(self, "names", names)


def _rows(needed: str = "", others: str = "", or_null: str = "") -> Takes:
    return Takes(f"column {needed}", f"mostly {others}", or_null)


_ENDS = "strict_min strict_max"
_BOUNDS = "min_value max_value"
_STATISTIC = Takes("column", _ENDS, _BOUNDS)
_SET = Takes("column value_set")
_PAIR = Takes("column_A column_B", "mostly ignore_row_if")
_SEVERAL = Takes("column_list", "mostly ignore_row_if")
_ORDER = _rows(or_null="strictly")

ARGUMENTS: dict[str, Takes] = {
    "expect_column_distinct_values_to_be_in_set": _SET,
    "expect_column_distinct_values_to_contain_set": _SET,
    "expect_column_distinct_values_to_equal_set": _SET,
    "expect_column_kl_divergence_to_be_less_than": Takes(
        "column",
        "bucketize_data",
        f"partition_object threshold internal_weight_holdout tail_weight_holdout {_BOUNDS}",
    ),
    "expect_column_max_to_be_between": _STATISTIC,
    "expect_column_mean_to_be_between": _STATISTIC,
    "expect_column_median_to_be_between": _STATISTIC,
    "expect_column_min_to_be_between": _STATISTIC,
    "expect_column_most_common_value_to_be_in_set": Takes("column value_set", or_null="ties_okay"),
    "expect_column_pair_values_a_to_be_greater_than_b": Takes(_PAIR.needed, _PAIR.others, "or_equal"),
    "expect_column_pair_values_to_be_equal": _PAIR,
    "expect_column_pair_values_to_be_in_set": Takes(f"{_PAIR.needed} value_pairs_set", _PAIR.others),
    "expect_column_proportion_of_non_null_values_to_be_between": _STATISTIC,
    "expect_column_proportion_of_unique_values_to_be_between": _STATISTIC,
    "expect_column_quantile_values_to_be_between": Takes("column quantile_ranges", "allow_relative_error"),
    "expect_column_stdev_to_be_between": _STATISTIC,
    "expect_column_sum_to_be_between": _STATISTIC,
    "expect_column_to_exist": Takes("column", or_null="column_index"),
    "expect_column_type_to_be": Takes("column type_"),
    "expect_column_unique_value_count_to_be_between": _STATISTIC,
    "expect_column_value_lengths_to_be_between": _rows(others=_ENDS, or_null=_BOUNDS),
    "expect_column_value_lengths_to_equal": _rows("value"),
    "expect_column_value_z_scores_to_be_less_than": _rows("threshold double_sided"),
    "expect_column_values_to_be_between": _rows(others=_ENDS, or_null=_BOUNDS),
    "expect_column_values_to_be_dateutil_parseable": _rows(),
    "expect_column_values_to_be_decreasing": _ORDER,
    "expect_column_values_to_be_in_set": _rows("value_set"),
    "expect_column_values_to_be_in_type_list": _rows(or_null="type_list"),
    "expect_column_values_to_be_increasing": _ORDER,
    "expect_column_values_to_be_json_parseable": _rows(),
    "expect_column_values_to_be_null": _rows(),
    "expect_column_values_to_be_of_type": _rows("type_"),
    "expect_column_values_to_be_unique": _rows(),
    "expect_column_values_to_match_json_schema": _rows("json_schema"),
    "expect_column_values_to_match_like_pattern": _rows("like_pattern", or_null="escape"),
    "expect_column_values_to_match_like_pattern_list": _rows("like_pattern_list", "match_on", "escape"),
    "expect_column_values_to_match_regex": _rows(others="regex"),
    "expect_column_values_to_match_regex_list": _rows("regex_list", "match_on"),
    "expect_column_values_to_match_strftime_format": _rows("strftime_format"),
    "expect_column_values_to_not_be_in_set": _rows("value_set"),
    "expect_column_values_to_not_be_null": _rows(),
    "expect_column_values_to_not_be_outliers": _rows(others="method multiplier"),
    "expect_column_values_to_not_match_like_pattern": _rows("like_pattern", or_null="escape"),
    "expect_column_values_to_not_match_like_pattern_list": _rows("like_pattern_list", or_null="escape"),
    "expect_column_values_to_not_match_regex": _rows("regex"),
    "expect_column_values_to_not_match_regex_list": _rows("regex_list"),
    "expect_compound_columns_to_be_unique": _SEVERAL,
    "expect_multicolumn_sum_to_equal": Takes("column_list sum_total", _SEVERAL.others),
    "expect_multicolumn_values_to_be_equal": _SEVERAL,
    "expect_query_results_to_match_comparison": Takes(
        "base_query comparison_data_source_name comparison_query", "mostly"
    ),
    "expect_select_column_values_to_be_unique_within_record": _SEVERAL,
    "expect_table_column_count_to_be_between": Takes(or_null=_BOUNDS),
    "expect_table_column_count_to_equal": Takes("value"),
    "expect_table_columns_to_match_ordered_list": Takes(or_null="column_list"),
    "expect_table_columns_to_match_set": Takes(or_null="column_set exact_match"),
    "expect_table_row_count_to_be_between": Takes("", _ENDS, _BOUNDS),
    "expect_table_row_count_to_equal": Takes("value"),
    "expect_table_row_count_to_equal_other_table": Takes("other_table_name"),
    "unexpected_rows_expectation": Takes("unexpected_rows_query"),
}
"""By type, in snake case; an expectation that version 1 no longer has takes anything."""


def refuse_arguments(asked: Asked) -> None:
    """Refuse arguments with which Great Expectations makes no expectation, whatever the table holds.

    Older suites (`expectation_type`) took any argument and passed over what they did not know.

    Raises
    ------
    NotCarriedError
        If there is one.
    """
    takes = ARGUMENTS.get(asked.name) if asked.is_typed else None
    if takes is None:
        return
    missing = [name for name in takes.needed.split() if name not in asked.kwargs]
    if missing:
        message = f"`{missing[0]}` is missing"
        raise NotCarriedError(message)
    for name, value in asked.kwargs.items():
        if name not in takes.names | _OF_EACH:
            message = f"since version 1 it takes no `{name}`; there it is an error"
            raise NotCarriedError(message)
        if value is None and name in (*takes.needed.split(), *takes.others.split()):
            message = f"`{name}` is null, which is an error there since version 1"
            raise NotCarriedError(message)
    _refuse_condition(asked)
    severity, meta = asked.kwargs.get("severity"), asked.kwargs.get("meta")
    if severity not in (None, "critical", "warning", "info") or not isinstance(meta, Mapping | None):
        message = (
            "`severity` must be `critical`, `warning` or `info` and `meta` a mapping; there it is an error"
        )
        raise NotCarriedError(message)
    if "mostly" in asked.kwargs:
        _ = asked.tolerance  # what is no share is refused, also where nothing is left to tolerate


def _refuse_condition(asked: Asked) -> None:
    parser = asked.kwargs.get("condition_parser")
    if parser is not None and parser not in _PARSERS:
        message = f"since version 1 no `condition_parser` is {parser!r}; there it is an error"
        raise NotCarriedError(message)
    if asked.kwargs.get("row_condition") == "":
        message = "`row_condition` is empty, which is an error there since version 1"
        raise NotCarriedError(message)
