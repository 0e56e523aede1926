from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from lockgate.checks.distinct_set import DistinctSet, Mode
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.keyed_counts import ValueCountsState
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import OneOf
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.value_list import Tolerant


def judged(mode: Mode, values: tuple[Any, ...], found: dict[Any, int]) -> Outcome:
    return DistinctSet("x", mode, values).judge((ValueCountsState.of(found), Count(99)))


@pytest.mark.parametrize(
    ("mode", "found", "verdict"),
    [
        ("equal", "ab", Verdict.PASS),
        ("equal", "a", Verdict.FAIL),
        ("equal", "abc", Verdict.FAIL),
        ("subset", "a", Verdict.PASS),
        ("subset", "abc", Verdict.FAIL),
        ("superset", "abc", Verdict.PASS),
        ("superset", "ac", Verdict.FAIL),
    ],
)
def test_the_mode_says_how_the_sets_relate(mode: Mode, found: str, verdict: Verdict) -> None:
    assert judged(mode, ("a", "b"), dict.fromkeys(found, 1)).verdict is verdict


def test_values_are_told_apart_from_the_summary() -> None:
    outcome = judged("equal", ("a", "b"), {"a": 3, "c": 2, "d": 2})

    assert outcome.summary == "1 of 2 listed values does not occur; 2 of 3 distinct values are not listed"
    assert outcome.seen == "not there: b; not listed: c, d"
    assert (outcome.reason, outcome.observed, outcome.n) == ("LG408", 3, 7)


@pytest.mark.parametrize(
    ("listed", "found", "verdict"),
    [
        (1, 1.0, Verdict.PASS),
        (0.1 + 0.2, 0.3, Verdict.PASS),  # states keep twelve digits
        (True, 1, Verdict.FAIL),
        ("1", 1, Verdict.FAIL),
        (float("nan"), float("nan"), Verdict.PASS),
        (date(2013, 1, 1), "2013-01-01", Verdict.PASS),
        (date(2013, 1, 1), "2013-01-01T00:00:00", Verdict.PASS),
        (datetime(2013, 1, 1, 5), "2013-01-01T05:00:00", Verdict.PASS),  # noqa: DTZ001 - a column without a zone
    ],
)
def test_values_are_the_same_or_not(listed: Any, found: Any, verdict: Verdict) -> None:  # noqa: ANN401 - any value
    assert judged("equal", (listed,), {found: 1}).verdict is verdict


def test_no_value_proves_nothing() -> None:
    outcome = judged("subset", ("a",), {})

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


def test_too_many_distinct_values_cannot_all_be_listed() -> None:
    many = dict.fromkeys(range(10_001), 1)

    assert judged("subset", (1,), many).verdict is Verdict.FAIL
    assert judged("superset", (1,), many).verdict is Verdict.ERROR


def test_unlisted_values_offend_where_they_may_not_occur() -> None:
    assert DistinctSet("x", "equal", ("a",)).offending() == OneOf("x", ("a",), is_negated=True)
    assert DistinctSet("x", "superset", ("a",)).offending() is None


PRICE = Column("x", LogicalType.NUMBER, "DECIMAL(9,2)")
DAY = Column("x", LogicalType.DATE, "DATE")
ZONED = Column("x", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE")


@pytest.mark.parametrize(
    ("column", "found", "listed", "other_types", "verdict"),
    [
        (PRICE, {0.1: 1, 1: 1}, (0.1, 1), "skip", Verdict.PASS),
        (PRICE, {0.1: 1, 1: 1}, (0.1, 1), "exact", Verdict.FAIL),
        (PRICE, {0.5: 1, 1: 1}, (0.5, True), "exact", Verdict.PASS),
        (DAY, {"2013-01-01": 1}, ("2013-01-01",), "exact", Verdict.PASS),
        (DAY, {"2013-01-01": 1}, ("2013-01-01T05:00:00",), "exact", Verdict.PASS),
        (DAY, {"2013-01-01": 1}, ("2013-01-01",), "strict", Verdict.FAIL),
        (ZONED, {"2013-01-01T00:00:00+00:00": 1}, ("2013-01-01T01:00:00+01:00",), "exact", Verdict.PASS),
        (ZONED, {"2013-01-01T00:00:00+00:00": 1}, ("2013-01-01",), "exact", Verdict.FAIL),
        (DAY, {"2013-01-01": 1}, (date(2013, 1, 1),), "strict", Verdict.PASS),
    ],
)
def test_values_may_be_compared_as_python_does(
    column: Column, found: dict[Any, int], listed: tuple[Any, ...], other_types: Tolerant, verdict: Verdict
) -> None:
    states = (ValueCountsState.of(found), Count(9), SchemaState((column,)))
    mode: Mode
    for mode in ("equal", "subset", "superset"):
        check = DistinctSet("x", mode, listed, other_types)

        assert check.judge(states[: len(check.aggregates())]).verdict is verdict


def test_a_value_that_the_column_cannot_hold_does_not_occur() -> None:
    states = (ValueCountsState.of({0.1: 2}), Count(9), SchemaState((PRICE,)))
    check = DistinctSet("x", "equal", (0.1,), "exact")

    assert check.judge(states).seen == "not there: 0.1; not listed: 0.1"
    assert check.offending() == OneOf(
        "x",
        (0.1,),
        is_negated=True,
        skips_other_types=True,
        numbers_are_texts=False,
        is_strict=True,
        reads_texts=True,
        reads_dates=True,
    )


def test_an_empty_list_and_an_unknown_mode_are_refused() -> None:
    with pytest.raises(ParameterError, match="`values`"):
        DistinctSet("x", "equal", ())
    with pytest.raises(ParameterError, match="`mode`"):
        DistinctSet("x", "same", ("a",))  # type: ignore[arg-type]  # the mistake is the point
    with pytest.raises(ParameterError, match="`skip`, `exact` or `strict`"):
        DistinctSet("x", "equal", ("a",), "refuse")  # type: ignore[arg-type]  # the mistake is the point


def test_as_in_python_two_texts_of_one_day_are_two_texts() -> None:
    texts = SchemaState((Column("day", LogicalType.STRING, "VARCHAR"),))
    states = (ValueCountsState((("2013-01-01", 1),)), Count(1))
    other = ("2013-01-01T00:00:00",)
    words: tuple[Tolerant, ...] = ("strict", "exact")

    assert DistinctSet("day", "equal", other).judge(states).verdict is Verdict.PASS
    for word in words:
        assert DistinctSet("day", "equal", other, word).judge((*states, texts)).verdict is Verdict.FAIL
