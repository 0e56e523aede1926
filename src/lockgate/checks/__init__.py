"""Every check, by the name that YAML uses. A new check is a file here and one line below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from lockgate.scan.check import Check

__all__ = ["CHECKS", "CheckRegistry"]


class CheckRegistry(Mapping[str, type[Check]]):
    """Check classes by name; a class is imported when it is first asked for, since a contract needs only a few.

    A check's file has the check's name, and holds the one class of that ``name``.

    Examples
    --------
    >>> CHECKS["range"].name
    'range'
    """

    def __init__(self, *names: str) -> None:
        self._names = names
        self._classes: dict[str, type[Check]] = {}

    def __getitem__(self, name: str) -> type[Check]:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._classes:
            found = vars(import_module(f"{__name__}.{name}")).values()
            self._classes[name] = next(kind for kind in found if getattr(kind, "name", None) == name)
        return self._classes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


CHECKS = CheckRegistry(
    "aggregate_match",
    "allowed_tuples",
    "allowed_values",
    "association",
    "association_change",
    "casing",
    "category_variants",
    "class_balance",
    "coefficient_of_variation",
    "column_comparison",
    "column_count",
    "column_names",
    "column_order",
    "column_position",
    "columns_equal",
    "columns_exact",
    "columns_present",
    "columns_sum",
    "completeness",
    "conflicting_labels",
    "consistent_missingness",
    "constant_columns",
    "convertible",
    "correlation",
    "date_parseable",
    "datetime_format",
    "decimal_places",
    "disjoint_intervals",
    "distinct_count",
    "distinct_set",
    "duplicate_columns",
    "duplicate_rows",
    "empty_columns",
    "empty_rows",
    "entropy",
    "feature_association",
    "filled_columns",
    "finite",
    "forbidden_values",
    "freshness",
    "implication",
    "interquartile_range",
    "json_schema",
    "kl_divergence",
    "kurtosis",
    "label_leakage",
    "length",
    "like",
    "logical_type",
    "max",
    "mean",
    "median",
    "min",
    "missing_codes",
    "mixed_types",
    "monotone",
    "most_common_fraction",
    "most_common_value",
    "moving_deviation",
    "multiple_of",
    "negative_fraction",
    "new_categories",
    "not_blank",
    "null_fraction",
    "outlier_rows",
    "pattern",
    "period_completeness",
    "physical_type",
    "python_pattern",
    "quantile",
    "range",
    "range_width",
    "reconciliation",
    "referential_integrity",
    "retention",
    "row_count",
    "row_count_match",
    "row_overlap",
    "row_predicate",
    "same_rows",
    "semantic_format",
    "sequence",
    "serving_skew",
    "singleton_ratio",
    "skewness",
    "special_characters",
    "standard_deviation",
    "sum",
    "text_variants",
    "time_split",
    "unique_within_record",
    "uniqueness",
    "uniqueness_ratio",
    "unmapped",
    "variance",
    "whitespace",
    "zero_fraction",
)
"""The registry; a test fails when a file of this package is not in it."""
