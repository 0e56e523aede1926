"""Co-moments of pairs, against numpy."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from tests.fakes.states import own_state_of, state_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregates.co_moments import MOST_COLUMNS, CoMoments, CoMomentsState, PairMoments
from lockgate.scan.schema import Column, LogicalType, Schema


def test_a_pair_is_taken_where_both_have_a_value() -> None:
    found = state_of({"x": [1.0, 2.0, 3.0, 9.0, None], "y": [4.0, 2.0, 0.0, None, 7.0]}, CoMoments(("x", "y")))

    assert found.pairs == (PairMoments("x", "y", 3, 2.0, 2.0, 2.0, 8.0, -4.0),)
    assert found.pairs[0].correlation == -1.0


def test_an_engine_s_own_moments_tell_the_same_and_nothing_of_values_alike() -> None:
    table = {"x": [1.0, 2.0, 3.0, 9.0, None], "y": [4.0, 2.0, 0.0, None, 7.0]}

    assert own_state_of(table, CoMoments(("x", "y"))) == state_of(table, CoMoments(("x", "y")))
    (pair,) = own_state_of({"x": [1e15, 1e15 + 1], "y": [1.0, 2.0]}, CoMoments(("x", "y"))).pairs
    assert (pair.left_squares, pair.right_squares) == (0.0, 0.5)


def test_all_numeric_columns_are_asked_without_names() -> None:
    found = state_of({"x": [1, 2], "s": ["a", "b"], "y": [1.0, 2.0], "z": [2, 1]}, CoMoments())

    assert [(pair.left, pair.right) for pair in found.pairs] == [("x", "y"), ("x", "z"), ("y", "z")]
    assert CoMoments().is_table_wide


@pytest.mark.parametrize("center", [0.0, 1e6])
def test_correlations_are_those_of_pandas_about_a_typical_value(center: float) -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(4_000, 4)) @ rng.normal(size=(4, 4)) + center, columns=list("abcd"))
    frame = frame.mask(rng.random(frame.shape) < 0.1)
    columns = [
        Column(name, LogicalType.NUMBER, "DOUBLE", holds_nan=True, center=float(round(frame[name].mean())))
        for name in frame
    ]
    state = _state_about(frame, Schema("t", tuple(columns)))

    expected = frame.corr()
    for pair in state.pairs:
        assert pair.correlation == pytest.approx(expected.loc[pair.left, pair.right], rel=1e-9, abs=1e-10)


def _state_about(frame: pd.DataFrame, schema: Schema) -> CoMomentsState:
    from sqlglot import exp  # noqa: PLC0415 - only this oracle builds a query itself
    from tests.fakes.tables import opened  # noqa: PLC0415 - as above

    from lockgate.scan.predicates import table_sql  # noqa: PLC0415 - as above

    query = exp.Select(expressions=list(CoMoments().expressions(schema))).from_(table_sql("t"))
    with opened(t=pa.Table.from_pandas(frame)) as session:
        return CoMoments().state(session.rows(query)[0], schema)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_not_finite_has_no_correlation(value: float) -> None:
    (pair,) = state_of({"x": [1.0, 2.0, value], "y": [1.0, 2.0, 3.0]}, CoMoments(("x", "y"))).pairs

    assert math.isnan(pair.correlation)


def test_a_constant_has_no_correlation() -> None:
    (pair,) = state_of({"x": [0.1] * 30, "y": [float(i) for i in range(30)]}, CoMoments(("x", "y"))).pairs

    assert pair.left_squares == 0
    assert math.isnan(pair.correlation)


def test_merged_parts_are_the_whole() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(9, 2, 1_000), rng.normal(size=1_000)
    whole = state_of({"x": x, "y": x + y}, CoMoments()).pairs[0]

    left, right = (
        state_of({"x": x[part], "y": (x + y)[part]}, CoMoments()) for part in (slice(300), slice(300, None))
    )
    (merged,) = left.merge(right).pairs

    assert merged.n == 1_000
    assert merged.correlation == pytest.approx(whole.correlation, rel=1e-9)
    assert merged.left_mean == pytest.approx(whole.left_mean, rel=1e-9)


def test_a_part_without_values_changes_nothing() -> None:
    state = state_of({"x": [1, 2], "y": [1, 3]}, CoMoments())
    empty = state_of({"x": pa.array([None], pa.int64()), "y": [1]}, CoMoments())

    assert empty.pairs[0].n == 0
    assert state.merge(empty) == empty.merge(state) == state


def test_other_columns_are_not_merged() -> None:
    state = state_of({"x": [1, 2], "y": [1, 3]}, CoMoments())

    with pytest.raises(StateError, match="the columns differ"):
        state.merge(replace(state, pairs=()))


def test_text_and_too_many_columns_are_refused() -> None:
    many = {f"c{i}": [1, 2] for i in range(MOST_COLUMNS + 1)}

    assert isinstance(state_of({"x": [1], "s": ["a"]}, CoMoments(("x", "s"))), DataError)
    assert isinstance(state_of(many, CoMoments()), ParameterError)
