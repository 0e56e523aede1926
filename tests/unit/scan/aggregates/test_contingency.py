"""Contingency tables, against scipy, scikit-learn and a plain count."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import entropy
from scipy.stats.contingency import crosstab
from tests.fakes.states import state_of

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState

SMALL = {
    "f": ["a", "a", "a", "b", "b", "c", None, None, "d"],
    "y": [1, 1, 0, 0, 0, 1, 1, 1, None],
}


def test_a_small_table_is_counted_by_hand() -> None:
    found = state_of(SMALL, Contingency(("f",), ("y",)))

    assert (found.rows, found.cells, found.left, found.right) == (6, 4, 3, 2)
    assert (found.right_most, found.singles, found.majority, found.mixed) == (3, 1, 5, 3)
    # with one row left out, a: the two 1 see 1 and 0, a tie; b: both 0 see 0; c: sees nothing
    assert found.hits == 2


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_instants_of_nanoseconds_are_binned_by_the_microsecond(zone: str | None) -> None:
    instants = pa.array([1, 2, 1_000, 2_000], pa.timestamp("ns", tz=zone))

    found = state_of(pa.table({"f": instants, "y": [0, 0, 1, 1]}), Contingency(("f",), ("y",), bins=4))

    assert found.left == 3  # two of them are within one microsecond


def test_null_on_the_left_is_a_value_if_asked() -> None:
    found = state_of(SMALL, Contingency(("f",), ("y",), counts_nulls=True))

    assert (found.rows, found.left, found.hits) == (8, 4, 4)


def test_sides_may_have_several_columns() -> None:
    table = {"f": [1, 1, 2], "g": [1, 2, 2], "y": [0, 1, 1]}

    assert state_of(table, Contingency(("f", "g"), ("y",))).left == 3


def test_numeric_columns_are_cut_into_bins_and_equal_values_stay_together() -> None:
    table = {"x": [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, None, 5.0], "s": list("abcdefgh")}

    binned = state_of(table, Contingency(("x",), ("s",), bins=2))
    text = state_of(table, Contingency(("s",), ("x",), bins=2))

    assert (binned.left, binned.right, binned.rows) == (2, 7, 7)
    assert (text.left, text.right) == (7, 2)


def test_instants_are_cut_into_bins_as_numbers_are() -> None:
    days = [date(2013, 1, day) for day in range(1, 9)]
    table = {
        "day": days,
        "at": [datetime(2013, 1, day.day, 12, tzinfo=UTC) for day in days],
        "y": [0] * 4 + [1] * 4,
    }

    found = [state_of(table, Contingency((name,), ("y",), bins=2)) for name in ("day", "at")]

    assert [(state.left, state.hits) for state in found] == [(2, 8), (2, 8)]


def test_a_null_stays_null_in_bins() -> None:
    table = {"x": [1.0, None, 2.0, None], "y": [0, 1, 0, 1]}

    found = state_of(table, Contingency(("x",), ("y",), bins=8, counts_nulls=True))

    assert (found.left, found.hits, found.singles) == (3, 2, 2)


def test_each_slice_is_a_table_of_its_own() -> None:
    table = {"s": ["p", "p", "q"], "f": [1, 1, 1], "y": [0, 1, 0]}

    found = state_of(table, Contingency(("f",), ("y",), bins=4), by=("s",))

    assert {key[0]: (state.rows, state.mixed) for key, state in found.items()} == {"p": (2, 2), "q": (1, 0)}


def test_numbers_agree_with_scipy_and_a_plain_count() -> None:
    rng = np.random.default_rng(5)
    f = rng.integers(0, 40, 3_000)
    y = (f % 3 + rng.integers(0, 3, 3_000)) % 4

    found = state_of({"f": f, "y": y}, Contingency(("f",), ("y",)))

    table = crosstab(f, y).count
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    assert found.phi_squared == pytest.approx(((table - expected) ** 2 / expected).sum() / 3_000, rel=1e-9)
    assert found.left_entropy == pytest.approx(entropy(table.sum(1)), rel=1e-10)
    assert found.right_entropy == pytest.approx(entropy(table.sum(0)), rel=1e-10)
    assert found.joint_entropy == pytest.approx(entropy(table.ravel()), rel=1e-10)
    assert found.hits == _left_out(f.tolist(), y.tolist())


def _left_out(f: list[int], y: list[int]) -> int:
    """Return how many rows the other rows with the same value guess right, a tie being wrong."""
    groups: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for value, label in zip(f, y, strict=True):
        groups[value][label] += 1
    hits = 0
    for value, label in zip(f, y, strict=True):
        others = groups[value] - Counter([label])
        top = others.most_common(2)
        hits += bool(top) and top[0][0] == label and (len(top) == 1 or top[0][1] > top[1][1])
    return hits


def test_no_row_is_an_empty_table() -> None:
    found = state_of({"f": [None], "y": [None]}, Contingency(("f",), ("y",)))

    assert (found.rows, found.joint_entropy, found.phi_squared) == (0, 0.0, 0.0)


def test_one_value_has_the_entropy_0_exactly() -> None:
    found = state_of({"f": [1, 2, 3] * 5, "y": [1] * 15}, Contingency(("f",), ("y",)))

    assert (found.right_entropy, found.phi_squared) == (0.0, 0.0)


def test_a_side_without_columns_is_refused() -> None:
    with pytest.raises(ParameterError, match="one column or more"):
        Contingency((), ("y",))


def test_only_an_empty_part_can_be_merged() -> None:
    state: ContingencyState = state_of(SMALL, Contingency(("f",), ("y",)))
    empty = state_of({"f": [None], "y": [1]}, Contingency(("f",), ("y",)))

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)
