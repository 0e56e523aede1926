from __future__ import annotations

import numpy as np

from lockgate.app.entries.judged_rows import JudgedRows
from lockgate.app.project.probe_specs import ImportanceEntry

ROWS = {
    "shop": np.array(["b", "a", "b", "a"], dtype=object),
    "ahead": np.array([1, 1, 2, 2]),
    "sold": np.arange(4.0),
}


def entry(series: str | None, horizon: str | None) -> ImportanceEntry:
    return ImportanceEntry(model="m", data="d", label="sold", most_idle=0, series=series, horizon=horizon)


def test_rows_belong_to_series_and_each_horizon_is_a_part() -> None:
    found = JudgedRows.of(entry("shop", "ahead"), ROWS)

    assert found.units.tolist() == [1, 0, 1, 0]
    assert found.keys == ((), (("ahead", "1"),), (("ahead", "2"),))
    assert [part.tolist() for part in found.parts[1:]] == [
        [True, True, False, False],
        [False, False, True, True],
    ]
    assert [found.n(at) for at in range(3)] == [2, 2, 2]


def test_rows_stand_for_themselves_unless_told() -> None:
    found = JudgedRows.of(entry(None, None), ROWS)

    assert (found.units.tolist(), found.keys, found.n(0)) == ([0, 1, 2, 3], ((),), 4)
