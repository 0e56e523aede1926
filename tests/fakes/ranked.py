"""Tables of ranked documents, and their moments as the default engine reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.fakes.arguments import ARGUMENTS
from tests.fakes.numbers import moments_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import TaskColumns

__all__ = ["RANKING_METRICS", "gate", "ranked", "spec_of", "whole"]

RANKING_METRICS = METRICS_BY_TASK[Task.RANKING]


def ranked(queries: int, *, seed: int, documents: int = 12, digits: int = 1) -> dict[str, NDArray[Any]]:
    """Return users, films with stars from 0 to 4, and the scores of two models; few digits make ties.

    Every user likes something.
    """
    draw = np.random.default_rng(seed)
    size = queries * documents
    taste = draw.normal(size=size)
    stars = np.digitize(taste + draw.normal(0, 0.5, size), [0.2, 0.8, 1.4, 2.0]).astype(float)
    stars[::documents] = np.maximum(stars[::documents], 1.0)
    user = np.repeat(np.arange(queries), documents)
    return {
        "user": user,
        "stars": stars,
        "old": np.round(taste + draw.normal(0, 1.0, size), digits),
        "new": np.round(taste + draw.normal(0, 0.7, size), digits),
        "country": np.array(["AT", "DE"])[user % 2],
    }


def gate(
    metric: str, requirement: Requirement | NotWorse, *, sliced: bool = False, **arguments: object
) -> MetricGate:
    """Return a gate on a ranking, with arguments that fit where none are given."""
    return MetricGate(
        metric=metric,
        requirement=requirement,
        slices=SliceScope.ALL if sliced else SliceScope.NONE,
        task=Task.RANKING,
        arguments=tuple((arguments or ARGUMENTS.get(metric, {})).items()),
    )


def spec_of(*gates: MetricGate, baseline: str | None = "old") -> ModelGateSpec:
    """Return a spec on the columns that `ranked` makes; sliced by country where a gate asks for slices."""
    is_sliced = any(one.slices is SliceScope.ALL for one in gates)
    return ModelGateSpec(
        table="scored",
        label="stars",
        candidate="new",
        baseline=baseline,
        gates=gates,
        slices=((Dimension("country"),),) if is_sliced else (),
        task=Task.RANKING,
        task_columns=TaskColumns(query="user"),
    )


def whole(columns: Mapping[str, object], *gates: MetricGate) -> MomentSlice:
    """Return the moments of all queries that some gates need."""
    return moments_of(columns, spec_of(*gates)).slice(0)
