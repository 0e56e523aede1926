"""Laws of all checks: asked together or alone, rows in this order or that, a finding is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.checks import CHECKS
from lockgate.domain.codec import to_plain
from lockgate.domain.finding import Cost
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check
from lockgate.scan.engine import Source
from lockgate.scan.expression import Expression
from lockgate.scan.run import run_suites
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import Suite, SuiteItem
from lockgate.scan.tolerance import Tolerance

NOW = datetime(2013, 7, 2, tzinfo=UTC)
SOME = Requirement.between(0, 1)

QUESTIONS: tuple[Check, ...] = tuple(
    CHECKS[name](*arguments)
    for name, *arguments in (
        ("columns_present", ("x", "y")),
        ("columns_exact", ("x", "n", "s", "t")),
        ("column_order", ("x", "n", "s")),
        ("column_position", "x", 0),
        ("unmapped", "a rule"),
        ("logical_type", "n", LogicalType.INTEGER),
        ("row_count", Requirement.at_least(5)),
        ("completeness", "x"),
        ("null_fraction", SOME, "n"),
        ("missing_codes", "s", ("a", 1)),
        ("range", "x", -1, 1),
        ("range", "n", 0, 3),
        ("allowed_values", "s", ("a", "b")),
        ("forbidden_values", "n", (2,)),
        ("distinct_set", "s", "subset", ("a", "b", "")),
        ("pattern", "s", "^[ab]$"),
        ("length", "s", 1),
        ("uniqueness", ("n",)),
        ("uniqueness", ("n", "s")),
        ("uniqueness_ratio", SOME, ("x",)),
        ("distinct_count", Requirement.at_most(3), ("s",)),
        ("mean", SOME, "n"),
        ("median", SOME, "x"),
        ("quantile", SOME, "n", 0.9),
        ("standard_deviation", SOME, "n"),
        ("sum", SOME, "n"),
        ("min", SOME, "x"),
        ("max", SOME, "n"),
        ("zero_fraction", SOME, "x"),
        ("negative_fraction", Requirement.at_most(0), "x"),
        ("column_comparison", "x", "<=", "n"),
        ("row_predicate", Expression("n > 1 or s = 'a'")),
        ("row_predicate", Expression("coalesce(s, 'z') < 'b'")),
        ("monotone", "x", "n"),
        ("freshness", "t", timedelta(days=2)),
        ("retention", "t", timedelta(days=9)),
        ("referential_integrity", ("n",), "other", ("k",)),
        ("row_count_match", SOME, "other"),
        ("finite", "x"),
        ("aggregate_match", SOME, "n", "other", "k"),
        ("association", SOME, "s", "n", "cramers_v"),
        ("association", SOME, "s", "n", "correlation_ratio"),
        ("association_change", ("n",), "x", "other", 0.2, "pearson"),
        ("category_variants", "s", "other", "w"),
        ("class_balance", SOME, "s"),
        ("coefficient_of_variation", SOME, "n"),
        ("conflicting_labels", ("n",), "s"),
        ("constant_columns", ("n", "s"), ("S",)),
        ("correlation", SOME, "x", "n", "spearman"),
        ("correlation", SOME, "n", "n"),
        ("duplicate_columns", ("x", "n")),
        ("duplicate_rows", ("n", "s")),
        ("empty_columns",),
        ("empty_rows",),
        ("entropy", SOME, ("s", "n")),
        ("feature_association", 0.5, ("n", "x")),
        ("interquartile_range", SOME, "x"),
        ("kurtosis", SOME, "n"),
        ("label_leakage", ("n", "x"), "s"),
        ("most_common_fraction", SOME, "s"),
        ("moving_deviation", "t", "day", "n", "sum", 3),
        ("new_categories", "n", "other", "k"),
        ("period_completeness", "t", "day"),
        ("range_width", SOME, "n"),
        ("reconciliation", ("n",), "other", ("n",), ("k",), ("k",)),
        ("row_overlap", "other", ("n",), ("k",)),
        ("same_rows", "other", ("n",), ("k",)),
        ("serving_skew", ("n",), "other", ("s",), ("k",), ("w",)),
        ("singleton_ratio", SOME, ("s",)),
        ("skewness", SOME, "n"),
        ("time_split", "t", "other", "u"),
        ("variance", SOME, "n"),
        ("column_count", Requirement.at_least(4)),
        ("column_names", "^[a-z]$"),
        ("physical_type", "n", "bigint"),
        ("operand_type", "n", ("number",)),
        ("operand_type", "s", ("number",), ("text",)),
        ("physical_type", "s", "varchar(1)"),
        ("convertible", "s", "integer"),
        ("mixed_types", "s"),
        ("like", "s", "a%"),
        ("length", "s", 1, None, None, "bytes"),
        ("casing", "s", "lower"),
        ("whitespace", "s"),
        ("not_blank", "s"),
        ("special_characters", "s"),
        ("text_variants", "s"),
        ("python_pattern", "s", "^a"),
        ("kl_divergence", "s", (0.5, 0.5), 1.0, ("a", "b")),
        ("kl_divergence", "x", (0.25, 0.5, 0.25), 1.0, (), (0.0, 1.0)),
        ("quantile", SOME, "x", 0.5, "linear"),
        ("semantic_format", "s", "hex"),
        ("semantic_format", "s", "json"),
        ("datetime_format", "s", "%d"),
        ("date_parseable", "s"),
        ("json_schema", "s", {"type": "integer"}),
        ("most_common_value", "s", ("a",)),
        ("multiple_of", "x", 0.5),
        ("decimal_places", "x", 0),
        ("sequence", "n"),
        ("disjoint_intervals", "x", "n"),
        ("outlier_rows", "n"),
        ("outlier_rows", "x", "mad"),
        ("outlier_rows", "n", "z", 1.0),
        ("outlier_rows", "n", "z", 1.0, "upper", 2, True),
        ("unique_within_record", ("x", "n")),
        ("columns_equal", ("x", "n")),
        ("columns_sum", SOME, ("x", "n")),
        ("allowed_tuples", ("n", "s"), ((1, "a"), (None, "b"))),
        ("filled_columns", ("x", "n", "s")),
        ("consistent_missingness", ("x", "n")),
        ("implication", Expression("n > 0"), Expression("x > 0")),
    )
)

ITEMS = (
    *(SuiteItem(check=check) for check in QUESTIONS),
    *(SuiteItem(check=check, where=Expression("n >= 1 or n is null")) for check in QUESTIONS),
    *(SuiteItem(check=check, group_by=("s",)) for check in QUESTIONS),
)

FLOATS = st.sampled_from([None, -1.5, -1.0, 0.0, 0.5, 1.0, 2.0, float("nan"), float("inf"), float("-inf")])
ROW = st.tuples(
    FLOATS,
    st.one_of(st.none(), st.integers(-2, 4)),
    st.sampled_from([None, "", "a", "b", "ä", "1"]),
    st.one_of(st.none(), st.integers(0, 20).map(lambda day: NOW - timedelta(days=day))),
)
ROWS = st.lists(ROW, max_size=12)

PICKED = st.lists(st.sampled_from(ITEMS), min_size=1, max_size=8)


def test_every_check_is_asked() -> None:
    assert {check.name for check in QUESTIONS} == set(CHECKS)


@settings(max_examples=40)
@given(rows=ROWS, picked=PICKED)
def test_checks_asked_together_find_what_each_finds_alone(
    rows: list[tuple[Any, ...]], picked: list[SuiteItem]
) -> None:
    together = _ask(rows, picked)

    alone = [finding for item in picked for finding in _ask(rows, [item])]

    assert together == alone


@given(rows=ROWS, picked=PICKED, data=st.data())
def test_the_order_of_the_rows_does_not_matter(
    rows: list[tuple[Any, ...]], picked: list[SuiteItem], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))

    assert _ask(shuffled, picked) == _ask(rows, picked)


@settings(max_examples=10)  # each asks every tolerant check of its rows, twice
@given(rows=ROWS, n=st.integers(0, 3))
def test_a_wider_tolerance_never_turns_a_pass_red(rows: list[tuple[Any, ...]], n: int) -> None:
    tolerant = [check for check in QUESTIONS if hasattr(check, "tolerance")]

    found = [
        _ask(rows, [SuiteItem(check=replace(check, tolerance=Tolerance(rows=width))) for check in tolerant])  # type: ignore[type-var]  # checks are dataclasses
        for width in (n, n + 1)
    ]

    pairs = zip(*found, strict=True)
    assert all(narrow["verdict"] == wide["verdict"] or wide["verdict"] == "pass" for narrow, wide in pairs)


def _ask(rows: Sequence[tuple[Any, ...]], items: Sequence[SuiteItem]) -> list[Any]:
    """Return the findings as evidence keeps them, without their costs, which do depend on what else is asked."""
    x, n, s, t = zip(*rows, strict=True) if rows else ((), (), (), ())
    table = pa.table(
        {
            "x": pa.array(x, pa.float64()),
            "n": pa.array(n, pa.int64()),
            "s": pa.array(s, pa.string()),
            "t": pa.array(t, pa.timestamp("us", "UTC")),
        }
    )
    other = pa.table(
        {
            "k": pa.array([0, 1, 2, None], pa.int64()),
            "n": pa.array([0, 1, 2, None], pa.int64()),
            "x": [0.0, 1.5, 2.0, None],
            "w": ["a", "B", None, "a"],
            "u": pa.array([NOW - timedelta(days=9)] * 4, pa.timestamp("us", "UTC")),
        }
    )
    session = DuckDBEngine(threads=1).open(
        {"t": Source("t", frame=table), "other": Source("other", frame=other)}
    )
    try:
        run = run_suites([Suite(table="t", items=tuple(items), key=("n",))], session, now=NOW)
    finally:
        session.close()
    return [to_plain(replace(finding, cost=Cost())) for finding in run.findings[0]]
