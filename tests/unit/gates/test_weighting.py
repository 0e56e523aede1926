from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes import forecasts, numbers, ranked
from tests.fakes.predictions import BINARY_METRICS, cells_of, every_metric, gate, simulated, spec_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.judge import judge
from lockgate.gates.metric import COMPARES, COUNTS_ROWS
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.moments.state import merge_moments, moments_from_plain, moments_to_plain
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.state import cells_from_plain, cells_to_plain, merge_cells
from lockgate.gates.task_columns import TaskColumns
from lockgate.scan.blocks import BlockSpec

BY_ROW = BlockSpec(entity="row")


AT_AN_EDGE = ("adaptive_calibration_error", "precision_at_recall", "recall_at_precision", "threshold_at_recall")
"""A cut that is reached exactly by rows is missed by a hair by the same weights."""


TAILS = ("cvar_brier_score_loss", "cvar_log_loss")
"""Losses that are known by the ends of a bucket, not to the last digit."""


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
    gates = [one for one in gates if one.metric not in (*AT_AN_EDGE, *TAILS)]
    spec = spec_of(*gates, by=((Dimension("carrier"),),))

    found, expected = cells_of(columns, weighed(spec)), cells_of(twice, spec)

    theirs = {expected.key(at): expected.slice(at) for at in range(len(expected.keys))}
    judged = [at for at in range(len(found.keys)) if found.is_judged(at)]
    assert {found.key(at) for at in judged} == set(theirs)
    for at, asked in itertools.product(judged, gates):
        mine, other = (_number(asked, cells) for cells in (found.slice(at), theirs[found.key(at)]))
        assert mine == pytest.approx(other, abs=1e-6, nan_ok=True), asked.metric
    assert found.slice(0).rows == 400


@pytest.mark.parametrize("name", TAILS)
def test_the_worst_rows_are_those_of_repeated_rows_as_far_as_buckets_tell(name: str) -> None:
    # rows that weigh nothing still widen the bucket that they are in
    columns = rows(400)
    columns["w"] = np.random.default_rng(2).integers(0, 4, 400)
    twice = {key: np.repeat(values, columns["w"]) for key, values in columns.items()}
    (asked,) = (one for one in every_metric() if one.metric == name)
    spec = spec_of(asked)

    mine, theirs = (
        asked.definition.estimate(cells_of(table, one).slice(0), Model.CANDIDATE)
        for table, one in ((columns, weighed(spec)), (twice, spec))
    )

    assert 0 < mine.slack < 1e-4
    assert abs(mine.estimate.value - theirs.estimate.value) <= mine.slack


def _number(asked: MetricGate, cells: SliceCells) -> float:
    """Return what a gate reads of one slice; NaN where there is no number."""
    is_paired = isinstance(asked.requirement, NotWorse) or COMPARES in asked.definition.needs
    definition = asked.definition
    measured = definition.difference(cells) if is_paired else definition.estimate(cells, Model.CANDIDATE)
    return measured.estimate.value


def _where(finding: Finding) -> tuple[str, object]:
    return finding.check, finding.subject.slice


@pytest.mark.parametrize(
    "metric", [one for one in BINARY_METRICS if COUNTS_ROWS in one.needs], ids=lambda metric: metric.name
)
def test_a_metric_that_counts_rows_says_why_it_takes_no_weight(metric: Any) -> None:  # noqa: ANN401 - any metric
    must = f"`weight` must be not given where a metric counts rows; .* of each why, got '{metric.name}'"

    with pytest.raises(ParameterError, match=must):
        weighed(spec_of(gate(metric.name, Requirement.between(0, 0.5))))
    assert "Not of weighed rows:" in str(type(metric).__doc__)


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

    assert judge(replace(spec, gates=spec.gates[:1]), both)[0].n == 500
    assert cells_to_plain(both) == cells_to_plain(merge_cells(first, second))


def test_weighed_moments_are_written_read_and_merged() -> None:
    gates = [
        one
        for one in numbers.every_metric(sliced=True, of=numbers.OF_BLOCKS)
        if one.metric not in numbers.OF_ALL_ROWS
    ]
    spec = weighed(numbers.spec_of(*gates))
    parts = [numbers.priced(n, seed=n) | {"w": np.full(n, 0.5), "row": np.arange(n)} for n in (300, 200)]
    first = numbers.moments_of(parts[0], spec)
    second = numbers.moments_of(parts[1], spec, like=first.plan)

    both = moments_from_plain(moments_to_plain(merge_moments(first, second)))

    assert both.slice(0).rows == 500


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


BY_USER: dict[str, Any] = {"weight": "w", "blocks": BlockSpec(entity="user")}


def films(queries: int) -> dict[str, Any]:
    """Return ranked films of users that weigh 0 to 3; one who weighs nothing likes nothing."""
    columns: dict[str, Any] = dict(ranked.ranked(queries, seed=1))
    weights = np.random.default_rng(2).integers(0, 4, queries)
    columns["w"] = weights[columns["user"]].astype(float)
    nothing = columns["user"] == int(np.argmin(weights))
    return columns | {"stars": np.where(nothing, 0.0, columns["stars"])}


def test_a_ranking_is_the_weighed_mean_of_its_queries() -> None:
    columns = films(300)
    plain = ranked.spec_of(
        *(ranked.gate(one.name, Requirement.at_least(0.1)) for one in ranked.RANKING_METRICS)
    )
    spec = replace(plain, **BY_USER)
    weights = columns["w"][::12]
    repeated = [
        at
        for user, times in enumerate(weights.astype(int))
        for at in np.arange(12 * user, 12 * user + 12).tolist() * times
    ]
    twice = {name: values[repeated] for name, values in columns.items()}
    twice["user"] = np.arange(len(repeated)) // 12

    found = judge(spec, numbers.moments_of(columns, spec))
    doubled = judge(spec, numbers.moments_of(columns | {"w": 2 * columns["w"]}, spec))

    expected = judge(plain, numbers.moments_of(twice, plain))
    for mine, theirs, other in zip(found, expected, doubled, strict=True):
        assert mine.observed == pytest.approx(theirs.observed, abs=1e-9), mine.check
        assert mine.n == 300
        assert (other.observed, other.interval) == (mine.observed, mine.interval)
    by_user = [
        sk.ndcg_score([y], [p])
        for y, p in zip(columns["stars"].reshape(-1, 12), columns["new"].reshape(-1, 12), strict=True)
    ]
    (ndcg,) = [one.observed for one in found if one.check.startswith("ndcg")]
    assert ndcg == pytest.approx(np.average(by_user, weights=weights), abs=1e-9)


def test_rows_of_a_query_weigh_the_same() -> None:
    columns = films(60)
    columns["w"] = np.where(np.arange(720) == 5, 7.0, columns["w"])
    spec = replace(ranked.spec_of(ranked.gate("ndcg_score", Requirement.at_least(0.1))), **BY_USER)

    (found,) = judge(spec, numbers.moments_of(columns, spec))

    assert found.verdict is Verdict.ERROR
    assert "1 has a query with several values of `w`, by which queries are weighed" in found.summary


FORECASTS = (
    "mean_absolute_error",
    "root_mean_squared_error",
    "mean_absolute_scaled_error",
    "weighted_absolute_percentage_error",
    "mean_absolute_percentage_error",
)


def sales(shops: int) -> dict[str, Any]:
    """Return forecasts whose rows weigh 0 to 3; one that weighs nothing has no percentage."""
    columns: dict[str, Any] = dict(forecasts.forecast(shops, seed=1))
    weights = np.random.default_rng(2).integers(0, 4, shops * 6).astype(float)
    weights[:6] = 0  # a whole shop
    sold = np.where(np.arange(shops * 6) == 0, 0.0, columns["sales"])
    return columns | {"w": weights, "sales": sold, "half": columns["shop"] % 2}


def test_rows_of_a_series_are_weighed_each() -> None:
    columns = sales(90)
    gates = [forecasts.gate(name, Requirement.at_most(1_000), sliced=True) for name in FORECASTS]
    plain = forecasts.spec_of(
        *gates, candidate="new_0.5", baseline="old_0.5", columns=TaskColumns(series="shop"), by="half"
    )
    spec = replace(plain, weight="w", blocks=BlockSpec(entity="shop"))
    twice = {name: np.repeat(values, columns["w"].astype(int)) for name, values in columns.items()}

    found = judge(spec, numbers.moments_of(columns, spec))

    expected = judge(plain, numbers.moments_of(twice, plain))
    for mine, theirs in zip(sorted(found, key=_where), sorted(expected, key=_where), strict=True):
        assert mine.observed == pytest.approx(theirs.observed, abs=1e-9), mine.check
        assert "jackknife" in (mine.interval.method if mine.interval else "")
    assert found[0].n == 90
    oracle = sk.mean_absolute_error(columns["sales"], columns["new_0.5"], sample_weight=columns["w"])
    assert found[0].observed == pytest.approx(oracle, abs=1e-9)


def test_weighed_series_are_judged_again_from_what_was_kept() -> None:
    columns = sales(60)
    gate = forecasts.gate("mae", Requirement.at_most(1_000))
    plain = forecasts.spec_of(gate, candidate="new_0.5", columns=TaskColumns(series="shop"))
    spec = replace(plain, weight="w", blocks=BlockSpec(entity="shop"))

    cells = numbers.moments_of(columns, spec)

    assert judge(spec, moments_from_plain(moments_to_plain(cells))) == judge(spec, cells)


def test_the_plot_of_residuals_shows_weighed_means_of_as_many_rows_as_there_are() -> None:
    columns = numbers.priced(400, seed=1) | {
        "w": np.random.default_rng(5).gamma(1.0, 1.0, 400),
        "row": np.arange(400),
    }
    spec = weighed(numbers.spec_of(numbers.gate("mae", Requirement.at_most(1_000)), baseline=None))

    cells = numbers.moments_of(columns, spec)

    place = np.searchsorted(cells.plan.edges, columns["p_new"], side="right")
    assert sum(one.rows for one in cells.residuals) == 400
    for one in cells.residuals:
        inside = place == one.at
        mean = np.average((columns["p_new"] - columns["price"])[inside], weights=columns["w"][inside])
        assert one.rows == inside.sum()
        assert one.error / one.rows == pytest.approx(mean)


def test_a_bin_of_rows_that_weigh_nothing_is_not_plotted() -> None:
    columns = numbers.priced(400, seed=1) | {"row": np.arange(400)}
    columns["w"] = (columns["p_new"] > np.median(columns["p_new"])).astype(float)
    spec = weighed(numbers.spec_of(numbers.gate("mae", Requirement.at_most(1_000)), baseline=None))

    cells = numbers.moments_of(columns, spec)

    assert {one.at for one in cells.residuals} == set(range(5, 10))
