"""How often bounds err where the rows of an entity depend on each other, with blocks and without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.fakes.applicants import fair, gap
from tests.fakes.predictions import BINARY_METRICS, cells_of, gate, spec_of

from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.slicing import Dimension
from lockgate.scan.blocks import BlockSpec

pytestmark = pytest.mark.slow

RUNS, CUSTOMERS, ROWS = 150, 80, 12
Floats = NDArray[np.float64]

METRICS = ("accuracy", "log_loss", "roc_auc", "f1")


def _drawn(runs: int, seed: int) -> dict[str, NDArray[np.generic]]:
    """Return labels and scores of two models; the rows of a customer share what is hard about them."""
    draw = np.random.default_rng(seed)
    shape = (runs, CUSTOMERS, ROWS)
    known = draw.normal(0, 1, (runs, CUSTOMERS, 1)) + draw.normal(0, 0.5, shape)
    hidden = draw.normal(0, 1, (runs, CUSTOMERS, 1))
    late = draw.random(shape) < 1 / (1 + np.exp(-(known + hidden)))
    old, new = (
        known + draw.normal(0, 0.7, (runs, CUSTOMERS, 1)) + draw.normal(0, 0.2, shape) for _ in range(2)
    )
    run = np.broadcast_to(np.arange(runs)[:, np.newaxis, np.newaxis], shape)
    customer = np.broadcast_to(np.arange(runs * CUSTOMERS).reshape(runs, CUSTOMERS, 1), shape)
    columns = {"late": late, "p_old": 1 / (1 + np.exp(-old)), "p_new": 1 / (1 + np.exp(-new))}
    return {name: values.reshape(-1) for name, values in (columns | {"run": run, "customer": customer}).items()}


@cache
def _found(*, has_blocks: bool) -> tuple[Finding, ...]:
    """Return a finding for each run, alone and paired, of each metric; a run is a slice."""
    alone = [gate(name, Requirement.between(0, 1), sliced=True) for name in METRICS]
    paired = [gate(name, NotWorse(0.01), sliced=True) for name in METRICS]
    spec = spec_of(*alone, *paired, by=((Dimension("run"),),))
    if has_blocks:
        spec = replace(spec, blocks=BlockSpec(entity="customer"))
    return judge(spec, cells_of(_drawn(RUNS, 1), spec))


@cache
def _truth(metric: str) -> tuple[float, float]:
    spec = spec_of(gate(metric, Requirement.between(0, 1)))
    cells = cells_of(_drawn(1_500, 2), spec).slice(0)
    known = next(one for one in BINARY_METRICS if one.name == metric)
    return known.estimate(cells, Model.CANDIDATE).estimate.value, 0.0  # both models err alike


def _error_rate(metric: str, *, has_blocks: bool, is_paired: bool) -> float:
    truth = _truth(metric)[is_paired]
    found = [
        one
        for one in _found(has_blocks=has_blocks)
        if one.check == metric and one.subject.slice and one.required.startswith("not worse") == is_paired
    ]
    assert len(found) == RUNS
    bounds = np.array([(one.interval.lower, one.interval.upper) for one in found if one.interval], dtype=float)
    assert bounds.shape == (RUNS, 2)
    return float(np.mean((truth < bounds[:, 0]) | (bounds[:, 1] < truth)))


@pytest.mark.parametrize("is_paired", [False, True], ids=["alone", "paired"])
@pytest.mark.parametrize("metric", METRICS)
def test_with_blocks_bounds_err_as_often_as_they_say(
    metric: str, *, is_paired: bool, with_chance: Callable[[float, int], float]
) -> None:
    assert _error_rate(metric, has_blocks=True, is_paired=is_paired) <= with_chance(0.10, RUNS)


def test_without_blocks_they_err_far_more_often() -> None:
    assert _error_rate("accuracy", has_blocks=False, is_paired=False) > 0.2
    assert _error_rate("log_loss", has_blocks=False, is_paired=True) > 0.2


@cache
def _gaps(sign: int, *, has_blocks: bool) -> NDArray[np.float64]:
    """Return the bounds of the gap between two products that every customer has, run by run; the true gap is 0.

    What is special about a customer moves the scores of one product, and of the other by `sign` as much.
    """
    draw = np.random.default_rng(3)
    shape = (RUNS, CUSTOMERS, ROWS)
    product = np.broadcast_to(np.arange(ROWS) % 2, shape)
    special = draw.normal(0, 1.5, (RUNS, CUSTOMERS, 1)) * np.where(product == 1, sign, 1)
    score = 1 / (1 + np.exp(-(special + draw.normal(0, 0.5, shape))))
    run, customer = (np.broadcast_to(one[..., np.newaxis], shape) for one in np.ogrid[:RUNS, :CUSTOMERS])
    columns = {
        "late": np.zeros(shape, dtype=np.int64),
        "p_new": score,
        "p_old": score,
        "product": product,
        "run": run,
        "customer": run * CUSTOMERS + customer,
    }
    asked = gap(
        "selection_rate", Requirement.between(-1, 1), groups=(Dimension("product"),), within=(Dimension("run"),),
        reference=("0",),
    )  # fmt: skip
    spec = fair(asked, blocks=BlockSpec(entity="customer") if has_blocks else None)
    found = judge(spec, cells_of({name: values.reshape(-1) for name, values in columns.items()}, spec))
    single = [one.interval for one in found if one.check.endswith("within run")]
    return np.array([(one.lower, one.upper) for one in single if one is not None], dtype=float)


@pytest.mark.parametrize("sign", [1, -1], ids=["together", "against each other"])
def test_gaps_between_groups_that_share_customers_err_as_often_as_they_say(
    sign: int, *, with_chance: Callable[[float, int], float]
) -> None:
    bounds = _gaps(sign, has_blocks=True)

    assert bounds.shape == (RUNS, 2)
    assert np.mean((bounds[:, 0] > 0) | (bounds[:, 1] < 0)) <= with_chance(0.10, RUNS)


def test_without_blocks_gaps_between_groups_that_share_customers_err_far_more_often() -> None:
    bounds = _gaps(-1, has_blocks=False)

    assert np.mean((bounds[:, 0] > 0) | (bounds[:, 1] < 0)) > 0.2
