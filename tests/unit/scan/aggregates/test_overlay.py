"""Two tables laid over each other, by hand and against pandas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.pairing import Closeness, Pairing

HERE = {"s": ["p", "p", "q", "q", "q", "q"], "k": [1, 2, 3, 3, 4, None], "v": ["a", "b", "c", "c", None, "z"]}
THERE = {"id": [1, 2, 3, 9, None], "w": ["a", "B", "c", "x", "z"]}
PAIRING = Pairing(("k",), "other", ("id",), ("v",), ("w",))
EMPTY = OverlayState(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def test_rows_are_paired_by_hand() -> None:
    found = state_of(HERE, Overlay(PAIRING, is_whole=True), other=THERE)

    assert found == OverlayState(5, 4, 4, 3, 3, 4, 4, 2, 2, 1, (1,))
    assert (found.only_here, found.only_there) == (1, 1)


def test_null_is_a_key_if_asked() -> None:
    found = state_of(HERE, Overlay(replace(PAIRING, pairs_nulls=True)), other=THERE)

    assert (found.rows, found.shared, found.paired, found.unequal) == (6, 5, 3, 1)


def test_each_slice_looks_for_partners_in_the_whole_other_table() -> None:
    found = state_of(HERE, Overlay(PAIRING), by=("s",), other=THERE)

    told = {
        key[0]: (state.rows, state.shared, state.repeated, state.paired, state.unequal)
        for key, state in found.items()
    }
    assert told == {"p": (2, 2, 0, 2, 1), "q": (3, 2, 2, 0, 0)}


def test_a_filter_picks_rows_here_only() -> None:
    found = state_of(HERE, Overlay(PAIRING), "k < 3", other=THERE)

    assert (found.rows, found.shared, found.rows_there) == (2, 2, 4)


@pytest.mark.parametrize("how", [{"where": "k > 1"}, {"by": ("s",)}])
def test_some_rows_cannot_be_compared_with_a_whole_table(how: dict[str, Any]) -> None:
    assert isinstance(state_of(HERE, Overlay(PAIRING, is_whole=True), other=THERE, **how), ParameterError)


def test_whole_rows_are_compared_without_names() -> None:
    overlay = Overlay(Pairing((), "other", (), pairs_nulls=True))

    found = state_of({"a": [1, 1, None]}, overlay, other={"a": [1, None, None]})

    assert (found.rows, found.shared, found.shared_there, found.common) == (3, 3, 3, 2)
    assert overlay.is_table_wide


@pytest.mark.parametrize(
    ("closeness", "differing"),
    [(Closeness(), 4), (Closeness(absolute=0.1), 3), (Closeness(relative=0.02), 3), (Closeness(0.1, 0.02), 2)],
)
def test_numbers_may_lie_apart(closeness: Closeness, differing: int) -> None:
    nan, inf = float("nan"), float("inf")
    here = {"k": range(7), "x": [1.0, 100.0, 5.0, nan, None, inf, None]}
    there = {"k": range(7), "x": [1.05, 101.0, 9.0, nan, 1.0, inf, None]}
    pairing = Pairing(("k",), "other", ("k",), ("x",), ("x",), closeness)

    found = state_of(
        {k: list(v) for k, v in here.items()}, Overlay(pairing), other={k: list(v) for k, v in there.items()}
    )

    assert (found.paired, found.differing) == (7, (differing,))


def test_counts_agree_with_pandas() -> None:
    rng = np.random.default_rng(8)
    here = pd.DataFrame({"k": rng.integers(0, 900, 800), "x": rng.integers(0, 3, 800)})
    there = pd.DataFrame({"k": rng.integers(0, 900, 700), "x": rng.integers(0, 3, 700)})

    found = state_of(
        here.to_dict("list"),
        Overlay(Pairing(("k",), "other", ("k",), ("x",), ("x",))),
        other=there.to_dict("list"),
    )

    once = [frame.drop_duplicates("k", keep=False) for frame in (here, there)]
    pairs = once[0].merge(once[1], on="k")
    assert found.paired == len(pairs)
    assert found.unequal == (pairs.x_x != pairs.x_y).sum()
    assert found.shared == here.k.isin(there.k).sum()
    assert found.shared_there == there.k.isin(here.k).sum()
    assert found.common == sum(
        min(n, there.k.value_counts().get(key, 0)) for key, n in here.k.value_counts().items()
    )


def test_only_an_empty_part_can_be_merged() -> None:
    state = replace(EMPTY, rows=2)

    assert state.merge(EMPTY) == EMPTY.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)
