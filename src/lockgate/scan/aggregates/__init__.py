"""The closed set of aggregates, a file each; a check combines them, an engine answers them."""

from __future__ import annotations

from lockgate.scan.aggregate import State
from lockgate.scan.class_registry import ClassRegistry

__all__ = ["STATES"]

STATES: ClassRegistry[State] = ClassRegistry(
    __name__,
    "kind",
    (
        "binned_counts",
        "cells",
        "changes",
        "co_moments",
        "column_fill",
        "column_pairs",
        "column_values",
        "contingency",
        "count",
        "extremes",
        "frequencies",
        "grouped_moments",
        "higher_moments",
        "judged_values",
        "key_counts",
        "listed_counts",
        "moments",
        "now",
        "order_breaks",
        "order_runs",
        "order_statistics",
        "order_values",
        "orphans",
        "outliers",
        "overlay",
        "periods",
        "rank_moments",
        "row_sample",
        "shared_keys",
        "variants",
    ),
    elsewhere={
        "histogram": "keyed_counts",
        "keys": "key_counts",
        "quantile_sketch": "keyed_counts",
        "schema": "table_schema",
        "total": "moments",
        "value_counts": "keyed_counts",
    },
)
"""Every kind of state, by the name that files use; a test fails when a kind is not in it."""
