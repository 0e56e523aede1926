from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.predictions import gate

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.spec import NotWorse
from lockgate.gates.worst_first import worst_first

OPEN = Finding(
    check="m", subject=Subject("t"), verdict=Verdict.INCONCLUSIVE, reason=Reason.TOO_FEW_ROWS, summary="s"
)


def of(*numbers: float | None) -> list[Finding]:
    """Return open findings that observed some numbers."""
    return [replace(OPEN, observed=number) for number in numbers]


@pytest.mark.parametrize(
    ("metric", "requirement", "wanted"),
    [
        ("roc_auc", Requirement.at_least(0.7), [0.1, 0.5, 0.9]),
        ("log_loss", Requirement.at_most(0.7), [0.9, 0.5, 0.1]),
        ("roc_auc", Requirement.between(0.4, 0.5), [0.9, 0.1, 0.5]),
        ("roc_auc", NotWorse(0.1), [0.1, 0.5, 0.9]),
        ("log_loss", NotWorse(0.1), [0.9, 0.5, 0.1]),
    ],
)
def test_what_is_farthest_beyond_the_bar_comes_first(
    metric: str, requirement: Requirement | NotWorse, wanted: list[float]
) -> None:
    found = worst_first(gate(metric, requirement), of(0.5, None, 0.1, 0.9))

    assert [one.observed for one in found] == [*wanted, None]


def test_a_failure_comes_before_what_is_open_and_a_pass_last() -> None:
    verdicts = (Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.FAIL)

    found = worst_first(
        gate("roc_auc", Requirement.at_least(0.7)), [replace(OPEN, verdict=one) for one in verdicts]
    )

    assert [one.verdict for one in found] == [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS]
