"""The self-test of gates tells the rates that fresh data shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.verdict import Verdict
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.selftest.trial import try_gates
from lockgate.gates.slicing import Dimension
from lockgate.stats.decision import decide_not_worse

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 120
ROWS = 500
MARGIN = 0.03
METRICS = ("accuracy", "log_loss", "brier")
Limit = Callable[[float, int], float]


def _runs() -> dict[str, Any]:
    """Return the rows of all runs, one after the other: a run is a slice, so that all are counted at once."""
    runs = [simulated(ROWS, seed=seed) | {"run": np.full(ROWS, seed)} for seed in range(RUNS)]
    return {name: np.concatenate([np.asarray(run[name]) for run in runs]) for name in runs[0]}


def test_a_baseline_against_itself_fails_and_passes_as_the_self_test_says(with_chance: Limit) -> None:
    # `simulated` makes two models that are equally good: their noise has the same spread
    gates = tuple(gate(metric, NotWorse(MARGIN), sliced=True) for metric in METRICS)
    spec = spec_of(*gates, by=((Dimension("run"),),))
    seen = {metric: [0, 0, 0] for metric in METRICS}

    found = [one for one in judge(spec, cells_of(_runs(), spec)) if one.subject.slice]
    assert len(found) == RUNS * len(METRICS)
    for finding in found:
        assert finding.interval is not None
        lower, upper = finding.interval.lower, finding.interval.upper
        assert lower is not None
        assert upper is not None
        is_higher = finding.check == "accuracy"
        verdict = decide_not_worse(lower, upper, MARGIN, is_higher_better=is_higher).verdict
        is_wrong = lower >= 0 if is_higher else upper <= 0
        for at, happened in enumerate((verdict is Verdict.FAIL, verdict is Verdict.PASS, is_wrong)):
            seen[finding.check][at] += happened

    spec = spec_of(*(gate(metric, NotWorse(MARGIN)) for metric in METRICS))
    told = try_gates(spec, cells_of(simulated(ROWS, seed=RUNS), spec), runs=RUNS, seed=1)
    for trial in told:
        fails, passes, wrong = (count / RUNS for count in seen[trial.check])
        assert fails <= with_chance(ALPHA, RUNS)
        assert wrong <= with_chance(ALPHA, RUNS)
        assert not trial.is_violated
        chance = 3.5 * np.sqrt(0.5 * 0.5 * 2 / RUNS)
        assert trial.passed.value == pytest.approx(passes, abs=chance + 0.1)
        assert trial.false_pass.value == pytest.approx(wrong, abs=3.5 * np.sqrt(0.05 * 0.95 * 2 / RUNS))
