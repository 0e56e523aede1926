"""Checks on spread, and against another table, of null, NaN, infinity, no rows: answers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest
from tests.conformance.test_checks import FLOATS, OTHER, check, exactly

from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check

ON_FLOATS: dict[str, tuple[Check, dict[str, str]]] = {
    "aggregate_match": (
        check("aggregate_match", exactly(7), "x", "other", "k", "sum", "ratio"),
        {"plain": "fail LG453", "nan": "inconclusive LG406", "inf": "inconclusive LG406"},
    ),
    "aggregate_match, count": (
        check("aggregate_match", exactly(1), "x", "other", statistic="count"),
        {"plain": "pass", "null": "fail", "nan": "pass"},
    ),
    "skewness": (
        check("skewness", exactly(0), "x"),
        {"plain": "pass", "null": "fail", "nan": "inconclusive LG406", "constant": "inconclusive LG406"},
    ),
    "kurtosis": (
        check("kurtosis", Requirement.between(-1.37, -1.35), "x"),
        {"plain": "pass", "null": "fail", "-inf": "inconclusive LG406", "constant": "inconclusive LG406"},
    ),
    "variance": (
        check("variance", Requirement.between(1.66, 1.67), "x"),
        {"plain": "pass", "null": "fail", "nan": "inconclusive LG406", "constant": "fail"},
    ),
    "coefficient_of_variation": (
        check("coefficient_of_variation", Requirement.between(0.51, 0.52), "x"),
        {"plain": "pass", "null": "fail", "inf": "inconclusive LG406", "constant": "fail"},
    ),
    "range_width": (
        check("range_width", exactly(3), "x"),
        {"plain": "pass", "null": "pass", "nan": "inconclusive LG406", "-inf": "inconclusive LG406"},
    ),
    "interquartile_range": (
        check("interquartile_range", exactly(2), "x"),
        {"plain": "pass", "null": "fail", "nan": "inconclusive LG406", "constant": "fail"},
    ),
    "entropy": (
        check("entropy", exactly(2), ("x",), "bits"),
        {"plain": "pass", "null": "fail", "nan": "pass", "inf": "pass", "constant": "fail"},
    ),
    "singleton_ratio": (
        check("singleton_ratio", exactly(1), ("x",)),
        {"plain": "pass", "null": "pass", "nan": "pass", "constant": "fail"},
    ),
    "most_common_fraction": (
        check("most_common_fraction", Requirement.at_most(0.3), "x"),
        {"plain": "pass", "null": "fail", "nan": "pass", "constant": "fail"},
    ),
    "class_balance": (
        check("class_balance", exactly(1), "x", "imbalance"),
        {"plain": "pass", "null": "pass", "nan": "pass", "constant": "pass"},
    ),
    "constant_columns": (
        check("constant_columns"),
        {"plain": "pass", "null": "pass", "nan": "pass", "constant": "fail LG454"},
    ),
    "empty_columns": (
        check("empty_columns"),
        {"plain": "pass", "null": "pass", "all null": "fail LG454"},
    ),
    "empty_rows": (
        check("empty_rows"),
        {"plain": "pass", "null": "fail 1/4", "nan": "pass", "all null": "fail 4/4"},
    ),
    "duplicate_rows": (
        check("duplicate_rows"),
        {"plain": "pass", "null": "pass", "nan": "pass", "constant": "fail 3/4", "all null": "fail 3/4"},
    ),
    "row_overlap": (
        check("row_overlap", "other", ("x",)),
        {"plain": "fail 2/4", "null": "fail 3/4", "nan": "fail 3/4", "inf": "fail 2/4", "all null": "fail 4/4"},
    ),
    "row_overlap, null is not null": (
        check("row_overlap", "other", ("x",), match_nulls=False),
        {"plain": "fail 2/4", "null": "fail 2/3", "nan": "fail 3/4"},
    ),
    "new_categories": (
        check("new_categories", "x", "other"),
        {"plain": "fail 2/4", "null": "fail 1/3", "nan": "fail 1/4", "constant": "pass"},
    ),
    "category_variants": (check("category_variants", "x", "other"), {"plain": "pass", "nan": "pass"}),
    "same_rows": (
        check("same_rows", "other", ("x",)),
        {"plain": "fail 4/8", "null": "fail 2/8", "nan": "fail 2/8", "constant": "fail 6/8"}
        | {"all null": "fail 6/8", "empty": "fail 4/4"},
    ),
    "reconciliation": (
        check("reconciliation", ("x",), "other", to_key=("k",)),
        {"plain": "fail 1/4", "null": "fail 2/4", "constant": "fail 6/6"}
        | {"all null": "fail 3/3", "empty": "fail 3/3"},
    ),
    "serving_skew": (
        check("serving_skew", ("x",), "other", ("x",), ("k",)),
        {"plain": "fail 2/3", "null": "fail 1/2", "constant": "fail 4/4", "inf": "fail 1/2"},
    ),
}
"""For each check, the verdict on some of `FLOATS`; without a value it is inconclusive unless said."""

CASES = [
    pytest.param(asked, FLOATS[data], answers[data], id=f"{name}-{data}")
    for name, (asked, said) in ON_FLOATS.items()
    for answers in [{"all null": "inconclusive LG403", "empty": "inconclusive LG403"} | said]
    for data in answers
]


@pytest.mark.parametrize(("asked", "values", "answer"), CASES)
def test_a_check_of_floats_answers_as_worked_out_by_hand(
    finding: Callable[..., Finding], asked: Check, values: list[float | None], answer: str
) -> None:
    found = finding(asked, {"x": pa.array(values, pa.float64())}, other=OTHER)

    told = [found.verdict.value]
    told += [found.reason] if "LG" in answer else []
    told += [f"{found.n_failed}/{found.n}"] if "/" in answer else []
    assert " ".join(told) == answer
