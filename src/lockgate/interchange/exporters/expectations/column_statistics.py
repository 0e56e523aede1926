"""Checks of what all values of a column come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.exporters.expectations.said import (
    Expectation,
    Exporter,
    Said,
    UnexportedError,
    bounded,
    fields_of,
    plain,
)
from lockgate.interchange.importers.great_expectations.asked import NOTHING
from lockgate.scan.check import Check

__all__ = ["COLUMN_STATISTICS"]


def _statistic(name: str) -> Exporter:
    def export(given: Check) -> Iterator[Expectation]:
        check = fields_of(given)
        column = check.columns[0]
        if len(check.columns) > 1:
            message = "a statistic of several columns together has no counterpart"
            raise UnexportedError(message)
        yield f"expect_column_{name}_to_be_between", {"column": column, **bounded(check.requirement)}, ""

    return export


def _null_fraction(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    requirement: Requirement = check.requirement
    bounds = [bound for bound in requirement.bounds if isinstance(bound, int | float)]
    if requirement.operator is Operator.MUST_BE_GREATER_OR_EQUAL_TO:
        share = {} if bounds == [1] else {"mostly": bounds[0]}
        yield "expect_column_values_to_be_null", {"column": check.column, **share}, ""
        return
    name = "expect_column_proportion_of_non_null_values_to_be_between"
    if requirement == Requirement.between(0, 1):  # asks nothing but that the column is there
        yield name, {"column": check.column}, ""
        return
    others = Requirement(_MIRRORED.get(requirement.operator, requirement.operator),
                         tuple(round(1 - bound, 12) for bound in reversed(bounds)))  # fmt: skip
    yield name, {"column": check.column, **bounded(others)}, ""


_MIRRORED = {
    Operator.MUST_BE_GREATER_THAN: Operator.MUST_BE_LESS_THAN,
    Operator.MUST_BE_LESS_THAN: Operator.MUST_BE_GREATER_THAN,
    Operator.MUST_BE_LESS_OR_EQUAL_TO: Operator.MUST_BE_GREATER_OR_EQUAL_TO,
}


def _distinct_set(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    name = {"equal": "equal", "subset": "be_in", "superset": "contain"}[check.mode]
    values = [None if value == NOTHING else plain(value) for value in check.values]
    yield f"expect_column_distinct_values_to_{name}_set", {"column": check.column, "value_set": values}, ""


def _quantile(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    bounds = bounded(check.requirement)
    if check.q == 0.5 and check.interpolation == "linear":  # noqa: PLR2004 - the median
        yield "expect_column_median_to_be_between", {"column": check.column, **bounds}, ""
        return
    pair = [bounds.get("min_value"), bounds.get("max_value")]
    how = "lower" if check.interpolation == "inverted_cdf" else check.interpolation
    said = {
        "column": check.column,
        "quantile_ranges": {"quantiles": [check.q], "value_ranges": [pair]},
        "allow_relative_error": how,
    }
    differs = ["bounds may be missed by 1e-8 + 1e-4 of them"]
    differs += ["between two values the lower is taken"] if check.interpolation == "inverted_cdf" else []
    differs += ["bounds belong to the range"] if "strict_min" in bounds or "strict_max" in bounds else []
    yield "expect_column_quantile_values_to_be_between", said, "; ".join(differs)


def _median(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    said = {"column": check.column, **bounded(check.requirement)}
    yield (
        "expect_column_median_to_be_between",
        said,
        "of an even number of values it is the mean of the middle two",
    )


def _most_common(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    values = [plain(value) for value in check.values if value != NOTHING]
    said = {"column": check.column, "value_set": values, "ties_okay": check.ties_ok}
    differs = "" if check.ties_ok or check.sole else "two equally common values fail there"
    yield "expect_column_most_common_value_to_be_in_set", said, differs


def _divergence(given: Check) -> Iterator[Expectation]:
    check = fields_of(given)
    said: Said = {"column": check.column, "threshold": check.maximum}
    if check.values:
        partition = {"values": [plain(value) for value in check.values], "weights": list(check.weights)}
        said |= {"tail_weight_holdout": check.unseen_weight} if check.unseen_weight else {}
    elif check.last_edge_above:
        message = "bins without an upper end cannot be written in JSON"
        raise UnexportedError(message)
    else:
        below, *inner, above = check.weights
        partition = {"bins": list(check.edges), "weights": inner, "tail_weights": [below, above]}
    yield "expect_column_kl_divergence_to_be_less_than", {**said, "partition_object": partition}, ""


COLUMN_STATISTICS: Mapping[str, Exporter] = {
    "distinct_count": _statistic("unique_value_count"),
    "distinct_set": _distinct_set,
    "kl_divergence": _divergence,
    "max": _statistic("max"),
    "mean": _statistic("mean"),
    "median": _median,
    "min": _statistic("min"),
    "most_common_value": _most_common,
    "null_fraction": _null_fraction,
    "quantile": _quantile,
    "standard_deviation": _statistic("stdev"),
    "sum": _statistic("sum"),
    "uniqueness_ratio": _statistic("proportion_of_unique_values"),
}
"""By the name of the check."""
