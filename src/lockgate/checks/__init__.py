"""Every check, by the name that YAML uses. A new check is a file here and one line below."""

from __future__ import annotations

from lockgate.checks.allowed_values import AllowedValues
from lockgate.checks.column_comparison import ColumnComparison
from lockgate.checks.column_order import ColumnOrder
from lockgate.checks.columns_exact import ColumnsExact
from lockgate.checks.columns_present import ColumnsPresent
from lockgate.checks.completeness import Completeness
from lockgate.checks.distinct_count import DistinctCount
from lockgate.checks.distinct_set import DistinctSet
from lockgate.checks.finite import Finite
from lockgate.checks.forbidden_values import ForbiddenValues
from lockgate.checks.freshness import Freshness
from lockgate.checks.length import Length
from lockgate.checks.logical_type import LogicalTypeCheck
from lockgate.checks.max import Max
from lockgate.checks.mean import Mean
from lockgate.checks.median import Median
from lockgate.checks.min import Min
from lockgate.checks.missing_codes import MissingCodes
from lockgate.checks.monotone import Monotone
from lockgate.checks.negative_fraction import NegativeFraction
from lockgate.checks.null_fraction import NullFraction
from lockgate.checks.pattern import Pattern
from lockgate.checks.quantile import Quantile
from lockgate.checks.range import Range
from lockgate.checks.referential_integrity import ReferentialIntegrity
from lockgate.checks.retention import Retention
from lockgate.checks.row_count import RowCountCheck
from lockgate.checks.row_count_match import RowCountMatch
from lockgate.checks.row_predicate import RowPredicate
from lockgate.checks.standard_deviation import StandardDeviation
from lockgate.checks.sum import Sum
from lockgate.checks.uniqueness import Uniqueness
from lockgate.checks.uniqueness_ratio import UniquenessRatio
from lockgate.checks.zero_fraction import ZeroFraction
from lockgate.scan.check import Check

__all__ = ["CHECKS"]

CHECKS: dict[str, type[Check]] = {
    check.name: check
    for check in (
        AllowedValues,
        ColumnComparison,
        ColumnOrder,
        ColumnsExact,
        ColumnsPresent,
        Completeness,
        DistinctCount,
        DistinctSet,
        Finite,
        ForbiddenValues,
        Freshness,
        Length,
        LogicalTypeCheck,
        Max,
        Mean,
        Median,
        Min,
        MissingCodes,
        Monotone,
        NegativeFraction,
        NullFraction,
        Pattern,
        Quantile,
        Range,
        ReferentialIntegrity,
        Retention,
        RowCountCheck,
        RowCountMatch,
        RowPredicate,
        StandardDeviation,
        Sum,
        Uniqueness,
        UniquenessRatio,
        ZeroFraction,
    )
}
"""The registry; a test fails when a file of this package is not in it."""
