"""Tables of predictions, and their cells as the default engine reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from tests.fakes.arguments import ARGUMENTS, ready
from tests.fakes.remembered import remembered

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import CellPlan, Cells, Need, SliceCells
from lockgate.gates.collect import collect_cells
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.slicing import Dimension, SliceSet
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.engine import Source

__all__ = ["BINARY_METRICS", "cells_of", "every_metric", "gate", "simulated", "spec_of", "whole"]

BINARY_METRICS = tuple(ready(metric) for metric in METRICS_BY_TASK[Task.BINARY_CLASSIFICATION])

Columns = Mapping[str, object]
Floats = NDArray[np.float64]


def simulated(n: int, *, seed: int, noise: float = 0.4, rate: float = -1.0) -> dict[str, NDArray[Any]]:
    """Return labels and the scores of two calibrated, related models, with a carrier and a distance."""
    draw = np.random.default_rng(seed)
    signal = draw.normal(rate, 1.0, n)
    late = (draw.random(n) < _expit(signal)).astype(np.int64)
    return {
        "late": late,
        "p_old": _expit(signal + draw.normal(0, noise, n)),
        "p_new": _expit(signal + draw.normal(0, noise, n)),
        "carrier": np.array(["AA", "B6", "UA"])[draw.integers(0, 3, n)],
        "distance": draw.integers(80, 5_000, n),
    }


def gate(metric: str, requirement: Requirement | NotWorse, *, sliced: bool = False) -> MetricGate:
    """Return a gate, on slices or not."""
    scope = SliceScope.ALL if sliced else SliceScope.NONE
    arguments = tuple(ARGUMENTS.get(metric, {}).items())
    return MetricGate(metric=metric, requirement=requirement, slices=scope, arguments=arguments)


def every_metric(*, sliced: bool = False, paired: bool = True) -> tuple[MetricGate, ...]:
    """Return a gate for each metric, so that the cells hold everything; those about two models only if `paired`."""
    return tuple(
        gate(metric.name, Requirement.between(max(-50, metric.least), min(50, metric.greatest)), sliced=sliced)
        for metric in BINARY_METRICS
        if paired or Need.PAIR not in metric.needs
    )


def spec_of(*gates: MetricGate, baseline: str | None = "p_old", by: tuple[SliceSet, ...] = ()) -> ModelGateSpec:
    """Return a spec on the columns that `simulated` makes; sliced by carrier unless told."""
    sets = by or (((Dimension("carrier"),),) if any(one.slices is SliceScope.ALL for one in gates) else ())
    return ModelGateSpec(
        table="scored", label="late", candidate="p_new", baseline=baseline, slices=sets, gates=gates
    )


@remembered
def cells_of(columns: Columns, spec: ModelGateSpec, *, like: CellPlan | None = None) -> Cells:
    """Return the cells of a table in memory."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    session = DuckDBEngine(threads=1).open({spec.table: Source("memory", frame=table)})
    try:
        return collect_cells(session, spec, like=like)
    finally:
        session.close()


def whole(late: object, p_new: object, p_old: object | None = None) -> SliceCells:
    """Return the cells of all rows, with everything in them."""
    columns = {"late": late, "p_new": p_new, "p_old": p_new if p_old is None else p_old}
    return cells_of(columns, spec_of(*every_metric())).slice(0, seed=1)


def _expit(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))
