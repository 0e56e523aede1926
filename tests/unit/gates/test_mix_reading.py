from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.fakes import numbers
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.errors import StateError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.slicing import Dimension
from lockgate.gates.worst_mix import WorstMix
from lockgate.scan.blocks import BlockSpec
from lockgate.stats.worst_mix import largest_mean

MIX = WorstMix(groups=(Dimension("carrier"),))


def _table() -> dict[str, np.ndarray]:
    """Return rows of three carriers of different sizes; the candidate is bad at the smallest."""
    columns = simulated(6_000, seed=1)
    draw = np.random.default_rng(2)
    columns["carrier"] = draw.choice(["AA", "EV", "UA"], 6_000, p=[0.6, 0.1, 0.3])
    is_bad = (columns["carrier"] == "EV") & (draw.random(6_000) < 0.6)
    return {**columns, "p_new": np.where(is_bad, 1 - columns["p_new"], columns["p_new"])}


TABLE = _table()


def _asked(metric: str, requirement: Requirement | NotWorse, mix: WorstMix = MIX) -> MetricGate:
    return replace(gate(metric, requirement), worst_mix=mix)


def _judged(*gates: MetricGate, **given: object) -> tuple[Finding, ...]:
    spec = replace(spec_of(*gates), **given)  # type: ignore[arg-type]  # any field
    return judge(spec, cells_of(TABLE, spec), seed=1)


@pytest.mark.parametrize("factor", [1.5, 3.0])
def test_the_number_is_that_of_a_linear_program_on_the_rows(factor: float) -> None:
    wrong = (TABLE["p_new"] >= 0.5) != TABLE["late"]
    carriers, counts = np.unique(TABLE["carrier"], return_counts=True)
    errors = np.array([wrong[TABLE["carrier"] == name].mean() for name in carriers])
    oracle = linprog(-errors, A_eq=[[1, 1, 1]], b_eq=[1], bounds=[(0, factor * n / 6_000) for n in counts])

    (found,) = _judged(_asked("zero_one_loss", Requirement.at_most(0.9), replace(MIX, factor=factor)))

    assert oracle.fun is not None
    assert found.observed == pytest.approx(-oracle.fun, abs=1e-9)
    assert dict(found.details)["as_seen"] == pytest.approx(wrong.mean())


def test_a_model_passes_as_seen_and_fails_in_the_worst_mix() -> None:
    seen, worst = _judged(
        gate("accuracy", Requirement.at_least(0.65)),
        _asked("accuracy", Requirement.at_least(0.65), replace(MIX, factor=5)),
    )

    assert (seen.verdict, worst.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert worst.check == "accuracy in the worst mix of carrier"
    assert worst.summary.startswith("if EV were 5")
    assert ", accuracy would be down to 0." in worst.summary
    assert "; at worst 0." in worst.summary
    assert worst.family is not None
    assert (worst.family.noun, worst.family.size) == ("primary gate", 2)


def test_a_difference_from_the_baseline_has_a_worst_mix_too() -> None:
    (found,) = _judged(_asked("brier_score_loss", NotWorse(0.2)))

    assert found.verdict is Verdict.PASS
    assert "brier_score_loss (candidate − baseline) would be up to 0." in found.summary
    assert "at worst candidate − baseline +0." in found.summary


def test_rows_that_depend_on_each_other_widen_the_bounds() -> None:
    asked = _asked("log_loss", Requirement.at_most(2.0))

    (plain,), (blocked,) = _judged(asked), _judged(asked, blocks=BlockSpec(entity="distance"))

    assert plain.interval is not None
    assert blocked.interval is not None
    assert "jackknife of 64 blocks" in blocked.interval.method
    assert blocked.observed == plain.observed
    assert blocked.interval.upper > plain.interval.upper  # type: ignore[operator]  # both closed


def test_rows_that_count_more_weigh_more_in_the_mix() -> None:
    weights = np.random.default_rng(4).gamma(1.0, 3.0, 6_000)
    columns = {**TABLE, "w": weights, "row": np.arange(6_000)}
    spec = replace(
        spec_of(_asked("zero_one_loss", Requirement.at_most(0.9))), weight="w", blocks=BlockSpec(entity="row")
    )

    (found,) = judge(spec, cells_of(columns, spec))

    wrong = (TABLE["p_new"] >= 0.5) != TABLE["late"]
    carriers = np.unique(TABLE["carrier"])
    masses = np.array([weights[TABLE["carrier"] == name].sum() for name in carriers])
    errors = [
        np.average(wrong[TABLE["carrier"] == one], weights=weights[TABLE["carrier"] == one]) for one in carriers
    ]
    assert found.observed == pytest.approx(largest_mean(errors, masses / masses.sum(), factor=2.0), abs=1e-6)


def test_a_mean_of_numbers_has_a_worst_mix() -> None:
    columns = numbers.priced(900, seed=1)
    columns["p_new"] = columns["p_new"] + 30 * (columns["city"] == "C")
    asked = numbers.gate("mean_absolute_error", Requirement.at_most(5))
    spec = numbers.spec_of(replace(asked, worst_mix=WorstMix(groups=(Dimension("city"),))))

    (found,) = judge(spec, numbers.moments_of(columns, spec))

    assert found.verdict is Verdict.FAIL
    assert found.summary.startswith("if C were 6")


def test_a_group_without_a_number_leaves_the_gate_open() -> None:
    columns = {**TABLE, "carrier": np.where(np.arange(6_000) < 3, "XX", TABLE["carrier"])}
    spec = spec_of(_asked("log_loss", Requirement.at_most(9)))

    (found,) = judge(spec, cells_of(columns, spec))

    assert found.verdict is Verdict.INCONCLUSIVE
    assert "is unknown, because a group has too few rows" in found.summary


def test_cells_that_were_not_cut_by_the_groups_are_refused() -> None:
    spec = spec_of(_asked("log_loss", Requirement.at_most(9)))
    other = spec_of(_asked("accuracy", Requirement.at_least(0.1)))

    with pytest.raises(StateError, match="what `log_loss in the worst mix of carrier` needs"):
        judge(spec, cells_of(TABLE, other))
