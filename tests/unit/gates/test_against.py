from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of, whole

from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.against import RelativeMeasurement, measure
from lockgate.gates.cells import SliceCells
from lockgate.gates.judge import judge
from lockgate.gates.measurement import FractionMeasurement, MeanMeasurement, Measurement
from lockgate.gates.metric_gate import Better, MetricGate, NotWorse
from lockgate.stats.estimate import Estimate

COLUMNS = simulated(4_000, seed=1)
CELLS = whole(COLUMNS["late"], COLUMNS["p_new"], COLUMNS["p_old"])
SHARE = NotWorse(0.02, is_relative=True)


def measured(asked: MetricGate, cells: SliceCells) -> Measurement:
    return measure(asked, lambda one: one(cells))


def test_a_share_is_the_difference_by_the_baselines_value() -> None:
    flags = {name: COLUMNS[name] >= 0.5 for name in ("p_new", "p_old")}
    new, old = ((flags[name] == COLUMNS["late"]).mean() for name in ("p_new", "p_old"))

    found = measured(gate("accuracy", SHARE), CELLS)

    assert found.estimate.value == pytest.approx(new / old - 1, abs=1e-9)
    assert found.method == "paired, Tango score; as a share of the baseline, Clopper-Pearson"
    lower, upper = found.bounds(0.1)
    plain = measured(gate("accuracy", NotWorse(0.02)), CELLS).bounds(0.1)
    assert lower < plain[0] / old
    assert upper > plain[1] / old
    assert found.unit == pytest.approx(1 / old)


def test_an_absolute_bar_reads_the_candidate_alone() -> None:
    assert measured(gate("accuracy", Requirement.at_least(0.5)), CELLS).method == "Clopper-Pearson"


@pytest.mark.parametrize(
    ("change", "signs"), [((0.02, 0.001), (1, 1)), ((-0.02, 0.001), (-1, -1)), ((0.0, 0.01), (-1, 1))]
)
def test_bounds_hold_what_both_intervals_allow_at_once(
    change: tuple[float, float], signs: tuple[int, int]
) -> None:
    difference = MeanMeasurement(Estimate(*change, 1_000), "t", slack=0.0)
    baseline = FractionMeasurement(Estimate(0.5, 0.02, 1_000), "logit")

    lower, upper = RelativeMeasurement(difference, baseline).bounds(0.1)

    (low, high), (least, most) = difference.bounds(0.1), baseline.bounds(0.1)
    assert (np.sign(lower), np.sign(upper)) == signs
    assert lower == pytest.approx(min(low / least, low / most))
    assert upper == pytest.approx(max(high / least, high / most))


def test_nothing_is_a_share_of_nothing() -> None:
    none = whole([0, 1, 1], [0.9, 0.9, 0.9], [0.1, 0.1, 0.1])

    assert "nothing is a share" in measured(gate("recall", SHARE), none).undefined
    assert measured(gate("recall", SHARE), whole([0, 0], [0.9, 0.1])).undefined == "no positive rows"


def test_a_baseline_whose_value_may_be_nothing_has_no_bounds() -> None:
    baseline = MeanMeasurement(Estimate(0.1, 0.2, 100), "t")

    share = RelativeMeasurement(MeanMeasurement(Estimate(0.1, 0.1, 100), "t"), baseline)

    assert all(math.isnan(end) for end in share.bounds(0.1))
    assert share.slack == 0


@pytest.mark.parametrize(
    ("requirement", "noise", "verdict"),
    [
        (NotWorse(0.05, is_relative=True), 0.4, Verdict.PASS),
        (Better(0.0), 0.4, Verdict.INCONCLUSIVE),
        (Better(0.02), 0.4, Verdict.FAIL),
        (Better(0.01), 3.0, Verdict.PASS),
        (Better(0.02, is_relative=True), 3.0, Verdict.PASS),
    ],
)
def test_margins_are_decided_by_bounds(requirement: NotWorse, noise: float, verdict: Verdict) -> None:
    columns = simulated(20_000, seed=4)
    draw = np.random.default_rng(5)
    logit = np.log(columns["p_new"] / (1 - columns["p_new"]))
    columns["p_old"] = (
        1 / (1 + np.exp(-logit - draw.normal(0, noise, 20_000))) if noise > 1 else columns["p_old"]
    )
    spec = spec_of(gate("log_loss", requirement))

    (finding,) = judge(spec, cells_of(columns, spec))

    assert finding.verdict is verdict
    assert finding.required == str(requirement)
    if requirement.is_relative:
        assert finding.summary.startswith("share of the baseline, candidate − baseline ")
    if verdict is Verdict.INCONCLUSIVE:
        assert finding.mde is not None
