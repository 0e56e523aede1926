"""Every check on every engine: null, NaN, infinity, no rows, only nulls, one value; answers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
import pytest

from lockgate.checks import CHECKS
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.schema import LogicalType

NAN, INF = float("nan"), float("inf")
Ask = Callable[..., Finding]


def check(name: str, *arguments: Any, **parameters: Any) -> Check:  # noqa: ANN401 - any parameter
    return CHECKS[name](*arguments, **parameters)


def at_least(bound: Any) -> Requirement:  # noqa: ANN401 - any bound
    return Requirement.at_least(bound)


def exactly(bound: Any) -> Requirement:  # noqa: ANN401 - any bound
    return Requirement(Operator.MUST_BE, (bound,))


OTHER = {"k": pa.array([1, 2, 3, None], pa.int64()), "x": pa.array([1.0, NAN, 2.0, None])}
"""The table that references and row counts point to."""

FLOATS: dict[str, list[float | None]] = {
    "plain": [1.0, 2.0, 3.0, 4.0],
    "null": [1.0, 2.0, None, 4.0],
    "nan": [1.0, 2.0, NAN, 4.0],
    "inf": [1.0, 2.0, INF, 4.0],
    "-inf": [1.0, 2.0, -INF, 4.0],
    "constant": [2.0, 2.0, 2.0, 2.0],
    "all null": [None, None, None, None],
    "empty": [],
}

ON_FLOATS: dict[str, tuple[Check, dict[str, str]]] = {
    "columns_present": (check("columns_present", ("x",)), dict.fromkeys(FLOATS, "pass")),
    "columns_exact": (check("columns_exact", ("x",)), dict.fromkeys(FLOATS, "pass")),
    "column_order": (check("column_order", ("x", "y")), dict.fromkeys(FLOATS, "fail")),
    "logical_type": (check("logical_type", "x", LogicalType.NUMBER), dict.fromkeys(FLOATS, "pass")),
    "row_count": (check("row_count", exactly(4)), {**dict.fromkeys(FLOATS, "pass"), "empty": "fail"}),
    "completeness": (
        check("completeness", "x"),
        {"null": "fail 1/4", "all null": "fail 4/4", "nan": "pass", "empty": "inconclusive LG403"},
    ),
    "null_fraction": (
        check("null_fraction", Requirement.at_most(0.2), "x"),
        {"null": "fail", "nan": "pass", "all null": "fail", "empty": "inconclusive LG403"},
    ),
    "missing_codes": (
        check("missing_codes", "x", ("N/A", 2, -99)),
        {"plain": "fail 1/4", "null": "fail 1/3", "nan": "fail 1/4", "inf": "fail 1/4", "constant": "fail 4/4"},
    ),
    "range": (
        check("range", "x", min=1.0, max=4.0),
        {"plain": "pass", "null": "pass", "nan": "fail 1/4", "inf": "fail 1/4", "-inf": "fail 1/4"},
    ),
    "range, open above": (
        check("range", "x", min=0.0),
        {"plain": "pass", "nan": "fail 1/4", "inf": "pass", "-inf": "fail 1/4"},
    ),
    "range, strict": (
        check("range", "x", min=1.0, max=4.0, exclusive_min=True, exclusive_max=True),
        {"plain": "fail 2/4", "null": "fail 2/3", "nan": "fail 3/4", "constant": "pass"},
    ),
    "allowed_values": (
        check("allowed_values", "x", (1, 2, 3, 4.0)),
        {"plain": "pass", "null": "pass", "nan": "fail 1/4", "inf": "fail 1/4"},
    ),
    "allowed_values, NaN listed": (
        check("allowed_values", "x", (1, 2, 4, NAN, INF)),
        {"plain": "fail 1/4", "nan": "pass", "inf": "pass", "-inf": "fail 1/4"},
    ),
    "forbidden_values": (
        check("forbidden_values", "x", (NAN, 3)),
        {"plain": "fail 1/4", "null": "pass", "nan": "fail 1/4", "inf": "pass", "constant": "pass"},
    ),
    "distinct_set": (
        check("distinct_set", "x", "equal", (1, 2, 4)),
        {"plain": "fail", "null": "pass", "nan": "fail", "constant": "fail"},
    ),
    "distinct_set, NaN listed": (
        check("distinct_set", "x", "superset", (2, NAN)),
        {"plain": "fail", "nan": "pass", "inf": "fail", "constant": "fail"},
    ),
    "uniqueness": (
        check("uniqueness", ("x",)),
        {"plain": "pass", "null": "pass", "nan": "pass", "inf": "pass", "constant": "fail 3/4"},
    ),
    "uniqueness_ratio": (
        check("uniqueness_ratio", at_least(0.5), ("x",)),
        {"plain": "pass", "null": "pass", "nan": "pass", "constant": "fail"},
    ),
    "distinct_count": (
        check("distinct_count", exactly(4), ("x",)),
        {"plain": "pass", "null": "fail", "nan": "pass", "inf": "pass", "constant": "fail"},
    ),
    "mean": (
        check("mean", exactly(2.5), "x"),
        {"plain": "pass", "null": "fail", "nan": "inconclusive LG406", "inf": "inconclusive LG406"},
    ),
    "median": (
        check("median", exactly(2), "x"),
        {"plain": "pass", "null": "pass", "nan": "inconclusive LG406", "inf": "inconclusive LG406"},
    ),
    "quantile": (
        check("quantile", exactly(4), "x", 0.75),
        {"plain": "fail", "null": "pass", "nan": "inconclusive LG406", "-inf": "inconclusive LG406"},
    ),
    "standard_deviation": (
        check("standard_deviation", Requirement.between(1.29, 1.3), "x"),
        {"plain": "pass", "null": "fail", "nan": "inconclusive LG406", "inf": "inconclusive LG406"},
    ),
    "sum": (
        check("sum", at_least(8), "x"),
        {"plain": "pass", "null": "fail", "nan": "inconclusive LG406", "inf": "inconclusive LG406"},
    ),
    "min": (
        check("min", at_least(1), "x"),
        {
            "plain": "pass",
            "null": "pass",
            "nan": "inconclusive LG406",
            "inf": "pass",
            "-inf": "inconclusive LG406",
        },
    ),
    "max": (
        check("max", Requirement.at_most(4), "x"),
        {
            "plain": "pass",
            "null": "pass",
            "nan": "inconclusive LG406",
            "inf": "inconclusive LG406",
            "-inf": "pass",
        },
    ),
    "zero_fraction": (
        check("zero_fraction", exactly(0), "x"),
        {"plain": "pass", "null": "pass", "nan": "pass", "inf": "pass", "constant": "pass"},
    ),
    "negative_fraction": (
        check("negative_fraction", exactly(0), "x"),
        {"plain": "pass", "null": "pass", "nan": "pass", "inf": "pass", "-inf": "fail"},
    ),
    "finite": (
        check("finite", "x"),
        {"plain": "pass", "null": "pass", "nan": "fail 1/4", "inf": "fail 1/4", "-inf": "fail 1/4"},
    ),
    "row_predicate": (
        check("row_predicate", Expression("x < 4 or x is null")),
        {"plain": "fail 1/4", "null": "fail 1/4", "nan": "fail 2/4", "-inf": "fail 1/4", "all null": "pass"},
    ),
    "monotone": (
        check("monotone", "x"),
        {"plain": "pass", "null": "pass", "nan": "fail 2/3", "inf": "fail 1/3", "-inf": "fail 1/3"},
    ),
    "monotone, strict": (
        check("monotone", "x", strict=True),
        {"plain": "pass", "null": "pass", "constant": "fail 3/3", "nan": "fail 2/3"},
    ),
    "referential_integrity": (
        check("referential_integrity", ("x",), "other", ("x",)),
        {"plain": "fail 2/4", "null": "fail 1/3", "nan": "fail 1/4", "inf": "fail 2/4", "constant": "pass"},
    ),
    "row_count_match": (
        check("row_count_match", exactly(0), "other"),
        {**dict.fromkeys(FLOATS, "pass"), "empty": "fail"},
    ),
    "convertible": (
        check("convertible", "x", "integer"),
        {"plain": "pass", "null": "pass", "nan": "fail 1/4", "inf": "fail 1/4"},
    ),
    "multiple_of": (
        check("multiple_of", "x", 2),
        {"plain": "fail 2/4", "null": "fail 1/3", "nan": "fail 2/4", "inf": "fail 2/4", "constant": "pass"},
    ),
    "decimal_places": (
        check("decimal_places", "x", 0),
        {"plain": "pass", "null": "pass", "nan": "fail 1/4", "inf": "pass", "-inf": "pass"},
    ),
    "sequence": (
        check("sequence", "x"),
        {"plain": "pass", "null": "fail 1/2", "nan": "fail 2/3", "inf": "fail 2/3", "-inf": "fail 2/3"},
    ),
    "most_common_value": (
        check("most_common_value", "x", (1, 2, 3, NAN)),
        {"plain": "fail", "null": "fail", "nan": "fail", "constant": "pass"},
    ),
    "outlier_rows": (
        check("outlier_rows", "x"),
        {
            "plain": "pass",
            "null": "pass",
            "nan": "inconclusive LG406",
            "inf": "inconclusive LG406",
            "constant": "pass",
        },
    ),
    "implication": (
        check("implication", Expression("x > 1"), Expression("x < 4")),
        {"plain": "fail 1/3", "null": "fail 1/2", "nan": "fail 2/3", "-inf": "fail 1/2", "constant": "pass"},
    ),
    "column_count": (check("column_count", exactly(1)), dict.fromkeys(FLOATS, "pass")),
    "column_names": (check("column_names", "^[a-w]$"), dict.fromkeys(FLOATS, "fail")),
    "physical_type": (check("physical_type", "x", "float8"), dict.fromkeys(FLOATS, "pass")),
}
"""For each check, the verdict on some of `FLOATS`; without a value it is inconclusive unless said."""

CASES = [
    pytest.param(number, data, answers[data], id=f"{name}-{data}")
    for number, (name, (_, said)) in enumerate(ON_FLOATS.items())
    for answers in [{"all null": "inconclusive LG403", "empty": "inconclusive LG403"} | said]
    for data in answers
]


@pytest.mark.parametrize(("number", "data", "answer"), CASES)
def test_a_check_of_floats_answers_as_worked_out_by_hand(
    one_of: Ask, number: int, data: str, answer: str
) -> None:
    checks = [asked for asked, _ in ON_FLOATS.values()]

    found = one_of(f"floats: {data}", checks, number, {"x": pa.array(FLOATS[data], pa.float64())}, other=OTHER)

    assert _told(found, answer) == answer


def _told(found: Finding, answer: str) -> str:
    """Return what was found in the words of the expected answer."""
    text = found.verdict.value
    if "LG" in answer:
        text += f" {found.reason}"
    if "/" in answer:
        text += f" {found.n_failed}/{found.n}"
    return text


TEXTS: dict[str, list[str | None]] = {
    "plain": ["EWR", "JFK", "LGA", "JFK"],
    "null": ["EWR", None, "LGA", "JFK"],
    "blank": ["EWR", "", "LGA", "N/A"],
    "unicode": ["EWR", "żółć", "😀", "JFK"],
    "all null": [None, None],
    "empty": [],
}

ON_TEXTS: dict[str, tuple[Check, dict[str, str]]] = {
    "completeness": (check("completeness", "x"), {"null": "fail 1/4", "blank": "pass", "all null": "fail 2/2"}),
    "missing_codes": (
        check("missing_codes", "x", ("N/A", "", -99)),
        {"plain": "pass", "null": "pass", "blank": "fail 2/4"},
    ),
    "allowed_values": (
        check("allowed_values", "x", ("EWR", "JFK", "LGA")),
        {"plain": "pass", "null": "pass", "blank": "fail 2/4"},
    ),
    "allowed_values of another type": (check("allowed_values", "x", (1,)), dict.fromkeys(TEXTS, "error LG407")),
    "forbidden_values": (check("forbidden_values", "x", ("JFK",)), {"plain": "fail 2/4", "null": "fail 1/3"}),
    "pattern": (
        check("pattern", "x", "^[A-Z]{3}$"),
        {"plain": "pass", "null": "pass", "blank": "fail 2/4", "unicode": "fail 2/4"},
    ),
    "pattern, forbidden": (
        check("pattern", "x", "F", forbidden=True),
        {"plain": "fail 2/4", "null": "fail 1/3", "blank": "pass"},
    ),
    "pattern that the engine refuses": (
        check("pattern", "x", "(?<=a)b"),
        {"plain": "error LG407", "all null": "error LG407", "empty": "error LG407"},
    ),
    "length": (
        check("length", "x", exact=3),
        {"plain": "pass", "null": "pass", "blank": "fail 1/4", "unicode": "fail 2/4"},
    ),
    "length, from one to four": (check("length", "x", min=1, max=4), {"unicode": "pass", "blank": "fail 1/4"}),
    "distinct_set": (
        check("distinct_set", "x", "subset", ("EWR", "JFK", "LGA", "HNL")),
        {"plain": "pass", "null": "pass", "blank": "fail"},
    ),
    "uniqueness": (
        check("uniqueness", ("x",)),
        {"plain": "fail 1/4", "null": "pass", "blank": "pass"},
    ),
    "range": (check("range", "x", min="A", max="M"), {"plain": "pass", "blank": "fail 2/4"}),
    "min": (check("min", at_least("EWR"), "x"), {"plain": "pass", "null": "pass", "blank": "fail"}),
    "monotone": (check("monotone", "x"), {"plain": "fail 1/3", "null": "fail 1/2"}),
    "mean": (check("mean", at_least(0), "x"), dict.fromkeys(TEXTS, "error LG407")),
    "length in bytes": (
        check("length", "x", max=3, unit="bytes"),
        {"plain": "pass", "null": "pass", "unicode": "fail 2/4"},
    ),
    "pattern, any of": (
        check("pattern", "x", any_of=("^E", "^J")),
        {"plain": "fail 1/4", "null": "fail 1/3", "blank": "fail 3/4"},
    ),
    "pattern, all of": (
        check("pattern", "x", all_of=("[EJ]", "[WF]")),
        {"plain": "fail 1/4", "null": "fail 1/3", "blank": "fail 3/4"},
    ),
    "pattern, none of": (
        check("pattern", "x", any_of=("^E", "^J"), forbidden=True),
        {"plain": "fail 3/4", "null": "fail 2/3", "blank": "fail 1/4"},
    ),
    "pattern, not all of": (
        check("pattern", "x", all_of=("[EJ]", "[WF]"), forbidden=True),
        {"plain": "fail 3/4", "null": "fail 2/3", "blank": "fail 1/4"},
    ),
    "like": (
        check("like", "x", "_F%"),
        {"plain": "fail 2/4", "null": "fail 2/3", "blank": "fail 4/4", "unicode": "fail 3/4"},
    ),
    "like, none of": (
        check("like", "x", any_of=("E%", "%A"), forbidden=True),
        {"plain": "fail 2/4", "null": "fail 2/3", "blank": "fail 3/4", "unicode": "fail 1/4"},
    ),
    "casing": (
        check("casing", "x", "upper"),
        {"plain": "pass", "null": "pass", "blank": "pass", "unicode": "fail 1/4"},
    ),
    "not_blank": (check("not_blank", "x"), {"plain": "pass", "null": "pass", "blank": "fail 1/4"}),
    "special_characters": (check("special_characters", "x"), {"blank": "pass", "unicode": "fail 1/4"}),
    "text_variants": (check("text_variants", "x"), {"plain": "pass", "null": "pass", "blank": "pass"}),
    "mixed_types": (check("mixed_types", "x"), {"plain": "pass", "null": "pass", "unicode": "pass"}),
    "physical_type": (
        check("physical_type", "x", "varchar(3)"),
        {"plain": "pass", "unicode": "fail", "all null": "pass", "empty": "pass"},
    ),
    "most_common_value": (
        check("most_common_value", "x", ("JFK",)),
        {"plain": "pass", "null": "fail", "blank": "fail"},
    ),
    "most_common_value, ties": (
        check("most_common_value", "x", ("JFK",), ties_ok=True),
        {"plain": "pass", "null": "pass", "blank": "fail"},
    ),
    "semantic_format by pattern": (
        check("semantic_format", "x", "hex"),
        {"plain": "fail 4/4", "null": "fail 3/3", "blank": "fail 4/4"},
    ),
    "semantic_format by list": (
        check("semantic_format", "x", "country_code_3"),
        {"plain": "fail 4/4", "null": "fail 3/3"},
    ),
    "semantic_format in Python": (
        check("semantic_format", "x", "hostname"),
        {"plain": "pass", "null": "pass", "blank": "fail 2/4", "unicode": "fail 2/4"},
    ),
    "datetime_format": (check("datetime_format", "x", "%Y"), {"plain": "fail 4/4", "null": "fail 3/3"}),
    "date_parseable": (check("date_parseable", "x"), {"plain": "fail 4/4", "null": "fail 3/3"}),
    "json_schema": (check("json_schema", "x", {"type": "object"}), {"plain": "fail 4/4", "null": "fail 3/3"}),
    "json_schema that is none": (
        check("json_schema", "x", {"type": "nothing"}),
        {"plain": "error LG407", "null": "error LG407"},
    ),
    "convertible": (
        check("convertible", "x", "date"),
        {"plain": "fail 4/4", "null": "fail 3/3", "blank": "fail 4/4"},
    ),
    "outlier_rows": (check("outlier_rows", "x"), dict.fromkeys(TEXTS, "error LG407")),
    "finite": (check("finite", "x"), dict.fromkeys(TEXTS, "error LG407")),
}

TEXT_CASES = [
    pytest.param(number, data, answers[data], id=f"{name}-{data}")
    for number, (name, (_, said)) in enumerate(ON_TEXTS.items())
    for answers in [{"all null": "inconclusive LG403", "empty": "inconclusive LG403"} | said]
    for data in answers
]


@pytest.mark.parametrize(("number", "data", "answer"), TEXT_CASES)
def test_a_check_of_texts_answers_as_worked_out_by_hand(
    one_of: Ask, number: int, data: str, answer: str
) -> None:
    checks = [asked for asked, _ in ON_TEXTS.values()]

    found = one_of(f"texts: {data}", checks, number, {"x": pa.array(TEXTS[data], pa.string())})

    assert _told(found, answer) == answer


DAYS = [date(2013, 6, 29), None, date(2013, 7, 1)]
NAIVE = [datetime(2013, 7, 1, 22), None, datetime(2013, 7, 1, 3)]  # noqa: DTZ001 - no zone is the point
ZONED = pa.array([datetime(2013, 7, 2, 4, tzinfo=UTC), None], pa.timestamp("us", "America/New_York"))


@pytest.mark.parametrize(
    ("values", "asked", "answer"),
    [
        # the run is on 2013-07-02 at 06:00 UTC
        pytest.param(
            DAYS, check("freshness", "x", timedelta(hours=6, seconds=1)), "pass", id="a date ends at night"
        ),
        pytest.param(DAYS, check("freshness", "x", timedelta(hours=5)), "fail LG409", id="stale by an hour"),
        pytest.param(
            DAYS,
            check("freshness", "x", timedelta(hours=3), timezone="America/New_York"),
            "pass",
            id="a date ends at 04:00 UTC in New York",
        ),
        pytest.param(NAIVE, check("freshness", "x", timedelta(hours=8)), "pass", id="a naive timestamp is UTC"),
        pytest.param(
            NAIVE, check("freshness", "x", timedelta(hours=7)), "fail LG409", id="a naive one is stale"
        ),
        pytest.param(
            NAIVE,
            check("freshness", "x", timedelta(hours=4), timezone="America/New_York"),
            "pass",
            id="22:00 in New York is 02:00 UTC",
        ),
        pytest.param(ZONED, check("freshness", "x", timedelta(hours=2)), "pass", id="a zoned timestamp"),
        pytest.param(ZONED, check("freshness", "x", timedelta(hours=1)), "fail LG409", id="a stale zoned one"),
        pytest.param(
            [date(2013, 7, 4)], check("freshness", "x", timedelta(days=9)), "fail LG402", id="in two days' time"
        ),
        pytest.param(
            [date(2013, 7, 4)],
            check("freshness", "x", timedelta(days=9), max_ahead=timedelta(days=2)),
            "pass",
            id="two days ahead are accepted",
        ),
        pytest.param(
            [date(9999, 12, 31)], check("freshness", "x", timedelta(1)), "fail LG402", id="the last day"
        ),
        pytest.param(["2013-07-01"], check("freshness", "x", timedelta(days=9)), "error LG407", id="a text"),
        pytest.param([1], check("retention", "x", timedelta(days=9)), "error LG407", id="a number"),
        pytest.param(DAYS, check("retention", "x", timedelta(days=3)), "pass", id="kept for three days"),
        pytest.param(DAYS, check("retention", "x", timedelta(days=2)), "fail LG402", id="kept for too long"),
        pytest.param(DAYS, check("range", "x", min=date(2013, 6, 30)), "fail 1/2", id="a range of dates"),
        pytest.param(NAIVE, check("range", "x", max="2013-07-01T22:00:00"), "pass", id="a range of timestamps"),
        pytest.param(
            DAYS, check("max", Requirement.at_most(date(2013, 7, 1)), "x"), "pass", id="the last date"
        ),
        pytest.param(
            DAYS, check("max", Requirement.at_most("2013-06-30"), "x"), "fail", id="a text names a date"
        ),
        pytest.param(DAYS, check("min", at_least("soon"), "x"), "error LG407", id="a text that names none"),
        pytest.param(NAIVE, check("min", at_least(date(2013, 7, 1)), "x"), "pass", id="a date for a timestamp"),
        pytest.param(
            ZONED, check("max", Requirement.at_most(date(2013, 7, 3)), "x"), "pass", id="zoned against date"
        ),
        pytest.param(
            DAYS, check("distinct_set", "x", "equal", (DAYS[0], DAYS[2])), "pass", id="a set of dates"
        ),
        pytest.param(
            NAIVE,
            check("allowed_values", "x", (NAIVE[0], "2013-07-01 03:00:00")),
            "pass",
            id="listed timestamps",
        ),
        pytest.param(
            ZONED,
            check("distinct_set", "x", "equal", (datetime.fromisoformat("2013-07-02T00:00:00-04:00"),)),
            "pass",
            id="a set of zoned timestamps",
        ),
        pytest.param(
            [[1], None], check("distinct_set", "x", "equal", (1,)), "error LG407", id="a set of lists"
        ),
        pytest.param([[1], [1]], check("uniqueness", ("x",)), "fail 1/2", id="a list that repeats"),
        pytest.param([[1], None], check("completeness", "x"), "fail 1/2", id="a list that is null"),
        pytest.param([[1], [2]], check("monotone", "x"), "error LG407", id="lists have no order"),
        pytest.param([[1], None], check("missing_codes", "x", (1, "a")), "pass", id="no code is a list"),
        pytest.param([True], check("missing_codes", "x", ("N/A", -99)), "pass", id="no code is a boolean"),
        pytest.param(
            DAYS, check("missing_codes", "x", ("N/A", "2013-07-01")), "fail 1/2", id="a code that is a date"
        ),
        pytest.param(
            [time(1)], check("missing_codes", "x", ("N/A", "01:00")), "fail 1/1", id="a code that is a time"
        ),
        pytest.param(DAYS, check("monotone", "x"), "pass", id="rising dates"),
        pytest.param(DAYS, check("mean", at_least(0), "x"), "error LG407", id="dates have no mean"),
        pytest.param([True, None], check("allowed_values", "x", (True,)), "pass", id="listed booleans"),
        pytest.param([1, 0], check("allowed_values", "x", (True, False)), "error LG407", id="true is not 1"),
        pytest.param([True, False], check("distinct_set", "x", "equal", (0, 1)), "fail", id="1 is not true"),
    ],
)
def test_a_check_of_other_types_answers_as_worked_out_by_hand(
    finding: Ask,
    values: Any,  # noqa: ANN401 - values of any type
    asked: Check,
    answer: str,
) -> None:
    found = finding(asked, {"x": values if isinstance(values, pa.Array) else pa.array(values)})

    assert _told(found, answer) == answer
