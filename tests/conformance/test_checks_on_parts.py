"""Checks of some rows: filters, slices, tolerances, and the rows that are shown when a check is red."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.conformance.answers_by_slice import STATISTICS_BY_SLICE

from lockgate.checks import CHECKS
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.judge import outcomes_of
from lockgate.scan.state_set import dump_states, is_withheld, load_states
from lockgate.scan.suite import SuiteItem

NAN = float("nan")
AskAll = Callable[..., tuple[Finding, ...]]
Batch = Callable[..., list[tuple[Finding, ...]]]
Ask = Callable[..., Finding]


def check(name: str, *arguments: Any, **parameters: Any) -> Check:  # noqa: ANN401 - any parameter
    return CHECKS[name](*arguments, **parameters)


def instant(day: int) -> datetime:
    return datetime(2013, 7, day, tzinfo=UTC)


TABLE = pa.table(
    {
        "g": ["a", "a", "a", "b", "b", None, "c"],
        "i": pa.array([1, 2, 3, 4, 5, 6, 7], pa.int64()),
        "x": pa.array([1.0, 2.0, 2.0, 5.0, 0.0, -1.0, None]),
        "y": pa.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]),
        "s": ["EWR", "JFK", "JFK", "LGA", "N/A", "HNL", None],
        "k": pa.array([1, 1, 2, 3, 3, 9, None], pa.int64()),
        "t": [instant(1), instant(2), None, instant(1), instant(1), instant(2), None],
        "d": [date(2013, 7, 1)] * 7,
    }
)
OTHER = {"k": [1, 2], "v": [1, 1], "w": ["jfk", "EWR"], "u": [datetime(2013, 7, 1, tzinfo=UTC)] * 2}
MORE = {"i": [1, 2, 3, 4, 5, 6], "k": [1, 1, 2, 3, 4, 9], "x": [1.0, 2.0, 9.0, 5.0, 0.0, -1.0]}
ONE = Requirement(Operator.MUST_BE, (1,))

BY_SLICE: list[tuple[Check, dict[str, str]]] = [
    (check("row_count", ONE), {"a": "fail", "b": "fail", "(null)": "pass", "c": "pass"}),
    (check("completeness", "x"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "fail"}),
    (check("null_fraction", ONE, "x"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "pass"}),
    (check("range", "x", min=0), {"a": "pass", "b": "pass", "(null)": "fail", "c": "inconclusive"}),
    (check("missing_codes", "s", ("N/A",)), {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("allowed_values", "s", ("EWR", "JFK")), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("forbidden_values", "s", ("JFK",)), {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (
        check("distinct_set", "s", "subset", ("EWR", "JFK")),
        {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (check("operand_type", "t", ("timestamptz",)), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("pattern", "s", "^[A-Z]+$"), {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("length", "s", exact=3), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("uniqueness", ("k",)), {"a": "fail", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("uniqueness_ratio", ONE, ("k",)), {"a": "fail", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("distinct_count", ONE, ("k",)), {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("mean", ONE, "y"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "fail"}),
    (check("median", ONE, "x"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("quantile", ONE, "x", 0.1), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("standard_deviation", ONE, "y"), {"a": "pass", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"}),
    (check("sum", ONE, "x"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("min", ONE, "x"), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("max", ONE, "i"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "fail"}),
    (check("zero_fraction", ONE, "x"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("negative_fraction", ONE, "x"), {"a": "fail", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("finite", "x"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("column_comparison", "x", "<=", "y"), {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (
        check("row_predicate", Expression("x < y + 1")),
        {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"},
    ),
    (
        check("monotone", "x", "i", strict=True),
        {"a": "fail", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"},
    ),
    (check("freshness", "t", timedelta(hours=7)), {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("retention", "t", timedelta(hours=7)), {"a": "fail", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (
        check("referential_integrity", ("k",), "other", ("k",)),
        {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (check("row_count_match", ONE, "other"), {"a": "pass", "b": "fail", "(null)": "fail", "c": "fail"}),
    *STATISTICS_BY_SLICE,
    (check("convertible", "s", "integer"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("mixed_types", "s"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("like", "s", any_of=("E%", "J%")), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("casing", "s", "upper"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("whitespace", "s"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("not_blank", "s"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("special_characters", "s"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("text_variants", "s"), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("python_pattern", "s", "^[A-Z]+$"), {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (
        check("kl_divergence", "s", (0.3, 0.7), 0.1, ("EWR", "JFK")),
        {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (check("semantic_format", "s", "iban"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("datetime_format", "s", "%Y"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("date_parseable", "s"), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (
        check("json_schema", "s", {"type": "object"}),
        {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (check("most_common_value", "s", ("JFK",)), {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (check("multiple_of", "x", 5), {"a": "fail", "b": "pass", "(null)": "fail", "c": "inconclusive"}),
    (check("decimal_places", "x", 0), {"a": "pass", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("sequence", "k"), {"a": "fail", "b": "fail", "(null)": "inconclusive", "c": "inconclusive"}),
    (check("disjoint_intervals", "x", "y"), {"a": "pass", "b": "fail", "(null)": "pass", "c": "inconclusive"}),
    (check("outlier_rows", "y"), {"a": "pass", "b": "inconclusive", "(null)": "inconclusive", "c": "inconclusive"}),
    (check("unique_within_record", ("x", "y")), {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"}),
    (check("columns_equal", ("x", "y")), {"a": "fail", "b": "fail", "(null)": "fail", "c": "inconclusive"}),
    (
        check("columns_sum", Requirement.at_least(5), ("x", "y")),
        {"a": "fail", "b": "pass", "(null)": "pass", "c": "inconclusive"},
    ),
    (
        check("allowed_tuples", ("k", "s"), ((1, "EWR"), (1, "JFK"), (2, "JFK"))),
        {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
    (check("filled_columns", ("x", "k")), {"a": "pass", "b": "pass", "(null)": "pass", "c": "fail"}),
    (check("consistent_missingness", ("x", "t")), {"a": "fail", "b": "pass", "(null)": "pass", "c": "pass"}),
    (
        check("implication", Expression("i > 2"), Expression("x > 0")),
        {"a": "pass", "b": "fail", "(null)": "fail", "c": "inconclusive"},
    ),
]  # fmt: skip


NUMBERED = [pytest.param(number, *case, id=case[0].name) for number, case in enumerate(BY_SLICE)]


def on_parts(asked: Check) -> tuple[SuiteItem, ...]:
    """Return a check asked of each slice, of the rows of two of them, and of no row."""
    filters = ("g = 'a'", "g = 'b'", "y > 99")
    filtered = (SuiteItem(check=asked, where=Expression(where)) for where in filters)
    return (SuiteItem(check=asked, group_by=("g",)), *filtered)


def of_parts(batch: Batch, number: int) -> tuple[dict[str, Finding], Finding, Finding, Finding]:
    groups = [on_parts(asked) for asked, _ in BY_SLICE]
    sliced, (in_a,), (in_b,), (in_none,) = batch("parts", groups, number, TABLE, other=OTHER, more=MORE)
    return {finding.subject.slice[0][1]: finding for finding in sliced}, in_a, in_b, in_none


@pytest.mark.parametrize(("number", "asked", "answer"), NUMBERED)
def test_each_slice_is_judged_by_itself(
    batch: Batch, number: int, asked: Check, answer: dict[str, str]
) -> None:
    sliced, *_ = of_parts(batch, number)

    assert {name: (found.check, found.verdict.value) for name, found in sliced.items()} == {
        name: (asked.name, verdict) for name, verdict in answer.items()
    }


@pytest.mark.parametrize(("number", "asked", "answer"), NUMBERED)
def test_a_filter_judges_what_the_slice_of_the_same_rows_judges(
    batch: Batch, number: int, asked: Check, answer: dict[str, str]
) -> None:
    sliced, in_a, in_b, _ = of_parts(batch, number)

    for name, found in (("a", in_a), ("b", in_b)):
        assert (found.check, found.verdict.value) == (asked.name, answer[name])
        told = (found.summary, found.observed, found.n, found.n_failed, found.required)
        same = sliced[name]
        assert told == (same.summary, same.observed, same.n, same.n_failed, same.required)


def test_every_check_that_reads_rows_is_asked_of_slices() -> None:
    of_columns = {"columns_present", "columns_exact", "column_order", "logical_type"}
    of_whole_tables = {"same_rows"}
    of_columns |= {"column_count", "column_names", "column_position", "physical_type", "unmapped"}

    assert {asked.name for asked, _ in BY_SLICE} == set(CHECKS) - of_columns - of_whole_tables


@pytest.mark.parametrize(
    "number",
    [
        number
        for number, (asked, _) in enumerate(BY_SLICE)
        if asked.name not in ("row_count", "row_count_match")
    ],
)
def test_a_filter_that_keeps_no_row_proves_nothing(batch: Batch, number: int) -> None:
    *_, found = of_parts(batch, number)

    assert (found.verdict.value, found.reason) == ("inconclusive", "LG403")


def test_slices_of_nan_and_null_are_slices(findings: AskAll) -> None:
    table = {"g": [1.5, NAN, NAN, None], "x": [1, 2, 2, 4]}

    found = findings(check("uniqueness", ("x",)), table, group_by=("g",))

    assert {f.subject.slice[0][1]: f.verdict.value for f in found} == {
        "1.5": "pass",
        "nan": "fail",
        "(null)": "pass",
    }


def test_slices_that_differ_in_the_last_digit_stay_apart(findings: AskAll) -> None:
    table = {"g": [0.3, 0.30000000000000004], "x": [1, 9]}

    found = findings(check("range", "x", max=5), table, group_by=("g",))

    assert sorted(finding.verdict.value for finding in found) == ["fail", "pass"]


OFFENDING: list[tuple[Check, str, list[int]]] = [
    (check("completeness", "x"), "", [7]),
    (check("missing_codes", "s", ("N/A", 5)), "", [5]),
    (check("range", "x", min=0, max=2), "", [4, 6]),
    (check("range", "x", min=0, max=2), "i < 6", [4]),
    (check("allowed_values", "s", ("JFK", "EWR")), "", [4, 5, 6]),
    (check("forbidden_values", "s", ("HNL",)), "", [6]),
    (check("distinct_set", "s", "equal", ("JFK", "EWR")), "", [4, 5, 6]),
    (check("pattern", "s", "^[A-Z]+$"), "", [5]),
    (check("python_pattern", "s", "^[A-Z]+$"), "", [5]),
    (check("length", "s", max=2), "i > 5", [6]),
    (check("uniqueness", ("k",)), "", [1, 2, 4, 5]),
    (check("uniqueness", ("k",)), "i > 1", [4, 5]),
    (check("column_comparison", "x", "<=", "y"), "", [4]),
    (check("row_predicate", Expression("x > 0 or y > 5")), "", [5]),
    (check("monotone", "x", "i"), "", [5, 6]),
    (check("monotone", "x", "i", "decreasing", strict=True), "i < 4", [2, 3]),
    (check("monotone", "i", direction="decreasing"), "i < 4", [2, 3]),
    (check("referential_integrity", ("k",), "other", ("k",)), "", [4, 5, 6]),
    (check("empty_rows", ("x", "s")), "", [7]),
    (check("duplicate_rows", ("k",)), "i < 5", [1, 2]),
    (check("row_overlap", "other", ("k",)), "", [1, 2, 3]),
    (check("new_categories", "k", "other"), "i > 4", [5, 6]),
    (check("conflicting_labels", ("k",), "x"), "", [1, 2, 4, 5]),
    (check("same_rows", "other", ("k",)), "", [4, 5, 6, 7]),
    (check("reconciliation", ("i",), "more", ("x",)), "", [3, 7]),
    (check("reconciliation", ("k",), "other", rows="here"), "i < 6", [4, 5]),
    (check("serving_skew", ("i",), "more", ("x", "k")), "", [3, 5]),
    (check("physical_type", "s", "varchar(2)"), "i > 5", [6]),
    (check("convertible", "s", "integer"), "i < 3", [1, 2]),
    (check("like", "s", "J%"), "", [1, 4, 5, 6]),
    (check("casing", "s", "lower"), "i > 5", [6]),
    (check("semantic_format", "s", "hex"), "i > 4", [5, 6]),
    (check("semantic_format", "s", "json"), "i > 4", [5, 6]),
    (check("semantic_format", "s", "ip"), "", [1, 2, 3, 4, 5, 6]),
    (check("datetime_format", "s", "%Y"), "i < 3", [1, 2]),
    (check("multiple_of", "x", 2), "", [1, 4, 6]),
    (check("sequence", "k"), "", [2, 5, 6]),
    (check("disjoint_intervals", "x", "y"), "", [1, 2, 3, 4, 5]),
    # -1, 0, 1, 2, 2, 5: quartiles 0.25 and 2, so beyond -0.625 and 2.875
    (check("outlier_rows", "x", "iqr", 0.5), "", [4, 6]),
    # median 1.5, median distance 1, so beyond 0.02 and 2.98
    (check("outlier_rows", "x", "mad", 1.0), "", [4, 5, 6]),
    # mean 1.5, standard deviation 2.07, so beyond -0.57 and 3.57
    (check("outlier_rows", "x", "z", 1.0), "", [4, 6]),
    (check("outlier_rows", "x", "z", 1.0, "upper"), "", [4]),
    (check("unique_within_record", ("x", "y")), "", [1, 2]),
    (check("columns_equal", ("x", "y")), "", [3, 4, 5, 6]),
    (check("columns_sum", Requirement.at_least(5), ("x", "y")), "", [1, 2]),
    (check("allowed_tuples", ("k", "s"), ((1, "EWR"), (1, "JFK"))), "", [3, 4, 5, 6]),
    (check("filled_columns", ("g", "s"), 2), "", [6, 7]),
    (check("consistent_missingness", ("x", "t")), "", [3]),
    (check("implication", Expression("i > 2"), Expression("x > 0")), "", [5, 6]),
]


@pytest.mark.parametrize("number", range(len(OFFENDING)), ids=[case[0].name for case in OFFENDING])
def test_a_red_check_shows_the_rows_that_offend(batch: Batch, number: int) -> None:
    shown = TABLE.append_column("id", TABLE["i"])
    groups = [
        [SuiteItem(check=asked, where=Expression(where) if where else None)] for asked, where, _ in OFFENDING
    ]

    (findings,) = batch("offending", groups, number, shown, key=("id",), other=OTHER, more=MORE)
    (found,) = findings

    assert found.verdict.value == "fail"
    assert found.sample is not None
    place = found.sample.columns.index("id")
    assert [row[place] for row in found.sample.rows] == OFFENDING[number][2]


def test_rows_that_repeat_a_key_within_a_slice_are_shown_by_slice(findings: AskAll) -> None:
    table = {"g": ["a", "a", "b", "b", None, None], "k": [1, 1, 1, 2, 3, 3], "id": [1, 2, 3, 4, 5, 6]}

    found = findings(check("uniqueness", ("k",)), table, group_by=("g",), key=("id",))

    red = {f.subject.slice[0][1]: [row[0] for row in f.sample.rows] for f in found if f.sample is not None}
    assert red == {"a": [1, 2], "(null)": [5, 6]}


def test_rows_at_one_place_in_the_order_break_as_little_as_they_can(finding: Ask) -> None:
    table = {"x": [3, 1, 2, 4, 4], "t": [1, 1, 1, 2, None]}

    loose = finding(check("monotone", "x", "t"), table)
    falling = finding(check("monotone", "x", "t", "decreasing"), table)

    assert (loose.verdict.value, loose.n) == ("pass", 3)
    assert (falling.n_failed, falling.n) == (1, 3)


def test_the_order_of_the_file_cannot_be_asked_of_slices(findings: AskAll) -> None:
    (found,) = findings(check("monotone", "x"), TABLE, group_by=("g",))

    assert found.verdict.value == "error"
    assert "`order_by` must be set" in found.summary


def test_a_reference_to_a_table_or_column_that_is_not_there_says_so(finding: Ask) -> None:
    no_table = finding(check("referential_integrity", ("k",), "othr", ("k",)), TABLE, other=OTHER, more=MORE)
    no_column = finding(check("referential_integrity", ("k",), "other", ("kk",)), TABLE, other=OTHER, more=MORE)

    assert (no_table.verdict.value, no_table.hint) == ("error", "did you mean `other`?")
    assert (no_column.verdict.value, no_column.hint) == ("error", "did you mean `k`?")


def test_a_compound_reference_with_a_null_in_it_points_nowhere_by_right(finding: Ask) -> None:
    table = {"a": [1, 1, None, 2], "b": ["x", "y", "x", None]}
    other = {"a": [1], "b": ["x"]}

    found = finding(check("referential_integrity", ("a", "b"), "other", ("a", "b")), table, other=other)

    assert (found.n_failed, found.n) == (1, 2)


def test_an_empty_table_that_is_pointed_to_turns_every_row_red(finding: Ask) -> None:
    other = {"k": pa.array([], pa.int64())}

    found = finding(check("referential_integrity", ("k",), "other", ("k",)), {"k": [1, 2]}, other=other)

    assert (found.verdict.value, found.n_failed, found.hint) == ("fail", 2, "`other` has no key at all")


def test_a_ratio_to_a_table_without_rows_proves_nothing(finding: Ask) -> None:
    found = finding(
        check("row_count_match", ONE, "other", "ratio"), TABLE, other={"k": pa.array([], pa.int64())}
    )

    assert (found.verdict.value, found.summary) == ("inconclusive", "`other` has no rows to compare with")


def test_a_bound_in_the_last_digit_is_not_rounded_away(finding: Ask) -> None:
    table = {"x": [1.0, 0.30000000000000004]}

    at_bound = finding(check("range", "x", max=1.0), table)
    above = finding(check("range", "x", min=0.3000000000000001), table)
    equal = finding(check("allowed_values", "x", (1, 0.3)), table)

    assert at_bound.verdict.value == "pass"
    assert (above.verdict.value, above.n_failed) == ("fail", 1)
    assert (equal.verdict.value, equal.n_failed) == ("fail", 1)


def test_names_that_need_quotes_are_columns_like_others(finding: Ask) -> None:
    odd = 'se"lect *; 😀'
    table = {odd: [1, 1, None], "k0": [1, 1, 2], "n": [3, 2, 1]}

    repeated = finding(check("uniqueness", (odd, "k0")), table, key=("n",))
    breaks = finding(check("monotone", "n", odd), table)
    orphans = finding(check("referential_integrity", (odd,), "other", (odd,)), table, other={odd: [7]})

    assert repeated.sample is not None
    assert [row[0] for row in repeated.sample.rows] == [2, 3]
    assert breaks.verdict.value == "pass"
    assert orphans.n_failed == 2


def test_zoned_instants_are_shown_in_utc(finding: Ask) -> None:
    table = {"t": pa.array([instant(1)], pa.timestamp("us", "America/New_York")), "x": [1]}

    found = finding(check("range", "x", min=2), table, key=("t",))

    assert found.sample is not None
    assert found.sample.rows == (("2013-07-01 00:00:00+00", 1),)


def test_a_range_of_a_masked_column_is_judged_again_without_the_values_that_stayed_behind(
    run: Callable[..., Any],
) -> None:
    items = [SuiteItem(check=check("range", "x", max=1)), SuiteItem(check=check("max", ONE, "x"))]
    answers = run(items, TABLE).answers.known
    document = dump_states("t", answers, frozenset({"x"}))

    again = load_states(document, [request for item in items for request in item.requests("t")])

    red, unknown = (outcomes_of(item, "t", again) for item in items)
    assert red is not None
    assert unknown is not None
    assert red[()].summary == "3 of 6 rows (50 %) do not satisfy it"
    assert unknown[()].verdict.value == "error"
    assert "5.0" not in repr(document)
    assert [is_withheld(document, request) for request in items[0].requests("t")] == [False, False, True]
