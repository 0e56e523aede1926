from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.fakes.predictions import simulated
from tests.fakes.projects import Home

from lockgate.app.gate_selftest import EntryTrials, selftest_gates, selftest_verdict
from lockgate.app.project.spec import Project
from lockgate.domain.errors import EvidenceError
from lockgate.domain.verdict import Verdict
from lockgate.gates.selftest.trial import Rate, Trial

DATA = "  scored: data/scored.parquet\n"
MODEL = """  evaluate:
    - command: {run: ['true']}
    - model: {data: scored, label: late, candidate: p_new, baseline: p_old}
      gates: [{metric: accuracy, notWorseThanBaselineBy: 0.1}]
"""
TRIAL = Trial("accuracy", "≥ 0.5", is_paired=False, size=0, alpha=0.05)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def saved(home: Home) -> tuple[Project, str]:
    project = home.project(DATA, MODEL)
    return project, home.saved(project)


def test_the_gates_of_a_kept_run_are_tried_without_its_tables(home: Home) -> None:
    home.scored()
    project, run_id = saved(home)
    (home.root / "data/scored.parquet").unlink()

    (entry,) = selftest_gates(project, home.ports(project), run_id, runs=50, seed=1)

    assert (entry.stage, entry.entry, entry.problem) == ("evaluate", "scored.p_new", "")
    assert [trial.check for trial in entry.trials] == ["accuracy"]
    assert selftest_verdict((entry,)) is Verdict.PASS


def test_rows_that_no_metric_can_use_are_a_problem(home: Home) -> None:
    home.table("scored", simulated(400, seed=1) | {"p_new": np.full(400, np.nan)})
    project, run_id = saved(home)

    (entry,) = selftest_gates(project, home.ports(project), run_id, runs=50, seed=1)

    assert entry.trials == ()
    assert "p_new" in entry.problem
    assert selftest_verdict((entry,)) is Verdict.INCONCLUSIVE


def test_a_run_that_is_not_there_is_an_error(home: Home) -> None:
    project = home.project(DATA, MODEL)

    with pytest.raises(EvidenceError):
        selftest_gates(project, home.ports(project), "nowhere", runs=50, seed=1)


@pytest.mark.parametrize(
    ("trial", "verdict"),
    [
        ({"false_alarm": Rate(60, 400)}, Verdict.FAIL),
        ({"false_pass": Rate(60, 400)}, Verdict.FAIL),
        ({"reason": "no positive rows"}, Verdict.INCONCLUSIVE),
        ({"false_alarm": Rate(20, 400), "false_pass": Rate(20, 400)}, Verdict.PASS),
    ],
)
def test_the_verdict_is_the_worst_of_the_trials(trial: dict[str, object], verdict: Verdict) -> None:
    changed = replace(TRIAL, **trial)  # type: ignore[arg-type]  # fields by name

    assert selftest_verdict((EntryTrials("s", "e", (changed,)),)) is verdict


def test_gates_on_rows_that_depend_on_each_other_are_not_tried(home: Home) -> None:
    home.table("scored", simulated(400, seed=1) | {"person": np.arange(400) // 4})
    project = home.project(DATA, MODEL.replace("baseline: p_old", "baseline: p_old, blocks: {entity: person}"))
    run_id = home.saved(project)

    (entry,) = selftest_gates(project, home.ports(project), run_id, runs=50, seed=1)

    assert "depend on each other" in entry.problem
