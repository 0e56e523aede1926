from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.time_zone import TimeZone


def test_instants_move_and_missing_ones_stay_missing() -> None:
    rows = {"t": np.array(["2013-01-01T23:00", "NaT"], dtype="datetime64[s]")}

    found = TimeZone(columns=("t",), doses=(1.5,)).at(rows, 1.5, seed=1)["t"]

    assert str(found[0]) == "2013-01-02T00:30:00.000000"
    assert np.isnat(found[1])


def test_hours_go_round_the_clock() -> None:
    rows = {"hour": np.array([23.0, np.nan])}

    found = TimeZone(columns=("hour",), doses=(2,)).at(rows, 2, seed=1)["hour"]

    assert found[0] == 1
    assert np.isnan(found[1])


def test_texts_are_refused() -> None:
    with pytest.raises(ParameterError, match="columns of instants"):
        TimeZone(columns=("t",), doses=(1,)).at({"t": np.array(["a"], dtype=object)}, 1, seed=1)


def test_no_zone_is_farther_than_26_hours() -> None:
    with pytest.raises(ParameterError, match=r"in \(0, 26\]"):
        TimeZone(columns=("t",), doses=(27,))
