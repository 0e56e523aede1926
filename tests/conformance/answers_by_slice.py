"""What checks on spread, association and other tables answer about the slices of one small table."""

from __future__ import annotations

from typing import Any

from lockgate.checks import CHECKS
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check

__all__ = ["STATISTICS_BY_SLICE"]

ZERO, HALF, ONE = (Requirement(Operator.MUST_BE, (bound,)) for bound in (0, 0.5, 1))


def check(name: str, *arguments: Any, **parameters: Any) -> Check:  # noqa: ANN401 - any parameter
    return CHECKS[name](*arguments, **parameters)


STATISTICS_BY_SLICE: list[tuple[Check, dict[str, str]]] = [
    (
        check("aggregate_match", ONE, "k", "other"),
        {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (check("skewness", ZERO, "y"), {"a": "pass", "b": "pass", "(null)": "inconclusive", "c": "inconclusive"}),
    (check("kurtosis", ONE, "y"), {"a": "fail", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"}),
    (check("variance", ONE, "y"), {"a": "pass", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"}),
    (
        check("coefficient_of_variation", HALF, "y"),
        {"a": "pass", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"},
    ),
    (check("range_width", ONE, "x"), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("interquartile_range", ONE, "x"), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("entropy", ONE, ("k",), "share"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("singleton_ratio", HALF, ("k",), "keys"), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("most_common_fraction", ONE, "k"), {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("class_balance", ONE, "k", "imbalance"), {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("correlation", ONE, "y", "i"), {"a": "pass", "b": "pass", "(null)": "inconclusive", "c": "inconclusive"}),
    (
        check("correlation", ONE, "i", "k", "spearman"),
        {"a": "fail", "b": "inconclusive", "(null)": "inconclusive", "c": "inconclusive"},
    ),
    (
        check("association", ONE, "s", "x", "theils_u"),
        {"a": "pass", "b": "pass", "(null)": "inconclusive", "c": "inconclusive"},
    ),
    (
        check("feature_association", 0.9, ("x", "y")),
        {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"},
    ),
    (check("constant_columns", ("k", "y")), {"a": "pass", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"}),
    (check("empty_columns", ("x", "y")), {"a": "pass", "b": "pass", "(null)": "pass", "c": "fail"}),
    (check("empty_rows", ("x", "s")), {"a": "pass", "b": "pass", "(null)": "pass", "c": "fail"}),
    (check("duplicate_columns", ("i", "y")), {"a": "fail", "b": "fail", "(null)": "fail", "c": "fail"}),
    (check("duplicate_rows", ("k",)), {"a": "fail", "b": "fail", "(null)": "pass", "c": "pass"}),
    (check("row_overlap", "other", ("k",)), {"a": "fail", "b": "pass", "(null)": "pass", "c": "pass"}),
    (check("new_categories", "k", "other"), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (
        check("category_variants", "s", "other", "w"),
        {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"},
    ),
    (check("conflicting_labels", ("k",), "x"), {"a": "fail", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (
        check("label_leakage", ("k",), "s", 0.5),
        {"a": "pass", "b": "pass", "(null)": "inconclusive", "c": "inconclusive"},
    ),
    (
        check("association_change", ("k",), "i", "more", 0.5, "pearson"),
        {"a": "pass", "b": "inconclusive", "(null)": "inconclusive", "c": "inconclusive"},
    ),
    (check("time_split", "t", "other", "u"), {"a": "fail", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (
        check("period_completeness", "t", "day", 2),
        {"a": "fail", "b": "pass", "(null)": "fail", "c": "inconclusive"},
    ),
    (
        check("moving_deviation", "d", "day", window=3),
        dict.fromkeys(("a", "b", "(null)", "c"), "inconclusive"),
    ),
    (
        check("reconciliation", ("k",), "other", ("y",), to_values=("v",), rows="here"),
        {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (
        check("serving_skew", ("i",), "more", ("x",)),
        {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"},
    ),
]  # fmt: skip
"""A check and the verdict on each slice, worked out by hand."""
