from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.numbers import gate, moments_of, priced, spec_of

from lockgate.domain.errors import ParameterError, StateError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.blocks import measured
from lockgate.gates.cells import Model
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import SliceScope
from lockgate.gates.metrics.cvar_absolute_error import CvarAbsoluteError
from lockgate.gates.moments.state import merge_moments
from lockgate.gates.seen import seen_of
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec
from lockgate.stats.tail import tail_mean

COLUMNS = priced(1_007, seed=3)


def _asked(share: float = 0.1) -> ModelGateSpec:
    tail = gate("cvar_absolute_error", Requirement.at_most(100))
    return spec_of(replace(tail, arguments=(("share", share),)))


def _oracle(name: str, share: float, weights: np.ndarray | None = None) -> float:
    errors = np.abs(COLUMNS[name] - COLUMNS["price"])
    return tail_mean(errors, np.ones(errors.size) if weights is None else weights, share=share).value


@pytest.mark.parametrize("share", [0.05, 0.1, 0.333, 1.0])
def test_it_agrees_with_sorted_errors_alone_and_paired(share: float) -> None:
    cells, metric = moments_of(COLUMNS, _asked(share)).slice(0), CvarAbsoluteError(share)

    old, new = (metric.estimate(cells, model) for model in Model)
    paired = metric.difference(cells)

    before, after = _oracle("p_old", share), _oracle("p_new", share)
    assert old.estimate.value == pytest.approx(before, rel=1e-9)
    assert new.estimate.value == pytest.approx(after, rel=1e-9)
    assert paired.estimate.value == pytest.approx(after - before, abs=1e-9 * before)
    assert new.estimate.degrees_of_freedom == int(share * 1_007) - 1
    lower, upper = new.bounds(0.1)
    assert lower < after < upper


def test_rows_that_count_more_have_more_of_the_tail_and_blocks_say_how_sure() -> None:
    weights = np.random.default_rng(1).integers(1, 6, 1_007).astype(float)
    columns = {**COLUMNS, "weight": weights, "shop": np.arange(1_007) % 50}
    spec = replace(_asked(), weight="weight", blocks=BlockSpec(entity="shop"))
    metric = CvarAbsoluteError(0.1)

    (seen,) = seen_of(spec, moments_of(columns, spec), [0], seed=0)
    found = measured(seen, lambda view: metric.estimate(view, Model.CANDIDATE))

    assert found.estimate.value == pytest.approx(_oracle("p_new", 0.1, weights), rel=1e-6)
    assert found.method.startswith("jackknife of ")


def test_the_end_of_a_tail_stays_where_rows_are_merged_and_the_number_is_never_too_small() -> None:
    spec = _asked()
    first = moments_of(COLUMNS, spec)
    worse = {**COLUMNS, "p_new": COLUMNS["p_new"] + 40}

    later = moments_of(worse, spec, like=first.plan)

    assert later.plan == first.plan
    fresh = moments_of(worse, spec)
    mean = [
        CvarAbsoluteError(0.1).estimate(one.slice(0), Model.CANDIDATE).estimate.value for one in (later, fresh)
    ]
    assert mean[0] > mean[1]


@pytest.mark.parametrize(
    ("rows", "share", "why"),
    [(150, 0.1, "the worst 10 % are fewer than 20 rows"), (0, 0.1, "no rows")],
)
def test_it_is_undefined_where_it_says(rows: int, share: float, why: str) -> None:
    columns = {name: values[:rows] for name, values in COLUMNS.items()}
    cells, metric = moments_of(columns, _asked(share)).slice(0), CvarAbsoluteError(share)

    assert metric.estimate(cells, Model.CANDIDATE).undefined == metric.difference(cells).undefined == why


def test_exact_predictions_have_no_tail() -> None:
    exact = {**COLUMNS, "p_new": COLUMNS["price"]}

    found = CvarAbsoluteError(0.1).estimate(moments_of(exact, _asked()).slice(0), Model.CANDIDATE)

    assert found.undefined.startswith("every prediction is exact")


CITY = (Dimension("city"),)


@pytest.mark.parametrize("is_weighed", [False, True])
def test_each_slice_has_a_tail_of_its_own(is_weighed: bool) -> None:  # noqa: FBT001 - a parameter of a test
    weights = np.random.default_rng(1).integers(1, 6, 1_007).astype(float) if is_weighed else np.ones(1_007)
    columns = {**COLUMNS, "weight": weights, "shop": np.arange(1_007) % 50, "even": np.arange(1_007) % 2}
    asked = _asked()
    sliced = replace(
        asked,
        gates=(replace(asked.gates[0], slices=SliceScope.ALL),),
        slices=(CITY, (Dimension("even"), *CITY)),
    )
    spec = replace(sliced, weight="weight", blocks=BlockSpec(entity="shop")) if is_weighed else sliced
    metric = CvarAbsoluteError(0.1)

    cells = moments_of(columns, spec)
    wanted = [at for at in range(len(cells.keys)) if cells.is_judged(at)]

    checked = 0
    for at in wanted:
        key = dict(cells.key(at))
        own = (
            np.all([columns[name].astype(str) == value for name, value in key.items()], axis=0)
            if key
            else np.ones(1_007, bool)
        )
        found = [metric.estimate(cells.slice(at), model) for model in Model]
        if found[0].undefined:
            assert own.sum() * 0.1 < 20
            continue
        checked += len(key)
        for name, one in zip(("p_old", "p_new"), found, strict=True):
            errors = np.abs(COLUMNS[name] - COLUMNS["price"])[own]
            assert one.estimate.value == pytest.approx(
                tail_mean(errors, weights[own], share=0.1).value, rel=1e-6
            )
    assert checked >= 2
    if is_weighed:
        judged = judge(spec, cells, seed=0)
        assert {one.verdict for one in judged} <= {Verdict.PASS, Verdict.INCONCLUSIVE}
        told = {one.subject.slice: one.interval for one in judged}
        assert all(told[(("city", city),)] is not None for city in "ABC")


def test_groups_have_tails_that_are_compared() -> None:
    compared = GapGate(
        metrics=("cvar_absolute_error",),
        groups=CITY,
        requirement=Requirement.at_most(1),
        task=Task.REGRESSION,
        arguments=(("share", 0.1),),
    )
    spec = replace(_asked(), fairness=(compared,))
    cells = moments_of(COLUMNS, spec)

    gaps = [float(str(one.observed)) for one in judge(spec, cells, seed=0)[1:]]

    tails = [
        tail_mean(
            np.abs(COLUMNS["p_new"] - COLUMNS["price"])[COLUMNS["city"] == city], np.ones(own), share=0.1
        ).value
        for city, own in zip(*np.unique(COLUMNS["city"], return_counts=True), strict=True)
    ]
    assert max(gaps) == pytest.approx(max(tails) - min(tails), rel=1e-6)
    with pytest.raises(StateError, match="the tail of a slice ends where the rows of both together say"):
        merge_moments(cells, cells)


def test_tails_of_blocks_alone_end_where_that_of_all_rows_does_and_merge() -> None:
    columns = {**COLUMNS, "shop": np.arange(1_007) % 50}
    spec = replace(_asked(), blocks=BlockSpec(entity="shop"))
    cells = moments_of(columns, spec)

    both = merge_moments(cells, moments_of(columns, spec, like=cells.plan))

    assert both.n[0] == 2 * 1_007
    assert both.sums[1:, 0].sum() == pytest.approx(both.sums[0, 0])


def test_a_share_is_one_of_the_rows() -> None:
    with pytest.raises(ParameterError, match="above 0, at most 1"):
        CvarAbsoluteError(2.0)
