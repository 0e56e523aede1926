from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from tests.fakes import numbers
from tests.fakes.predictions import BINARY_METRICS, cells_of, every_metric, gate, simulated, spec_of

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.blocks import FEWEST_BLOCKS, HullMeasurement, Seen, StretchedMeasurement, measured
from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.cells_without import cells_without
from lockgate.gates.classes.without import classes_without
from lockgate.gates.judge import judge
from lockgate.gates.measurement import (
    ExcessMeasurement,
    FractionMeasurement,
    MeanMeasurement,
    UndefinedMeasurement,
)
from lockgate.gates.metric import COMPARES
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.moments.cells import moments_without
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.blocks import BlockSpec, BlockUnit
from lockgate.stats.estimate import Estimate

BY_CUSTOMER = BlockSpec(entity="customer")


def blocked(
    columns: dict[str, Any], spec: ModelGateSpec, blocks: BlockSpec = BY_CUSTOMER
) -> tuple[Finding, ...]:
    asked = replace(spec, blocks=blocks)
    return judge(asked, cells_of(columns, asked))


def bounds(finding: Finding) -> tuple[float, float]:
    assert finding.interval is not None
    assert finding.interval.lower is not None
    assert finding.interval.upper is not None
    return finding.interval.lower, finding.interval.upper


def repeated(n: int, times: int, seed: int = 1) -> dict[str, Any]:
    """Return `n` customers, each with the same row so many times: no more is known than of `n` rows."""
    columns = simulated(n, seed=seed, rate=0.0)
    return {name: np.repeat(values, times) for name, values in columns.items()} | {
        "customer": np.repeat(np.arange(n), times)
    }


def test_rows_that_repeat_make_nothing_surer() -> None:
    spec = spec_of(gate("accuracy", Requirement.at_least(0.5)))

    (once,) = blocked(repeated(2_000, 1), spec)
    (often,) = blocked(repeated(2_000, 20), spec)
    (naive,) = judge(spec, cells_of(repeated(2_000, 20), spec))

    assert bounds(often) == pytest.approx(bounds(once), abs=1e-3)
    assert bounds(naive)[1] - bounds(naive)[0] < 0.4 * (bounds(often)[1] - bounds(often)[0])
    assert often.interval is not None
    assert "jackknife of 64 blocks" in often.interval.method
    assert often.n == 40_000


def test_a_mean_has_the_error_that_a_regression_with_clustered_errors_has() -> None:
    columns = repeated(60, 30)
    spec = spec_of(gate("brier", Requirement.at_most(1)))
    losses = (columns["late"] - columns["p_new"]) ** 2
    day = columns["customer"]  # 60 blocks, none of which is joined with another

    found = blocked({**columns, "day": _days(day)}, spec, BlockSpec(column="day"))[0]

    oracle = sm.OLS(losses, np.ones(losses.size)).fit(cov_type="cluster", cov_kwds={"groups": day})
    half = (bounds(found)[1] - bounds(found)[0]) / 2
    from scipy.stats import t  # noqa: PLC0415 - the oracle's quantile

    assert half == pytest.approx(float(oracle.bse[0]) * t.ppf(0.95, 59), rel=0.01)


def _days(number: np.ndarray) -> np.ndarray:
    return np.datetime64("2024-01-01") + np.asarray(number).astype("timedelta64[D]")


def test_many_days_are_joined_to_stretches_of_neighbours() -> None:
    columns = simulated(20_000, seed=1) | {"day": _days(np.arange(20_000) // 20)}

    (found,) = blocked(columns, spec_of(gate("log_loss", NotWorse(0.1))), BlockSpec(column="day"))

    assert found.verdict is Verdict.PASS
    assert found.interval is not None
    assert found.interval.method == "paired, jackknife of 64 blocks, t"


def test_more_stretches_of_time_than_can_be_kept_are_refused() -> None:
    columns = simulated(2_000, seed=1) | {"day": _days(np.arange(2_000))}
    spec = replace(spec_of(gate("log_loss", NotWorse(0.1))), blocks=BlockSpec(column="day"))

    with pytest.raises(ParameterError, match="at most 1,000 blocks of `day`"):
        cells_of(columns, spec)
    assert judge(
        replace(spec, blocks=BlockSpec(column="day", unit=BlockUnit.MONTH)),
        cells_of(columns, replace(spec, blocks=BlockSpec(column="day", unit=BlockUnit.MONTH))),
    )


def test_few_blocks_decide_nothing() -> None:
    columns = repeated(FEWEST_BLOCKS - 1, 500)

    (found,) = blocked(columns, spec_of(gate("accuracy", Requirement.at_least(0.01))))

    assert (found.verdict, found.reason) == (Verdict.INCONCLUSIVE, Reason.METRIC_UNDEFINED)
    assert "blocks; 10 or more tell how far blocks differ" in found.summary


def test_a_number_that_one_block_alone_makes_possible_is_not_known() -> None:
    columns = repeated(200, 3)
    columns["late"] = (columns["customer"] == 0).astype(int)

    (found,) = blocked(columns, spec_of(gate("recall", Requirement.at_least(0.0))))

    assert "without one of the blocks there is no number: no positive rows" in found.summary
    assert found.verdict is Verdict.INCONCLUSIVE


def test_metrics_have_bounds_by_blocks_on_all_rows_and_on_slices() -> None:
    columns = repeated(1_500, 3)
    asked = every_metric(sliced=True)[::4]  # the next test asks every one
    spec = spec_of(*asked, by=((Dimension("carrier"),),))

    found = blocked(columns, spec)

    assert len(found) == len(asked) * 4
    assert [one.check for one in found if one.interval is None] == []
    assert all("jackknife of 64 blocks" in one.interval.method for one in found if one.interval)


@pytest.mark.parametrize(
    "metric", [one for one in BINARY_METRICS if COMPARES not in one.needs], ids=lambda metric: metric.name
)
def test_every_paired_metric_has_bounds_by_blocks(metric: Any) -> None:  # noqa: ANN401 - any metric
    spec = replace(spec_of(*every_metric()), blocks=BY_CUSTOMER)
    cells = cells_of(repeated(800, 3), spec)
    parts = [cells.slice(at) for at in cells.blocks()[0].values()]

    found = measured(Seen(cells.slice(0), dict(enumerate(parts)), cells_without), metric.difference)

    lower, upper = found.bounds(0.1)
    assert lower <= found.estimate.value <= upper
    assert found.slack >= 0
    assert found.unit > 0
    assert "jackknife of 64 blocks" in found.method


@pytest.mark.parametrize("metric", numbers.OF_BLOCKS, ids=lambda metric: metric.name)
def test_every_metric_of_a_regression_has_bounds_by_blocks(metric: Any) -> None:  # noqa: ANN401 - any metric
    columns = {name: np.repeat(values, 3) for name, values in numbers.priced(900, seed=1).items()}
    columns["customer"] = np.repeat(np.arange(900), 3)
    spec = replace(numbers.spec_of(*numbers.every_metric(of=numbers.OF_BLOCKS)), blocks=BY_CUSTOMER)
    cells = numbers.moments_of(columns, spec)
    asked = tuple(one for one in spec.gates if one.metric == metric.name)

    (mine,) = judge(replace(spec, gates=asked), cells)

    assert "jackknife of 64 blocks" in (mine.interval.method if mine.interval else "")


def test_a_block_that_is_left_out_leaves_the_rows_of_the_others() -> None:
    columns = repeated(300, 2)
    spec = replace(spec_of(*every_metric()), blocks=BY_CUSTOMER)
    cells = cells_of(columns, spec)
    parts = [cells.slice(at) for at in cells.blocks()[0].values()]

    left: list[SliceCells] = list(cells_without([[part] for part in parts]))

    assert [one.n for one in left] == [600 - part.n for part in parts]
    for metric in BINARY_METRICS:
        whole = metric.estimate(cells.slice(0), Model.CANDIDATE).estimate.value
        others = [metric.estimate(one, Model.CANDIDATE).estimate.value for one in left]
        assert min(others) - 1e-9 <= whole <= max(others) + 1e-9, metric.name


def test_a_measurement_that_does_not_exist_stays_so() -> None:
    nothing = UndefinedMeasurement("no rows", 0)

    assert measured(Seen(None, {}, lambda _: iter(())), lambda _: nothing) is nothing


def test_the_hull_of_two_measurements_is_known_where_both_are() -> None:
    one = FractionMeasurement(Estimate(0.5, 0.1, 100), "a")
    unknown = MeanMeasurement(Estimate.undefined(), "b")

    assert all(math.isnan(bound) for bound in HullMeasurement(one, unknown).bounds(0.1))
    assert HullMeasurement(one, unknown).method == "a, and b"
    assert HullMeasurement(one, unknown).unit == one.unit


@pytest.mark.parametrize("without", [cells_without, classes_without, moments_without])
def test_without_any_block_there_is_nothing_to_leave_out(without: Any) -> None:  # noqa: ANN401 - of any task
    assert list(without([])) == []


def test_a_stretched_number_says_what_it_is_and_stays_within_its_scale() -> None:
    plain = FractionMeasurement(Estimate(0.9, 0.05, 500), "log-odds", slack=0.01)
    stretched = StretchedMeasurement(plain, 4.0)

    assert (stretched.method, stretched.slack, stretched.unit, stretched.undefined) == (
        "log-odds, stretched",
        0.01,
        1.0,
        "",
    )
    assert stretched.estimate == Estimate(0.9, 0.2, 500)
    assert stretched.bounds(0.1)[1] == 1.0
    assert stretched.bounds(0.1)[0] >= 0.0
    unknown = StretchedMeasurement(MeanMeasurement(Estimate.undefined(), "t"), 2.0)
    assert all(math.isnan(bound) for bound in unknown.bounds(0.1))


def test_a_bin_whose_rows_repeat_is_as_far_off_as_fewer_rows_may_be() -> None:
    spec = spec_of(gate("maximum_calibration_error", Requirement.at_most(0.5)))

    (often,) = blocked(repeated(300, 9), spec)
    (naive,) = judge(spec, cells_of(repeated(300, 9), spec))

    seen = naive.observed
    assert isinstance(seen, float)
    assert often.observed == seen
    assert bounds(often)[1] - seen == pytest.approx(3 * (bounds(naive)[1] - seen), rel=0.6)
    assert bounds(often)[0] <= bounds(naive)[0]


def test_rows_that_err_as_one_by_itself_would_are_not_made_surer() -> None:
    spec = spec_of(gate("maximum_calibration_error", Requirement.at_most(0.5)))
    columns = repeated(1_000, 1)

    (mine,) = blocked(columns, spec)
    (naive,) = judge(spec, cells_of(columns, spec))

    assert bounds(mine)[0] <= bounds(naive)[0]
    assert bounds(mine)[1] >= bounds(naive)[1]


def test_what_chance_adds_is_given_up_below_and_of_a_difference_on_the_side_that_it_moved() -> None:
    """A number that is 0 where rows stand for all, and the higher the fewer they are."""
    views = [SimpleNamespace(n=1, rows=100, parts=frozenset({at})) for at in range(64)]

    def without(groups: Sequence[Sequence[Any]]) -> Iterator[Any]:
        gone = [frozenset[int]().union(*(view.parts for view in group)) for group in groups]
        every = frozenset[int]().union(*gone)
        return (SimpleNamespace(n=1, rows=100, parts=every - one) for one in gone)

    def found(sign: float, method: str) -> Any:  # noqa: ANN401 - any measurement
        def measure(view: Any) -> ExcessMeasurement:  # noqa: ANN401 - a view
            estimate = Estimate(sign * 0.1 / math.sqrt(len(view.parts)), 0.01, 6_400)
            return ExcessMeasurement(estimate, method, chance=(0.5, 0.5), least=-1.0, greatest=1.0)

        whole = SimpleNamespace(n=64, rows=6_400, parts=frozenset(range(64)))
        return measured(Seen(whole, dict(enumerate(views)), without), measure)

    rise = 0.1 / math.sqrt(32) - 0.1 / math.sqrt(64)
    alone, better, worse = found(1, "t"), found(1, "paired, t"), found(-1, "paired, t")
    assert alone.chance == better.chance == pytest.approx((4 * rise, 0.0))
    assert worse.chance == pytest.approx((0.0, 4 * rise))
    assert alone.method == "jackknife of 64 blocks, t, less what half of the blocks adds"
    assert better.method.startswith("paired, jackknife of 64 blocks")


def test_a_number_that_follows_from_another_is_not_known_where_that_is_not() -> None:
    spec = replace(spec_of(*every_metric()), blocks=BY_CUSTOMER)
    columns = repeated(200, 3)
    columns["late"] = (columns["customer"] == 0).astype(int)
    cells = cells_of(columns, spec)
    seen = Seen(
        cells.slice(0), {at: cells.slice(part) for at, part in cells.blocks()[0].items()}, cells_without
    )
    threshold = next(one for one in BINARY_METRICS if one.name == "threshold_at_recall")
    profit = next(one for one in BINARY_METRICS if one.name == "profit_at_share")

    for one in (threshold.difference, partial(profit.estimate, model=Model.CANDIDATE)):
        assert "without one of the blocks there is no number" in measured(seen, one).undefined


def test_slices_of_weighed_rows_have_every_number_that_chance_raises() -> None:
    raised = (
        "ece",
        "adaptive_calibration_error",
        "smooth_calibration_error",
        "brier_miscalibration",
        "brier_discrimination",
        "ks_statistic",
        "f1_regret",
    )
    columns = repeated(900, 1) | {"w": np.random.default_rng(1).gamma(2.0, 0.5, 900)}
    gates = [gate(name, Requirement.between(0, 0.2)) for name in raised]
    gates += [gate(name, NotWorse(0.1)) for name in raised]

    found = blocked(columns, replace(spec_of(*gates), weight="w", blocks=BY_CUSTOMER))

    assert all(
        "less what half of the blocks adds" in (one.interval.method if one.interval else "") for one in found
    )
    for one in found:
        assert isinstance(one.observed, float)
        assert bounds(one)[0] <= one.observed <= bounds(one)[1]
