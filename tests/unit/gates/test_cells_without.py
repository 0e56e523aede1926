from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.predictions import BINARY_METRICS, cells_of, every_metric, simulated, spec_of

from lockgate.gates.cells import Model
from lockgate.gates.cells_without import cells_without
from lockgate.scan.blocks import BlockSpec


def test_what_is_left_is_what_the_other_rows_alone_would_give() -> None:
    columns = simulated(600, seed=1, rate=0.0)
    columns["day"] = np.datetime64("2024-01-01") + (np.arange(600) // 200).astype("timedelta64[D]")
    spec = replace(spec_of(*every_metric()), blocks=BlockSpec(column="day"))
    cells = cells_of(columns, spec)
    parts = [cells.slice(at, seed=1) for at in cells.blocks()[0].values()]

    left = list(cells_without([[part] for part in parts]))

    for day, one in enumerate(left):
        rest = np.arange(600) // 200 != day
        alone = cells_of({name: values[rest] for name, values in columns.items()}, spec_of(*every_metric()))
        assert one.rows == one.n == 400
        for metric in BINARY_METRICS:
            expected = metric.estimate(alone.slice(0, seed=1), Model.CANDIDATE).estimate.value
            measured = metric.estimate(one, Model.CANDIDATE)
            off = 1e-9 + measured.slack * metric.name.startswith("cvar")  # buckets have the ends of all rows
            assert measured.estimate.value == pytest.approx(expected, abs=off), metric.name


def test_several_blocks_are_left_out_together() -> None:
    columns = simulated(300, seed=1, rate=0.0) | {"who": np.arange(300)}
    spec = replace(spec_of(*every_metric()), blocks=BlockSpec(entity="who"))
    cells = cells_of(columns, spec)
    parts = [cells.slice(at) for at in cells.blocks()[0].values()]

    first, second = cells_without([parts[:10], parts[10:]])

    assert first.n == sum(part.n for part in parts[10:])
    assert first.n + second.n == 300
