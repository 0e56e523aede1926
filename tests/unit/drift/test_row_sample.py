"""Samples of rows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.references import reference_of
from tests.fakes.tables import opened

from lockgate.domain.errors import ColumnNotFoundError, ParameterError
from lockgate.drift.row_sample import MOST_FEATURES, Rows, draw_rows, sampled_columns
from lockgate.scan.blocks import Block, BlockUnit


def _drawn(table: object, *features: str, most: int = 1_000) -> Rows:
    with opened(t=table) as session:
        return draw_rows(session, session.schema("t"), features, most=most).rows


def test_a_small_table_is_drawn_whole_and_what_is_no_number_is_missing() -> None:
    table = {"x": [1.5, float("nan"), float("inf"), None], "n": [1, 2, 3, 4], "s": ["a", "b", "c", "d"]}

    assert sorted(_drawn(table, "x", "n"), key=str) == [(1.5, 1.0), (None, 2.0), (None, 3.0), (None, 4.0)]


def test_the_order_of_the_rows_and_the_threads_do_not_matter() -> None:
    generator = np.random.default_rng(1)
    table = pa.table({"id": list(range(5_000)), "x": generator.normal(size=5_000)})
    turned = table.take(pa.array(generator.permutation(5_000)))

    assert _drawn(table, "x", most=100) == _drawn(turned, "x", most=100)


def test_the_sample_is_like_the_table() -> None:
    generator = np.random.default_rng(2)
    rows = _drawn({"id": list(range(50_000)), "x": generator.normal(size=50_000)}, "x", most=2_000)

    drawn = np.array(rows, dtype=float)
    assert len(drawn) == 2_000
    assert abs(drawn.mean()) < 0.1
    assert abs(drawn.std() - 1) < 0.07


def test_rows_that_are_equal_are_drawn_no_more_often_than_others() -> None:
    rows = _drawn({"x": [i % 20 for i in range(20_000)]}, "x", most=1_000)

    counts = Counter(row[0] for row in rows)
    assert len(counts) == 20
    assert max(counts.values()) < 90  # 50 each, give or take five standard deviations


def test_each_row_comes_with_its_block() -> None:
    days = [datetime(2013, 7, 1 + i % 3, 5) for i in range(6)]  # noqa: DTZ001 - it has no zone
    table = {"x": [float(i) for i in range(6)], "at": days}

    with opened(t=table) as session:
        drawn = draw_rows(session, session.schema("t"), ("x",), Block("at", BlockUnit.DAY))
        plain = draw_rows(session, session.schema("t"), ("x",))

    hours = {int(x or 0) % 3: block for (x,), block in zip(drawn.rows, drawn.blocks, strict=True)}
    assert (len(drawn.rows), drawn.n_blocks, plain.n_blocks) == (6, 3, 0)
    assert [hours[i] - hours[0] for i in range(3)] == [0, 24, 48]


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(ColumnNotFoundError):
        _drawn({"x": [1]}, "gone")


def test_features_are_the_numbers_of_the_reference_or_those_named() -> None:
    late = pa.array([None, None], pa.float64())
    columns = reference_of({"x": [1.0, 2.0], "n": [1, 2], "s": ["a", "b"], "late": late}).columns

    assert sampled_columns(columns, ()) == ("x", "n")
    assert sampled_columns(columns, ("N",)) == ("n",)
    with pytest.raises(ParameterError, match="numeric columns that the reference holds, got 's'"):
        sampled_columns(columns, ("s",))
    with pytest.raises(ParameterError, match=f"1 to {MOST_FEATURES}"):
        sampled_columns(reference_of({"s": ["a", "b"]}).columns, ())
