from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.fakes import kinds, numbers, predictions, ranked
from tests.fakes.arguments import ready

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import COMPARES, Direction
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.slicing import Dimension
from lockgate.gates.task import Task
from lockgate.gates.task_kinds import TaskCells
from lockgate.gates.worst_mix import MEANS, WorstMix

CARRIER = WorstMix(groups=(Dimension("carrier"),))


def _cells(task: Task) -> TaskCells:
    """Return cells of three groups that differ, with every metric of a task."""
    if task is Task.REGRESSION:
        spec = numbers.spec_of(*numbers.every_metric(sliced=True))
        return numbers.moments_of(numbers.priced(900, seed=1), spec)
    if task is Task.RANKING:
        gates = [ranked.gate(name, Requirement.at_least(0), sliced=True) for name in MEANS[task]]
        return numbers.moments_of(ranked.ranked(300, seed=1), ranked.spec_of(*gates))
    if task is Task.MULTICLASS_CLASSIFICATION:
        spec = kinds.of_classes(*kinds.every_metric(task, sliced=True))
        return kinds.cells_of(kinds.pets(900, seed=1), spec)
    by = ((Dimension("carrier"),),)
    return predictions.cells_of(
        predictions.simulated(900, seed=1), predictions.spec_of(*predictions.every_metric(sliced=True), by=by)
    )


def _is_mean(cells: TaskCells, read: Callable[[Any], Measurement]) -> bool:
    """Tell whether the number of all rows is that of the groups, weighted by what they rest on."""
    whole = read(cells.slice(0, seed=1)).estimate
    parts = [read(cells.slice(at, seed=1)).estimate for at in range(1, len(cells.keys))]
    total = math.fsum(part.support * part.value for part in parts)
    is_covered = sum(part.support for part in parts) == whole.support
    return is_covered and math.isclose(total / whole.support, whole.value, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("task", list(MEANS), ids=str)
def test_what_may_be_mixed_is_the_mean_of_its_groups_alone_and_paired(task: Task) -> None:
    cells = _cells(task)

    for metric in (ready(one) for one in METRICS_BY_TASK[task] if one.name in MEANS[task]):
        assert _is_mean(cells, lambda view: metric.estimate(view, Model.CANDIDATE)), metric.name  # noqa: B023 - called at once
        if COMPARES not in metric.needs:
            assert _is_mean(cells, metric.difference), metric.name


def _asked(**given: object) -> MetricGate:
    asked: dict[str, Any] = {
        "metric": "log_loss",
        "requirement": Requirement.at_most(0.5),
        "worst_mix": CARRIER,
    }
    return MetricGate(**(asked | given))


def test_the_mix_is_in_the_name_of_the_gate() -> None:
    assert _asked().called == "log_loss in the worst mix of carrier"
    assert _asked().is_cut


@pytest.mark.parametrize(
    ("given", "must"),
    [
        ({"metric": "roc_auc", "requirement": Requirement.at_least(0.5)}, "a mean over rows"),
        ({"requirement": Requirement.between(0.1, 0.5)}, "one worst end"),
        ({"requirement": NotWorse(0.1, is_relative=True)}, "one worst end"),
        ({"slices": SliceScope.ALL}, "slices: all"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_what_has_no_worst_mix_is_refused(given: dict[str, object], must: str) -> None:
    with pytest.raises(ParameterError, match=must):
        _asked(**given)


def test_a_task_without_means_has_no_worst_mix() -> None:
    with pytest.raises(ParameterError, match="forecasting has none"):
        CARRIER.require_mean("mean_absolute_error", Task.FORECASTING)


def _bad() -> Iterator[tuple[dict[str, object], str]]:
    yield {"groups": ()}, "groups"
    yield {"groups": tuple(Dimension(name) for name in "abcd")}, "groups"
    yield {"groups": (Dimension("a"), Dimension("a"))}, "groups"
    yield {"groups": (Dimension(name="night", where="hour < 5"),)}, "groups"
    yield {"groups": (Dimension("carrier", values=("AA",)),)}, "groups"
    yield {"groups": (Dimension("distance", tree=3),)}, "groups"
    yield {"factor": 1.0}, "factor"
    yield {"factor": math.inf}, "factor"


@pytest.mark.parametrize(("given", "name"), list(_bad()))
def test_groups_hold_every_row_and_a_factor_is_above_1(given: dict[str, Any], name: str) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        replace(CARRIER, **given)


def test_a_spec_cuts_rows_by_the_groups_of_its_mixes() -> None:
    spec = predictions.spec_of(_asked())

    assert spec.cut_sets == (CARRIER.groups,)
    assert spec.mixes == (CARRIER,)
    assert [one.name for one in spec.sliced_definitions] == ["log_loss"]
    assert Direction.LOWER is spec.definitions[0].direction
