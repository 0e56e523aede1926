"""Smallest and largest values."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.requirement import Requirement
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState, LengthExtremes
from lockgate.scan.schema import LogicalType

NAN = math.nan


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        (pa.array([3, 1, None]), (1, 3)),
        (pa.array([2**63, 1], pa.uint64()), (1, 2**63)),
        (pa.array(["b", "a", None]), ("a", "b")),
        (pa.array([date(2013, 1, 2), date(2013, 1, 1)]), (date(2013, 1, 1), date(2013, 1, 2))),
        (pa.array([0, 86_400_000_000], pa.timestamp("us")), (datetime(1970, 1, 1), datetime(1970, 1, 2))),  # noqa: DTZ001 - no zone
        (
            pa.array([0, 86_400_000_000], pa.timestamp("us", "America/New_York")),
            (datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC)),
        ),
        (pa.array([1.5, math.inf, -math.inf]), (-math.inf, math.inf)),
        (pa.array([None, None], pa.int64()), None),
        (pa.array([], pa.int64()), None),
    ],
)
def test_the_ends_of_a_column_keep_their_type(values: pa.Array, bounds: object) -> None:
    assert state_of(pa.table({"x": values}), Extremes("x")).bounds == bounds


def test_nan_counts_as_the_largest() -> None:
    state = state_of({"x": [1.0, NAN, math.inf]}, Extremes("x"))

    assert (state.lower, state.has_nan) == (1.0, True)
    merged = ExtremesState(5.0, 6.0).merge(state)
    assert (merged.lower, math.isnan(float(str(merged.upper)))) == (1.0, True)


@given(value=st.floats(-1e300, 1e300))
def test_the_kept_ends_never_lie_inside_the_exact_ones(value: float) -> None:
    from lockgate.scan.aggregate import plain_scalar  # noqa: PLC0415 - as above
    from lockgate.scan.aggregates.extremes import _outward  # noqa: PLC0415 - its law, not its caller's

    low, high = (_outward(value, plain_scalar(value), sign) for sign in (-1, 1))

    assert float(str(low)) <= value <= float(str(high))
    assert math.isclose(float(str(low)), float(str(high)), rel_tol=1e-10, abs_tol=1e-300)


def test_lengths_are_counted_in_characters() -> None:
    state = state_of({"s": ["é", "日本語", "", None]}, LengthExtremes("s"))

    assert state.bounds == (0, 3)


@pytest.mark.parametrize("values", [pa.array([[1]]), pa.array([{"a": 1}])])
def test_a_type_without_an_order_is_refused(values: pa.Array) -> None:
    assert isinstance(state_of(pa.table({"x": values}), Extremes("x")), DataError)


def test_parts_of_which_one_is_empty_are_the_other() -> None:
    empty, one = ExtremesState(None, None), ExtremesState(1, 2)

    assert empty.merge(one) == one.merge(empty) == one
    assert ExtremesState(1, 5).merge(ExtremesState(3, 9)) == ExtremesState(1, 9)


def test_withheld_values_cannot_be_judged() -> None:
    kept = ExtremesState(1, 2).without_values()

    assert (kept.lower, kept.upper) == (None, None)
    with pytest.raises(StateError, match="masked"):
        _ = kept.bounds


def test_bounds_of_a_contract_take_the_kind_of_the_values() -> None:
    days = ExtremesState("2013-01-01", "2013-12-31", LogicalType.DATE)
    zoned = ExtremesState("2013-01-01T00:00:00+00:00", "2013-12-31T00:00:00+00:00", LogicalType.TIMESTAMP)

    assert days.comparable("2013-07-01") == date(2013, 7, 1)
    assert zoned.comparable(date(2013, 7, 1)) == datetime(2013, 7, 1, tzinfo=UTC)
    assert days.comparable(None) is None
    with pytest.raises(ParameterError, match="a date or instant"):
        days.comparable_requirement(Requirement.at_least("soon"))
