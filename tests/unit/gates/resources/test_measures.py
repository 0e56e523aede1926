from __future__ import annotations

import numpy as np
import pytest

from lockgate.gates.resources.measures import MEASURES, ModelCosts, measure_named

COSTS = ModelCosts(
    calls={1: np.array([0.002, 0.004]), 10: np.array([0.01])},
    load_s=np.array([1.0]),
    ready_s=np.array([2.0]),
    peak_mib=np.array([100.0]),
    size_mib=0.5,
    energy_mj={10: np.array([3.0])},
)


@pytest.mark.parametrize(
    ("name", "batch", "values"),
    [
        ("latency_p50_ms", 1, [2.0, 4.0]),
        ("latency_p99_ms", 10, [10.0]),
        ("latency_p99_ms", 7, []),
        ("throughput_rows_per_s", 10, [1000.0]),
        ("load_time_s", 1, [1.0]),
        ("cold_start_s", 1, [2.0]),
        ("peak_memory_mib", 1, [100.0]),
        ("file_size_mib", 1, [0.5]),
        ("energy_per_row_mj", 10, [3.0]),
        ("energy_per_row_mj", 1, []),
    ],
)
def test_repetitions_are_in_the_unit_of_the_measure(name: str, batch: int, values: list[float]) -> None:
    measure = measure_named(name)

    assert measure is not None
    assert COSTS.values(measure, batch).tolist() == values


def test_what_nobody_told_has_no_repetitions() -> None:
    nothing = ModelCosts(calls={})

    assert all(len(nothing.values(measure, 1)) == 0 for measure in MEASURES)
    assert measure_named("latency") is None
