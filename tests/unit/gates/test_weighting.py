from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes import numbers
from tests.fakes.predictions import BINARY_METRICS, cells_of, every_metric, gate, simulated, spec_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.metric import COUNTS_ROWS
from lockgate.gates.moments.state import merge_moments, moments_from_plain, moments_to_plain
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.state import cells_from_plain, cells_to_plain, merge_cells
from lockgate.scan.blocks import BlockSpec

BY_ROW = BlockSpec(entity="row")


AT_AN_EDGE = ("adaptive_calibration_error", "precision_at_recall", "recall_at_precision", "threshold_at_recall")
"""A cut that is reached exactly by rows is missed by a hair by the same weights."""


def weighed(spec: ModelGateSpec) -> ModelGateSpec:
    return replace(spec, weight="w", blocks=BY_ROW)


def rows(n: int, seed: int = 1) -> dict[str, Any]:
    draw = np.random.default_rng(seed)
    return simulated(n, seed=seed, rate=0.0) | {"w": draw.gamma(1.0, 3.0, n), "row": np.arange(n)}


ORACLES = {
    "accuracy": lambda y, p, w: sk.accuracy_score(y, p >= 0.5, sample_weight=w),
    "recall": lambda y, p, w: sk.recall_score(y, p >= 0.5, sample_weight=w),
    "f1": lambda y, p, w: sk.f1_score(y, p >= 0.5, sample_weight=w),
    "matthews_corrcoef": lambda y, p, w: sk.matthews_corrcoef(y, p >= 0.5, sample_weight=w),
    "log_loss": lambda y, p, w: sk.log_loss(y, p, sample_weight=w),
    "brier_score_loss": lambda y, p, w: sk.brier_score_loss(y, p, sample_weight=w),
}


@pytest.mark.parametrize("name", ORACLES)
def test_it_agrees_with_scikit_learn(name: str) -> None:
    columns = rows(3_000)
    spec = weighed(spec_of(gate(name, Requirement.between(0, 1))))

    (found,) = judge(spec, cells_of(columns, spec))

    expected = ORACLES[name](columns["late"], columns["p_new"], columns["w"])
    assert found.observed == pytest.approx(expected, abs=1e-9)
    assert found.n == 3_000


def test_ranking_agrees_with_scikit_learn_within_what_buckets_hide() -> None:
    columns = rows(3_000)
    spec = weighed(spec_of(gate("roc_auc", Requirement.between(0, 1))))

    (found,) = judge(spec, cells_of(columns, spec))

    expected = sk.roc_auc_score(columns["late"], columns["p_new"], sample_weight=columns["w"])
    assert found.observed == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("name", ["mae", "rmse", "r2"])
def test_of_a_regression_it_agrees_with_scikit_learn(name: str) -> None:
    oracle = {"mae": sk.mean_absolute_error, "rmse": sk.root_mean_squared_error, "r2": sk.r2_score}[name]
    draw = np.random.default_rng(3)
    columns = numbers.priced(2_000, seed=1) | {"w": draw.gamma(1.0, 3.0, 2_000), "row": np.arange(2_000)}
    spec = weighed(numbers.spec_of(numbers.gate(name, Requirement.at_most(1_000 if name != "r2" else 1))))

    (found,) = judge(spec, numbers.moments_of(columns, spec))

    assert found.observed == pytest.approx(
        oracle(columns["price"], columns["p_new"], sample_weight=columns["w"])
    )
    assert found.n == 2_000


def test_a_row_of_weight_two_counts_as_two_rows() -> None:
    columns = rows(400)
    columns["w"] = np.random.default_rng(2).integers(0, 4, 400)
    twice = {name: np.repeat(values, columns["w"]) for name, values in columns.items()}
    gates = [one for one in every_metric(sliced=True) if COUNTS_ROWS not in one.definition.needs]
    gates = [one for one in gates if one.metric not in AT_AN_EDGE]
    spec = spec_of(*gates, by=((Dimension("carrier"),),))

    found = judge(weighed(spec), cells_of(columns, weighed(spec)))
    expected = judge(spec, cells_of(twice, spec))

    for mine, theirs in zip(sorted(found, key=_where), sorted(expected, key=_where), strict=True):
        assert mine.observed == pytest.approx(theirs.observed, abs=1e-6), mine.check
    assert found[0].n == 400


def _where(finding: Finding) -> tuple[str, object]:
    return finding.check, finding.subject.slice


@pytest.mark.parametrize(
    "metric", [one.name for one in BINARY_METRICS if COUNTS_ROWS in one.needs] + ["spiegelhalter_z"]
)
def test_a_metric_that_counts_rows_is_not_asked_of_weighed_rows(metric: str) -> None:
    bar = Requirement.between(0, 0.5)

    with pytest.raises(ParameterError, match="`weight` must be not given where a metric counts rows"):
        weighed(spec_of(gate(metric, bar)))


def test_no_other_metric_depends_on_how_many_rows_there_are() -> None:
    cells = cells_of(rows(600), spec_of(*every_metric())).slice(0, seed=1)
    joint, ranks, times = cells.joint, cells.ranks, 2**24
    many = replace(
        cells,
        joint=replace(joint, n=joint.n * times, sums=joint.sums * times),
        ranks=replace(ranks, n=ranks.n * times),
    )

    for metric in (one for one in BINARY_METRICS if COUNTS_ROWS not in one.needs):
        few, found = (metric.estimate(one, Model.CANDIDATE).estimate.value for one in (cells, many))
        assert found == pytest.approx(few, rel=1e-6, abs=1e-9), metric.name


@pytest.mark.parametrize("wrong", [None, float("nan"), float("inf"), -1.0])
def test_a_weight_that_is_none_is_an_error(wrong: float | None) -> None:
    columns = rows(50)
    columns["w"] = [wrong, *columns["w"][1:].tolist()]
    spec = weighed(spec_of(gate("accuracy", Requirement.at_least(0.5))))

    with pytest.raises(DataError, match="`w` must hold finite numbers of 0 or more, as weights are, got 1 row"):
        cells_of(columns, spec)


def test_weights_that_are_all_zero_are_an_error() -> None:
    spec = weighed(spec_of(gate("accuracy", Requirement.at_least(0.5))))

    with pytest.raises(DataError, match="weights that sum to more than 0, got 0"):
        cells_of(rows(50) | {"w": np.zeros(50)}, spec)


def test_weighed_rows_need_blocks() -> None:
    with pytest.raises(ParameterError, match="`blocks` must be given where rows are weighed"):
        replace(spec_of(gate("accuracy", Requirement.at_least(0.5))), weight="w")


def test_weighed_cells_are_written_read_and_merged() -> None:
    spec = weighed(
        spec_of(*(one for one in every_metric(sliced=True) if COUNTS_ROWS not in one.definition.needs))
    )
    first = cells_of(rows(300), spec)
    second = cells_of(rows(200, seed=2), spec, like=first.plan)

    both = cells_from_plain(cells_to_plain(merge_cells(first, second)))

    assert judge(spec, both)[0].n == 500
    assert cells_to_plain(both) == cells_to_plain(merge_cells(first, second))


def test_weighed_moments_are_written_read_and_merged() -> None:
    spec = weighed(numbers.spec_of(*numbers.every_metric(sliced=True)))
    parts = [numbers.priced(n, seed=n) | {"w": np.full(n, 0.5), "row": np.arange(n)} for n in (300, 200)]
    first = numbers.moments_of(parts[0], spec)
    second = numbers.moments_of(parts[1], spec, like=first.plan)

    both = moments_from_plain(moments_to_plain(merge_moments(first, second)))

    assert judge(spec, both)[0].n == 500


def test_cells_that_were_weighed_otherwise_are_refused() -> None:
    spec = weighed(spec_of(gate("accuracy", Requirement.at_least(0.5))))

    with pytest.raises(StateError, match="they were weighed by 'w', not None"):
        judge(replace(spec, weight=None), cells_of(rows(50), spec))


def test_a_document_whose_weighed_rows_were_cut_is_refused() -> None:
    spec = weighed(spec_of(gate("accuracy", Requirement.at_least(0.5))))
    plain = cells_to_plain(cells_of(rows(50), spec))

    for rows_found in ([1], None):
        cut = {name: value for name, value in plain.items() if name != "rows"}
        with pytest.raises(StateError, match="rows of another number of slices"):
            cells_from_plain(cut | ({} if rows_found is None else {"rows": rows_found}))
