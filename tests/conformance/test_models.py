"""Model gates on every engine: the cells that all metrics are computed from are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.conformance.engines import Bench, bench_of
from tests.fakes import forecasts, kinds, numbers
from tests.fakes import ranked as rankings
from tests.fakes.predictions import every_metric, gate, simulated, spec_of
from tests.fakes.weak_slices import classified, search_spec

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Sample
from lockgate.domain.requirement import Requirement
from lockgate.gates.candidates import specs_of
from lockgate.gates.cells import Cells
from lockgate.gates.classes.cells import ClassCells
from lockgate.gates.collect import collect_cells
from lockgate.gates.collect_classes import collect_classes
from lockgate.gates.collect_moments import collect_moments
from lockgate.gates.discovery.base_cells import base_cells_to_plain
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.metrics.classes.roc_auc import Opponents
from lockgate.gates.moments.cells import MomentCells
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_kinds import kind_of
from lockgate.gates.wrong_rows import with_wrong_rows
from lockgate.scan.blocks import BlockSpec
from lockgate.scan.engine import Session
from lockgate.scan.in_step import read_in_step

NUMBERS = numbers.spec_of(
    *numbers.every_metric(sliced=True),
    by=((Dimension("city"),), (Dimension("size", bins=4), Dimension("city"))),
)
TAILS = numbers.spec_of(
    numbers.gate("cvar_absolute_error", Requirement.at_most(100), sliced=True),
    by=((Dimension("city"),), (Dimension("size", bins=2), Dimension("city"))),
)

CARRIER, DISTANCE = Dimension("carrier"), Dimension("distance", bins=4)
SPEC = spec_of(*every_metric(sliced=True), by=((CARRIER,), (DISTANCE,), (CARRIER, DISTANCE)))


def predictions() -> pa.Table:
    """Return predictions with a missing score, one outside [0, 1], a NaN, a missing label and a missing carrier."""
    columns = simulated(600, seed=4)
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    odd = {
        "late": pa.array([1, None, 0, 1, 0], pa.int64()),
        "p_old": pa.array([0.5, 0.5, float("nan"), 0.5, 0.5]),
        "p_new": pa.array([None, 0.5, 0.5, 1.5, 0.25]),
        "carrier": pa.array(["AA", "AA", "AA", "AA", None]),
        "distance": pa.array([100, 100, 100, 100, None], pa.int64()),
    }
    return pa.concat_tables([table, pa.table(odd)])


def cells_on(bench: Bench, spec: ModelGateSpec) -> Cells:
    session = bench.engine.open(bench.sources({"scored": predictions()}))
    try:
        return collect_cells(session, spec)
    finally:
        session.close()


@pytest.mark.parametrize(
    "spec", [SPEC, spec_of(*every_metric(paired=False), baseline=None)], ids=["sliced", "whole"]
)
def test_the_cells_of_a_model_are_those_of_duckdb(bench: Bench, spec: ModelGateSpec) -> None:
    expected = cells_on(bench_of("duckdb"), spec)

    found = cells_on(bench, spec)

    assert (found.quality, found.plan, found.keys) == (expected.quality, expected.plan, expected.keys)
    assert (found.joint.n == expected.joint.n).all()
    assert found.joint.sums == pytest.approx(expected.joint.sums, rel=1e-9, abs=1e-12)
    assert (found.ranks.n == expected.ranks.n).all()
    for ours, theirs in ((found.lowest, expected.lowest), (found.highest, expected.highest)):
        assert np.array_equal(ours, theirs, equal_nan=True)


def moments_on(bench: Bench, spec: ModelGateSpec) -> MomentCells:
    columns = numbers.priced(400, seed=4)
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    odd = {
        "price": pa.array([0.0, -5.0, None, 1.0, float("inf")]),
        "p_old": pa.array([1.0, 2.0, 1.0, float("nan"), 1.0]),
        "p_new": pa.array([1.5, -3.0, 1.0, 1.0, None]),
        "city": pa.array(["A", None, "A", "A", "A"]),
        "size": pa.array([50, None, 100, 100, 100], pa.int64()),
    }
    session = bench.engine.open(bench.sources({"scored": pa.concat_tables([table, pa.table(odd)])}))
    try:
        return collect_moments(session, spec)
    finally:
        session.close()


@pytest.mark.parametrize("spec", [NUMBERS, TAILS], ids=["sums", "tails of slices"])
def test_the_moments_of_a_regression_are_those_of_duckdb(bench: Bench, spec: ModelGateSpec) -> None:
    expected = moments_on(bench_of("duckdb"), spec)

    found = moments_on(bench, spec)

    assert (found.quality, found.plan, found.keys) == (expected.quality, expected.plan, expected.keys)
    assert (found.n == expected.n).all()
    assert (found.undefined == expected.undefined).all()
    assert found.sums == pytest.approx(expected.sums, rel=1e-9, abs=1e-9 * np.abs(expected.sums).max())
    assert found.products == pytest.approx(expected.products, rel=1e-9, abs=1e-9)
    assert found.middle == expected.middle
    assert all(one is not None for one in found.middle)


TOWN = ((Dimension("town"),), (Dimension("town"), Dimension("size", bins=3)))
EACH = kinds.gate("roc_auc", Requirement.at_least(0.5), against=Opponents.EACH)
CLASSES = [
    (kinds.of_classes(*kinds.every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True), EACH, by=TOWN), "pets"),
    (
        kinds.predictions_only(
            *kinds.every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True, is_scored=False), by=TOWN
        ),
        "pets",
    ),
    (kinds.of_labels(*kinds.every_metric(Task.MULTILABEL_CLASSIFICATION, sliced=True), by=TOWN[:1]), "stories"),
]


def class_table(kind: str) -> pa.Table:
    """Return predictions of classes or labels; of some rows label or scores are missing, NaN or outside [0, 1]."""
    columns = kinds.pets(300, seed=4) if kind == "pets" else kinds.stories(300, seed=4)
    lists = {name: values.tolist() for name, values in columns.items()}
    lists["pet" if kind == "pets" else "is_news"][0] = None
    if kind == "pets":
        lists["pet"][4], lists["new_class"][5] = "emu", "emu"
        lists["town"][6] = None
    for row, name, value in ((1, "new_cat", None), (2, "old_cat", float("nan")), (3, "new_dog", 1.5)):
        lists[name if kind == "pets" else name.replace("cat", "news").replace("dog", "sport")][row] = value
    return pa.table(lists)


@pytest.mark.parametrize(("spec", "kind"), CLASSES, ids=["probabilities", "classes", "labels"])
def test_the_cells_of_classes_are_those_of_duckdb(bench: Bench, spec: ModelGateSpec, kind: str) -> None:
    def cells_of(one: Bench) -> ClassCells:
        session = one.engine.open(one.sources({"scored": class_table(kind)}))
        try:
            return collect_classes(session, spec)
        finally:
            session.close()

    expected, found = cells_of(bench_of("duckdb")), cells_of(bench)

    assert (found.quality, found.plan, found.keys, found.codes) == (
        expected.quality, expected.plan, expected.keys, expected.codes,
    )  # fmt: skip
    for ours, theirs in ((found.joint, expected.joint), (found.ranks, expected.ranks)):
        assert (ours.keys.tolist(), ours.n.tolist()) == (theirs.keys.tolist(), theirs.n.tolist())
    assert found.losses == pytest.approx(expected.losses, rel=1e-9, abs=1e-12)
    for mine, its in ((found.rest, expected.rest), (found.each, expected.each)):
        assert [(one.keys, one.joint.n.tolist()) for one in mine] == [
            (one.keys, one.joint.n.tolist()) for one in its
        ]


def test_the_rows_that_a_model_gets_most_wrong_are_those_of_duckdb(bench: Bench) -> None:
    spec = spec_of(
        gate("log_loss", Requirement.at_most(0.01)), gate("roc_auc", NotWorse(0), sliced=True), by=((CARRIER,),)
    )
    late = {name: pa.array(values) for name, values in simulated(600, seed=4).items()}
    swapped = {**late, "p_new": pa.array(1 - np.asarray(late["p_new"]))}

    def shown(one: Bench) -> list[Sample | None]:
        session = one.engine.open(one.sources({"scored": pa.table(swapped)}))
        try:
            cells = collect_cells(session, spec)
            return [
                found.sample for found in with_wrong_rows(session, spec, cells.plan.cuts, judge(spec, cells))
            ]
        finally:
            session.close()

    expected, found = shown(bench_of("duckdb")), shown(bench)

    assert sum(sample is not None for sample in expected) == 3
    assert found == expected


RANKS = rankings.spec_of(
    *(rankings.gate(metric.name, NotWorse(0.5), sliced=True) for metric in rankings.RANKING_METRICS)
)
SERIES = forecasts.spec_of(
    *(
        forecasts.gate(metric.name, Requirement.between(0.5, 0.9), sliced=True)
        for metric in METRICS_BY_TASK[Task.FORECASTING]
    ),
    baseline=forecasts.old(),
    columns=forecasts.BY_SERIES,
)


def weighed(spec: ModelGateSpec, entity: str) -> ModelGateSpec:
    return replace(spec, weight="w", blocks=BlockSpec(entity=entity))


def with_weights(columns: Mapping[str, Any], entity: str) -> dict[str, Any]:
    """Return rows that count one to three times, those of one entity alike; a few weigh nothing."""
    return {**columns, "w": np.asarray(columns[entity]) % 4 * 0.5}


@pytest.mark.parametrize(
    ("spec", "columns"),
    [
        (RANKS, rankings.ranked(60, seed=2)),
        (SERIES, forecasts.forecast(30, seed=2)),
        (weighed(RANKS, "user"), with_weights(rankings.ranked(40, seed=2), "user")),
        (weighed(SERIES, "shop"), with_weights(forecasts.forecast(20, seed=2), "shop")),
    ],
    ids=["ranking", "forecasting", "weighed ranking", "weighed forecasting"],
)
def test_the_moments_of_queries_and_of_series_are_those_of_duckdb(
    bench: Bench, spec: ModelGateSpec, columns: Mapping[str, object]
) -> None:
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    expected, found = (_moments(one, spec, table) for one in (bench_of("duckdb"), bench))

    ours, theirs = _apart_from_blocks(found), _apart_from_blocks(expected)
    assert (found.quality, found.plan) == (expected.quality, expected.plan)
    assert [found.keys[at] for at in ours] == [expected.keys[at] for at in theirs]
    assert (found.n[ours] == expected.n[theirs]).all()
    assert (found.undefined[ours] == expected.undefined[theirs]).all()
    for mine, its in (
        (found.sums[ours], expected.sums[theirs]),
        (found.products[ours], expected.products[theirs]),
    ):
        assert mine == pytest.approx(its, rel=1e-9, abs=1e-9 * np.abs(its).max())


def _apart_from_blocks(cells: MomentCells) -> list[int]:
    """Return the places of what is not cut by blocks: an engine groups entities by its own hash."""
    blocks = {at for at, cut in enumerate(cells.plan.cuts) if cut.block is not None}
    return [at for at, (where, _) in enumerate(cells.keys) if not blocks & set(cells.plan.sets[where])]


def _moments(bench: Bench, spec: ModelGateSpec, table: pa.Table) -> MomentCells:
    session = bench.engine.open(bench.sources({"scored": table}))
    try:
        return collect_moments(session, spec)
    finally:
        session.close()


def table_of(columns: Mapping[str, object]) -> pa.Table:
    return pa.table({name: pa.array(values) for name, values in columns.items()})


WEIGHED = replace(
    numbers.spec_of(numbers.gate("mae", NotWorse(1.0), sliced=True), by=((Dimension("city"),),)),
    weight="size",
    blocks=BlockSpec(entity="size"),
)
SEARCHED = replace(search_spec(), slices=((Dimension("city"),),))


@pytest.mark.parametrize(
    ("spec", "table"),
    [
        (SPEC, predictions()),
        (NUMBERS, table_of(numbers.priced(300, seed=4))),
        (WEIGHED, table_of(numbers.priced(300, seed=4))),
        *((spec, class_table(kind)) for spec, kind in CLASSES),
        (RANKS, table_of(rankings.ranked(60, seed=2))),
        (SERIES, table_of(forecasts.forecast(30, seed=2))),
        (SEARCHED, table_of(classified(800, seed=2, harm=0.6))),
    ],
    ids=[
        "binary",
        "regression",
        "weighed blocks",
        "classes",
        "class",
        "labels",
        "ranking",
        "forecasting",
        "search",
    ],
)
def test_candidates_read_in_one_pass_are_those_that_are_read_alone(
    bench: Bench, spec: ModelGateSpec, table: pa.Table
) -> None:
    if not isinstance(bench.engine, DuckDBEngine) and spec.task is not Task.BINARY_CLASSIFICATION:
        pytest.skip("one task says how an engine answers readers that go in step")
    spec = replace(spec, gates=spec.gates[::5])  # a few are enough: each metric has its test above
    given = {name: f"other_{name}" for name in columns_of(spec.candidate)}
    for (name, other), old in zip(given.items(), columns_of(spec.baseline), strict=True):
        table = table.append_column(other, table[old] if name != old else table[name])
    other_columns: Predicted = (
        given[spec.candidate]
        if isinstance(spec.candidate, str)
        else {key: given[name] for key, name in spec.candidate.items()}
    )
    specs = specs_of(spec, {"new": spec.candidate, "other": other_columns})

    def read(session: Session, one: ModelGateSpec) -> list[object]:
        cells = kind_of(one.task).to_plain(kind_of(one.task).collect(session, one))
        searched = () if one.discover is None else collect_base_cells(session, one, one.discover, seed=1)
        return list(_leaves([cells, base_cells_to_plain(searched) if searched else None]))

    def opened() -> Session:
        return bench.engine.open(bench.sources({"scored": table}))

    with closing(opened()) as alone:
        expected = [read(alone, one) for one in specs]
    with closing(opened()) as together:
        found = read_in_step(together, "scored", [partial(read, one=one) for one in specs])

    assert together.selects <= alone.selects // 2
    for ours, theirs in zip(found, expected, strict=True):
        assert not isinstance(ours, LockgateError), ours
        assert _words(ours) == _words(theirs)
        assert _numbers(ours) == pytest.approx(_numbers(theirs), rel=1e-9, abs=1e-9, nan_ok=True)


def _leaves(plain: object) -> Iterator[object]:
    """Yield what a document holds, and its keys."""
    if isinstance(plain, Mapping):
        for key in sorted(plain):
            yield key
            yield from _leaves(plain[key])
    elif isinstance(plain, list | tuple):
        for one in plain:
            yield from _leaves(one)
    else:
        yield plain


def _words(leaves: list[object]) -> list[object]:
    return ["number" if isinstance(one, float) else one for one in leaves]


def _numbers(leaves: list[object]) -> list[float]:
    return [one for one in leaves if isinstance(one, float)]
