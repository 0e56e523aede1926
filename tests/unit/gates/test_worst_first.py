from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.predictions import gate

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.worst_first import worst_first

OPEN = Finding(
    check="m", subject=Subject("t"), verdict=Verdict.INCONCLUSIVE, reason=Reason.TOO_FEW_ROWS, summary="s"
)


def between(lower: float | None, upper: float) -> Finding:
    """Return an open finding with an interval."""
    return replace(OPEN, interval=Interval(lower, upper, 0.1, "t"))


LOW, MIDDLE, HIGH, WIDE = between(0.1, 0.2), between(0.5, 0.6), between(0.9, 1.0), between(0.0, 1.1)
NONE = between(None, 1.0)


@pytest.mark.parametrize(
    ("metric", "requirement", "wanted"),
    [
        ("roc_auc", Requirement.at_least(0.7), [LOW, MIDDLE, HIGH, WIDE]),
        ("log_loss", Requirement.at_most(0.7), [HIGH, MIDDLE, LOW, WIDE]),
        ("roc_auc", Requirement.between(0.4, 0.55), [HIGH, LOW, MIDDLE, WIDE]),
        ("roc_auc", NotWorse(0.1), [LOW, MIDDLE, HIGH, WIDE]),
        ("log_loss", NotWorse(0.1), [HIGH, MIDDLE, LOW, WIDE]),
    ],
)
def test_the_surest_trouble_comes_first(
    metric: str, requirement: Requirement | NotWorse, wanted: list[Finding]
) -> None:
    found = worst_first(gate(metric, requirement), [OPEN, NONE, WIDE, MIDDLE, LOW, HIGH])

    assert found == [*wanted, OPEN, NONE]


def test_a_failure_comes_before_what_is_open_and_a_pass_last() -> None:
    verdicts = (Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.FAIL)

    found = worst_first(
        gate("roc_auc", Requirement.at_least(0.7)), [replace(OPEN, verdict=one) for one in verdicts]
    )

    assert [one.verdict for one in found] == [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS]
