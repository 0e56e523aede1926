"""Sums, means and spreads, against numpy."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes.states import answers_of, state_of
from tests.fakes.tables import opened

from lockgate.domain.errors import DataError
from lockgate.scan.aggregates.moments import Moments, MomentsState, Total, TotalState
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType, Schema


@pytest.mark.parametrize("center", [0.0, 1e6, -1e9, 1e12])
def test_the_mean_keeps_its_digits_far_from_zero(center: float) -> None:
    values = center + np.random.default_rng(1).normal(size=5_000)

    state = state_of({"x": values}, Moments("x"))

    assert state.n == 5_000
    assert math.isclose(state.mean, values.mean(), rel_tol=1e-11)


@pytest.mark.parametrize("center", [0.0, 1e6, -1e9, 1e10])
def test_the_spread_keeps_its_digits_about_a_typical_value(center: float) -> None:
    values = center + np.random.default_rng(1).normal(size=5_000)
    schema = Schema("t", (Column("x", LogicalType.NUMBER, "DOUBLE", holds_nan=True, center=center),))
    query = exp.Select(expressions=list(Moments("x").expressions(schema))).from_(table_sql("t"))

    with opened(t={"x": values}) as session:
        state = Moments("x").state(session.rows(query)[0], schema)

    assert math.isclose(state.squares, ((values - values.mean()) ** 2).sum(), rel_tol=1e-6)


@pytest.mark.parametrize(
    ("values", "total"),
    [
        (pa.array([1, 2, None]), TotalState(2, 3)),
        (pa.array([2**63 - 1] * 3), TotalState(3, 3 * (2**63 - 1))),
        (pa.array([Decimal("0.10"), Decimal("0.20")]), TotalState(2, 0.3)),
        (pa.array([None, None], pa.float64()), TotalState(0, 0)),
        (pa.array([1.0, math.inf]), TotalState(2, math.inf)),
    ],
)
def test_sums_are_exact_where_the_type_is(values: pa.Array, total: TotalState) -> None:
    assert state_of(pa.table({"x": values}), Total("x")) == total


def test_no_value_has_no_moments() -> None:
    empty = pa.table({"x": pa.array([None], pa.float64())})

    assert state_of(empty, Moments("x")) == MomentsState(0, 0.0, 0.0)
    assert MomentsState(0, 0.0, 0.0).merge(MomentsState(2, 1.0, 3.0)) == MomentsState(2, 1.0, 3.0)


def test_nan_stays_nan() -> None:
    state, total = answers_of({"x": [1.0, math.nan]}, [Moments("x"), Total("x")])

    assert math.isnan(state.mean)
    assert math.isnan(state.squares)
    assert math.isnan(total.total)


def test_merged_parts_are_the_whole() -> None:
    values = np.random.default_rng(2).normal(50, 3, size=1_000)
    left, right = (state_of({"x": part}, Moments("x")) for part in (values[:300], values[300:]))

    whole = left.merge(right)

    assert whole.n == 1_000
    assert math.isclose(whole.mean, values.mean(), rel_tol=1e-10)
    assert math.isclose(whole.squares, ((values - values.mean()) ** 2).sum(), rel_tol=1e-8)


def test_text_has_no_sum() -> None:
    assert isinstance(state_of({"x": ["a"]}, Total("x")), DataError)


def test_instants_are_added_exactly_and_an_infinite_one_leaves_no_sum() -> None:
    moments = np.datetime64("2013-07-01T00:00:00.000001", "us") + np.arange(5).astype("timedelta64[s]")
    state = state_of({"t": moments}, Total("t", of_instants=True))

    assert state == TotalState(5, int(moments.astype(np.int64).sum()))
    found = Total("t", of_instants=True).state((2, Decimal(5), 1), Schema("t", ()))
    assert (found.n, math.isnan(found.total)) == (2, True)
