from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.predictions import gate

from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Bounds, bars, decide_family, decide_roles
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.role import Role
from lockgate.stats.estimate import Estimate


def _mean(value: float, error: float = 0.01) -> Measurement:
    return MeanMeasurement(Estimate(value, error, 100_000), "t")


@pytest.mark.parametrize(
    ("requirement", "value", "verdict"),
    [
        (Requirement.at_least(0.7), 0.72, Verdict.PASS),
        (Requirement.at_least(0.7), 0.71, Verdict.INCONCLUSIVE),
        (Requirement.at_least(0.7), 0.68, Verdict.FAIL),
        (Requirement(Operator.MUST_BE_GREATER_THAN, (0.7,)), 0.72, Verdict.PASS),
        (Requirement.at_most(0.7), 0.68, Verdict.PASS),
        (Requirement.at_most(0.7), 0.72, Verdict.FAIL),
        (Requirement(Operator.MUST_BE_LESS_THAN, (0.7,)), 0.68, Verdict.PASS),
        (Requirement.between(0.6, 0.8), 0.7, Verdict.PASS),
        (Requirement.between(0.6, 0.8), 0.79, Verdict.INCONCLUSIVE),
        (Requirement.between(0.6, 0.8), 0.9, Verdict.FAIL),
    ],
    ids=str,
)
def test_a_bar_is_held_against_the_bounds(requirement: Requirement, value: float, verdict: Verdict) -> None:
    (judged,) = decide_family(gate("roc_auc", requirement), [_mean(value)], 0.05)

    assert judged.verdict is verdict


@pytest.mark.parametrize(
    ("metric", "value", "verdict"),
    [
        ("roc_auc", -0.01, Verdict.PASS),
        ("roc_auc", -0.06, Verdict.FAIL),
        ("log_loss", 0.01, Verdict.PASS),
        ("log_loss", 0.06, Verdict.FAIL),
        ("log_loss", 0.03, Verdict.INCONCLUSIVE),
    ],
)
def test_worse_depends_on_the_metric(metric: str, value: float, verdict: Verdict) -> None:
    (judged,) = decide_family(gate(metric, NotWorse(0.03)), [_mean(value)], 0.05)

    assert judged.verdict is verdict


def test_one_of_many_slices_fails_only_beyond_the_family_level() -> None:
    slightly_bad = _mean(0.68)  # two standard errors: enough alone, by chance among twenty

    (alone,) = decide_family(gate("roc_auc", Requirement.at_least(0.7)), [slightly_bad], 0.05)
    family = decide_family(gate("roc_auc", Requirement.at_least(0.7)), [slightly_bad, *[_mean(0.8)] * 19], 0.05)

    assert alone.verdict is Verdict.FAIL
    assert [one.verdict for one in family] == [Verdict.INCONCLUSIVE, *[Verdict.PASS] * 19]
    assert family[0].alpha == pytest.approx(0.1 / 20)
    assert family[0].lower <= 0.7 <= family[0].upper


def test_a_clear_failure_makes_the_next_easier_to_claim() -> None:
    clear, near = _mean(0.5), _mean(0.7 - 0.0167)

    first = decide_family(gate("roc_auc", Requirement.at_least(0.7)), [near, _mean(0.8)], 0.05)
    second = decide_family(gate("roc_auc", Requirement.at_least(0.7)), [near, clear], 0.05)

    assert first[0].verdict is Verdict.INCONCLUSIVE
    assert [one.verdict for one in second] == [Verdict.FAIL, Verdict.FAIL]


def test_what_is_undefined_is_inconclusive() -> None:
    (judged,) = decide_family(
        gate("roc_auc", Requirement.at_least(0)), [UndefinedMeasurement("no rows", 0)], 0.05
    )

    assert judged.verdict is Verdict.INCONCLUSIVE


def test_a_margin_is_a_bar_on_the_side_that_is_worse() -> None:
    assert bars(gate("roc_auc", NotWorse(0.01))) == (-0.01,)
    assert bars(gate("log_loss", NotWorse(0.01))) == (0.01,)
    assert bars(gate("log_loss", Requirement.between(0, 1))) == (0.0, 1.0)


def test_failures_are_claimed_within_the_family_of_a_role() -> None:
    slightly_bad, good = _mean(0.68), _mean(0.8)
    asked = gate("roc_auc", Requirement.at_least(0.7))
    guard = replace(asked, role=Role.GUARDRAIL)

    judged = decide_roles([asked, guard, asked, asked], [slightly_bad, slightly_bad, good, good], 0.05)

    assert [one.verdict for one in judged] == [Verdict.INCONCLUSIVE, Verdict.FAIL, Verdict.PASS, Verdict.PASS]
    assert [one.size for one in judged] == [3, 1, 3, 3]


def test_the_adjusted_bounds_are_those_of_the_step_that_looked_last() -> None:
    clear, open_, good = _mean(0.5), _mean(0.69), _mean(0.8)

    judged = decide_family(gate("roc_auc", Requirement.at_least(0.7)), [clear, open_, good], 0.06)

    assert [one.verdict for one in judged] == [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS]
    levels = [one.adjusted.alpha for one in judged if one.adjusted]
    assert levels == pytest.approx([0.12 / 3, 0.12 / 2, 0.12 / 2])
    assert judged[2].adjusted == Bounds(*good.bounds(0.06), 0.06)
    assert judged[2].alpha == pytest.approx(0.12)  # a pass is read from the plain bounds


@pytest.mark.parametrize(
    ("value", "verdict", "level"),
    [
        (0.74, Verdict.PASS, 0.02),
        (0.72, Verdict.INCONCLUSIVE, 0.02),  # alone it would pass
        (0.69, Verdict.INCONCLUSIVE, 0.02),
        (0.68, Verdict.FAIL, 0.1),
    ],
)
def test_one_of_several_candidates_passes_at_a_smaller_level_and_fails_as_alone(
    value: float, verdict: Verdict, level: float
) -> None:
    (judged,) = decide_family(gate("roc_auc", Requirement.at_least(0.7)), [_mean(value)], 0.05, among=5)

    assert judged.verdict is verdict
    assert judged.alpha == pytest.approx(level)
