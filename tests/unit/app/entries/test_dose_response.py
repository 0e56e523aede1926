from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from lockgate.adapters.scratch import MemoryScratch
from lockgate.app.entries.dose_response import Curve, curve_document, curve_figure, curve_finding, judge_curves
from lockgate.app.project.robustness_spec import DoseGate, RobustnessEntry
from lockgate.domain.codes import Reason
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.probes.perturbations.sign_flip import SignFlip


def entry(gate: DoseGate, **more: Any) -> RobustnessEntry:  # noqa: ANN401 - of any field
    return RobustnessEntry(model="m", data="t", label="y", gates=(gate,), perturbations=(FLIP,), **more)


FLIP = SignFlip(columns=("x",), doses=(0.1, 0.5))
LOSS = DoseGate(metric="roc_auc", max_loss=0.1)


def cells(gate: DoseGate, columns: Mapping[str, np.ndarray]) -> list[TaskCells]:
    session = MemoryScratch().open("t", columns)
    try:
        return [
            kind_of(Task.BINARY_CLASSIFICATION).collect(
                session,
                ModelGateSpec(
                    table="t",
                    label="y",
                    candidate=name,
                    baseline="base",
                    gates=(gate.of_task(Task.BINARY_CLASSIFICATION),),
                ),
            )
            for name in ("one", "two")
        ]
    finally:
        session.close()


def columns(n: int = 400, *, spoilt: float = 0.9) -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(1)
    truth = (drawn.random(n) < 0.5).astype(int)
    base = np.clip(0.25 + 0.5 * truth + drawn.normal(0, 0.1, n), 0, 1)
    hit = drawn.random(n)
    return {
        "y": truth,
        "base": base,
        "one": np.where(hit < 0.01, 1 - base, base),
        "two": np.where(hit < spoilt, 1 - base, base),
    }


def curve(gate: DoseGate, given: Mapping[str, np.ndarray]) -> Curve:
    (found,) = judge_curves(entry(gate), gate, FLIP, cells(gate, given), seed=1)
    return found


def test_the_first_dose_that_fails_decides() -> None:
    found = curve(LOSS, columns())

    finding = curve_finding("t", found)

    assert finding.verdict is Verdict.FAIL
    assert found.worst == 1
    assert "the gate would close at a dose of about" in finding.summary
    assert finding.interval is not None


def test_it_agrees_with_scikit_learn() -> None:
    given = columns()
    found = curve(LOSS, given)

    wanted = roc_auc_score(given["y"], given["two"]) - roc_auc_score(given["y"], given["base"])
    assert found.measured[1].estimate.value == pytest.approx(wanted, abs=0.01)  # scores are binned


def test_an_absolute_bar_begins_at_the_rows_as_they_are() -> None:
    found = curve(DoseGate(metric="roc_auc", requirement=Requirement.at_least(0.999)), columns())

    assert found.closing.dose < 0.1
    assert curve_document(found)["requirement"] == "≥ 0.999"


def test_answers_that_are_no_numbers_are_an_error() -> None:
    given = columns()
    given["two"] = np.full(400, np.nan)

    finding = curve_finding("t", curve(LOSS, given))

    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.METRIC_UNDEFINED)
    assert finding.observed is None


def test_too_few_rows_leave_it_open() -> None:
    given = {name: column[:2] for name, column in columns().items()}
    given["y"] = np.array([1, 1])

    found = curve(LOSS, given)
    finding = curve_finding("t", found)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.interval is None
    assert curve_figure(found).lines[0].points == ()
    assert curve_document(found)["points"][0] == {"dose": 0.1, "value": None, "bounds": [None, None]}


def test_one_row_has_a_number_and_no_interval() -> None:
    gate = DoseGate(metric="accuracy", max_loss=0.1)
    given = {name: column[:1] for name, column in columns().items()}

    finding = curve_finding("t", curve(gate, given))

    assert "too few rows for an interval" in finding.summary
