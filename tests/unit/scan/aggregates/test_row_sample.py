"""Samples of rows, and of parts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.row_sample import RowSample, RowSampleState
from lockgate.scan.partition_states import PartitionStates, dump_partition, load_partition
from lockgate.scan.partitioning import PartitionSpec, PartitionUnit
from lockgate.scan.profile import Profile, profile_column, profile_table
from lockgate.scan.window import merge_states


def _of_each(
    parts: Mapping[str, Sequence[float | None]], most: int, column: str = "x"
) -> dict[str, RowSampleState]:
    asked = Request("t", RowSample((column,), most))
    found: dict[str, Profile] = {}
    for name, values in parts.items():
        with opened(t={"x": values}) as session:
            found[name] = profile_table(session, "t", [asked], name)
    states = {name: profile[asked] for name, profile in found.items()}
    return {name: state for name, state in states.items() if isinstance(state, RowSampleState)}


def test_parts_merge_in_any_order_to_the_smallest_places_of_all() -> None:
    generator = np.random.default_rng(3)
    a, b, c = _of_each({name: generator.normal(size=700).tolist() for name in "abc"}, 200).values()

    whole = merge_states([a, b, c])

    assert isinstance(whole, RowSampleState)
    assert len(whole.rows) == 200
    assert a.merge(b).merge(c) == c.merge(a).merge(b) == a.merge(b.merge(c)) == whole
    assert set(whole.rows) <= {*a.rows, *b.rows, *c.rows}


def test_a_window_smaller_than_the_bound_is_kept_whole_with_what_is_missing() -> None:
    a, b, none = _of_each({"a": [1.0, None, 2.0], "b": [float("inf"), 1.0], "none": []}, 10).values()

    assert sorted(a.merge(b).merge(none).rows, key=str) == [(1.0,), (1.0,), (2.0,), (None,), (None,)]
    assert none.rows == ()


def test_equal_parts_draw_independently_of_each_other() -> None:
    values = [float(i % 1_000) for i in range(4_000)]
    parts = _of_each({f"2013-01-{day:02}": values for day in range(1, 21)}, 500)

    whole = RowSampleState.merge_all(list(parts.values()))
    drawn = Counter(float(row[0] or 0) for row in whole.rows)

    assert len({state.values for state in parts.values()}) == 20
    assert (
        max(drawn.values()) <= 5
    )  # half a time each of 1,000 values; the same rows of all parts would be 20 times
    mean = sum(value * n for value, n in drawn.items()) / 500
    assert abs(mean - 499.5) < 4 * 289 / 500**0.5


def test_a_part_is_drawn_alike_alone_and_beside_others() -> None:
    parts = {"a": [float(i) for i in range(300)], "b": [float(i) for i in range(300)]}
    alone = _of_each(parts, 50)
    asked = Request("t", RowSample(("x",), 50))
    table = {"part": ["a"] * 300 + ["b"] * 300, "x": [*parts["a"], *parts["b"]]}

    with opened(t=table) as session:
        together = profile_column(session, "t", [asked], PartitionSpec(column="part", unit=PartitionUnit.VALUE))

    assert {name: profile[asked] for name, profile in together.items()} == alone


def test_a_sample_survives_its_file() -> None:
    asked = Request("t", RowSample(("x",), 50))
    (state,) = _of_each({"a": [1.0, None, 3.5]}, 50).values()
    part = PartitionStates(table="t", partition="a", identity="i", columns=(), answers={"k": state})

    read = load_partition(dump_partition(part, {"k": asked}), "t")

    assert read.answers["k"] == state


@pytest.mark.parametrize(("columns", "most"), [((), 1), (("x",), 0)])
def test_nothing_to_draw_is_refused(columns: tuple[str, ...], most: int) -> None:
    with pytest.raises(ParameterError, match="at least"):
        RowSample(columns, most)


def test_the_query_names_no_column_twice() -> None:
    with opened(t={"c0": [1.0], "place": [2.0]}) as session:
        query = RowSample(("c0", "place"), 5).query(exp.table_("t"), session.schema("t"), ())

        assert session.rows(query)[0][1:] == ([1.0], [2.0])
