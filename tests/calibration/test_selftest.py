"""The self-test of gates tells the rates that fresh data shows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.gates.judge import judge
from lockgate.gates.selftest.trial import try_gates
from lockgate.gates.spec import NotWorse

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 120
ROWS = 500
MARGIN = 0.03
METRICS = ("accuracy", "log_loss", "brier")
Limit = Callable[[float, int], float]


def test_a_baseline_against_itself_fails_and_passes_as_the_self_test_says(with_chance: Limit) -> None:
    # `simulated` makes two models that are equally good: their noise has the same spread
    spec = spec_of(*(gate(metric, NotWorse(MARGIN)) for metric in METRICS))
    seen = {metric: [0, 0, 0] for metric in METRICS}

    for seed in range(RUNS):
        for finding in judge(spec, cells_of(simulated(ROWS, seed=seed), spec)):
            assert finding.interval is not None
            lower, upper = finding.interval.lower, finding.interval.upper
            assert lower is not None
            assert upper is not None
            is_wrong = lower >= 0 if finding.check == "accuracy" else upper <= 0
            counts = seen[finding.check]
            for at, happened in enumerate(
                (finding.verdict.value == "fail", finding.verdict.value == "pass", is_wrong)
            ):
                counts[at] += happened

    told = try_gates(spec, cells_of(simulated(ROWS, seed=RUNS), spec), runs=RUNS, seed=1)
    for trial in told:
        fails, passes, wrong = (count / RUNS for count in seen[trial.check])
        assert fails <= with_chance(ALPHA, RUNS)
        assert wrong <= with_chance(ALPHA, RUNS)
        assert not trial.is_violated
        chance = 3.5 * np.sqrt(0.5 * 0.5 * 2 / RUNS)
        assert trial.passed.value == pytest.approx(passes, abs=chance + 0.1)
        assert trial.false_pass.value == pytest.approx(wrong, abs=3.5 * np.sqrt(0.05 * 0.95 * 2 / RUNS))
