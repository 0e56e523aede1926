"""Cheaper answers: they settle what they prove, and nothing else."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.domain.errors import DataError
from lockgate.scan.aggregate import Aggregate, Request
from lockgate.scan.aggregates.co_moments import CoMoments
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.aggregates.frequencies import Frequencies
from lockgate.scan.aggregates.grouped_moments import GroupedMoments
from lockgate.scan.aggregates.higher_moments import HigherMoments
from lockgate.scan.aggregates.moments import Moments
from lockgate.scan.as_text import AsText
from lockgate.scan.derive import Derivation, counted, derive, look_at, settle_by_extremes
from lockgate.scan.engine import Session
from lockgate.scan.predicates import LengthOutside, Matches, OneOf, OutOfRange, Predicate
from lockgate.scan.schema import Column, LogicalType, Schema

NAN, INF = math.nan, math.inf
DAYS = ExtremesState("2013-01-01", "2013-12-31", LogicalType.DATE)
ZONED = ExtremesState("2013-01-01T00:00:00+00:00", "2013-12-31T00:00:00+00:00", LogicalType.TIMESTAMP)


@pytest.mark.parametrize(
    ("predicate", "state", "settled"),
    [
        (OutOfRange("x", 0, 9), ExtremesState(0, 9), True),
        (OutOfRange("x", 0, 9, lower_is_strict=True), ExtremesState(0, 9), False),
        (OutOfRange("x", 0, 9, upper_is_strict=True), ExtremesState(0, 9), False),
        (OutOfRange("x", 0, 9), ExtremesState(-1, 9), False),
        (OutOfRange("x", 0, None), ExtremesState(0.0, INF), True),
        (OutOfRange("x", 0, None), ExtremesState(0.0, NAN), False),
        (OutOfRange("x", 0, None), ExtremesState(None, None), True),
        (OutOfRange("d", date(2013, 1, 1), "2013-12-31"), DAYS, True),
        (OutOfRange("d", "2013-01-02", None), DAYS, False),
        (OutOfRange("d", None, datetime(2013, 12, 31, 12, tzinfo=UTC)), ZONED, True),
        (OutOfRange("d", date(2013, 1, 2), None), ZONED, False),
        (OutOfRange("s", 1, None), ExtremesState("a", "b", LogicalType.STRING), False),
        (LengthOutside("s", 1, 3), ExtremesState(1, 3, LogicalType.INTEGER), True),
        (AsText(LengthOutside("s", 1, 3)), ExtremesState(1, 3, LogicalType.INTEGER), True),
        (LengthOutside("s", 1, 2), ExtremesState(1, 3, LogicalType.INTEGER), False),
        (Matches("s", "a"), ExtremesState("a", "a", LogicalType.STRING), False),
        (OutOfRange("d", None, None), ExtremesState("294247-01-10", "294247-01-10", LogicalType.DATE), False),
    ],
)
def test_the_ends_of_a_column_settle_only_what_they_prove(
    predicate: Predicate,
    state: ExtremesState,
    settled: bool,  # noqa: FBT001 - the expected answer
) -> None:
    assert settle_by_extremes(predicate, state) == (Count(0) if settled else None)


@given(
    values=st.lists(st.floats(allow_nan=False), min_size=1, max_size=9),
    lower=st.one_of(st.none(), st.floats(allow_nan=False)),
    upper=st.one_of(st.none(), st.floats(allow_nan=False)),
    strict=st.tuples(st.booleans(), st.booleans()),
)
def test_what_is_settled_is_true(
    values: list[float], lower: float | None, upper: float | None, strict: tuple[bool, bool]
) -> None:
    found = settle_by_extremes(OutOfRange("x", lower, upper, *strict), ExtremesState(min(values), max(values)))

    if found is not None:
        assert all(lower is None or (v > lower if strict[0] else v >= lower) for v in values)
        assert all(upper is None or (v < upper if strict[1] else v <= upper) for v in values)


def test_a_look_finds_few_valued_columns_and_typical_values() -> None:
    table = {"s": ["a", "b"] * 200, "key": [f"k{i}" for i in range(400)], "x": [1e9 + i for i in range(400)]}
    requests = [
        Request("t", CountIf(OneOf("s", ("a",)))),
        Request("t", CountIf(Matches("key", "^k"))),
        Request("t", Moments("x")),
        Request("t", Moments("nosuch")),
        Request("t", CountIf(OneOf("nosuch", ("a",)))),
    ]

    with opened(t=table) as session:
        look = look_at(session, session.schema("t"), requests)

    assert look.few_valued == {"s"}
    assert look.schema.column("x").center == pytest.approx(1e9 + 199.5)
    assert look.schema.column("s").center == 0.0


@pytest.mark.parametrize("values", [[NAN, 1.0], [INF, -INF], [None, None]])
def test_a_column_without_a_typical_value_is_centred_at_zero(values: list[float | None]) -> None:
    with opened(t={"x": values, "y": [1.0, 2.0]}) as session:
        requests = [Request("t", Moments("y")), Request("t", Moments("x"))]
        if session.schema("t").column("x").is_numeric:
            look = look_at(session, session.schema("t"), requests)

            assert look.schema.column("x").center == 0.0


def test_a_column_that_breaks_the_look_leaves_the_others_their_typical_value() -> None:
    """PostgreSQL takes no mean of 1e300; without a center the spreads of all other columns lost their digits."""

    class Strict:
        dialect = "postgres"

        def __init__(self, session: Session) -> None:
            self._session = session

        def rows(self, query: exp.Expr) -> object:
            if 'AVG(CAST("x"' in query.sql("duckdb"):
                raise DataError.engine("t", "value out of range: overflow")
            return self._session.rows(query)

    table = {"x": [1e300, 2.0], "y": [6.0, 8.0], "z": [1.0, 3.0], "s": ["a", "b"]}
    requests = [Request("t", Moments(name)) for name in "xyz"] + [Request("t", CountIf(OneOf("s", ("a",))))]
    with opened(t=table) as session:
        look = look_at(cast("Session", Strict(session)), session.schema("t"), requests)

    assert [column.center for column in look.schema.columns] == [0.0, 7.0, 2.0, 0.0]
    assert look.few_valued == {"s"}


def test_where_a_look_is_dear_nothing_is_asked_and_spreads_are_the_engines_own() -> None:
    class Dear:
        dialect = "spark"

    with opened(t={"x": [1.0], "y": [1.0], "s": ["a"]}) as session:
        schema = session.schema("t")
    requests = [Request("t", Moments("x")), Request("t", CountIf(OneOf("s", ("a",))))]

    look = look_at(cast("Session", Dear()), schema, requests)

    assert [column.center for column in look.schema.columns] == [None, 0.0, 0.0]
    assert look.few_valued == frozenset()


def test_nothing_is_looked_at_that_nobody_needs() -> None:
    class Untouchable:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    with opened(t={"x": [1]}) as session:
        schema = session.schema("t")

    assert look_at(Untouchable(), schema, []).schema is schema  # type: ignore[arg-type]  # must not be asked


def test_only_a_count_is_taken_for_one() -> None:
    count = CountIf(OneOf("s", ("a",)))

    assert counted(Request("t", count)) is count
    with pytest.raises(TypeError, match="Moments"):
        counted(Request("t", Moments("x")))


@pytest.mark.parametrize(
    ("aggregate", "centers"),
    [
        (HigherMoments("x"), {"x": 3.0}),
        (GroupedMoments("x", ("s",)), {"x": 3.0}),
        (CoMoments(("x", "y")), {"x": 3.0, "y": 7.0}),
        (CoMoments(), {"x": 3.0, "y": 7.0}),
        (CoMoments(("x", "s")), {}),
        (Frequencies(("x",)), {}),
    ],
)
def test_sums_are_taken_about_a_typical_value(aggregate: Aggregate, centers: dict[str, float]) -> None:
    with opened(t={"x": [2.0, 4.0], "y": [6, 8], "s": ["a", "b"]}) as session:
        look = look_at(session, session.schema("t"), [Request("t", aggregate)])

    assert {column.name: column.center for column in look.schema.columns if column.center} == centers


def test_ends_of_nanoseconds_settle_nothing() -> None:
    def derived(physical: str) -> object:
        schema = Schema("t", (Column("d", LogicalType.TIMESTAMP, physical),))
        return derive(Request("t", CountIf(OutOfRange("d", "2013-01-01", None))), schema, frozenset())

    assert derived("TIMESTAMP_NS") is None
    assert isinstance(derived("TIMESTAMP"), Derivation)
