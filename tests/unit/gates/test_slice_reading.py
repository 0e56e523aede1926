from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.errors import ColumnNotFoundError, DataError, ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates import slice_reading
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slice_reading import with_edges
from lockgate.gates.slicing import Dimension

CARRIER, DISTANCE = Dimension("carrier"), Dimension("distance", bins=4)
LOSS = gate("log_loss", NotWorse(0.02), sliced=True)


def test_edges_go_to_the_cuts_that_are_binned_ascending_and_once() -> None:
    cuts = (Cut("carrier"), Cut("distance", ()), Cut("delay", ()))

    found = with_edges(cuts, [(1, 4), (2, 2)], [3.0, 1.0, 3.0, None])

    assert found == (Cut("carrier"), Cut("distance", (1.0, 3.0)), Cut("delay", ()))


def test_a_slice_column_with_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slice_reading, "MOST_VALUES", 2)

    with pytest.raises(ParameterError, match=r"`carrier` must be a column of at most 2 values.*use `bins`"):
        cells_of(simulated(100, seed=1_003), spec_of(LOSS))  # rows that no other test has read


def test_a_column_of_which_most_values_have_few_rows_is_refused() -> None:
    columns = {**simulated(1_010, seed=1), "nearly a key": np.arange(1_010) % 102}
    by_value, binned = Dimension("nearly a key"), Dimension("nearly a key", bins=4)
    named = Dimension("nearly a key", values=("7",))

    with pytest.raises(
        ParameterError, match=r"`nearly a key` must be .*use `bins`.* got '102 values of 1,010 rows"
    ):
        cells_of(columns, spec_of(LOSS, by=((by_value,),)))
    for one in (binned, named):
        assert len(cells_of(columns, spec_of(LOSS, by=((one,),))).keys) > 1


def test_windows_of_few_rows_are_refused() -> None:
    times = [datetime(2013, 1, 1) + timedelta(hours=at) for at in range(200)]  # noqa: DTZ001 - without a zone
    columns = {**simulated(200, seed=1), "at": times}

    with pytest.raises(ParameterError, match=r"`at` must be .*use a longer `every`"):
        cells_of(columns, spec_of(LOSS, by=((Dimension("at", every="hour"),),)))


def test_a_pair_that_makes_too_many_slices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slice_reading, "MOST_SLICES", 10)

    with pytest.raises(ParameterError, match="`carrier` × `distance`"):
        cells_of(simulated(100, seed=1), spec_of(LOSS, by=((CARRIER, DISTANCE),)))


def test_a_missing_column_names_the_nearest() -> None:
    with pytest.raises(ColumnNotFoundError, match="carrier"):
        cells_of(simulated(10, seed=1), spec_of(LOSS, by=((Dimension("carier"),),)))


def test_without_gates_on_slices_none_are_read() -> None:
    spec = spec_of(gate("accuracy", Requirement.at_least(0.5)), baseline=None, by=((CARRIER,),))

    cells = cells_of(simulated(10, seed=1), spec)

    assert cells.keys == ((0, ()),)


@pytest.mark.parametrize("slice_", [{"bins": 3}, {"edges": (1.0,)}, {"tree": 3}])
def test_bins_of_texts_are_refused_with_the_slice_that_asked(slice_: dict[str, Any]) -> None:
    named = Dimension("carrier", name="lines", **slice_)
    spec = spec_of(gate("accuracy", Requirement.at_least(0.1), sliced=True), by=((named,),))

    with pytest.raises(
        DataError, match="column `carrier` must be numeric, because the slice `lines` has `bins`"
    ):
        cells_of(simulated(100, seed=1), spec)
