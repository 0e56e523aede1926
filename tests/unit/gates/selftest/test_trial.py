from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes import kinds, numbers
from tests.fakes.applicants import RATIO, applicants, fair, gap
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.gaps.gap import Gap
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.metrics.accuracy import Accuracy
from lockgate.gates.selftest.families import families_of
from lockgate.gates.selftest.trial import Rate, Trial, try_gates
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec

COLUMNS = simulated(2_000, seed=1)


def tried(*gates: MetricGate, runs: int = 200) -> tuple[Trial, ...]:
    spec = spec_of(*gates)
    return try_gates(spec, cells_of(COLUMNS, spec), runs=runs, seed=1)


@pytest.mark.parametrize("metric", ["accuracy", "log_loss", "roc_auc"])
def test_the_baseline_against_itself_passes_and_a_regression_of_the_margin_does_not(metric: str) -> None:
    (trial,) = tried(gate(metric, NotWorse(0.05)))

    assert trial.is_paired
    assert trial.false_alarm.count == 0
    assert trial.passed.value > 0.95
    assert 0.005 < trial.false_pass.value < 0.12
    assert not trial.is_violated


def test_slices_are_tried_together() -> None:
    whole, slices = tried(gate("accuracy", NotWorse(0.05), sliced=True))

    assert (whole.size, slices.size) == (0, 3)
    assert slices.false_pass.runs == 600
    assert slices.passed.value < whole.passed.value


@pytest.mark.parametrize(
    ("requirement", "chances"), [(Requirement.at_least(0.6), 200), (Requirement.between(0.6, 0.9), 400)]
)
def test_an_absolute_bar_is_tried_where_the_truth_is_at_it(requirement: Requirement, chances: int) -> None:
    (trial,) = tried(gate("accuracy", requirement))

    assert not trial.is_paired
    assert 0 < trial.false_alarm.value < 0.12
    assert (trial.false_pass.runs, trial.passed.value) == (chances, 1.0)
    assert trial.method == "cells drawn again"


def test_a_gate_that_errs_more_often_than_it_says_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Accuracy.difference
    narrow = lambda self, cells: _Half(honest(self, cells))  # noqa: E731 - a replacement for the test
    monkeypatch.setattr(Accuracy, "difference", narrow)

    (trial,) = tried(gate("accuracy", NotWorse(0.05)))

    assert trial.is_violated


class _Half:
    """A measurement that claims half of its interval."""

    def __init__(self, measured: object) -> None:
        self.measured = measured

    def __getattr__(self, name: str) -> object:
        return getattr(self.measured, name)

    def bounds(self, alpha: float) -> tuple[float, float]:
        lower, upper = self.measured.bounds(alpha)  # type: ignore[attr-defined]  # a measurement
        middle = self.measured.estimate.value  # type: ignore[attr-defined]  # as above
        return middle + (lower - middle) / 3, middle + (upper - middle) / 3


def test_gaps_are_tried_pair_by_pair() -> None:
    columns = applicants(3_000, seed=1)
    spec = fair(
        gap("selection_rate", Requirement.at_least(0.8), compare=RATIO),
        gap("recall", Requirement.at_most(0.3), groups=(Dimension("origin"),), metrics=("recall", "roc_auc")),
    )

    found = try_gates(spec, cells_of(columns, spec), runs=200, seed=1)

    assert [(one.check, one.size) for one in found] == [
        ("selection_rate ratio", 1), ("recall difference", 3), ("roc_auc difference", 3),
    ]  # fmt: skip
    assert not any(one.is_violated for one in found)
    assert found[2].method == "normal draws with the error that was measured"
    assert found[0].passed.value < 0.05 < found[1].passed.value


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (
            gap("selection_rate", Requirement.at_least(0.8), compare=RATIO),
            "no two groups have numbers that can be drawn again",
        ),
        (
            gap("recall", Requirement.at_most(0.1), reference=("Other",)),
            "no two groups have numbers that can be drawn again",
        ),
    ],
)
def test_groups_of_which_nothing_is_known_are_not_tried(asked: GapGate, reason: str) -> None:
    columns = applicants(300, seed=1) | {"p_new": np.zeros(300)}
    spec = fair(asked)

    (trial,) = try_gates(spec, cells_of(columns, spec), runs=20, seed=1)

    assert trial.reason == reason
    assert not trial.is_violated
    assert math.isnan(trial.passed.value)


@pytest.mark.parametrize(
    ("late", "reason"), [([0, 0, 0], "no positive rows"), ([1, 0, 0], "too few rows for an interval")]
)
def test_what_has_no_number_is_not_tried(late: list[int], reason: str) -> None:
    spec = ModelGateSpec(
        table="scored", label="late", candidate="p_new", gates=(gate("recall", Requirement.at_least(0.5)),)
    )

    (trial,) = try_gates(spec, cells_of({"late": late, "p_new": [0.9, 0.2, 0.3]}, spec), runs=20, seed=1)

    assert trial.reason == reason


def test_the_same_seed_gives_the_same_rates_and_runs_have_a_domain() -> None:
    first, again = (tried(gate("f1", NotWorse(0.05)), runs=30) for _ in range(2))

    assert first == again
    with pytest.raises(ParameterError, match="runs"):
        tried(gate("f1", NotWorse(0.05)), runs=5)


def test_a_rate_exceeds_what_is_stated_only_where_that_is_sure() -> None:
    assert not Rate(26, 400).exceeds(0.05)
    assert Rate(60, 400).exceeds(0.05)


def test_what_is_drawn_still_says_how_it_was_measured() -> None:
    spec = fair(gap("roc_auc", Requirement.at_most(0.3)))
    (family,) = families_of(spec, cells_of(applicants(500, seed=1), spec), seed=1)

    (drawn,) = family.draw(np.random.default_rng(1))

    assert isinstance(drawn, Gap)
    assert drawn.method == "MOVER on DeLong, log-odds scale"


def test_what_has_no_number_is_counted_as_left_out() -> None:
    columns = simulated(600, seed=1)
    columns["late"] = np.where(columns["carrier"] == "AA", 0, columns["late"])
    spec = spec_of(gate("recall", Requirement.at_least(0.1), sliced=True))

    whole, slices = try_gates(spec, cells_of(columns, spec), runs=20, seed=1)

    assert (whole.size, whole.n_left_out) == (0, 0)
    assert (slices.size, slices.n_left_out) == (2, 1)


def test_pairs_that_share_groups_are_one_decision_a_run() -> None:
    spec = fair(gap("accuracy", Requirement.at_most(0.05), groups=(Dimension("origin"),)))

    (trial,) = try_gates(spec, cells_of(applicants(2_000, seed=1), spec), runs=200, seed=1)

    assert (trial.size, trial.n_left_out, trial.false_pass.runs) == (3, 0, 200)


@pytest.mark.parametrize("noise", [0.2, 0.9])
@pytest.mark.parametrize("metric", ["r2_score", "mean_squared_error", "mean_absolute_error"])
def test_a_sound_gate_on_amounts_is_not_accused(metric: str, noise: float) -> None:
    columns = _amounts(442, noise)
    at = {"r2_score": Requirement.at_least(0.4)}.get(metric, Requirement.at_most(0.6))
    spec = numbers.spec_of(numbers.gate(metric, at), numbers.gate(metric, NotWorse(0.1)))

    found = try_gates(spec, numbers.moments_of(columns, spec), runs=400, seed=1)

    assert not any(one.is_violated for one in found)
    assert 0.02 < found[0].false_alarm.value < 0.08
    assert 0.02 < found[1].false_pass.value < 0.08


def _amounts(n: int, noise: float) -> dict[str, object]:
    draw = np.random.default_rng(2)
    known, rest = draw.normal(0, np.sqrt(0.4), n), draw.normal(0, np.sqrt(0.6), n)
    guesses = {name: known + draw.normal(0, noise, n) for name in ("p_new", "p_old")}
    return {"price": 5 + known + rest, **{name: 5 + guess for name, guess in guesses.items()}}


@pytest.mark.parametrize("seed", range(4))
def test_a_sound_macro_f1_of_few_rows_is_not_accused(seed: int) -> None:
    draw = np.random.default_rng(seed)
    label = draw.integers(0, 3, 60)
    wrong = draw.random(60) < 0.1
    names = np.array(["cat", "dog", "owl"])
    columns = {"pet": names[label], "new_class": names[(label + wrong * draw.integers(1, 3, 60)) % 3]}
    spec = kinds.predictions_only(kinds.gate("f1", Requirement.at_least(0.9)), baseline=False)

    (trial,) = try_gates(spec, kinds.cells_of(columns, spec), runs=400, seed=1)

    assert not trial.is_violated
    assert 0.02 < trial.false_alarm.value < 0.08
