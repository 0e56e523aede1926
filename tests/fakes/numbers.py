"""Tables of numeric predictions, and their moments as the default engine reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray
from tests.fakes.arguments import ARGUMENTS, ready
from tests.fakes.remembered import remembered

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.requirement import Requirement
from lockgate.gates.collect_moments import collect_moments
from lockgate.gates.metric import Direction, Metric
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.moments.cells import MomentCells, MomentPlan, MomentSlice
from lockgate.gates.slicing import Dimension, SliceSet
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.engine import Source

__all__ = [
    "OF_ALL_ROWS",
    "OF_BLOCKS",
    "OF_RANKS",
    "REGRESSION_METRICS",
    "every_metric",
    "gate",
    "moments_of",
    "priced",
    "spec_of",
    "whole",
]

REGRESSION_METRICS = tuple(ready(metric) for metric in METRICS_BY_TASK[Task.REGRESSION])

OF_RANKS = ("max_error", "median_absolute_error")
"""Metrics of ordered errors, whose cells do not merge."""

OF_BLOCKS = tuple(one for one in REGRESSION_METRICS if one.name not in OF_RANKS)
"""Metrics of rows that depend on each other."""

OF_ALL_ROWS = ("cvar_absolute_error",)
"""Metrics whose slices are no parts of a whole: each has a tail of its own."""


def priced(n: int, *, seed: int, noise: float = 10.0) -> dict[str, NDArray[Any]]:
    """Return prices and the predictions of two related models, with a city and a size."""
    draw = np.random.default_rng(seed)
    known = draw.gamma(4.0, 50.0, n) + 20
    hard = draw.normal(0, noise, n)  # what neither model can know
    return {
        "price": known + hard,
        "p_old": known + draw.normal(1.0, noise / 2, n),
        "p_new": known + draw.normal(0.0, noise / 2, n),
        "city": np.array(["A", "B", "C"])[draw.integers(0, 3, n)],
        "size": draw.integers(20, 300, n),
    }


def gate(metric: str, requirement: Requirement | NotWorse, *, sliced: bool = False) -> MetricGate:
    """Return a gate on a regression, on slices or not."""
    scope = SliceScope.ALL if sliced else SliceScope.NONE
    arguments = tuple(ARGUMENTS.get(metric, {}).items())
    return MetricGate(
        metric=metric, requirement=requirement, slices=scope, task=Task.REGRESSION, arguments=arguments
    )


def every_metric(
    *, sliced: bool = False, of: Sequence[Metric[Any]] = REGRESSION_METRICS
) -> tuple[MetricGate, ...]:
    """Return a gate for each metric, so that the moments hold everything."""
    bars = {Direction.HIGHER: Requirement.at_least(0.5), Direction.LOWER: Requirement.at_most(1_000)}
    neither = Requirement.between(-5, 5)
    return tuple(
        gate(
            one.name,
            Requirement.at_most(1) if one.greatest == 2 else bars.get(one.direction, neither),
            sliced=sliced and one.name not in OF_ALL_ROWS,
        )
        for one in of
    )


def spec_of(*gates: MetricGate, baseline: str | None = "p_old", by: tuple[SliceSet, ...] = ()) -> ModelGateSpec:
    """Return a spec on the columns that `priced` makes; sliced by city unless told."""
    sets = by or (((Dimension("city"),),) if any(one.slices is SliceScope.ALL for one in gates) else ())
    return ModelGateSpec(
        table="scored",
        label="price",
        candidate="p_new",
        baseline=baseline,
        slices=sets,
        gates=gates,
        task=Task.REGRESSION,
    )


@remembered
def moments_of(
    columns: Mapping[str, object], spec: ModelGateSpec, *, like: MomentPlan | None = None
) -> MomentCells:
    """Return the moments of a table in memory."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    session = DuckDBEngine(threads=1).open({spec.table: Source("memory", frame=table)})
    try:
        return collect_moments(session, spec, like=like)
    finally:
        session.close()


def whole(price: ArrayLike, p_new: ArrayLike, p_old: ArrayLike | None = None) -> MomentSlice:
    """Return the moments of all rows, with everything in them; without `p_old` there is no baseline."""
    columns = {"price": np.asarray(price, dtype=float), "p_new": np.asarray(p_new, dtype=float)}
    if p_old is not None:
        columns["p_old"] = np.asarray(p_old, dtype=float)
    baseline = None if p_old is None else "p_old"
    return moments_of(columns, spec_of(*every_metric(), baseline=baseline)).slice(0)
