"""Questions about one row, asked of the real engine: nulls are unknown, NaN lies outside every range."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.domain.errors import ColumnNotFoundError, DataError, ParameterError
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import (
    Fails,
    Holds,
    IsKnown,
    IsNull,
    LengthOutside,
    Matches,
    NotNull,
    OneOf,
    OutOfRange,
    Predicate,
    slice_sql,
    table_sql,
)
from lockgate.scan.schema import Column, LogicalType, Schema

NAN, INF = math.nan, math.inf
TABLE = pa.table(
    {
        "i": pa.array([0, 1, 2, 3, None]),
        "x": pa.array([0.5, NAN, INF, -INF, None]),
        "s": pa.array(["", "UA", "é'", "N/A", None]),
        "d": pa.array([date(2013, 1, day) for day in (1, 2, 3, 4)] + [None]),
        "at": pa.array([datetime(2013, 1, 1, hour, tzinfo=UTC) for hour in (0, 1, 2, 3)] + [None]),
        "t": pa.array([time(10), time(11), time(12), time(13), None]),
        "b": pa.array([True, False, True, False, None]),
    }
)


def rows_where(predicate: Predicate, table: pa.Table = TABLE) -> list[int]:
    """Return the numbers of the rows for which a predicate is true."""
    numbered = table.append_column("row", pa.array(range(table.num_rows)))
    with opened(t=numbered) as session:
        query = (
            exp.select("row").from_(table_sql("t")).where(predicate.sql(session.schema("t"))).order_by("row")
        )
        return [int(str(row[0])) for row in session.rows(query)]


@pytest.mark.parametrize(
    ("predicate", "rows"),
    [
        (IsNull("x"), [4]),
        (NotNull(("i", "x")), [0, 1, 2, 3]),
        (OutOfRange("i", 1, 2), [0, 3]),
        (OutOfRange("i", 1, 2, lower_is_strict=True), [0, 1, 3]),
        (OutOfRange("i", 1, 2, upper_is_strict=True), [0, 2, 3]),
        (OutOfRange("i"), []),
        (OutOfRange("x", 0, 1), [1, 2, 3]),
        (OutOfRange("x", None, INF), [1]),
        (OutOfRange("x", -INF, INF), [1]),
        (OutOfRange("x", -INF, INF, True, True), [1, 2, 3]),
        (OutOfRange("d", date(2013, 1, 2), "2013-01-03"), [0, 3]),
        (OutOfRange("d", None, datetime(2013, 1, 2)), [2, 3]),  # noqa: DTZ001 - a date as YAML reads it
        (OutOfRange("d", "2013-01-02T12:00:00", None), [0, 1]),
        (OutOfRange("at", "2013-01-01T03:00:00+02:00", "2013-01-01T02:00:00Z"), [0, 3]),
        (OutOfRange("at", "2013-01-01", None), []),
        (OutOfRange("t", "11:00", "12:00:00"), [0, 3]),
        (OutOfRange("s", "A", "Z"), [0, 2]),
        (LengthOutside("s", 1, 2), [0, 3]),
        (LengthOutside("s", 3, None), [0, 1, 2]),
        (LengthOutside("s"), []),
        (OneOf("s", ("UA", "é'")), [1, 2]),
        (OneOf("s", ("UA", "é'"), is_negated=True), [0, 3]),
        (OneOf("x", (NAN, INF)), [1, 2]),
        (OneOf("b", (True,)), [0, 2]),
        (OneOf("d", (date(2013, 1, 1), "2013-01-02")), [0, 1]),
        (OneOf("s", ("N/A", -99, True), skips_other_types=True), [3]),
        (OneOf("i", ("N/A", 3), skips_other_types=True), [3]),
        (OneOf("i", ("N/A",), skips_other_types=True), []),
        (OneOf("i", ("N/A",), is_negated=True, skips_other_types=True), [0, 1, 2, 3]),
        (Matches("s", "^[A-Z]"), [1, 3]),
        (Matches("s", "^[A-Z]", is_negated=True), [0, 2]),
        (Matches("s", "'"), [2]),
        (Holds(Expression("i > 1 and x > 1")), [2]),
        (Fails(Expression("i > 1 and x > 1")), [0, 1, 3]),
        (IsKnown(Expression("i > 1 or x > 1")), [0, 1, 2, 3]),
    ],
)
def test_a_predicate_is_true_for_these_rows(predicate: Predicate, rows: list[int]) -> None:
    assert rows_where(predicate) == rows


@pytest.mark.parametrize(
    "predicate",
    [
        OutOfRange("i", "a", None),
        OutOfRange("s", 1, None),
        OutOfRange("d", 1, None),
        OutOfRange("d", "soon", None),
        OutOfRange("t", "noon", None),
        OutOfRange("b", 1, None),
        LengthOutside("i", 1, 2),
        OneOf("i", ("1",)),
        OneOf("i", (True,)),
        OneOf("s", (1,)),
        Matches("i", "1"),
    ],
)
def test_a_value_of_another_kind_is_refused_before_the_engine_guesses(predicate: Predicate) -> None:
    with pytest.raises(DataError, match="LG207"):
        rows_where(predicate)


@pytest.mark.parametrize(
    "predicate", [IsNull("y"), NotNull(("y",)), OutOfRange("y", 1), OneOf("y", (1,)), Matches("y", "")]
)
def test_a_missing_column_is_named(predicate: Predicate) -> None:
    with pytest.raises(ColumnNotFoundError, match="`y`"):
        rows_where(predicate)


@pytest.mark.parametrize(
    ("lower", "upper"), [(2, 1), (NAN, 1), (0, NAN), ("a", 1), (date(2013, 1, 2), date(2013, 1, 1))]
)
def test_bounds_between_which_nothing_can_lie_are_refused(lower: object, upper: object) -> None:
    with pytest.raises(ParameterError, match="LG101"):
        OutOfRange("x", lower, upper).check_bounds()  # type: ignore[arg-type]  # bounds as a document gives them


def test_a_pattern_with_nul_is_refused() -> None:
    with pytest.raises(ParameterError, match="NUL"):
        Matches("s", "a\x00b")


BOUNDS = st.one_of(st.none(), st.integers(-5, 5), st.floats(-5, 5))


@settings(max_examples=20)
@given(
    values=st.lists(st.one_of(st.none(), st.floats(-9, 9), st.sampled_from([NAN, INF, -INF])), max_size=12),
    lower=BOUNDS,
    upper=BOUNDS,
    strict=st.tuples(st.booleans(), st.booleans()),
)
def test_a_range_means_the_same_as_in_python(
    values: list[float | None], lower: float | None, upper: float | None, strict: tuple[bool, bool]
) -> None:
    def is_outside(value: float) -> bool:
        above = lower is None or (value > lower if strict[0] else value >= lower)
        below = upper is None or (value < upper if strict[1] else value <= upper)
        return math.isnan(value) or not (above and below)

    rows = rows_where(OutOfRange("x", lower, upper, *strict), pa.table({"x": pa.array(values, pa.float64())}))

    assert rows == [i for i, value in enumerate(values) if value is not None and is_outside(value)]


@settings(max_examples=20)
@given(text=st.text(max_size=8).filter(lambda s: "\x00" not in s), other=st.text(max_size=8))
def test_any_text_stays_text(text: str, other: str) -> None:
    table = pa.table({"s": [text, other.encode("utf-8", "ignore").decode()]})

    assert 0 in rows_where(OneOf("s", (text,)), table)


def test_slices_are_made_of_values_that_python_holds_exactly() -> None:
    kinds = {"BIGINT": LogicalType.INTEGER, "TIMESTAMP": LogicalType.TIMESTAMP, "DATE": LogicalType.DATE}
    others = {"TIMESTAMP_NS": LogicalType.TIMESTAMP, "BLOB": LogicalType.OTHER, "TIME": LogicalType.TIME}

    as_they_are = [
        slice_sql(Column("c", logical, physical)).sql("duckdb") for physical, logical in kinds.items()
    ]
    as_text = [slice_sql(Column("c", logical, physical)).sql("duckdb") for physical, logical in others.items()]

    assert set(as_they_are) == {'"c"'}
    assert set(as_text) == {'CAST("c" AS TEXT)'}


DAY = Column("d", LogicalType.DATE, "DATE")


def test_strictly_nothing_is_converted() -> None:
    schema = Schema("t", (DAY,))
    among = OneOf("d", ("2013-01-01", date(2013, 1, 2)), skips_other_types=True, is_strict=True)

    assert "2013-01-01" not in among.sql(schema).sql()
    assert "2013-01-02" in among.sql(schema).sql()


def test_true_and_1_are_two_questions() -> None:
    assert OneOf("x", (True,)) != OneOf("x", (1,))
    assert OneOf("x", (1,)) == OneOf("x", (1,))
