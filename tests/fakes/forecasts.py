"""Tables of forecasts as points and as quantiles, and their moments as the default engine reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from tests.fakes.arguments import ARGUMENTS
from tests.fakes.numbers import moments_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.predicted import Predicted
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import NO_COLUMNS, TaskColumns

__all__ = ["BY_SERIES", "LEVELS", "forecast", "gate", "new", "old", "spec_of", "whole"]

LEVELS = (0.1, 0.5, 0.9)

BY_SERIES = TaskColumns(series="shop", horizon="ahead")


def new(levels: tuple[float, ...] = LEVELS) -> dict[str, str]:
    """Return the candidate's columns by level."""
    return {f"{level:g}": f"new_{level:g}" for level in levels}


def old(levels: tuple[float, ...] = LEVELS) -> dict[str, str]:
    """Return the baseline's columns by level."""
    return {f"{level:g}": f"old_{level:g}" for level in levels}


def forecast(shops: int, *, seed: int, days: int = 6) -> dict[str, NDArray[Any]]:
    """Return sales by shop and day ahead, above 0, with quantiles of two models and the error of a naive one.

    Rows of one shop share what was not foreseen.
    """
    draw = np.random.default_rng(seed)
    shop, ahead = np.repeat(np.arange(shops), days), np.tile(np.arange(1, days + 1), shops)
    level = draw.gamma(8, 12, shops)[shop] + 60
    unforeseen = draw.normal(0, 6, shops)[shop] + draw.normal(0, 3 + ahead)
    found: dict[str, NDArray[Any]] = {"shop": shop, "ahead": ahead, "sales": level + unforeseen}
    found["naive"] = (8 + shop % 5).astype(float)
    for name, width, shift in (("old", 9.0, 2.0), ("new", 7.0, 0.0)):
        middle = level + draw.normal(shift, 2, shop.size)
        found |= {f"{name}_{one:g}": middle + width * stats.norm.ppf(one) for one in LEVELS}
    return found


def gate(
    metric: str,
    requirement: Requirement | NotWorse,
    *,
    task: Task = Task.FORECASTING,
    sliced: bool = False,
    **arguments: object,
) -> MetricGate:
    """Return a gate, with arguments that fit where none are given."""
    scope = SliceScope.ALL if sliced else SliceScope.NONE
    given = tuple((arguments or ARGUMENTS.get(metric, {})).items())
    return MetricGate(metric=metric, requirement=requirement, slices=scope, task=task, arguments=given)


def spec_of(
    *gates: MetricGate,
    candidate: Predicted | None = None,
    baseline: Predicted | None = None,
    columns: TaskColumns = NO_COLUMNS,
    by: str | None = None,
) -> ModelGateSpec:
    """Return a spec on the columns that `forecast` makes, of quantiles unless told."""
    return ModelGateSpec(
        table="scored",
        label="sales",
        candidate=new() if candidate is None else candidate,
        baseline=baseline,
        gates=gates,
        slices=() if by is None else ((Dimension(by),),),
        task=gates[0].task,
        task_columns=columns,
    )


def whole(
    columns: Mapping[str, object],
    *gates: MetricGate,
    baseline: Predicted | None = None,
    by_series: bool = False,
) -> MomentSlice:
    """Return the moments of all rows that some gates need; paired unless told."""
    given = old() if baseline is None else baseline
    spec = spec_of(*gates, baseline=given, columns=BY_SERIES if by_series else NO_COLUMNS)
    return moments_of(columns, spec).slice(0)
